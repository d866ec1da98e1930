#include <deque>

#include "query/exec/shortest_search.h"

namespace qiao::query {

using base::Result;

namespace {

constexpr size_t kStepsAtOnce = 256;

class Trails : public ShortestSearch {
 public:
  explicit Trails(SearchSpace space) : space_(space) {}

  Result<std::optional<std::vector<base::EdgeId>>> Next() override {
    if (!searched_) {
      searched_ = true;
      QIAO_CHECK(MeasureDistances());
      parts_.push_back({base::EdgeId(), space_.from, kNone, 0});
      Queue(0);
    }
    for (; length_ < waiting_.size(); ++length_) {
      while (!waiting_[length_].empty()) {
        const size_t part = waiting_[length_].front();
        waiting_[length_].pop_front();
        if (parts_[part].length == length_ && parts_[part].done) return Edges(part);
        QIAO_CHECK(Grow(part));
      }
    }
    return std::optional<std::vector<base::EdgeId>>();
  }

 private:
  static constexpr size_t kNone = SIZE_MAX;

  // A trail from the start: its last edge and the trail before it.
  struct Part {
    base::EdgeId edge;
    base::NodeId node;
    size_t before;
    uint64_t length;
    bool done = false;  // it ends at the target and waits to be given out
  };

  // How many steps at least lead from a node to the target.
  Result<void> MeasureDistances() {
    distances_[space_.to] = 0;
    std::vector<base::NodeId> frontier{space_.to};
    std::vector<Step> steps;
    for (uint64_t distance = 1; !frontier.empty() && distance <= space_.maximum; ++distance) {
      std::vector<base::NodeId> next;
      for (base::NodeId node : frontier) {
        StepCursor cursor{node};
        while (true) {
          steps.clear();
          QIAO_TRY(const bool more, NextSteps(space_.backwards, cursor, kStepsAtOnce, steps));
          if (!more) break;
          QIAO_CHECK(space_.interrupt.Tick(kStepsAtOnce));
          for (const Step& step : steps) {
            if (distances_.emplace(step.node, distance).second) next.push_back(step.node);
          }
        }
      }
      QIAO_CHECK(space_.memory.Add(next.size() * kBytesPerNode));
      frontier = std::move(next);
    }
    return {};
  }

  // Puts the trail where its turn comes: at the length at which it can end at the soonest.
  void Queue(size_t part) {
    const auto distance = distances_.find(parts_[part].node);
    if (distance == distances_.end()) return;
    const uint64_t length = parts_[part].length + distance->second;
    if (length > space_.maximum) return;
    if (waiting_.size() <= length) waiting_.resize(length + 1);
    waiting_[length].push_back(part);
  }

  Result<void> Grow(size_t part) {
    const bool whole = parts_[part].node == space_.to && parts_[part].length >= space_.minimum;
    if (whole) {
      Part found = parts_[part];
      found.done = true;
      parts_.push_back(found);
      waiting_[length_].push_back(parts_.size() - 1);
    }
    if (parts_[part].length >= space_.maximum) return {};
    StepCursor cursor{parts_[part].node};
    while (true) {
      steps_.clear();
      QIAO_TRY(const bool more, NextSteps(space_.adjacency, cursor, kStepsAtOnce, steps_));
      if (!more) return {};
      QIAO_CHECK(space_.filter.Apply(space_.batch, space_.row, steps_, 0));
      for (const Step& step : steps_) {
        QIAO_CHECK(space_.interrupt.Tick());
        if (Contains(part, step.edge)) continue;
        parts_.push_back({step.edge, step.node, part, parts_[part].length + 1});
        QIAO_CHECK(space_.memory.Add(sizeof(Part) + sizeof(size_t)));
        Queue(parts_.size() - 1);
      }
    }
  }

  bool Contains(size_t part, base::EdgeId edge) const {
    for (; parts_[part].before != kNone; part = parts_[part].before) {
      if (parts_[part].edge == edge) return true;
    }
    return false;
  }

  std::optional<std::vector<base::EdgeId>> Edges(size_t part) const {
    std::vector<base::EdgeId> edges(parts_[part].length);
    for (size_t i = edges.size(); i-- > 0; part = parts_[part].before) edges[i] = parts_[part].edge;
    return edges;
  }

  static constexpr size_t kBytesPerNode = 48;

  SearchSpace space_;
  bool searched_ = false;
  std::unordered_map<base::NodeId, uint64_t> distances_;  // to the target; nodes that can't reach it are absent
  std::deque<Part> parts_;
  std::vector<std::deque<size_t>> waiting_;  // by the length at which they may end
  uint64_t length_ = 0;
  std::vector<Step> steps_;
};

}  // namespace

std::unique_ptr<ShortestSearch> SearchTrails(SearchSpace space) { return std::make_unique<Trails>(space); }

}  // namespace qiao::query
