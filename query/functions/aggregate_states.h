// One Aggregator for each function, made of a class for the state of one group.
//
// A State can be copied and has
//   Result<void> Update(std::span<const base::Value> arguments, uint64_t times);   nulls come too
//   Result<void> UpdateInteger(int64_t, uint64_t times), UpdateFloat(double, …), UpdateDate(base::Date, …);
//   bool CanMerge() const; Result<void> Merge(State& later); Result<base::Value> Finish();
//   size_t Size() const                what it holds beside itself, and
//   kGrows, kGrowsByNumbers            whether that may grow by updates, and by those of numbers and dates.
// PlainState has what most of them have in common.
#pragma once

#include <algorithm>
#include <bit>
#include <memory>
#include <vector>

#include "query/functions/aggregation.h"

namespace qiao::query {

template <class State>
class PlainState {
 public:
  static constexpr bool kGrows = false;
  static constexpr bool kGrowsByNumbers = false;

  base::Result<void> SetRest(std::span<const base::Value>) { return {}; }
  base::Result<void> UpdateInteger(int64_t integer, uint64_t times) {
    return UpdateOne(base::Value::Integer(integer), times);
  }
  base::Result<void> UpdateFloat(double number, uint64_t times) { return UpdateOne(base::Value::Float(number), times); }
  base::Result<void> UpdateDate(base::Date date, uint64_t times) { return UpdateOne(base::Value::Of(date), times); }
  bool CanMerge() const { return false; }
  base::Result<void> Merge(State&) {
    return base::MakeError(base::ErrorCode::kInternal, "this function's states can't be merged");
  }
  size_t Size() const { return 0; }

 private:
  base::Result<void> UpdateOne(const base::Value& value, uint64_t times) {
    return static_cast<State*>(this)->Update({&value, 1}, times);
  }
};

template <class State>
class StatesOf final : public Aggregator {
 public:
  // Each group begins with a copy of the state.
  explicit StatesOf(State first) : first_(std::move(first)) {}

  void Resize(size_t groups) override { states_.resize(groups, first_); }
  void Clear() override {
    states_.clear();
    bytes_ = 0;
  }

  base::Result<void> Update(uint32_t group, std::span<const base::Value> arguments, uint64_t times,
                            bool measure) override {
    same_rest_ = false;
    return Measured<State::kGrows>(states_[group], measure,
                                   [&](State& state) { return state.Update(arguments, times); });
  }

  base::Result<void> UpdateNumbers(const NumberRows& rows, std::span<const base::Value> rest, bool measure) override {
    if (!rest.empty()) QIAO_CHECK(SetRest(rest, rows.groups));
    switch (rows.kind) {
      case base::Kind::kInteger:
        return UpdateEach(rows, measure, [](State& state, uint64_t word, uint64_t times) {
          return state.UpdateInteger(static_cast<int64_t>(word), times);
        });
      case base::Kind::kFloat:
        return UpdateEach(rows, measure, [](State& state, uint64_t word, uint64_t times) {
          return state.UpdateFloat(std::bit_cast<double>(word), times);
        });
      default:
        return UpdateEach(rows, measure, [](State& state, uint64_t word, uint64_t times) {
          return state.UpdateDate(base::Date{static_cast<int64_t>(word)}, times);
        });
    }
  }

  bool CanMerge(size_t groups) const override {
    for (size_t i = 0; i < std::min(groups, states_.size()); ++i) {
      if (!states_[i].CanMerge()) return false;
    }
    return true;
  }
  base::Result<void> Merge(Aggregator& later, std::span<const uint32_t> groups, bool measure) override {
    auto& others = static_cast<StatesOf&>(later).states_;
    for (size_t i = 0; i < groups.size(); ++i) {
      QIAO_CHECK(
          Measured<State::kGrows>(states_[groups[i]], measure, [&](State& state) { return state.Merge(others[i]); }));
    }
    return {};
  }

  base::Result<base::Value> Finish(uint32_t group) override { return states_[group].Finish(); }
  void Release(uint32_t group) override {
    bytes_ -= std::min(bytes_, states_[group].Size());
    states_[group] = first_;
  }
  size_t HeapSize() const override { return states_.capacity() * sizeof(State) + bytes_; }

 private:
  // Mostly all rows have the same arguments behind the first: then each group has them from its beginning.
  base::Result<void> SetRest(std::span<const base::Value> rest, std::span<const uint32_t> groups) {
    if (same_rest_ && rest_.empty()) {
      QIAO_CHECK(first_.SetRest(rest));
      for (State& state : states_) QIAO_CHECK(state.SetRest(rest));
      rest_.assign(rest.begin(), rest.end());
      return {};
    }
    same_rest_ = same_rest_ && std::ranges::equal(rest, rest_, base::Equivalent);
    if (same_rest_) return {};
    for (const uint32_t group : groups) QIAO_CHECK(states_[group].SetRest(rest));
    return {};
  }

  template <bool grows, class Change>
  base::Result<void> Measured(State& state, bool measure, const Change& change) {
    if (!grows || !measure) return change(state);
    const size_t before = state.Size();
    auto done = change(state);
    bytes_ += state.Size();
    bytes_ -= std::min(bytes_, before);
    return done;
  }

  template <class Change>
  base::Result<void> UpdateEach(const NumberRows& rows, bool measure, const Change& change) {
    const bool all = rows.absent == nullptr && rows.wanted == nullptr;
    // Fewer states than rows are measured once, at the end.
    const bool at_end = State::kGrowsByNumbers && measure && states_.size() <= rows.groups.size();
    for (size_t row = 0; row < rows.groups.size(); ++row) {
      const size_t at = row * rows.stride;
      if (!all && !rows.Counts(row)) continue;
      const uint64_t times = rows.times == nullptr ? 1 : rows.times[row];
      QIAO_CHECK(Measured<State::kGrowsByNumbers>(states_[rows.groups[row]], measure && !at_end,
                                                  [&](State& state) { return change(state, rows.words[at], times); }));
    }
    if (at_end) {
      bytes_ = 0;
      for (const State& state : states_) bytes_ += state.Size();
    }
    return {};
  }

  State first_;
  std::vector<base::Value> rest_;
  bool same_rest_ = true;
  std::vector<State> states_;
  size_t bytes_ = 0;  // that the states hold, as far as it is measured
};

template <class State>
std::unique_ptr<Aggregator> MakeStates(State first) {
  return std::make_unique<StatesOf<State>>(std::move(first));
}

}  // namespace qiao::query
