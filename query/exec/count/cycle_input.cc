#include "query/exec/count/cycle_input.h"

#include <algorithm>
#include <cmath>

namespace qiao::query {
namespace {

// Reaching for the lists of rows here and there costs more the less of them fits the processor's caches.
double ReachCost(double rows) { return rows > 250'000 ? 20 : rows > 30'000 ? 5 : 1; }
double ReachCost(const Variable& variable) { return ReachCost(static_cast<double>(variable.rows())); }
constexpr double kChainReach = 0.25;   // an array's element beside a list
constexpr double kFetchedReach = 0.4;  // what is fetched ahead beside what isn't
constexpr double kReadReach = 0.5;     // what is done above with a node that is given out, or with the pair of it

double RowsOf(const Variable& variable) { return std::max<double>(1, static_cast<double>(variable.rows())); }

// Nobody asks which row it is.
bool IsHidden(const CycleInput& input, size_t variable) {
  if (variable == input.root || std::ranges::find(input.outputs, variable) != input.outputs.end()) return false;
  return std::ranges::none_of(input.exclusions, [&](const Exclusion& exclusion) {
    const bool of_nodes = exclusion.kind == Exclusion::Kind::kSameNode || exclusion.kind == Exclusion::Kind::kConnected;
    return of_nodes && (exclusion.a == variable || exclusion.b == variable);
  });
}

// The chain over the variable, which edge `in` leads to and `on` from.
std::optional<CycleEdge> DrawThrough(const CycleEdge& in, size_t variable, const CycleEdge& on) {
  const size_t before = in.Other(variable), after = on.Other(variable);
  const std::vector<ChainStep>&first = in.ChainFrom(before), &then = on.ChainFrom(variable);
  if (first.empty() || then.empty() || before == after) return std::nullopt;
  CycleEdge through{before, after, {}, false, SIZE_MAX, first, {}};
  through.along.insert(through.along.end(), then.begin(), then.end());
  return through;
}

// True if the variable was left out.
bool LeaveOut(CycleInput& input, size_t variable) {
  std::vector<CycleEdge> at, others;
  for (const CycleEdge& edge : input.edges) {
    (edge.from == variable || edge.to == variable ? at : others).push_back(edge);
  }
  if (at.size() != 2) return false;
  auto through = DrawThrough(at[0], variable, at[1]);
  if (!through) through = DrawThrough(at[1], variable, at[0]);
  if (!through) return false;
  others.push_back(std::move(*through));
  input.edges = std::move(others);
  input.variables[variable] = nullptr;
  return true;
}

}  // namespace

void DrawTogether(CycleInput& input) {
  for (bool drawn = true; drawn;) {
    drawn = false;
    for (size_t i = 0; i < input.variables.size(); ++i) {
      if (input.variables[i] != nullptr && IsHidden(input, i) && LeaveOut(input, i)) drawn = true;
    }
  }
}

double DegreeFrom(const CycleEdge& edge, size_t end, const CycleInput& input) {
  const Variable& near = *input.variables[end];
  const size_t other = edge.Other(end);
  if (!edge.ChainFrom(end).empty()) return 1;
  if (!edge.ChainFrom(other).empty()) return RowsOf(*input.variables[other]) / RowsOf(near);
  double edges = 0, rows = 1;
  for (const Way& way : edge.WaysFrom(end)) {
    if (near.IndexOf(way.near)) edges += static_cast<double>(way.live);
  }
  for (const Domain& domain : near.domains()) rows += domain.rows;
  return edges / rows;
}

namespace {

// Greedy: next comes the variable to which the fewest rows lead with the least work. The root's rows and their lists
// are read one after the other, those of others here and there.
class OrderFinder {
 public:
  explicit OrderFinder(const CycleInput& input) : input_(input), placed_(input.variables.size(), false) {
    rows = RowsOf(*input.variables[input.root]);
    cost = rows * kNextRow;
    Place(input.root);
    while (const auto step = BestStep(rows)) {
      Place(step->variable);
      rows = step->rows;
      cost += step->work;
    }
  }

  std::vector<size_t> order;
  double cost = 0;
  double rows = 0;  // matches

 private:
  static constexpr double kNextRow = 0.3;

  struct Step {
    size_t variable;
    double rows;  // after it
    double work;
  };

  void Place(size_t variable) {
    placed_[variable] = true;
    order.push_back(variable);
  }

  std::optional<Step> BestStep(double rows) const {
    std::optional<Step> best;
    for (size_t i = 0; i < input_.variables.size(); ++i) {
      if (placed_[i] || input_.variables[i] == nullptr) continue;
      const Step step = StepTo(i, rows);
      if (!best || step.rows + step.work < best->rows + best->work) best = step;
    }
    return best;
  }

  bool LeadsFromRoot(size_t variable) const {
    return std::ranges::any_of(input_.edges, [&](const CycleEdge& edge) {
      return (edge.from == variable || edge.to == variable) && edge.Other(variable) == input_.root &&
             !edge.ChainFrom(input_.root).empty();
    });
  }

  Step StepTo(size_t variable, double rows) const {
    const double all = RowsOf(*input_.variables[variable]);
    double after = rows * all, least = all, reach = 0, search = 0;
    bool given = false;
    for (const CycleEdge& edge : input_.edges) {
      if ((edge.from != variable && edge.to != variable) || !placed_[edge.Other(variable)]) continue;
      const size_t near = edge.Other(variable);
      const double degree = DegreeFrom(edge, near, input_);
      const bool leads_here = !edge.ChainFrom(near).empty();
      after *= std::min(1.0, degree / all);
      least = std::min(least, degree);
      given |= leads_here;
      if (!leads_here && edge.ChainFrom(variable).empty()) search += std::log2(1 + degree);
      if (near == order.back() && near != input_.root) {
        reach += ReachCost(*input_.variables[near]) * (leads_here            ? kChainReach
                                                       : LeadsFromRoot(near) ? kFetchedReach
                                                                             : 1);
      }
    }
    // Where a chain leads to one row, lists are searched for it.
    return {variable, after, rows * (least + reach + 1 + (given ? search : 0))};
  }

  const CycleInput& input_;
  std::vector<bool> placed_;
};

}  // namespace

std::vector<size_t> OrderOf(const CycleInput& input, double& cost) {
  OrderFinder finder(input);
  cost = finder.cost;
  return std::move(finder.order);
}

double EstimateCycle(CycleInput input) {
  DrawTogether(input);
  const OrderFinder finder(input);
  double cost = finder.cost;
  if (input.outputs.empty()) return cost;
  // Rows that come in the order of one of their nodes are read and told apart near by.
  bool in_order = false;
  for (const size_t output : input.outputs) {
    in_order |= output == input.root;
    if (output != input.root) cost += finder.rows * kReadReach * ReachCost(*input.variables[output]);
  }
  if (!in_order) cost += finder.rows * kReadReach * ReachCost(finder.rows);
  return cost;
}

}  // namespace qiao::query
