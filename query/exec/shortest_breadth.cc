// Shortest ways by two searches, breadth first, that come towards each other from both ends.
#include <span>
#include <utility>

#include "query/exec/node_numbers.h"
#include "query/exec/shortest_search.h"

namespace qiao::query {

using base::Result;

namespace {

// Nodes reached from one end, each with the steps that reach it first.
class Side {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Link {
    base::EdgeId edge;
    uint32_t node;  // number of the node that the step comes from
    uint32_t next;  // another link of the same node, or kNone
  };

  Side(Adjacency& adjacency, base::NodeId start) : adjacency_(adjacency) {
    numbers_.Insert(start);
    firsts_.push_back(kNone);
    levels_.push_back(0);
  }

  uint64_t level() const { return level_; }
  size_t frontier_size() const { return numbers_.size() - frontier_; }
  std::span<const base::NodeId> frontier() const { return std::span(numbers_.nodes()).subspan(frontier_); }
  uint32_t Find(base::NodeId node) const { return numbers_.Find(node); }
  uint32_t FirstLink(uint32_t node) const { return firsts_[node]; }
  const Link& link(uint32_t link) const { return links_[link]; }
  size_t HeapSize() const {
    return numbers_.HeapSize() + links_.capacity() * sizeof(Link) + numbers_.size() * 2 * sizeof(uint32_t);
  }

  // One level further. The filter belongs to steps in the direction of this side.
  Result<void> Advance(SearchSpace& space, bool filtered) {
    const size_t end = numbers_.size();
    ++level_;
    for (size_t from = std::exchange(frontier_, end); from < end; ++from) {
      StepCursor cursor{numbers_.nodes()[from]};
      while (true) {
        steps_.clear();
        QIAO_TRY(const bool more, NextSteps(adjacency_, cursor, kStepsAtOnce, steps_));
        if (!more) break;
        QIAO_CHECK(space.interrupt.Tick(kStepsAtOnce));
        if (filtered) QIAO_CHECK(space.filter.Apply(space.batch, space.row, steps_, 0));
        for (const Step& step : steps_) Reach(step, static_cast<uint32_t>(from));
      }
    }
    return {};
  }

 private:
  void Reach(const Step& step, uint32_t from) {
    const auto [node, is_new] = numbers_.Insert(step.node);
    if (is_new) {
      firsts_.push_back(kNone);
      levels_.push_back(static_cast<uint32_t>(level_));
    }
    if (levels_[node] != level_) return;
    links_.push_back({step.edge, from, firsts_[node]});
    firsts_[node] = static_cast<uint32_t>(links_.size() - 1);
  }

  static constexpr size_t kStepsAtOnce = 256;

  Adjacency& adjacency_;
  NodeNumbers numbers_;
  std::vector<uint32_t> firsts_;  // by node: its first link
  std::vector<uint32_t> levels_;  // by node
  std::vector<Link> links_;
  size_t frontier_ = 0;  // number of the first node of the last level
  uint64_t level_ = 0;
  std::vector<Step> steps_;
};

class BreadthFirst : public ShortestSearch {
 public:
  explicit BreadthFirst(SearchSpace space)
      : space_(space), forwards_(space_.adjacency, space_.from), backwards_(space_.backwards, space_.to) {}

  Result<std::optional<std::vector<base::EdgeId>>> Next() override {
    if (!searched_) {
      searched_ = true;
      QIAO_CHECK(Search());
    } else {
      StepAside();
    }
    if (way_.empty()) {
      if (next_meeting_ == meetings_.size()) return std::optional<std::vector<base::EdgeId>>();
      ++next_meeting_;
    }
    while (way_.size() < length()) way_.push_back(SideOf(way_.size()).FirstLink(NodeAt(way_.size())));
    return Edges();
  }

 private:
  size_t length() const { return static_cast<size_t>(forwards_.level() + backwards_.level()); }

  Result<void> Search() {
    // A condition on steps is asked in the direction of the pattern, so only one side can go on.
    const bool filtered = space_.filter.active();
    while (length() < space_.maximum && forwards_.frontier_size() > 0 && backwards_.frontier_size() > 0) {
      const bool forward = filtered || forwards_.frontier_size() <= backwards_.frontier_size();
      Side& side = forward ? forwards_ : backwards_;
      Side& other = forward ? backwards_ : forwards_;
      QIAO_CHECK(side.Advance(space_, filtered));
      QIAO_CHECK(space_.memory.Set(forwards_.HeapSize() + backwards_.HeapSize()));
      for (base::NodeId node : side.frontier()) {
        if (other.Find(node) != NodeNumbers::kNone) meetings_.push_back(node);
      }
      if (!meetings_.empty()) return {};
    }
    return {};
  }

  // A way is a link for each of its steps: from the meeting back to the start, then from the meeting on to the end.
  const Side& SideOf(size_t step) const { return step < forwards_.level() ? forwards_ : backwards_; }
  // The node, by its number on that side, whose links the step chooses from.
  uint32_t NodeAt(size_t step) const {
    const Side& side = SideOf(step);
    if (step == 0 || step == forwards_.level()) return side.Find(meetings_[next_meeting_ - 1]);
    return side.link(way_[step - 1]).node;
  }

  std::optional<std::vector<base::EdgeId>> Edges() const {
    const auto from_start = static_cast<size_t>(forwards_.level());
    std::vector<base::EdgeId> edges;
    for (size_t i = from_start; i-- > 0;) edges.push_back(forwards_.link(way_[i]).edge);
    for (size_t i = from_start; i < way_.size(); ++i) edges.push_back(backwards_.link(way_[i]).edge);
    return edges;
  }

  // To the next way of the same meeting: another choice as late as there is one.
  void StepAside() {
    while (!way_.empty()) {
      const uint32_t next = SideOf(way_.size() - 1).link(way_.back()).next;
      if (next != Side::kNone) {
        way_.back() = next;
        return;
      }
      way_.pop_back();
    }
  }

  SearchSpace space_;
  Side forwards_;
  Side backwards_;
  bool searched_ = false;
  std::vector<base::NodeId> meetings_;  // reached from both ends, each on other ways
  size_t next_meeting_ = 0;
  std::vector<uint32_t> way_;
};

}  // namespace

std::unique_ptr<ShortestSearch> SearchBreadthFirst(SearchSpace space) { return std::make_unique<BreadthFirst>(space); }

}  // namespace qiao::query
