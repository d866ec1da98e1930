#include "query/exec/shortest_search.h"

namespace qiao::query {

using base::Result;

namespace {

class BreadthFirst : public ShortestSearch {
 public:
  explicit BreadthFirst(SearchSpace space) : space_(space) {}

  Result<std::optional<std::vector<base::EdgeId>>> Next() override {
    if (!searched_) {
      searched_ = true;
      QIAO_CHECK(Search());
      const auto target = reached_.find(space_.to);
      if (target != reached_.end()) way_.push_back({&target->second, 0});
    } else {
      StepAside();
    }
    while (!way_.empty()) {
      // Down to the start along the step chosen at each node.
      const Reached& last = *way_.back().node;
      if (last.level == 0) return Edges();
      const Reached& before = reached_.at(last.steps[way_.back().choice].node);
      way_.push_back({&before, 0});
    }
    return std::optional<std::vector<base::EdgeId>>();
  }

 private:
  struct Reached {
    uint64_t level = 0;
    std::vector<Step> steps;  // the edges by which it was reached first, each with the node that it comes from
  };
  struct Choice {
    const Reached* node;
    size_t choice;
  };

  Result<void> Search() {
    reached_[space_.from];
    std::vector<base::NodeId> frontier{space_.from};
    for (uint64_t level = 1; level <= space_.maximum && !frontier.empty(); ++level) {
      std::vector<base::NodeId> next;
      for (base::NodeId node : frontier) QIAO_CHECK(Visit(node, level, next));
      if (reached_.contains(space_.to)) return {};
      frontier = std::move(next);
    }
    return {};
  }

  Result<void> Visit(base::NodeId node, uint64_t level, std::vector<base::NodeId>& next) {
    StepCursor cursor{node};
    while (true) {
      steps_.clear();
      QIAO_TRY(const bool more, NextSteps(space_.adjacency, cursor, kStepsAtOnce, steps_));
      if (!more) return {};
      QIAO_CHECK(space_.interrupt.Tick(kStepsAtOnce));
      QIAO_CHECK(space_.filter.Apply(space_.batch, space_.row, steps_, 0));
      for (const Step& step : steps_) {
        const auto [place, is_new] = reached_.try_emplace(step.node);
        Reached& reached = place->second;
        if (is_new) {
          reached.level = level;
          next.push_back(step.node);
          QIAO_CHECK(space_.memory.Add(sizeof(*place) + 2 * sizeof(void*)));
        }
        if (reached.level != level) continue;
        reached.steps.push_back({step.edge, node});
        QIAO_CHECK(space_.memory.Add(sizeof(Step)));
      }
    }
  }

  // The way that is written in way_, from its start.
  std::optional<std::vector<base::EdgeId>> Edges() const {
    std::vector<base::EdgeId> edges;
    for (size_t i = way_.size() - 1; i-- > 0;) edges.push_back(way_[i].node->steps[way_[i].choice].edge);
    return edges;
  }

  // To the next way: another choice as near to the start as there is one.
  void StepAside() {
    while (!way_.empty()) {
      Choice& last = way_.back();
      if (last.choice + 1 < last.node->steps.size()) {
        ++last.choice;
        return;
      }
      way_.pop_back();
    }
  }

  static constexpr size_t kStepsAtOnce = 256;

  SearchSpace space_;
  bool searched_ = false;
  std::unordered_map<base::NodeId, Reached> reached_;
  std::vector<Step> steps_;
  std::vector<Choice> way_;  // from the end of the way to its start
};

}  // namespace

std::unique_ptr<ShortestSearch> SearchBreadthFirst(SearchSpace space) { return std::make_unique<BreadthFirst>(space); }

}  // namespace qiao::query
