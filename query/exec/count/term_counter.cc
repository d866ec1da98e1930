#include "query/exec/count/term_counter.h"

#include <algorithm>
#include <numeric>

#include "query/exec/count/blocks.h"
#include "query/exec/count/kernels.h"
#include "query/exec/count/path_part.h"
#include "query/exec/count/times.h"

namespace qiao::query {

using base::Result;

namespace {

constexpr size_t kNoBlock = SIZE_MAX;
// Counts that don't fit the processor's caches are this much dearer to look up.
double LookupCost(uint64_t rows) { return rows > 250'000 ? 4 : rows > 30'000 ? 2 : 1; }

}  // namespace

bool TermCounter::IsTreeEdge(size_t block) const {
  if (blocks_[block].size() != 1 || block == walk_block_) return false;
  const size_t edge = blocks_[block][0];
  return edge < term_.edges.size() && !term_.edges[edge].exists;
}

std::vector<size_t> TermCounter::VariablesOf(size_t block) const {
  std::vector<size_t> variables;
  for (const size_t edge : blocks_[block]) {
    variables.push_back(edges_[edge].first);
    variables.push_back(edges_[edge].second);
  }
  std::ranges::sort(variables);
  const auto repeated = std::ranges::unique(variables);
  variables.erase(repeated.begin(), repeated.end());
  return variables;
}

// `bonds`: pairs of variables that must be in one block.
Result<void> TermCounter::Prepare(const std::vector<std::pair<size_t, size_t>>& bonds) {
  for (size_t i = 0; i < term_.variables; ++i) {
    std::vector<Domain> domains;
    bool first = true;
    for (size_t node = 0; node < around_.pattern.nodes.size(); ++node) {
      if (term_.variable_of[node] != i) continue;
      domains = first ? around_.domains[node] : Intersect(domains, around_.domains[node]);
      first = false;
    }
    variables_.push_back(std::make_unique<Variable>(std::move(domains), context_));
  }
  for (const Term::Edge& edge : term_.edges) edges_.emplace_back(edge.from, edge.to);
  edges_.insert(edges_.end(), bonds.begin(), bonds.end());
  blocks_ = FindBlocks(term_.variables, edges_);
  blocks_of_.resize(term_.variables);
  component_.resize(term_.variables);
  std::iota(component_.begin(), component_.end(), size_t{0});
  for (size_t block = 0; block < blocks_.size(); ++block) {
    for (const size_t variable : VariablesOf(block)) blocks_of_[variable].push_back(block);
  }
  for (size_t round = 0; round < term_.variables; ++round) {
    for (const auto& [a, b] : edges_) component_[a] = component_[b] = std::min(component_[a], component_[b]);
  }
  return FindChains();
}

// Edges in cycles that lead from each row to one other at most.
Result<void> TermCounter::FindChains() {
  along_.resize(term_.edges.size());
  back_.resize(term_.edges.size());
  for (size_t block = 0; block < blocks_.size(); ++block) {
    if (IsTreeEdge(block)) continue;
    for (const size_t number : blocks_[block]) {
      if (number >= term_.edges.size() || IsWatched(term_.edges[number])) continue;
      QIAO_TRY(along_[number], ChainOf(term_.edges[number], false));
      QIAO_TRY(back_[number], ChainOf(term_.edges[number], true));
    }
  }
  return {};
}

// Another edge must not be the same.
bool TermCounter::IsWatched(const Term::Edge& edge) const {
  return std::ranges::any_of(exclusions_, [&](const Exclusion& exclusion) {
    const bool of_edges =
        exclusion.kind == Exclusion::Kind::kSameEdge || exclusion.kind == Exclusion::Kind::kTurnedEdge;
    return of_edges && (exclusion.a == edge.number || exclusion.b == edge.number);
  });
}

Result<std::vector<ChainStep>> TermCounter::ChainOf(const Term::Edge& edge, bool turned) const {
  const Variable& near = *variables_[turned ? edge.to : edge.from];
  const Variable& far = *variables_[turned ? edge.from : edge.to];
  QIAO_TRY(auto chain, Chain::Make(turned ? Turned(edge.ways) : edge.ways, edge.exists, near, far, context_));
  std::vector<ChainStep> steps;
  if (chain != nullptr) steps.push_back({std::move(chain), &near});
  return steps;
}

CycleInput TermCounter::CycleOf(size_t block, size_t root) const {
  CycleInput input;
  input.variables.resize(term_.variables, nullptr);
  input.root = root;
  if (block == walk_block_) {
    input.outputs = outputs_;
    input.exclusions = exclusions_;
  }
  for (const size_t variable : VariablesOf(block)) input.variables[variable] = variables_[variable].get();
  for (const size_t edge : blocks_[block]) {
    if (edge >= term_.edges.size()) continue;
    const Term::Edge& one = term_.edges[edge];
    input.edges.push_back({one.from, one.to, one.ways, one.exists, one.number, along_[edge], back_[edge]});
  }
  return input;
}

// What counting everything that hangs on the variable (not across the parent block) costs, in lookups.
double TermCounter::Cost(size_t variable, size_t parent_block) const {
  double cost = static_cast<double>(variables_[variable]->rows()) * 0.5;
  for (const size_t block : blocks_of_[variable]) {
    if (block == parent_block) continue;
    if (!IsTreeEdge(block)) {
      cost += 3 * EstimateCycle(CycleOf(block, variable));
      for (const size_t other : VariablesOf(block)) {
        if (other != variable) cost += Cost(other, block);
      }
      continue;
    }
    const Term::Edge& edge = term_.edges[blocks_[block][0]];
    const size_t child = edge.from == variable ? edge.to : edge.from;
    const bool leaf = blocks_of_[child].size() == 1 && !around_.pattern.edges[edge.number].length;
    double edges = 0;
    for (const Way& way : edge.ways) edges += static_cast<double>(way.live);
    // A leaf's edges are only numbers in an array of offsets.
    cost +=
        leaf ? static_cast<double>(variables_[variable]->rows()) * 0.5 : edges * LookupCost(variables_[child]->rows());
    if (!leaf) cost += Cost(child, block);
  }
  return cost;
}

size_t TermCounter::CheapestRoot(size_t component) const {
  size_t best = component;
  double least = 0;
  bool found = false;
  for (size_t i = 0; i < term_.variables; ++i) {
    if (component_[i] != component) continue;
    const double cost = Cost(i, kNoBlock);
    if (found && cost >= least) continue;
    found = true;
    best = i;
    least = cost;
  }
  return best;
}

Result<void> TermCounter::BuildBlock(size_t block, size_t root, bool walks) {
  for (const size_t variable : VariablesOf(block)) {
    if (variable == root) continue;
    QIAO_CHECK(Build(variable, block));
    QIAO_CHECK(variables_[variable]->Keep());
  }
  if (IsTreeEdge(block)) {
    const Term::Edge& edge = term_.edges[blocks_[block][0]];
    const bool turned = edge.to == root;
    std::vector<Way> ways = turned ? Turned(edge.ways) : edge.ways;
    const Variable& child = *variables_[turned ? edge.from : edge.to];
    if (const auto& length = around_.pattern.edges[edge.number].length) {
      QIAO_TRY(auto part, MakePathPart(std::move(ways), *length, child, context_));
      variables_[root]->Hang(std::move(part));
    } else {
      QIAO_TRY(auto part, MakeEdgePart(std::move(ways), *variables_[root], child, context_));
      variables_[root]->Hang(std::move(part));
    }
    return {};
  }
  CycleInput input = CycleOf(block, root);
  QIAO_TRY(auto cycle, Cycle::Make(std::move(input), context_));
  if (walks) {
    walk_ = std::move(cycle);
  } else {
    variables_[root]->Hang(MakeCyclePart(std::move(cycle), *variables_[root]));
  }
  return {};
}

// Hangs on the variable what is on the other side of its blocks, the cheap and sparse first.
Result<void> TermCounter::Build(size_t variable, size_t parent_block) {
  for (const Term::Loop& loop : term_.loops) {
    if (loop.variable == variable) variables_[variable]->Hang(MakeLoopPart(loop, context_));
  }
  std::vector<std::pair<double, size_t>> order;
  for (const size_t block : blocks_of_[variable]) {
    if (block == parent_block) continue;
    double edges = 1e18;
    if (IsTreeEdge(block)) {
      edges = 0;
      for (const Way& way : term_.edges[blocks_[block][0]].ways) edges += static_cast<double>(way.live);
    }
    order.emplace_back(edges, block);
  }
  std::ranges::sort(order);
  for (const auto& [edges, block] : order) QIAO_CHECK(BuildBlock(block, variable, block == walk_block_));
  for (size_t node = 0; node < around_.pattern.nodes.size(); ++node) {
    if (term_.variable_of[node] == variable) QIAO_CHECK(around_.hang_nested(node, *variables_[variable]));
  }
  return {};
}

Result<uint64_t> TermCounter::TotalOf(size_t root) const {
  const Variable& variable = *variables_[root];
  std::vector<std::pair<size_t, uint32_t>> pieces;
  for (size_t i = 0; i < variable.domains().size(); ++i) {
    for (uint32_t run = 0; run < variable.domains()[i].runs(); ++run) pieces.emplace_back(i, run);
  }
  std::vector<uint64_t> totals(context_.threads() * 8, 0);  // a cache line for each
  QIAO_CHECK(context_.ForEach(pieces.size(), [&](size_t piece, size_t worker) -> Result<void> {
    const auto [domain, run] = pieces[piece];
    uint64_t buffer[kRunRows];
    const std::span<uint64_t> times(buffer, Variable::RowsIn(variable.domains()[domain], run));
    QIAO_TRY(const uint64_t most, variable.CountRun(domain, run, times, worker));
    uint64_t& total = totals[worker * 8];
    if (MultiplySaturated(most, times.size()) != kTooMany) {
      total = AddSaturated(total, SumOf(times.data(), times.size()));
    } else {
      for (const uint64_t one : times) total = AddSaturated(total, one);
    }
    return {};
  }));
  return std::accumulate(totals.begin(), totals.end(), uint64_t{0}, AddSaturated);
}

Result<uint64_t> TermCounter::Total() const {
  if (times_ == 0) return uint64_t{0};
  QIAO_TRY(const uint64_t total, TotalOf(root_));
  return MultiplySaturated(total, times_);
}

Result<void> TermCounter::CountOthers() {
  for (size_t i = 0; i < term_.variables; ++i) {
    if (component_[i] != i || component_[root_] == i) continue;
    const size_t root = CheapestRoot(i);
    QIAO_CHECK(Build(root, kNoBlock));
    QIAO_TRY(const uint64_t total, TotalOf(root));
    times_ = MultiplySaturated(times_, total);
    if (times_ == 0) return {};
  }
  return {};
}

Result<std::unique_ptr<TermCounter>> TermCounter::MakeRooted(const Term& term, size_t root, const Surroundings& around,
                                                             const CountContext& context) {
  std::unique_ptr<TermCounter> counter(new TermCounter(term, around, context));
  QIAO_CHECK(counter->Prepare({}));
  counter->root_ = root;
  QIAO_CHECK(counter->CountOthers());
  if (counter->times_ != 0) QIAO_CHECK(counter->Build(root, kNoBlock));
  return counter;
}

Result<std::unique_ptr<TermCounter>> TermCounter::MakeTotal(const Term& term, const Surroundings& around,
                                                            const CountContext& context) {
  std::unique_ptr<TermCounter> counter(new TermCounter(term, around, context));
  QIAO_CHECK(counter->Prepare({}));
  counter->root_ = counter->CheapestRoot(0);
  QIAO_CHECK(counter->CountOthers());
  if (counter->times_ != 0) QIAO_CHECK(counter->Build(counter->root_, kNoBlock));
  return counter;
}

Result<std::unique_ptr<TermCounter>> TermCounter::MakeWalk(const Term& term, const std::vector<size_t>& outputs,
                                                           const std::vector<Exclusion>& exclusions,
                                                           const Surroundings& around, const CountContext& context) {
  std::unique_ptr<TermCounter> counter(new TermCounter(term, around, context));
  counter->outputs_ = outputs;
  counter->exclusions_ = exclusions;
  std::vector<size_t> together = outputs;
  for (const Exclusion& exclusion : exclusions) {
    const bool of_nodes = exclusion.kind == Exclusion::Kind::kSameNode || exclusion.kind == Exclusion::Kind::kConnected;
    for (const size_t number : {exclusion.a, exclusion.b}) {
      if (of_nodes) {
        together.push_back(number);
        continue;
      }
      const JoinPattern::Edge& edge = around.pattern.edges[number];
      together.insert(together.end(), {edge.from, edge.to});
    }
  }
  std::ranges::sort(together);
  const auto repeated = std::ranges::unique(together);
  together.erase(repeated.begin(), repeated.end());
  // A ring of bonds makes one block of all that it holds together.
  std::vector<std::pair<size_t, size_t>> bonds;
  for (size_t i = 0; i < together.size(); ++i) {
    const size_t next = together[(i + 1) % together.size()];
    if (next != together[i] && (i == 0 || together.size() > 2)) bonds.emplace_back(together[i], next);
  }
  QIAO_CHECK(counter->Prepare(bonds));
  for (size_t block = 0; block < counter->blocks_.size(); ++block) {
    const std::vector<size_t> variables = counter->VariablesOf(block);
    const bool whole =
        std::ranges::all_of(together, [&](size_t variable) { return std::ranges::binary_search(variables, variable); });
    if (whole) counter->walk_block_ = block;
  }
  double least = 0;
  bool found = false;
  for (const size_t variable : counter->VariablesOf(counter->walk_block_)) {
    CycleInput input = counter->CycleOf(counter->walk_block_, variable);
    const double cost = EstimateCycle(input);
    if (found && cost >= least) continue;
    found = true;
    least = cost;
    counter->root_ = variable;
  }
  QIAO_CHECK(counter->CountOthers());
  if (counter->times_ != 0) QIAO_CHECK(counter->Build(counter->root_, kNoBlock));
  return counter;
}

}  // namespace qiao::query
