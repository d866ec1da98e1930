#include "loaders/news/claim_dates.h"

#include <algorithm>
#include <array>

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

// What stands before a date behind that tells when it began, and what happened on a date that opens a clause.
constexpr std::array<u32string_view, 16> kBegan = {U"自",     U"从",     U"始于",   U"源于",   U"起于", U"是在",
                                                   U"起步于", U"缘起于", U"追溯到", U"追溯至", U"要从", U"早在",
                                                   U"成立于", U"建于",   U"开始于", U"上溯到"};
constexpr std::array<u32string_view, 22> kHappened = {
    U"开园", U"投产", U"投用", U"竣工", U"建成", U"落成", U"启用", U"揭牌", U"挂牌", U"开工", U"奠基",
    U"签约", U"结对", U"开通", U"上线", U"投运", U"启动", U"动工", U"正式", U"成立", U"开业", U"通车"};
constexpr size_t kHappenedReach = 4;

bool Report(u32string_view text, const DateMention& mention) {
  // 新华社拉萨8月15日电 is the day of the report.
  return mention.end < text.size() && (text[mention.end] == U'电' || text[mention.end] == U'讯');
}

bool NamedBetween(const Reading& reading, size_t begin, size_t end) {
  auto item = std::lower_bound(reading.items.begin(), reading.items.end(), begin,
                               [](const Item& i, size_t b) { return i.begin < b; });
  for (; item != reading.items.end() && item->begin < end; ++item) {
    if (!item->pronoun) return true;
  }
  return false;
}

bool MarksBeginning(u32string_view text, const DateMention& mention) {
  const u32string_view before = text.substr(0, mention.begin);
  if (std::any_of(kBegan.begin(), kBegan.end(), [&](u32string_view word) { return before.ends_with(word); }))
    return true;
  if (!before.ends_with(U',')) return false;
  const u32string_view behind = text.substr(mention.end, kHappenedReach);
  return std::any_of(kHappened.begin(), kHappened.end(),
                     [&](u32string_view word) { return behind.find(word) != u32string_view::npos; });
}

}  // namespace

std::optional<StatedDate> DateOf(u32string_view text, const std::vector<DateMention>& dates, const Reading& reading,
                                 const Match& match, size_t end) {
  std::optional<StatedDate> date;
  for (const DateMention& mention : dates) {
    if (mention.begin >= match.end) break;
    if (Report(text, mention)) continue;
    const bool since = mention.begin > 0 && (text[mention.begin - 1] == U'自' || text[mention.begin - 1] == U'从');
    if (since) return mention.date;
    if (mention.begin >= match.begin && date) break;
    date = mention.date;
  }
  if (date) return date;
  for (const DateMention& mention : dates) {
    if (mention.begin < match.end || mention.begin >= end) continue;
    if (Report(text, mention) || NamedBetween(reading, match.end, mention.begin)) return std::nullopt;
    if (MarksBeginning(text, mention)) return mention.date;
  }
  return std::nullopt;
}

}  // namespace qiao::loaders::news
