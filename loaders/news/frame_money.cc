#include "loaders/news/frame_money.h"

#include <algorithm>

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kCostReach = 6;  // 总投资规模达到3亿元

class MoneyFinder : public FrameView {
 public:
  MoneyFinder(const FrameView& view, const std::optional<Found>& agent) : FrameView(view), agent_(agent) {}

  std::optional<Amount> Run() const {
    if (auto money = In(c_)) return money;
    if (at_ > 0 && agent_ && agent_->how == "subject of a clause before") return In(clauses_[at_ - 1]);
    return Behind();
  }

  std::optional<Amount> Cost() const {
    const bool colon = verb_.end == c_.end && c_.end < s_.end && s_.text[c_.end] == U':' && at_ + 1 < clauses_.size();
    const size_t from = colon ? c_.end + 1 : verb_.end, end = colon ? clauses_[at_ + 1].end : c_.end;
    for (size_t i = from; i < std::min(end, from + kCostReach); ++i) {
      if (const auto money = ReadAmount(s_.text.substr(0, end), i)) return money;
    }
    return std::nullopt;
  }

 private:
  std::optional<Amount> In(const Clause& clause) const { return MoneyIn(clause); }

  // Nobody is named there, and nothing else that may be worth it.
  std::optional<Amount> Behind() const {
    if (at_ + 1 >= clauses_.size() || !clauses_[at_ + 1].phrases.empty()) return std::nullopt;
    const Clause& next = clauses_[at_ + 1];
    return words_.Worth(Text(next.begin, next.end)) ? In(next) : std::nullopt;
  }

  const std::optional<Found>& agent_;
};

}  // namespace

std::optional<Amount> FindMoney(const FrameView& view, const std::optional<Found>& agent) {
  return MoneyFinder(view, agent).Run();
}

std::optional<Amount> FindCost(const FrameView& view) { return MoneyFinder(view, std::nullopt).Cost(); }

}  // namespace qiao::loaders::news
