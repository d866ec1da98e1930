#include "query/exec/count/cycle_input.h"

#include <algorithm>

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
    const bool of_nodes =
        exclusion.kind == Exclusion::Kind::kSameNode || exclusion.kind == Exclusion::Kind::kConnected;
    return of_nodes && (exclusion.a == variable || exclusion.b == variable);
  });
}

// The edge by which a chain leads to the variable, if by the only other one a chain leads on.
std::optional<size_t> WayThrough(const CycleInput& input, size_t variable) {
  for (size_t in = 0; in < input.edges.size(); ++in) {
    const CycleEdge& edge = input.edges[in];
    if (edge.from != variable && edge.to != variable) continue;
    const size_t before = edge.Other(variable);
    if (edge.ChainFrom(before).empty()) continue;
    size_t on = 0;
    const bool leads_on = std::ranges::all_of(input.edges, [&](const CycleEdge& other) {
      if (&other == &edge || (other.from != variable && other.to != variable)) return true;
      ++on;
      return !other.ChainFrom(variable).empty() && other.Other(variable) != before;
    });
    if (leads_on && on == 1) return in;
  }
  return std::nullopt;
}

void DrawThrough(CycleInput& input, size_t variable, size_t in) {
  const CycleEdge first = input.edges[in];
  const size_t before = first.Other(variable);
  std::vector<ChainStep> steps = first.ChainFrom(before);
  std::vector<CycleEdge> edges;
  for (size_t i = 0; i < input.edges.size(); ++i) {
    const CycleEdge& edge = input.edges[i];
    if (i == in) continue;
    if (edge.from != variable && edge.to != variable) {
      edges.push_back(edge);
      continue;
    }
    CycleEdge joined{before, edge.Other(variable), {}, false, SIZE_MAX, steps, {}};
    const std::vector<ChainStep>& more = edge.ChainFrom(variable);
    joined.along.insert(joined.along.end(), more.begin(), more.end());
    edges.push_back(std::move(joined));
  }
  input.edges = std::move(edges);
  input.variables[variable] = nullptr;
}

}  // namespace

void DrawTogether(CycleInput& input) {
  for (bool drawn = true; drawn;) {
    drawn = false;
    for (size_t i = 0; i < input.variables.size(); ++i) {
      if (input.variables[i] == nullptr || !IsHidden(input, i)) continue;
      const auto in = WayThrough(input, i);
      if (!in) continue;
      DrawThrough(input, i, *in);
      drawn = true;
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
      double after = rows * all, least = all, reach = 0;
      for (const CycleEdge& edge : input.edges) {
        if ((edge.from != i && edge.to != i) || !placed[edge.Other(i)]) continue;
        const size_t near = edge.Other(i);
        const double degree = DegreeFrom(edge, near, input);
        after *= std::min(1.0, degree / all);
        least = std::min(least, degree);
        const bool is_chain = !edge.along.empty() || !edge.back.empty();
        if (near == order.back() && near != input.root) {
          reach += ReachCost(*input.variables[near]) * (is_chain ? kChainReach : 1);
        }
      }
      const double work = rows * (least + reach + 1);
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
