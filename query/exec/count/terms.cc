#include "query/exec/count/terms.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace qiao::query {
namespace {

constexpr size_t kMostSteps = 5'000;

// A pattern with some of its exclusions turned into demands that hold.
class Collapsed {
 public:
  Collapsed(const JoinPattern& pattern, const PatternTables& tables, const Demands& demands)
      : pattern_(&pattern),
        tables_(&tables),
        demands_(&demands),
        nodes_(pattern.nodes.size()),
        edges_(pattern.edges.size()) {
    std::iota(nodes_.begin(), nodes_.end(), size_t{0});
    std::iota(edges_.begin(), edges_.end(), size_t{0});
  }

  void Hold(size_t number) {
    const Exclusion& exclusion = demands_->exclusions[number];
    switch (exclusion.kind) {
      case Exclusion::Kind::kSameNode:
        Unite(nodes_, exclusion.a, exclusion.b);
        return;
      case Exclusion::Kind::kSameEdge:
      case Exclusion::Kind::kTurnedEdge: {
        const JoinPattern::Edge& a = pattern_->edges[exclusion.a];
        const JoinPattern::Edge& b = pattern_->edges[exclusion.b];
        const bool turned = exclusion.kind == Exclusion::Kind::kTurnedEdge;
        Unite(nodes_, a.from, turned ? b.to : b.from);
        Unite(nodes_, a.to, turned ? b.from : b.to);
        Unite(edges_, exclusion.a, exclusion.b);
        return;
      }
      case Exclusion::Kind::kConnected:
        connected_.push_back(number);
        return;
    }
  }

  // The exclusion holds already, whatever the match.
  bool Implies(const Exclusion& exclusion) const {
    const auto same = [&](size_t a, size_t b) { return Find(nodes_, a) == Find(nodes_, b); };
    switch (exclusion.kind) {
      case Exclusion::Kind::kSameNode:
        return same(exclusion.a, exclusion.b);
      case Exclusion::Kind::kSameEdge:
      case Exclusion::Kind::kTurnedEdge:
        return false;  // several edges may lead from a node to another
      case Exclusion::Kind::kConnected:
        break;
    }
    for (size_t i = 0; i < edges_.size(); ++i) {
      const JoinPattern::Edge& edge = pattern_->edges[i];
      std::vector<Way> ways = tables_->edges[i];
      if (same(edge.to, exclusion.a) && same(edge.from, exclusion.b)) {
        ways = Turned(ways);
      } else if (!same(edge.from, exclusion.a) || !same(edge.to, exclusion.b)) {
        continue;
      }
      if (CommonWays(ways, exclusion.ways).size() == ways.size()) return true;
    }
    return false;
  }

  // A table's edges are walked in opposite directions by edges that are now the same: only loops remain of them, which
  // a term can't say.
  bool OnlyLoopsRemain(const std::vector<Way>& ways, const std::vector<Way>& others, const HasLoops& has_loops) const {
    return std::ranges::any_of(ways, [&](const Way& way) {
      bool meets = false, same = false;
      for (const Way& other : others) {
        if (other.edges != way.edges) continue;
        meets = true;
        same |= std::ranges::any_of(ways, [&](const Way& one) { return one.SameAs(other); });
      }
      return way.near == way.far && meets && !same && has_loops(way);
    });
  }

  // False if nothing can match. `sayable`: whether a term can stand for what remains.
  bool Make(Term& term, const HasLoops& has_loops, bool& sayable) const {
    term.variable_of.assign(nodes_.size(), 0);
    for (size_t i = 0; i < nodes_.size(); ++i) {
      term.variable_of[i] = Find(nodes_, i) == i ? term.variables++ : term.variable_of[Find(nodes_, i)];
    }
    if (!TablesRemain(term)) return false;
    for (size_t i = 0; i < edges_.size(); ++i) {
      if (Find(edges_, i) == i && !AddEdge(term, i, has_loops, sayable)) return false;
    }
    for (const Term::Edge& edge : demands_->exists) {
      if (!AddExists(term, edge.from, edge.to, edge.ways, has_loops)) return false;
    }
    for (const size_t number : connected_) {
      const Exclusion& exclusion = demands_->exclusions[number];
      if (!AddExists(term, exclusion.a, exclusion.b, exclusion.ways, has_loops)) return false;
    }
    return true;
  }

  // Equal for collapsed patterns that are equal.
  std::vector<size_t> Key() const {
    std::vector<size_t> key;
    for (size_t i = 0; i < nodes_.size(); ++i) key.push_back(Find(nodes_, i));
    for (size_t i = 0; i < edges_.size(); ++i) key.push_back(Find(edges_, i));
    key.insert(key.end(), connected_.begin(), connected_.end());
    return key;
  }

 private:
  // The root is the smallest number.
  static size_t Find(const std::vector<size_t>& parents, size_t i) {
    while (parents[i] != i) i = parents[i];
    return i;
  }
  static void Unite(std::vector<size_t>& parents, size_t a, size_t b) {
    a = Find(parents, a);
    b = Find(parents, b);
    parents[std::max(a, b)] = std::min(a, b);
  }

  bool TablesRemain(const Term& term) const {
    for (size_t variable = 0; variable < term.variables; ++variable) {
      std::vector<base::TableId> common;
      bool first = true;
      for (size_t i = 0; i < nodes_.size(); ++i) {
        if (term.variable_of[i] != variable) continue;
        std::vector<base::TableId> ids;
        for (const TableRows& table : tables_->nodes[i]) ids.push_back(table.id);
        if (first) {
          common = ids;
        } else {
          std::erase_if(common, [&](base::TableId id) { return std::ranges::find(ids, id) == ids.end(); });
        }
        first = false;
      }
      if (common.empty()) return false;
    }
    return true;
  }

  // One edge for all that are the same as edge `root`.
  bool AddEdge(Term& term, size_t root, const HasLoops& has_loops, bool& sayable) const {
    const size_t from = term.variable_of[pattern_->edges[root].from];
    const size_t to = term.variable_of[pattern_->edges[root].to];
    std::vector<Way> ways = tables_->edges[root];
    for (size_t i = root + 1; i < edges_.size(); ++i) {
      if (Find(edges_, i) != root) continue;
      std::vector<Way> others = tables_->edges[i];
      if (from == to) {
        ways = CommonLoops(ways, others);
        continue;
      }
      if (term.variable_of[pattern_->edges[i].from] != from) others = Turned(others);
      if (OnlyLoopsRemain(ways, others, has_loops)) sayable = false;
      ways = CommonWays(ways, others);
    }
    if (from != to) {
      if (ways.empty() && !MayBeNoEdge(pattern_->edges[root])) return false;
      term.edges.push_back({from, to, std::move(ways), false, root});
      return true;
    }
    ways = LoopsOf(ways, has_loops);
    if (ways.empty()) return false;
    term.loops.push_back({from, std::move(ways), false});
    return true;
  }

  bool AddExists(Term& term, size_t a, size_t b, const std::vector<Way>& ways, const HasLoops& has_loops) const {
    const size_t from = term.variable_of[a], to = term.variable_of[b];
    if (from != to) {
      term.edges.push_back({from, to, ways, true, SIZE_MAX});
      return !ways.empty();
    }
    term.loops.push_back({from, LoopsOf(ways, has_loops), true});
    return !term.loops.back().ways.empty();
  }

  // An edge from a node to itself is the same in both directions.
  static std::vector<Way> CommonLoops(const std::vector<Way>& ways, const std::vector<Way>& others) {
    std::vector<Way> common;
    for (const Way& way : ways) {
      const auto other = std::ranges::find(others, way.edges, &Way::edges);
      if (other == others.end()) continue;
      common.push_back(way);
      common.back().AddFilters(*other);
    }
    return common;
  }

  // Each table that holds loops, once.
  static std::vector<Way> LoopsOf(const std::vector<Way>& ways, const HasLoops& has_loops) {
    std::vector<Way> loops;
    for (const Way& way : ways) {
      if (way.near != way.far || std::ranges::find(loops, way.edges, &Way::edges) != loops.end()) continue;
      if (has_loops(way)) loops.push_back(way);
    }
    return loops;
  }

  const JoinPattern* pattern_;
  const PatternTables* tables_;
  const Demands* demands_;
  std::vector<size_t> nodes_;  // parents
  std::vector<size_t> edges_;
  std::vector<size_t> connected_;
};

class Expander {
 public:
  Expander(const Demands& demands, const HasLoops& has_loops) : demands_(demands), has_loops_(has_loops) {}

  // With and without each of the exclusions from `next` on.
  bool Expand(const Collapsed& collapsed, size_t next, int64_t factor) {
    if (++steps_ > kMostSteps) return false;
    Term term;
    term.factor = factor;
    bool sayable = true;
    const bool possible = collapsed.Make(term, has_loops_, sayable);
    if (!sayable) return false;
    if (!possible) return true;  // nor can anything that is drawn together still more
    if (next == demands_.exclusions.size()) {
      const auto [place, added] = found_.emplace(collapsed.Key(), terms_.size());
      if (added) {
        terms_.push_back(std::move(term));
      } else {
        terms_[place->second].factor += factor;
      }
      return true;
    }
    if (!Expand(collapsed, next + 1, factor)) return false;
    Collapsed more = collapsed;
    more.Hold(next);
    return Expand(more, next + 1, -factor);
  }

  std::vector<Term> Take() {
    std::erase_if(terms_, [](const Term& term) { return term.factor == 0; });
    return std::move(terms_);
  }

 private:
  const Demands& demands_;
  const HasLoops& has_loops_;
  size_t steps_ = 0;
  std::map<std::vector<size_t>, size_t> found_;
  std::vector<Term> terms_;
};

}  // namespace

void DropImplied(const JoinPattern& pattern, const PatternTables& tables, Demands& demands) {
  for (size_t i = demands.exclusions.size(); i > 0; --i) {
    Collapsed collapsed(pattern, tables, demands);
    collapsed.Hold(i - 1);
    bool implied = false;
    for (size_t j = 0; j < demands.exclusions.size() && !implied; ++j) {
      implied = j != i - 1 && collapsed.Implies(demands.exclusions[j]);
    }
    if (implied) demands.exclusions.erase(demands.exclusions.begin() + static_cast<std::ptrdiff_t>(i - 1));
  }
}

std::optional<Term> PlainTerm(const JoinPattern& pattern, const PatternTables& tables, const Demands& demands,
                              const HasLoops& has_loops) {
  Term term;
  bool sayable = true;  // nothing is drawn together
  if (!Collapsed(pattern, tables, demands).Make(term, has_loops, sayable)) return std::nullopt;
  return term;
}

std::optional<std::vector<Term>> ExpandTerms(const JoinPattern& pattern, const PatternTables& tables,
                                             const Demands& demands, const HasLoops& has_loops) {
  Expander expander(demands, has_loops);
  if (!expander.Expand(Collapsed(pattern, tables, demands), 0, 1)) return std::nullopt;
  return expander.Take();
}

}  // namespace qiao::query
