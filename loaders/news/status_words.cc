#include "loaders/news/status_words.h"

#include <algorithm>
#include <array>

#include "loaders/news/word_set.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr std::array<u32string_view, 22> kIntended = {
    U"准备与", U"打算", U"拟",   U"计划", U"意向", U"有望", U"筹建",   U"筹备",   U"筹划", U"谋划",   U"预计",
    U"即将",   U"将在", U"将与", U"将由", U"将于", U"将把", U"争取与", U"争取在", U"希望", U"有意与", U"有意在"};
// What is to come: 将投资, 将共建. 将 alone may only mark an object.
constexpr std::array<u32string_view, 24> kToCome = {
    U"投资", U"建设", U"共建", U"打造", U"新建", U"落户", U"入驻", U"开展", U"实施", U"签",   U"组建", U"成立",
    U"设立", U"联合", U"共同", U"合作", U"选派", U"采购", U"举办", U"捐",   U"援",   U"建立", U"布局", U"继续"};
constexpr std::array<u32string_view, 7> kSigned = {U"签订", U"签署", U"签约", U"签下", U"签了", U"签定", U"缔结"};
constexpr std::array<u32string_view, 5> kCompleted = {U"建成", U"竣工", U"投产", U"完工", U"投用"};
constexpr std::array<u32string_view, 9> kStarted = {U"开工", U"启动", U"揭牌", U"挂牌", U"入驻",
                                                    U"成立", U"落地", U"建立", U"开展"};
constexpr std::array<u32string_view, 9> kEnded = {U"年结束",   U"月结束",   U"已结束", U"终止", U"解除",
                                                  U"结束合作", U"停止合作", U"期满",   U"撤销"};
constexpr std::array<u32string_view, 17> kNegations = {U"不在", U"没有", U"不再", U"并非", U"不是", U"取消",
                                                       U"暂停", U"暂缓", U"叫停", U"搁浅", U"否认", U"无法",
                                                       U"是否", U"能否", U"如果", U"不会", U"不予"};
// 未 denies, but in these it is a part of another word.
constexpr u32string_view kBehindWei = U"来央必免尝雨成";
// What was said before is taken back.
constexpr std::array<u32string_view, 4> kRetractions = {U"更正一下", U"不对,", U"口误", U"说错了"};
// It came to nothing after all: 双方谈过,最后没有谈成.
constexpr std::array<u32string_view, 27> kUndone = {
    U"吗?",      U"未果",     U"没有谈成", U"未谈成",   U"没谈成",     U"告吹",     U"谈判破裂",
    U"未能落地", U"未落地",   U"没有落地", U"未能实现", U"搁浅",       U"作罢",     U"因故取消",
    U"后取消",   U"已取消",   U"没能落地", U"未获批",   U"没有这回事", U"没这回事", U"没有的事",
    U"纯属谣言", U"并不属实", U"没有签成", U"没签成",   U"拉了回去",   U"退了回来"};
constexpr size_t kOutcomeReach = 24;  // how it ended stands a little behind

bool ToCome(u32string_view text) {
  for (size_t at = text.find(U'将'); at != u32string_view::npos; at = text.find(U'将', at + 1)) {
    const u32string_view rest = text.substr(at + 1);
    if (std::any_of(kToCome.begin(), kToCome.end(), [&](u32string_view verb) { return rest.starts_with(verb); }))
      return true;
  }
  static const WordSet intended(kIntended);
  return intended.AnyIn(text);
}

}  // namespace

u32string_view Denial(u32string_view text) {
  static const WordSet negations(kNegations);
  if (const u32string_view word = negations.FirstIn(text); !word.empty()) return word;
  for (size_t at = text.find(U'未'); at != u32string_view::npos; at = text.find(U'未', at + 1)) {
    if (at + 1 < text.size() && kBehindWei.find(text[at + 1]) != u32string_view::npos) continue;
    const bool two = at > 0 && u32string_view(U"尚并从暂仍还").find(text[at - 1]) != u32string_view::npos;
    return two ? text.substr(at - 1, 2) : text.substr(at, 1);
  }
  return {};
}

u32string_view TakenBack(u32string_view rest) {
  static const WordSet retractions(kRetractions), undone(kUndone);
  const u32string_view word = retractions.FirstIn(rest);
  return word.empty() ? undone.FirstIn(rest.substr(0, kOutcomeReach)) : word;
}

ClaimStatus StatusOf(ClaimStatus rule, u32string_view seen, u32string_view after) {
  static const WordSet ended(kEnded), is_signed(kSigned), completed(kCompleted), started(kStarted);
  if (ToCome(seen) || after.find(U"意向") != u32string_view::npos) return ClaimStatus::kIntended;
  if (ended.AnyIn(seen) || ended.AnyIn(after)) return ClaimStatus::kEnded;
  if (rule != ClaimStatus::kStated) return rule;
  if (is_signed.AnyIn(seen)) return ClaimStatus::kSigned;
  if (completed.AnyIn(seen)) return ClaimStatus::kCompleted;
  if (started.AnyIn(seen)) return ClaimStatus::kStarted;
  return ClaimStatus::kStated;
}

}  // namespace qiao::loaders::news
