#include "loaders/news/pronouns.h"

#include <array>
#include <optional>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

// Where the word may stand.
enum class Place : uint8_t {
  kAnywhere,  // 该 and 我 can hardly be anything else
  kHead,      // at the head of a clause: 项目总投资 stands for the project, 会上 for the meeting only there
  kSubject,   // at the head of a clause or behind 由 or 与: 学校 for the school that the article speaks for
  kSettled,   // behind 落户, 入驻, 与, 在: 园区 for the park named before
};

struct Pronoun {
  u32string_view text;
  EntityLabel label;
  Place place = Place::kAnywhere;
  size_t length = 0;  // of what stands for the thing; 0: all of it
  bool two = false;
  bool own = false;
  bool latter = false;
  bool addressed = false;
};

constexpr std::array kPronouns = {
    Pronoun{U"项目总投资", EntityLabel::kProject, Place::kHead, 2},
    Pronoun{U"项目计划", EntityLabel::kProject, Place::kHead, 2},
    Pronoun{U"公司", EntityLabel::kCompany, Place::kHead},
    Pronoun{U"该校区", EntityLabel::kSchool},
    Pronoun{U"该院", EntityLabel::kHospital},
    Pronoun{U"该校", EntityLabel::kSchool},
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
    Pronoun{U"我院", EntityLabel::kHospital, Place::kAnywhere, 0, false, true},
    Pronoun{U"我校", EntityLabel::kSchool, Place::kAnywhere, 0, false, true},
    Pronoun{U"医院", EntityLabel::kHospital, Place::kSubject, 0, false, true},
    Pronoun{U"学校", EntityLabel::kSchool, Place::kSubject, 0, false, true},
    Pronoun{U"贵院", EntityLabel::kHospital, Place::kAnywhere, 0, false, false, false, true},
    Pronoun{U"贵校", EntityLabel::kSchool, Place::kAnywhere, 0, false, false, false, true},
    Pronoun{U"后者", EntityLabel::kCompany, Place::kAnywhere, 0, false, false, true},
};
constexpr u32string_view kFirsts = U"该此这会活仪两项园我公医学后贵";

// 该公司, 这所学校, 这家快递企业, 两所小学: what points back, and the common nouns that it may point with.
constexpr std::array<u32string_view, 2> kPointers = {U"该", U"此"};
constexpr std::array<u32string_view, 10> kMeasured = {U"这家", U"这所", U"这座", U"这个", U"这一",
                                                      U"这条", U"这项", U"这支", U"这间", U"这处"};
constexpr std::array<u32string_view, 4> kTwo = {U"两家", U"两所", U"两个", U"两座"};
constexpr size_t kKindReach = 4;  // 快递 in 这家快递企业
struct Noun {
  u32string_view text;
  EntityLabel label;
};
constexpr std::array kNouns = {
    Noun{U"公司", EntityLabel::kCompany},     Noun{U"企业", EntityLabel::kCompany},
    Noun{U"集团", EntityLabel::kCompany},     Noun{U"药企", EntityLabel::kCompany},
    Noun{U"合作社", EntityLabel::kCompany},   Noun{U"学校", EntityLabel::kSchool},
    Noun{U"中学", EntityLabel::kSchool},      Noun{U"小学", EntityLabel::kSchool},
    Noun{U"高校", EntityLabel::kSchool},      Noun{U"大学", EntityLabel::kSchool},
    Noun{U"医院", EntityLabel::kHospital},    Noun{U"园区", EntityLabel::kPark},
    Noun{U"产业园", EntityLabel::kPark},      Noun{U"示范园", EntityLabel::kPark},
    Noun{U"基地", EntityLabel::kPark},        Noun{U"景区", EntityLabel::kPark},
    Noun{U"项目", EntityLabel::kProject},     Noun{U"工程", EntityLabel::kProject},
    Noun{U"基金", EntityLabel::kProject},     Noun{U"研究院", EntityLabel::kInstitute},
    Noun{U"实验室", EntityLabel::kInstitute},
};

// 这家企业家园 points at nothing.
const Noun* NounAt(u32string_view text) {
  for (const Noun& noun : kNouns) {
    if (text.starts_with(noun.text) && !text.substr(noun.text.size()).starts_with(U"家")) return &noun;
  }
  return nullptr;
}

// What points at `i` with a common noun, if anything does.
std::optional<PronounSpot> Pointer(u32string_view text, size_t i) {
  const u32string_view rest = text.substr(i);
  for (const u32string_view word : kPointers) {
    const Noun* noun = rest.starts_with(word) ? NounAt(rest.substr(word.size())) : nullptr;
    if (noun) return PronounSpot{i, i + word.size() + noun->text.size(), noun->label};
  }
  for (const u32string_view word : kTwo) {
    const Noun* noun = rest.starts_with(word) ? NounAt(rest.substr(word.size())) : nullptr;
    if (noun) return PronounSpot{i, i + word.size() + noun->text.size(), noun->label, true};
  }
  for (const u32string_view word : kMeasured) {
    if (!rest.starts_with(word)) continue;
    for (size_t k = word.size(); k <= word.size() + kKindReach && k < rest.size(); ++k) {
      if (const Noun* noun = NounAt(rest.substr(k))) return PronounSpot{i, i + k + noun->text.size(), noun->label};
      if (!IsHan(rest[k]) || rest[k] == U'的') break;
    }
  }
  return std::nullopt;
}

bool Fits(u32string_view text, size_t i, const Pronoun& pronoun) {
  if (text.substr(i, pronoun.text.size()) != pronoun.text) return false;
  const u32string_view before = text.substr(0, i);
  const bool head = before.empty() || !IsHan(before.back());
  switch (pronoun.place) {
    case Place::kAnywhere:
      return true;
    case Place::kHead:
      return head;
    case Place::kSubject:
      return (head && !before.ends_with(U'、')) || before.ends_with(U'由') || before.ends_with(U'与');
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
    if (const auto pointer = Pointer(text, i)) {
      spots.push_back(*pointer);
      continue;
    }
    for (const Pronoun& pronoun : kPronouns) {
      if (!Fits(text, i, pronoun)) continue;
      const size_t length = pronoun.length == 0 ? pronoun.text.size() : pronoun.length;
      spots.push_back({i, i + length, pronoun.label, pronoun.two, pronoun.own, pronoun.latter, pronoun.addressed});
      break;
    }
  }
  return spots;
}

}  // namespace qiao::loaders::news
