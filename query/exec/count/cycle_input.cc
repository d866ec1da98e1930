#include "query/exec/count/cycle_input.h"

#include <algorithm>
#include <cmath>

namespace qiao::query {
namespace {

// Reaching for the lists of rows here and there costs more the less of them fits the processor's caches.
double ReachCost(const Variable& variable) {
  const uint64_t rows = variable.rows();
  return rows > 250'000 ? 8 : rows > 30'000 ? 3 : 1;
}
constexpr double kChainReach = 0.25;  // an array's element beside a list

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

// Greedy: next comes the variable to which the fewest rows lead with the least work. The root's rows and their lists
// are read one after the other, those of others here and there.
std::vector<size_t> OrderOf(const CycleInput& input, double& cost) {
  constexpr double kNextRow = 0.3;
  std::vector<size_t> order = {input.root};
  std::vector<bool> placed(input.variables.size(), false);
  placed[input.root] = true;
  double rows = RowsOf(*input.variables[input.root]);
  cost = rows * kNextRow;
  while (true) {
    size_t best = input.variables.size();
    double best_rows = 0, best_work = 0;
    for (size_t i = 0; i < input.variables.size(); ++i) {
      if (placed[i] || input.variables[i] == nullptr) continue;
      const double all = RowsOf(*input.variables[i]);
      double after = rows * all, least = all, reach = 0, search = 0;
      bool given = false;
      for (const CycleEdge& edge : input.edges) {
        if ((edge.from != i && edge.to != i) || !placed[edge.Other(i)]) continue;
        const size_t near = edge.Other(i);
        const double degree = DegreeFrom(edge, near, input);
        after *= std::min(1.0, degree / all);
        least = std::min(least, degree);
        given |= !edge.ChainFrom(near).empty();
        if (edge.ChainFrom(near).empty() && edge.ChainFrom(i).empty()) search += std::log2(1 + degree);
        if (near == order.back() && near != input.root) {
          reach += ReachCost(*input.variables[near]) * (edge.ChainFrom(near).empty() ? 1 : kChainReach);
        }
      }
      // Where a chain leads to one row, lists are searched for it.
      const double work = rows * (least + reach + 1 + (given ? search : 0));
      if (best == input.variables.size() || after + work < best_rows + best_work) {
        best = i;
        best_rows = after;
        best_work = work;
      }
    }
    if (best == input.variables.size()) return order;
    placed[best] = true;
    order.push_back(best);
    rows = best_rows;
    cost += best_work;
  }
}

double EstimateCycle(CycleInput input) {
  DrawTogether(input);
  double cost = 0;
  OrderOf(input, cost);
  return cost;
}

}  // namespace qiao::query
