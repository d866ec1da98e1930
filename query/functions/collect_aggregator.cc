// collect: what all groups have gathered stands in one array, in the order in which it came, with the group of each
// value. Lists are made of it when they are asked for. So many small lists cost no more than one long one.
#include <algorithm>
#include <bit>
#include <unordered_map>
#include <utility>
#include <vector>

#include "query/functions/aggregators.h"

namespace qiao::query {
namespace {

using base::List;
using base::Result;
using base::Value;

class CollectAggregator final : public Aggregator {
 public:
  explicit CollectAggregator(uint64_t max_size) : max_size_(max_size) {}

  void Resize(size_t groups) override {
    // As long as there is one group, it has all values.
    if (counts_.size() < 2 && groups > 1) groups_.assign(values_.size(), 0);
    counts_.resize(groups, 0);
  }

  void Clear() override { *this = CollectAggregator(max_size_); }

  Result<void> Update(uint32_t group, std::span<const Value> arguments, uint64_t times, bool measure) override {
    return arguments[0].is_null() ? Result<void>() : Add(group, arguments[0], times, measure);
  }

  Result<void> UpdateNumbers(const NumberRows& rows, std::span<const Value>, bool measure) override {
    for (size_t row = 0; row < rows.groups.size(); ++row) {
      if (!rows.Counts(row)) continue;
      const uint64_t word = rows.words[row * rows.stride];
      QIAO_CHECK(Add(rows.groups[row], ValueOf(rows.kind, word), rows.times == nullptr ? 1 : rows.times[row], measure));
    }
    return {};
  }

  bool CanMerge(size_t) const override { return true; }

  Result<void> Merge(Aggregator& later, std::span<const uint32_t> groups, bool) override {
    auto& others = static_cast<CollectAggregator&>(later);
    for (size_t i = 0; i < groups.size(); ++i) QIAO_CHECK(Count(groups[i], others.counts_[i]));
    bytes_ += others.bytes_;
    if (counts_.size() > 1) {
      groups_.reserve(groups_.size() + others.values_.size());
      for (size_t i = 0; i < others.values_.size(); ++i) groups_.push_back(groups[others.GroupOf(i)]);
    }
    if (values_.empty()) {
      values_ = std::move(others.values_);
    } else {
      values_.insert(values_.end(), std::make_move_iterator(others.values_.begin()),
                     std::make_move_iterator(others.values_.end()));
    }
    others.Clear();
    return {};
  }

  Result<Value> Finish(uint32_t group) override {
    if (ends_.empty()) PutInOrder();
    List list = TakeFirst(group);
    if (const auto late = late_.find(group); late != late_.end()) {
      list.insert(list.end(), std::make_move_iterator(late->second.begin()),
                  std::make_move_iterator(late->second.end()));
      late_.erase(late);
    }
    counts_[group] = 0;
    for (const Value& value : list) {
      if (bytes_ == 0) break;
      bytes_ -= std::min(bytes_, base::HeapSize(value));
    }
    return Value::Of(std::move(list));
  }

  void Release(uint32_t) override {}  // Finish() has done so

  size_t HeapSize() const override {
    const size_t numbers = counts_.capacity() + ends_.capacity() + order_.capacity();
    return values_.capacity() * sizeof(Value) + groups_.capacity() * sizeof(uint32_t) + numbers * sizeof(uint64_t) +
           bytes_;
  }

 private:
  static Value ValueOf(base::Kind kind, uint64_t word) {
    if (kind == base::Kind::kInteger) return Value::Integer(static_cast<int64_t>(word));
    if (kind == base::Kind::kFloat) return Value::Float(std::bit_cast<double>(word));
    return Value::Of(base::Date{static_cast<int64_t>(word)});
  }

  uint32_t GroupOf(size_t place) const { return groups_.empty() ? 0 : groups_[place]; }

  Result<void> Count(uint32_t group, uint64_t more) {
    if (more > max_size_ - std::min(max_size_, counts_[group])) {
      return base::MakeError(base::ErrorCode::kLimit,
                             "a list of {} elements is longer than the limit of {} (max_list_size)",
                             counts_[group] + more, max_size_);
    }
    counts_[group] += more;
    return {};
  }

  Result<void> Add(uint32_t group, const Value& value, uint64_t times, bool measure) {
    QIAO_CHECK(Count(group, times));
    const auto copies = static_cast<size_t>(times);
    if (measure) bytes_ += base::HeapSize(value);  // equal rows share it
    if (!ends_.empty()) {
      List& late = late_[group];
      late.insert(late.end(), copies, value);
      if (measure) bytes_ += copies * sizeof(Value);
      return {};
    }
    if (copies == 1) {
      values_.push_back(value);
    } else {
      values_.insert(values_.end(), copies, value);
    }
    if (counts_.size() > 1) groups_.insert(groups_.end(), copies, group);
    return {};
  }

  // Finds the places of each group's values.
  void PutInOrder() {
    ends_.assign(std::max<size_t>(counts_.size(), 1), 0);
    if (groups_.empty()) return;
    for (const uint32_t group : groups_) ++ends_[group];
    size_t sum = 0;
    for (size_t& end : ends_) sum += std::exchange(end, sum);
    order_.resize(values_.size());
    for (size_t i = 0; i < groups_.size(); ++i) order_[ends_[groups_[i]]++] = i;
    groups_ = {};
  }

  // What the group had gathered before the first list was asked for.
  List TakeFirst(uint32_t group) {
    if (order_.empty()) return group == 0 ? std::exchange(values_, {}) : List();
    if (group >= ends_.size()) return {};
    const size_t end = ends_[group], begin = group == 0 ? 0 : ends_[group - 1];
    List list;
    list.reserve(end - begin);
    for (size_t i = begin; i < end; ++i) {
      if (i + kAhead < order_.size()) __builtin_prefetch(&values_[order_[i + kAhead]]);
      list.push_back(std::move(values_[order_[i]]));
    }
    return list;
  }

  static constexpr size_t kAhead = 16;

  uint64_t max_size_;
  std::vector<uint64_t> counts_;  // by group
  List values_;
  std::vector<uint32_t> groups_;  // of the values; empty as long as there is one group
  size_t bytes_ = 0;              // that the values hold, as far as it is measured
  // Once a list has been asked for:
  std::vector<size_t> ends_;                 // by group: where its values end in `order_`, which is empty for one group
  std::vector<size_t> order_;                // places of values, by group
  std::unordered_map<uint32_t, List> late_;  // what has come since
};

}  // namespace

std::unique_ptr<Aggregator> NewCollect(const FunctionContext& context) {
  return std::make_unique<CollectAggregator>(context.max_list_size);
}

}  // namespace qiao::query
