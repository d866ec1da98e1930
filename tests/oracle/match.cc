// Patterns, matched by trying everything: each element of each path in turn, every node and every edge.
#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <variant>

#include "tests/oracle/world.h"

namespace qiao::tests {

using base::Kind;
using base::Result;
using base::Value;

namespace {

using Elements = std::vector<syntax::PathElement>;

// A match under way.
struct State {
  OracleRow row;
  std::set<base::EdgeId> used;
  base::Path path;  // of the pattern at hand
};
using Then = std::function<Result<void>(State)>;

struct Bounds {
  uint64_t minimum;
  uint64_t maximum;
};

class Matcher {
 public:
  Matcher(World& world, const std::vector<syntax::PathPattern>& patterns) : world_(world), patterns_(patterns) {}

  Result<std::vector<OracleRow>> Run(const OracleRow& row) {
    QIAO_TRY(nodes_, AllNodes(world_.graph));
    QIAO_TRY(edges_, AllEdges(world_.graph));
    QIAO_CHECK(Pattern(0, State{.row = row, .used = {}, .path = {}}));
    return std::move(found_);
  }

 private:
  Result<void> Pattern(size_t index, State state) {
    if (index == patterns_.size()) return EndOfPatterns(std::move(state));
    const syntax::PathPattern& pattern = patterns_[index];
    state.path = {};
    auto next = [&](State ended) -> Result<void> {
      if (pattern.variable) ended.row[pattern.variable->text] = Value::Of(ended.path);
      return Pattern(index + 1, std::move(ended));
    };
    if (pattern.selector == syntax::PathSelector::kAll) return Walk(pattern.elements, 0, std::move(state), next);
    std::vector<State> ways;
    QIAO_CHECK(Walk(pattern.elements, 0, std::move(state), [&](State way) -> Result<void> {
      QIAO_TRY(bool fits, ConditionsHold(pattern.elements, way.row));
      if (fits) ways.push_back(std::move(way));
      return {};
    }));
    QIAO_TRY(ways, Selected(pattern, std::move(ways)));
    for (State& way : ways) QIAO_CHECK(next(std::move(way)));
    return {};
  }

  // Conditions inside the patterns may look at variables of the whole MATCH, so they are judged at its end.
  Result<void> EndOfPatterns(State state) {
    for (const syntax::PathPattern& pattern : patterns_) {
      QIAO_TRY(bool holds, ConditionsHold(pattern.elements, state.row));
      if (!holds) return {};
    }
    found_.push_back(std::move(state.row));
    return {};
  }

  // For each pair of ends, the paths that the selector chooses.
  Result<std::vector<State>> Selected(const syntax::PathPattern& pattern, std::vector<State> ways) {
    uint64_t count = 1;
    if (pattern.count) {
      QIAO_TRY(Value value, Evaluate(world_, *pattern.count, {}));
      if (!value.is(Kind::kInteger) || value.integer() < 1) return Wrong("such a number of paths");
      count = static_cast<uint64_t>(value.integer());
    }
    std::stable_sort(ways.begin(), ways.end(),
                     [](const State& a, const State& b) { return a.path.edges.size() < b.path.edges.size(); });
    struct Chosen {
      uint64_t paths = 0;
      std::set<size_t> lengths;
    };
    std::map<std::pair<base::NodeId, base::NodeId>, Chosen> chosen;
    std::vector<State> kept;
    for (State& way : ways) {
      Chosen& pair = chosen[{way.path.nodes.front(), way.path.nodes.back()}];
      ++pair.paths;
      pair.lengths.insert(way.path.edges.size());
      if (Wanted(pattern.selector, count, pair.paths, pair.lengths.size())) kept.push_back(std::move(way));
    }
    return kept;
  }
  // Whether the path is among those wanted, being the so-manieth of its ends, and its length the so-manieth.
  static bool Wanted(syntax::PathSelector selector, uint64_t count, uint64_t path, uint64_t length) {
    switch (selector) {
      case syntax::PathSelector::kAll:
        return true;
      case syntax::PathSelector::kAny:
      case syntax::PathSelector::kShortest:
        return path <= count;
      case syntax::PathSelector::kAnyShortest:
      case syntax::PathSelector::kShortestPath:
        return path == 1;
      case syntax::PathSelector::kAllShortest:
      case syntax::PathSelector::kAllShortestPaths:
        return length == 1;
      case syntax::PathSelector::kShortestGroups:
        return length <= count;
    }
    return false;
  }

  Result<void> Walk(const Elements& elements, size_t index, State state, const Then& then) {
    if (index == elements.size()) return then(std::move(state));
    auto next = [&elements, index, &then, this](State further) {
      return Walk(elements, index + 1, std::move(further), then);
    };
    if (const auto* node = std::get_if<syntax::NodePattern>(&elements[index])) {
      return Node(*node, std::move(state), next);
    }
    if (const auto* edge = std::get_if<syntax::RelationshipPattern>(&elements[index])) {
      return Relationship(*edge, std::move(state), next);
    }
    const auto& path = std::get<syntax::ParenthesizedPath>(elements[index]);
    if (path.path->variable) return Unknown("variables of parts of paths");
    if (!path.quantifier) {
      return Once(path, std::move(state), next);
    }
    return Repeated(path, std::move(state), next);
  }

  // The node where the path has come to, or any node where it begins.
  Result<void> Node(const syntax::NodePattern& pattern, State state, const Then& then) {
    const bool begins = state.path.nodes.empty();
    for (base::NodeId node : begins ? nodes_ : std::vector{state.path.nodes.back()}) {
      QIAO_CHECK(world_.Step());
      State next = state;
      if (!Bind(next.row, pattern.variable, Value::Of(node))) continue;
      QIAO_TRY(bool fits, EntityFits(pattern.labels, pattern.properties, Value::Of(node), next.row));
      if (!fits) continue;
      if (begins) next.path.nodes.push_back(node);
      QIAO_CHECK(then(std::move(next)));
    }
    return {};
  }

  Result<void> Relationship(const syntax::RelationshipPattern& pattern, State state, const Then& then) {
    if (pattern.length) {
      return Many(pattern, {pattern.length->min.value_or(1), pattern.length->max.value_or(UINT64_MAX)},
                  std::move(state), {}, then);
    }
    if (pattern.quantifier) {
      return Many(pattern, {pattern.quantifier->min.value_or(0), pattern.quantifier->max.value_or(UINT64_MAX)},
                  std::move(state), {}, then);
    }
    for (const OracleEdge& edge : edges_) {
      QIAO_TRY(auto next, Step(pattern, state, edge));
      if (!next || !Bind(next->row, pattern.variable, Value::Of(edge.id))) continue;
      QIAO_CHECK(then(std::move(*next)));
    }
    return {};
  }

  // `edges` are the steps so far.
  Result<void> Many(const syntax::RelationshipPattern& pattern, Bounds bounds, State state, base::List edges,
                    const Then& then) {
    if (edges.size() >= bounds.minimum && edges.size() <= bounds.maximum) {
      State ended = state;
      if (Bind(ended.row, pattern.variable, Value::Of(edges))) QIAO_CHECK(then(std::move(ended)));
    }
    if (edges.size() >= bounds.maximum) return {};
    for (const OracleEdge& edge : edges_) {
      QIAO_TRY(auto next, Step(pattern, state, edge));
      if (!next) continue;
      if (pattern.where) {
        OracleRow row = next->row;
        if (pattern.variable) row[pattern.variable->text] = Value::Of(edge.id);
        QIAO_TRY(bool holds, IsTrue(world_, *pattern.where, row));
        if (!holds) continue;
      }
      base::List longer = edges;
      longer.push_back(Value::Of(edge.id));
      QIAO_CHECK(Many(pattern, bounds, std::move(*next), std::move(longer), then));
    }
    return {};
  }

  // The state after walking over `edge`, when it leads on from here, is free and fits.
  Result<std::optional<State>> Step(const syntax::RelationshipPattern& pattern, const State& state,
                                    const OracleEdge& edge) {
    QIAO_CHECK(world_.Step());
    const base::NodeId from = state.path.nodes.back();
    const bool out = edge.ends.source == from && pattern.direction != syntax::Direction::kLeft;
    const bool in = edge.ends.target == from && pattern.direction != syntax::Direction::kRight;
    if ((!out && !in) || state.used.contains(edge.id)) return std::optional<State>();
    QIAO_TRY(bool fits, EntityFits(pattern.types, pattern.properties, Value::Of(edge.id), state.row));
    if (!fits) return std::optional<State>();
    State next = state;
    next.used.insert(edge.id);
    next.path.edges.push_back(edge.id);
    next.path.nodes.push_back(out ? edge.ends.target : edge.ends.source);
    return std::optional<State>(std::move(next));
  }

  Result<void> Once(const syntax::ParenthesizedPath& path, State state, const Then& then) {
    return Walk(path.path->elements, 0, std::move(state), [&](State ended) -> Result<void> {
      if (path.where) {
        QIAO_TRY(bool holds, IsTrue(world_, *path.where, ended.row));
        if (!holds) return {};
      }
      QIAO_TRY(bool holds, ConditionsHold(path.path->elements, ended.row));
      return holds ? then(std::move(ended)) : Result<void>();
    });
  }

  Result<void> Repeated(const syntax::ParenthesizedPath& path, State state, const Then& then) {
    std::set<std::string> names;
    NamesOf(*path.path, names);
    const Bounds bounds{path.quantifier->min.value_or(0), path.quantifier->max.value_or(UINT64_MAX)};
    return Repeat(path, names, bounds, 0, {}, std::move(state), then);
  }
  // `lists` are the variables' values in the `times` repetitions so far.
  Result<void> Repeat(const syntax::ParenthesizedPath& path, const std::set<std::string>& names, Bounds bounds,
                      uint64_t times, std::map<std::string, base::List> lists, State state, const Then& then) {
    if (times >= bounds.minimum && !(times == 0 && state.path.nodes.empty())) {
      State ended = state;
      for (const std::string& name : names) ended.row[name] = Value::Of(lists[name]);
      QIAO_CHECK(then(std::move(ended)));
    } else if (times >= bounds.minimum) {  // the path begins here: at every node
      for (base::NodeId node : nodes_) {
        State ended = state;
        ended.path.nodes.push_back(node);
        for (const std::string& name : names) ended.row[name] = Value::Of(base::List());
        QIAO_CHECK(then(std::move(ended)));
      }
    }
    if (times == bounds.maximum) return {};
    return Once(path, state, [&](State ended) -> Result<void> {
      std::map<std::string, base::List> longer = lists;
      for (const std::string& name : names) longer[name].push_back(ended.row.at(name));
      ended.row = state.row;
      return Repeat(path, names, bounds, times + 1, std::move(longer), std::move(ended), then);
    });
  }

  // False when the variable stands for something else already, or for null.
  static bool Bind(OracleRow& row, const std::optional<syntax::Name>& variable, const Value& value) {
    if (!variable) return true;
    auto [place, is_new] = row.emplace(variable->text, value);
    return is_new || (!place->second.is_null() && base::Equivalent(place->second, value));
  }

  Result<bool> EntityFits(const std::optional<syntax::LabelExpression>& labels,
                          const syntax::Box<syntax::Expression>& properties, const Value& entity,
                          const OracleRow& row) {
    if (labels) {
      QIAO_TRY(bool fits, LabelsFit(world_, *labels, entity, row));
      if (!fits) return false;
    }
    if (!properties) return true;
    QIAO_TRY(Value wanted, Evaluate(world_, *properties, row));
    if (!wanted.is(Kind::kMap)) return Wrong("the properties of a pattern are no map");
    for (const auto& [key, value] : wanted.map()) {
      const auto id = world_.graph.FindKey(key);
      if (!id) return false;
      QIAO_TRY(Value found, entity.is(Kind::kNode) ? world_.graph.Property(entity.node(), *id)
                                                   : world_.graph.Property(entity.relationship(), *id));
      if (!base::Equals(found, value).value_or(false)) return false;
    }
    return true;
  }

  // Conditions of nodes and single relationships.
  Result<bool> ConditionsHold(const Elements& elements, const OracleRow& row) {
    for (const syntax::PathElement& element : elements) {
      const syntax::Box<syntax::Expression>* where = nullptr;
      if (const auto* node = std::get_if<syntax::NodePattern>(&element)) where = &node->where;
      const auto* edge = std::get_if<syntax::RelationshipPattern>(&element);
      if (edge != nullptr && !edge->length && !edge->quantifier) where = &edge->where;
      if (where == nullptr || !*where) continue;
      QIAO_TRY(bool holds, IsTrue(world_, **where, row));
      if (!holds) return false;
    }
    return true;
  }

  World& world_;
  const std::vector<syntax::PathPattern>& patterns_;
  std::vector<base::NodeId> nodes_;
  std::vector<OracleEdge> edges_;
  std::vector<OracleRow> found_;
};

}  // namespace

Result<std::vector<OracleRow>> MatchPatterns(World& world, const std::vector<syntax::PathPattern>& patterns,
                                             const OracleRow& row) {
  return Matcher(world, patterns).Run(row);
}

void NamesOf(const syntax::PathPattern& pattern, std::set<std::string>& names) {
  if (pattern.variable) names.insert(pattern.variable->text);
  for (const syntax::PathElement& element : pattern.elements) {
    if (const auto* node = std::get_if<syntax::NodePattern>(&element); node && node->variable) {
      names.insert(node->variable->text);
    }
    if (const auto* edge = std::get_if<syntax::RelationshipPattern>(&element); edge && edge->variable) {
      names.insert(edge->variable->text);
    }
    if (const auto* path = std::get_if<syntax::ParenthesizedPath>(&element)) NamesOf(*path->path, names);
  }
}

}  // namespace qiao::tests
