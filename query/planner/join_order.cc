#include "query/planner/join_order.h"

#include <algorithm>
#include <map>
#include <queue>
#include <tuple>
#include <utility>

namespace qiao::query {
namespace {

using Kind = JoinStep::Kind;
using Items = std::vector<bool>;

// Patterns with more parts are ordered step by step.
constexpr size_t kSearchedParts = 10;

constexpr double kEndsCost = 20;  // for the ends of a given edge
constexpr double kRowCost = 5;    // what each row of a state is thought to cost later; for large patterns

struct Reached {
  double cost = 0;
  double rows = 0;
  const Items* from = nullptr;
  JoinStep step;
};

class Search {
 public:
  Search(const JoinProblem& problem, bool by_cost) : problem_(problem), by_cost_(by_cost) {
    start_.resize(problem.nodes.size() + problem.parts.size());
    for (size_t i = 0; i < problem.nodes.size(); ++i) start_[i] = problem.nodes[i].given;
  }

  std::vector<JoinStep> Run() { return by_cost_ && problem_.parts.size() <= kSearchedParts ? BestWay() : StepByStep(); }

 private:
  struct Move {
    Items items;
    JoinStep step;
    double cost;
  };

  size_t ItemOf(size_t part) const { return problem_.nodes.size() + part; }
  static bool HasAll(const Items& items, const std::vector<size_t>& wanted) {
    return std::ranges::all_of(wanted, [&](size_t item) { return items[item]; });
  }

  std::vector<JoinStep> BestWay() {
    std::map<Items, Reached> reached;
    // By cost, the first one found of equal ones, so that a query is always planned alike; the same state may stand
    // there more than once, later ones are ignored.
    using Entry = std::tuple<double, size_t, const Items*>;
    size_t found = 0;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    std::map<const Items*, bool> done;
    const auto first = reached.emplace(start_, Reached{0, problem_.rows, nullptr, {}}).first;
    open.emplace(0, found, &first->first);
    while (!open.empty()) {
      const auto [cost, number, items] = open.top();
      open.pop();
      if (std::exchange(done[items], true)) continue;
      const Reached& here = reached.find(*items)->second;
      const std::vector<Move> moves = MovesFrom(*items, here.rows);
      if (moves.empty()) return WayTo(reached, items);
      for (const Move& move : moves) {
        const auto [place, is_new] = reached.try_emplace(move.items);
        const double total = cost + move.cost;
        if (!is_new && place->second.cost <= total) continue;
        place->second = {total, move.step.rows, items, move.step};
        open.emplace(total, ++found, &place->first);
      }
    }
    return {};
  }

  static std::vector<JoinStep> WayTo(const std::map<Items, Reached>& reached, const Items* items) {
    std::vector<JoinStep> steps;
    while (true) {
      const Reached& here = reached.find(*items)->second;
      if (here.from == nullptr) break;
      steps.push_back(here.step);
      items = here.from;
    }
    std::ranges::reverse(steps);
    return steps;
  }

  std::vector<JoinStep> StepByStep() {
    std::vector<JoinStep> steps;
    Items items = start_;
    double rows = problem_.rows;
    while (true) {
      std::vector<Move> moves = MovesFrom(items, rows);
      if (moves.empty()) return steps;
      const auto cost = [](const Move& move) { return move.cost + kRowCost * move.step.rows; };
      Move& best = by_cost_ ? *std::ranges::min_element(moves, {}, cost) : moves.front();
      rows = best.step.rows;
      steps.push_back(best.step);
      items = std::move(best.items);
    }
  }

  // Empty where everything has been found.
  std::vector<Move> MovesFrom(const Items& items, double rows) const {
    std::vector<Move> moves;
    bool complete = true;
    for (size_t i = 0; i < problem_.parts.size(); ++i) {
      if (items[ItemOf(i)]) continue;
      complete = false;
      AddPart(items, rows, i, moves);
    }
    const bool leads_on = !moves.empty();
    for (size_t i = 0; i < problem_.parts.size() && !leads_on; ++i) {
      const JoinProblem::Part& part = problem_.parts[i];
      if (!items[ItemOf(i)] && part.given && part.kind == JoinProblem::Part::Kind::kEdge && !items[part.from] &&
          !items[part.to]) {
        AddGivenEdge(items, rows, i, moves);
      }
    }
    const bool must_scan = moves.empty();
    for (size_t i = 0; i < problem_.nodes.size(); ++i) {
      if (items[i]) continue;
      const JoinProblem::Node& node = problem_.nodes[i];
      const bool seeks = node.seek_rows >= 0 && HasAll(items, node.seek_needs);
      if (must_scan || (by_cost_ && seeks && !complete)) AddScan(items, rows, i, seeks, moves);
    }
    for (size_t i = 0; i < problem_.parts.size() && must_scan; ++i) {
      if (!items[ItemOf(i)] && problem_.parts[i].seek_rows >= 0) AddEdgeSeek(items, rows, i, moves);
    }
    return moves;
  }

  void AddPart(const Items& items, double rows, size_t index, std::vector<Move>& moves) const {
    using PartKind = JoinProblem::Part::Kind;
    const JoinProblem::Part& part = problem_.parts[index];
    if (!HasAll(items, part.needs)) return;
    const bool from = items[part.from], to = items[part.to];
    if (!from && !to) return;
    if ((part.one_way && !from) || (part.kind == PartKind::kSelected && !(from && to))) return;
    Move move{items, {Kind::kPart, index, !from, 0, 0}, 0};
    move.items[ItemOf(index)] = true;
    double found = rows * part.pairs, kept = found * part.share;
    move.cost = rows * part.work;
    if (!from || !to) {
      const size_t end = from ? part.to : part.from;
      const JoinProblem::Node& node = problem_.nodes[end];
      move.items[end] = true;
      found *= node.count;
      kept *= node.count * node.share;
      move.cost += found * (part.step + part.test) + found * part.share * node.found_test;
    } else {
      move.cost += found * part.test;
    }
    Finish(items, found, kept, move);
    moves.push_back(std::move(move));
  }

  void AddGivenEdge(const Items& items, double rows, size_t index, std::vector<Move>& moves) const {
    const JoinProblem::Part& part = problem_.parts[index];
    const JoinProblem::Node& node = problem_.nodes[part.from];
    Move move{items, {Kind::kGivenEdge, index, false, 0, 0}, rows * (kEndsCost + node.found_test)};
    move.items[part.from] = true;
    Finish(items, rows, rows * node.share, move);
    moves.push_back(std::move(move));
  }

  void AddScan(const Items& items, double rows, size_t index, bool seeks, std::vector<Move>& moves) const {
    const JoinProblem::Node& node = problem_.nodes[index];
    Move move{items, {Kind::kScan, index, false, 0, 0}, 0};
    move.items[index] = true;
    const double found = rows * (seeks ? node.seek_rows : node.count);
    move.cost = seeks ? rows * kSeekCost + found * (kFoundCost + node.found_test)
                      : rows * node.scanned * (kScanCost + node.scan_test);
    Finish(items, found, rows * node.count * node.share, move);
    moves.push_back(std::move(move));
  }

  void AddEdgeSeek(const Items& items, double rows, size_t index, std::vector<Move>& moves) const {
    const JoinProblem::Part& part = problem_.parts[index];
    const JoinProblem::Node &from = problem_.nodes[part.from], &to = problem_.nodes[part.to];
    Move move{items, {Kind::kEdgeSeek, index, false, 0, 0}, 0};
    move.items[part.from] = move.items[part.to] = move.items[ItemOf(index)] = true;
    const double found = rows * part.seek_rows;
    move.cost = rows * kSeekCost + found * (kFoundCost + 2 * kEndsCost + part.test + from.found_test + to.found_test);
    Finish(items, found, found * from.share * to.share, move);
    moves.push_back(std::move(move));
  }

  // The conditions that several items had to be there for.
  void Finish(const Items& before, double found, double kept, Move& move) const {
    for (const JoinProblem::Condition& condition : problem_.conditions) {
      if (!HasAll(move.items, condition.reads) || HasAll(before, condition.reads)) continue;
      move.cost += kept * condition.test;
      kept *= condition.share;
    }
    move.step.found = found;
    move.step.rows = kept;
  }

  const JoinProblem& problem_;
  const bool by_cost_;
  Items start_;
};

}  // namespace

std::vector<JoinStep> OrderJoins(const JoinProblem& problem, bool by_cost) { return Search(problem, by_cost).Run(); }

}  // namespace qiao::query
