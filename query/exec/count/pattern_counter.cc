#include "query/exec/count/pattern_counter.h"

#include <algorithm>
#include <array>
#include <map>

#include "query/exec/count/blocks.h"
#include "query/exec/count/edge_filter.h"
#include "query/exec/count/kernels.h"
#include "query/exec/count/times.h"

namespace qiao::query {

using base::ErrorCode;
using base::Result;

namespace {

constexpr size_t kMostNodes = 64;

base::Error TooMany() { return base::MakeError(ErrorCode::kArithmetic, "the count is beyond 64 bits"); }

// A pattern that hangs on one node: OPTIONAL MATCH, EXISTS, NOT EXISTS.
class NestedPart : public Part {
 public:
  NestedPart(ApplyKind kind, std::unique_ptr<PatternCounter> counter) : kind_(kind), counter_(std::move(counter)) {}

  Result<void> Multiply(const Domain& domain, uint32_t run, RunTimes& around, size_t worker) const override {
    std::array<uint64_t, kRunRows> buffer;
    const std::span<uint64_t> counts(buffer.data(), around.times.size());
    const auto found = std::ranges::find(counter_->domains(), domain.table, &Domain::table);
    if (found == counter_->domains().end()) {
      std::ranges::fill(counts, uint64_t{0});
    } else {
      const auto number = static_cast<size_t>(found - counter_->domains().begin());
      QIAO_CHECK(counter_->CountRun(number, run, counts, worker));
    }
    for (uint64_t& count : counts) count = Weigh(count);
    around.Multiply(buffer.data(), BitsOf(buffer.data(), counts.size()));
    return {};
  }

 private:
  uint64_t Weigh(uint64_t count) const {
    if (kind_ == ApplyKind::kOptional) return std::max<uint64_t>(count, 1);
    return (kind_ == ApplyKind::kAnti) == (count == 0) ? 1 : 0;
  }

  ApplyKind kind_;
  std::unique_ptr<PatternCounter> counter_;
};

// EXISTS or NOT EXISTS of one edge between two nodes of the pattern around it.
bool IsEdgeTest(const JoinPattern::Nested& nested) {
  const JoinPattern& inner = *nested.pattern;
  if (nested.kind == ApplyKind::kOptional || nested.shared.size() != 2 || inner.nodes.size() != 2) return false;
  const bool plain = std::ranges::all_of(
      inner.nodes, [](const JoinPattern::Node& node) { return node.labels.empty() && node.filters.empty(); });
  return plain && inner.edges.size() == 1 && inner.edges[0].filters.empty() && !inner.edges[0].length &&
         inner.nested.empty() && inner.distinct_nodes.empty();
}

// Paths of any length are counted where they stand alone: no cycle goes through them, and nothing must differ.
bool PathsStandAlone(const JoinPattern& pattern, const Demands& demands, size_t outputs) {
  const auto is_path = [](const JoinPattern::Edge& edge) { return edge.length.has_value(); };
  if (std::ranges::none_of(pattern.edges, is_path)) return true;
  if (outputs > 1 || !demands.exclusions.empty()) return false;
  // One that comes back to its own node is a cycle, which no block shows.
  const auto returns = [&](const JoinPattern::Edge& edge) { return is_path(edge) && edge.from == edge.to; };
  if (std::ranges::any_of(pattern.edges, returns)) return false;
  std::vector<std::pair<size_t, size_t>> edges;
  for (const JoinPattern::Edge& edge : pattern.edges) edges.emplace_back(edge.from, edge.to);
  for (const Term::Edge& edge : demands.exists) edges.emplace_back(edge.from, edge.to);
  return std::ranges::all_of(FindBlocks(pattern.nodes.size(), edges), [&](const std::vector<size_t>& block) {
    return block.size() == 1 || std::ranges::none_of(block, [&](size_t one) {
             return one < pattern.edges.size() && is_path(pattern.edges[one]);
           });
  });
}

Result<bool> FindLoops(const Way& way, const CountContext& context) {
  for (const NodeTable& table : context.graph.NodeTables()) {
    if (table.id != way.near) continue;
    for (uint32_t run = 0; uint64_t{run} * kRunRows < table.rows; ++run) {
      QIAO_TRY(const AdjacencyView view, context.graph.ReadAdjacency(way.edges, base::Direction::kOut, run));
      QIAO_CHECK(context.env.interrupt.Tick(kRunRows));
      for (uint32_t i = 0; i < view.size; ++i) {
        if (std::ranges::binary_search(view.Neighbours(i), run * kRunRows + i)) return true;
      }
    }
  }
  return false;
}

}  // namespace

// False where the pattern asks for something that can't be counted.
Result<bool> PatternCounter::Demand(const PatternTables& tables, Demands& demands) {
  for (const auto& [a, b] : pattern_.distinct_nodes) {
    demands.exclusions.push_back({Exclusion::Kind::kSameNode, a, b, {}});
  }
  for (const auto& [a, b] : pattern_.distinct_edges) {
    const std::vector<Way>&first = tables.edges[a], &second = tables.edges[b];
    if (!CommonWays(first, second).empty()) demands.exclusions.push_back({Exclusion::Kind::kSameEdge, a, b, {}});
    if (!CommonWays(first, Turned(second)).empty()) {
      demands.exclusions.push_back({Exclusion::Kind::kTurnedEdge, a, b, {}});
    }
  }
  for (const JoinPattern::Nested& nested : pattern_.nested) {
    if (nested.shared.size() == 1) continue;
    if (!IsEdgeTest(nested)) return false;
    const PatternTables inner = FindTables(*nested.pattern, context_.graph);
    const JoinPattern::Edge& edge = nested.pattern->edges[0];
    const auto outer = [&](size_t node) {
      return nested.shared[0].second == node ? nested.shared[0].first : nested.shared[1].first;
    };
    const size_t from = outer(edge.from), to = outer(edge.to);
    if (edge.from == edge.to) return false;
    if (nested.kind == ApplyKind::kSemi) {
      demands.exists.push_back({from, to, inner.edges[0], true});
    } else {
      demands.exclusions.push_back({Exclusion::Kind::kConnected, from, to, inner.edges[0]});
    }
  }
  DropImplied(pattern_, tables, demands);
  return true;
}

Result<void> PatternCounter::HangNested(size_t node, Variable& variable) {
  for (const JoinPattern::Nested& nested : pattern_.nested) {
    if (nested.shared.size() != 1 || nested.shared[0].first != node) continue;
    const size_t inside = nested.shared[0].second;
    const GivenNode given{inside, variable.domains()};
    QIAO_TRY(auto counter, Make(*nested.pattern, {inside}, context_, &given));
    if (counter == nullptr) return base::MakeError(ErrorCode::kInternal, "a pattern inside another can't be counted");
    variable.Hang(std::make_unique<NestedPart>(nested.kind, std::move(counter)));
  }
  return {};
}

// Rows of several nodes can be found so that the exclusion is kept.
bool PatternCounter::CanWatch(const Exclusion& exclusion, const PatternTables& tables) const {
  const bool turned = exclusion.kind == Exclusion::Kind::kTurnedEdge;
  if (exclusion.kind != Exclusion::Kind::kSameEdge && !turned) return true;
  const JoinPattern::Edge &a = pattern_.edges[exclusion.a], &b = pattern_.edges[exclusion.b];
  if (a.from == a.to || b.from == b.to || !a.filters.empty() || !b.filters.empty()) return false;
  const std::vector<Way>& others = tables.edges[exclusion.b];
  return AgreeWhereTheyMeet(tables.edges[exclusion.a], turned ? Turned(others) : others);
}

Result<std::optional<std::vector<Term>>> PatternCounter::Terms(const PatternTables& tables, const Demands& demands,
                                                               bool walks) const {
  std::map<uint32_t, bool> known;
  std::optional<base::Error> error;
  const HasLoops has_loops = [&](const Way& way) {
    const auto [place, added] = known.emplace(way.edges.value, false);
    if (!added || error) return place->second;
    auto found = FindLoops(way, context_);
    if (found) {
      place->second = *found;
    } else {
      error = std::move(found).error();
    }
    return place->second;
  };
  std::optional<std::vector<Term>> terms;
  if (!walks) {
    terms = ExpandTerms(pattern_, tables, demands, has_loops);
  } else if (std::ranges::all_of(demands.exclusions, [&](const Exclusion& one) { return CanWatch(one, tables); })) {
    terms.emplace();
    if (auto term = PlainTerm(pattern_, tables, demands, has_loops)) terms->push_back(std::move(*term));
  }
  if (error) return std::move(*error);
  return terms;
}

Result<std::unique_ptr<PatternCounter>> PatternCounter::Make(const JoinPattern& pattern,
                                                             const std::vector<size_t>& outputs,
                                                             const CountContext& context, const GivenNode* given) {
  if (pattern.nodes.size() > kMostNodes || pattern.edges.size() > kMostNodes) return std::unique_ptr<PatternCounter>();
  std::unique_ptr<PatternCounter> counter(new PatternCounter(pattern, context));
  const PatternTables tables = FindTables(pattern, context.graph);
  if (!tables.CanMatch(pattern)) return counter;  // no terms: no matches
  Demands demands;
  QIAO_TRY(const bool countable, counter->Demand(tables, demands));
  if (!countable || !PathsStandAlone(pattern, demands, outputs.size())) return std::unique_ptr<PatternCounter>();
  const bool walks = outputs.size() > 1;
  QIAO_TRY(const auto terms, counter->Terms(tables, demands, walks));
  if (!terms) return std::unique_ptr<PatternCounter>();
  QIAO_TRY(counter->node_domains_, FindDomains(pattern, tables, context.env, context.memory, given));
  QIAO_CHECK(FillEdgeFilters(pattern, tables, counter->node_domains_, context.env, context.memory));
  const TermCounter::Surroundings around{pattern, counter->node_domains_, [&](size_t node, Variable& variable) {
                                           return counter->HangNested(node, variable);
                                         }};
  for (const Term& term : *terms) {
    std::unique_ptr<TermCounter> made;
    if (walks) {
      std::vector<size_t> variables;
      for (const size_t output : outputs) variables.push_back(term.variable_of[output]);
      QIAO_TRY(made, TermCounter::MakeWalk(term, variables, demands.exclusions, around, context));
    } else if (outputs.size() == 1) {
      QIAO_TRY(made, TermCounter::MakeRooted(term, term.variable_of[outputs[0]], around, context));
    } else {
      QIAO_TRY(made, TermCounter::MakeTotal(term, around, context));
    }
    counter->factors_.push_back(term.factor);
    counter->terms_.push_back(std::move(made));
  }
  if (outputs.size() == 1) counter->domains_ = counter->node_domains_[outputs[0]];
  return counter;
}

Result<uint64_t> PatternCounter::Total() const {
  uint64_t with = 0, without = 0;
  for (size_t i = 0; i < terms_.size(); ++i) {
    QIAO_TRY(const uint64_t total, terms_[i]->Total());
    uint64_t& sum = factors_[i] > 0 ? with : without;
    sum = AddSaturated(sum, MultiplySaturated(total, static_cast<uint64_t>(std::abs(factors_[i]))));
  }
  if (with == kTooMany || without == kTooMany) return TooMany();
  return with - without;
}

Result<void> PatternCounter::CountRun(size_t domain, uint32_t run, std::span<uint64_t> times, size_t worker) const {
  // One term as it is needs no sums.
  if (terms_.size() == 1 && factors_[0] == 1 && terms_[0]->times() == 1) {
    if (const auto number = terms_[0]->root().IndexOf(domains_[domain].table)) {
      QIAO_TRY([[maybe_unused]] const uint64_t most, terms_[0]->root().CountRun(*number, run, times, worker));
      return {};
    }
  }
  std::array<uint64_t, kRunRows> one, without;
  std::ranges::fill(times, uint64_t{0});
  std::fill_n(without.begin(), times.size(), uint64_t{0});
  for (size_t i = 0; i < terms_.size(); ++i) {
    const TermCounter& term = *terms_[i];
    const auto number = term.root().IndexOf(domains_[domain].table);
    if (!number || term.times() == 0) continue;
    const std::span<uint64_t> counts(one.data(), times.size());
    QIAO_TRY(const uint64_t most, term.root().CountRun(*number, run, counts, worker));
    if (most == 0) continue;
    const uint64_t factor = MultiplySaturated(term.times(), static_cast<uint64_t>(std::abs(factors_[i])));
    for (size_t row = 0; row < times.size(); ++row) {
      uint64_t& sum = factors_[i] > 0 ? times[row] : without[row];
      sum = AddSaturated(sum, MultiplySaturated(counts[row], factor));
    }
  }
  for (size_t row = 0; row < times.size(); ++row) {
    if (without[row] == 0) continue;
    if (times[row] == kTooMany || without[row] == kTooMany) return TooMany();
    times[row] -= without[row];
  }
  return {};
}

std::vector<PatternCounter::Piece> PatternCounter::Pieces() const {
  std::vector<Piece> pieces;
  if (terms_.empty() || terms_[0]->times() == 0) return pieces;
  const std::vector<Domain>& domains = terms_[0]->root().domains();
  for (size_t i = 0; i < domains.size(); ++i) {
    for (uint32_t run = 0; run < domains[i].runs(); ++run) pieces.push_back({i, run});
  }
  return pieces;
}

Result<void> PatternCounter::Walk(const Piece& piece, size_t worker, Bindings& found) const {
  const TermCounter& term = *terms_[0];
  std::array<uint64_t, kRunRows> buffer;
  const std::span<uint64_t> times(buffer.data(), Variable::RowsIn(term.root().domains()[piece.domain], piece.run));
  QIAO_TRY(const uint64_t most, term.root().CountRun(piece.domain, piece.run, times, worker));
  if (most == 0) return {};
  MemoryUse memory(context_.env.memory, "CountMatches", nullptr);  // what the caller doesn't know of yet
  const uint32_t first = piece.run * kRunRows;
  for (uint32_t i = 0; i < times.size(); ++i) {
    term.walk()->FetchAhead(piece.domain, first, times, i);
    if (times[i] == 0) continue;
    const uint64_t at_root = MultiplySaturated(times[i], term.times());
    QIAO_CHECK(term.walk()->Walk(piece.domain, first + i, at_root, worker, found));
    if (const size_t bytes = found.HeapSize(); bytes != memory.bytes()) QIAO_CHECK(memory.Set(bytes));
  }
  if (std::ranges::find(found.times, kTooMany) != found.times.end()) return TooMany();
  return {};
}

}  // namespace qiao::query
