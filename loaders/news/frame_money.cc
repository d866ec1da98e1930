#include "loaders/news/frame_money.h"

#include <algorithm>
#include <array>

#include "loaders/news/word_set.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

// Money that nobody puts into anything, and what a buyer may well spend.
constexpr std::array<u32string_view, 13> kOtherMoney = {U"产值", U"收入", U"贷款", U"授信", U"月薪", U"工资", U"增收",
                                                        U"每年", U"每月", U"利润", U"税收", U"租金", U"每亩"};
constexpr std::array<u32string_view, 5> kTurnover = {U"销售", U"成交", U"营业额", U"采购额", U"订单"};
// What a clause opens with that tells what the deed of the one before was worth: 捐赠一批药品,总值90万元.
constexpr std::array<u32string_view, 22> kWorth = {
    U"总值", U"价值", U"总价", U"造价",   U"总造价", U"总投资", U"投资",   U"投入", U"金额",   U"总额",     U"合计",
    U"共计", U"累计", U"一共", U"今年花", U"花了",   U"共花",   U"去年花", U"成交", U"采购额", U"援助资金", U"耗资"};
constexpr size_t kMoneyContext = 10;

class MoneyFinder : public FrameView {
 public:
  MoneyFinder(const FrameView& view, const std::optional<Found>& agent) : FrameView(view), agent_(agent) {}

  std::optional<Amount> Run() const {
    if (auto money = In(c_)) return money;
    if (at_ > 0 && agent_ && agent_->how == "subject of a clause before") return In(clauses_[at_ - 1]);
    return Behind();
  }

 private:
  std::optional<Amount> In(const Clause& clause) const { return MoneyIn(s_, clause, Buys()); }

  // Nobody is named there, and nothing else that may be worth it.
  std::optional<Amount> Behind() const {
    if (at_ + 1 >= clauses_.size() || !clauses_[at_ + 1].phrases.empty()) return std::nullopt;
    const Clause& next = clauses_[at_ + 1];
    const u32string_view text = Text(next.begin, next.end);
    const bool worth =
        std::any_of(kWorth.begin(), kWorth.end(), [&](u32string_view word) { return text.starts_with(word); });
    return worth ? In(next) : std::nullopt;
  }

  const std::optional<Found>& agent_;
};

}  // namespace

std::optional<Amount> FindMoney(const FrameView& view, const std::optional<Found>& agent) {
  return MoneyFinder(view, agent).Run();
}

std::optional<Amount> MoneyIn(const SentenceView& sentence, const Clause& clause, bool buys) {
  for (size_t i = clause.begin; i < clause.end; ++i) {
    const auto money = ReadAmount(sentence.text.substr(0, clause.end), i);
    if (!money) continue;
    const size_t from = std::max(clause.begin, i - std::min(i, kMoneyContext));
    const u32string_view before = sentence.text.substr(from, i - from);
    static const WordSet other(kOtherMoney), turnover(kTurnover);
    if (other.AnyIn(before) || (!buys && turnover.AnyIn(before))) return std::nullopt;
    return money;
  }
  return std::nullopt;
}

}  // namespace qiao::loaders::news
