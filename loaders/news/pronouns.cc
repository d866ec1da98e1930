#include "loaders/news/pronouns.h"

#include <array>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

// Where the word may stand.
enum class Place : uint8_t {
  kAnywhere,  // 该 and 我 can hardly be anything else
  kHead,      // at the head of a clause: 项目总投资 stands for the project, 会上 for the meeting only there
  kSettled,   // behind 落户, 入驻, 与, 在: 园区 for the park named before
};

struct Pronoun {
  u32string_view text;
  EntityLabel label;
  Place place = Place::kAnywhere;
  size_t length = 0;  // of what stands for the thing; 0: all of it
  bool two = false;
  bool own = false;
};

constexpr std::array kPronouns = {
    Pronoun{U"该项目", EntityLabel::kProject},
    Pronoun{U"此项目", EntityLabel::kProject},
    Pronoun{U"项目总投资", EntityLabel::kProject, Place::kHead, 2},
    Pronoun{U"项目计划", EntityLabel::kProject, Place::kHead, 2},
    Pronoun{U"该工程", EntityLabel::kProject},
    Pronoun{U"该基金", EntityLabel::kProject},
    Pronoun{U"该公司", EntityLabel::kCompany},
    Pronoun{U"公司", EntityLabel::kCompany, Place::kHead},
    Pronoun{U"该校区", EntityLabel::kSchool},
    Pronoun{U"该企业", EntityLabel::kCompany},
    Pronoun{U"该集团", EntityLabel::kCompany},
    Pronoun{U"这家企业", EntityLabel::kCompany},
    Pronoun{U"这家公司", EntityLabel::kCompany},
    Pronoun{U"该院", EntityLabel::kHospital},
    Pronoun{U"该医院", EntityLabel::kHospital},
    Pronoun{U"该校", EntityLabel::kSchool},
    Pronoun{U"该学校", EntityLabel::kSchool},
    Pronoun{U"该园区", EntityLabel::kPark},
    Pronoun{U"该基地", EntityLabel::kPark},
    Pronoun{U"这一园区", EntityLabel::kPark},
    Pronoun{U"这个园区", EntityLabel::kPark},
    Pronoun{U"这座园区", EntityLabel::kPark},
    Pronoun{U"该产业园", EntityLabel::kPark},
    Pronoun{U"这座产业园", EntityLabel::kPark},
    Pronoun{U"这个产业园", EntityLabel::kPark},
    Pronoun{U"该示范园", EntityLabel::kPark},
    Pronoun{U"这座示范园", EntityLabel::kPark},
    Pronoun{U"这个示范园", EntityLabel::kPark},
    Pronoun{U"这个基地", EntityLabel::kPark},
    Pronoun{U"这个项目", EntityLabel::kProject},
    Pronoun{U"园区", EntityLabel::kPark, Place::kSettled},
    Pronoun{U"园区引", EntityLabel::kPark, Place::kHead, 2},
    Pronoun{U"园区已", EntityLabel::kPark, Place::kHead, 2},
    Pronoun{U"会上", EntityLabel::kEvent, Place::kHead},
    Pronoun{U"会议期间", EntityLabel::kEvent, Place::kHead},
    Pronoun{U"活动现场", EntityLabel::kEvent, Place::kHead},
    Pronoun{U"活动期间", EntityLabel::kEvent, Place::kHead},
    Pronoun{U"仪式上", EntityLabel::kEvent, Place::kHead},
    Pronoun{U"两校", EntityLabel::kSchool, Place::kAnywhere, 0, true},
    Pronoun{U"两院", EntityLabel::kHospital, Place::kAnywhere, 0, true},
    Pronoun{U"两家医院", EntityLabel::kHospital, Place::kAnywhere, 0, true},
    Pronoun{U"两所学校", EntityLabel::kSchool, Place::kAnywhere, 0, true},
    Pronoun{U"我院", EntityLabel::kHospital, Place::kAnywhere, 0, false, true},
    Pronoun{U"我校", EntityLabel::kSchool, Place::kAnywhere, 0, false, true},
};
constexpr u32string_view kFirsts = U"该此这项会活仪两园我公";

bool Fits(u32string_view text, size_t i, const Pronoun& pronoun) {
  if (text.substr(i, pronoun.text.size()) != pronoun.text) return false;
  const u32string_view before = text.substr(0, i);
  const bool head = before.empty() || !IsHan(before.back());
  switch (pronoun.place) {
    case Place::kAnywhere:
      return true;
    case Place::kHead:
      return head;
    case Place::kSettled:
      return before.ends_with(U"落户") || before.ends_with(U"入驻") || before.ends_with(U"进驻") ||
             before.ends_with(U"与") || before.ends_with(U",在");
  }
  return false;
}

}  // namespace

std::vector<PronounSpot> FindPronouns(u32string_view text) {
  std::vector<PronounSpot> spots;
  for (size_t i = 0; i < text.size(); ++i) {
    if (kFirsts.find(text[i]) == u32string_view::npos) continue;
    for (const Pronoun& pronoun : kPronouns) {
      if (!Fits(text, i, pronoun)) continue;
      const size_t length = pronoun.length == 0 ? pronoun.text.size() : pronoun.length;
      spots.push_back({i, i + length, pronoun.label, pronoun.two, pronoun.own});
      break;
    }
  }
  return spots;
}

}  // namespace qiao::loaders::news
