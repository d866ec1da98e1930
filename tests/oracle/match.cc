// Patterns, matched by trying everything: each element of each path in turn, every node and every edge.
#include <algorithm>
#include <optional>
#include <set>
#include <variant>

#include "tests/oracle/world.h"

namespace qiao::tests {

using base::Kind;
using base::Result;
using base::Value;

namespace {

// A match under way.
struct State {
  OracleRow row;
  std::set<base::EdgeId> used;
  base::Path path;  // of the pattern at hand
};

class Matcher {
 public:
  Matcher(World& world, const std::vector<syntax::PathPattern>& patterns) : world_(world), patterns_(patterns) {}

  Result<std::vector<OracleRow>> Run(const OracleRow& row) {
    QIAO_TRY(nodes_, AllNodes(world_.graph));
    QIAO_TRY(edges_, AllEdges(world_.graph));
    State state{.row = row, .used = {}, .path = {}};
    QIAO_CHECK(Pattern(0, state));
    // Inline conditions may look at variables of the whole MATCH, so they are judged at its end.
    std::vector<OracleRow> kept;
    for (OracleRow& found : found_) {
      QIAO_TRY(bool fits, InlineConditions(found));
      if (fits) kept.push_back(std::move(found));
    }
    return kept;
  }

 private:
  Result<void> Pattern(size_t index, const State& state) {
    if (index == patterns_.size()) {
      found_.push_back(state.row);
      return {};
    }
    const syntax::PathPattern& pattern = patterns_[index];
    if (pattern.selector != syntax::PathSelector::kAll) return Unknown("path selectors");
    State begun = state;
    begun.path = {};
    return Node(index, 0, std::move(begun), std::nullopt);
  }

  // The node pattern at `element`, which has to be `node` where that is given.
  Result<void> Node(size_t index, size_t element, State state, std::optional<base::NodeId> node) {
    const auto* pattern = std::get_if<syntax::NodePattern>(&patterns_[index].elements[element]);
    if (pattern == nullptr) return Unknown("parenthesized paths");
    std::vector<base::NodeId> candidates;
    if (node) {
      candidates = {*node};
    } else {
      candidates = nodes_;
    }
    for (base::NodeId candidate : candidates) {
      const Value value = Value::Of(candidate);
      State next = state;
      QIAO_TRY(bool bound, Bind(next.row, pattern->variable, value));
      if (!bound) continue;
      QIAO_TRY(bool fits, EntityFits(pattern->labels, pattern->properties, value, next.row));
      if (!fits) continue;
      next.path.nodes.push_back(candidate);
      if (element + 1 == patterns_[index].elements.size()) {
        QIAO_CHECK(EndOfPath(index, std::move(next)));
      } else {
        QIAO_CHECK(Relationship(index, element + 1, std::move(next)));
      }
    }
    return {};
  }

  Result<void> EndOfPath(size_t index, State state) {
    const auto& variable = patterns_[index].variable;
    if (variable) state.row[variable->text] = Value::Of(state.path);
    return Pattern(index + 1, state);
  }

  Result<void> Relationship(size_t index, size_t element, State state) {
    const auto* pattern = std::get_if<syntax::RelationshipPattern>(&patterns_[index].elements[element]);
    if (pattern == nullptr || pattern->quantifier) return Unknown("quantified paths");
    if (pattern->length) return Many(index, element, *pattern, std::move(state), {});
    const base::NodeId from = state.path.nodes.back();
    for (const OracleEdge& edge : edges_) {
      for (base::NodeId to : EndsFrom(edge, from, pattern->direction)) {
        QIAO_TRY(auto next, Step(*pattern, state, edge));
        if (!next) continue;
        QIAO_TRY(bool bound, Bind(next->row, pattern->variable, Value::Of(edge.id)));
        if (bound) QIAO_CHECK(Node(index, element + 1, std::move(*next), to));
      }
    }
    return {};
  }

  // *min..max: `steps` are the edges so far.
  Result<void> Many(size_t index, size_t element, const syntax::RelationshipPattern& pattern, State state,
                    base::List steps) {
    const uint64_t minimum = pattern.length->min.value_or(1);
    const uint64_t maximum = pattern.length->max.value_or(UINT64_MAX);
    const base::NodeId from = state.path.nodes.back();
    if (steps.size() >= minimum && steps.size() <= maximum) {
      State ended = state;
      ended.path.nodes.pop_back();  // Node adds it again
      QIAO_TRY(bool bound, Bind(ended.row, pattern.variable, Value::Of(steps)));
      if (bound) QIAO_CHECK(Node(index, element + 1, std::move(ended), from));
    }
    if (steps.size() >= maximum) return {};
    for (const OracleEdge& edge : edges_) {
      for (base::NodeId to : EndsFrom(edge, from, pattern.direction)) {
        QIAO_TRY(auto next, Step(pattern, state, edge));
        if (!next) continue;
        next->path.nodes.push_back(to);
        base::List longer = steps;
        longer.push_back(Value::Of(edge.id));
        QIAO_CHECK(Many(index, element, pattern, std::move(*next), std::move(longer)));
      }
    }
    return {};
  }

  // The state after walking over `edge`, when it is free and fits.
  Result<std::optional<State>> Step(const syntax::RelationshipPattern& pattern, const State& state,
                                    const OracleEdge& edge) {
    if (state.used.contains(edge.id)) return std::optional<State>();
    QIAO_TRY(bool fits, EntityFits(pattern.types, pattern.properties, Value::Of(edge.id), state.row));
    if (!fits) return std::optional<State>();
    State next = state;
    next.used.insert(edge.id);
    next.path.edges.push_back(edge.id);
    return std::optional<State>(std::move(next));
  }

  static std::vector<base::NodeId> EndsFrom(const OracleEdge& edge, base::NodeId from, syntax::Direction direction) {
    std::vector<base::NodeId> ends;
    const bool loop = edge.ends.source == edge.ends.target;
    if (edge.ends.source == from && direction != syntax::Direction::kLeft) ends.push_back(edge.ends.target);
    if (edge.ends.target == from && direction != syntax::Direction::kRight && !(loop && !ends.empty())) {
      ends.push_back(edge.ends.source);
    }
    return ends;
  }

  // False when the variable stands for something else already, or for null.
  static Result<bool> Bind(OracleRow& row, const std::optional<syntax::Name>& variable, const Value& value) {
    if (!variable) return true;
    auto [place, is_new] = row.emplace(variable->text, value);
    return is_new || (!place->second.is_null() && base::Equivalent(place->second, value));
  }

  Result<bool> EntityFits(const std::optional<syntax::LabelExpression>& labels,
                          const syntax::Box<syntax::Expression>& properties, const Value& entity,
                          const OracleRow& row) {
    if (labels) {
      QIAO_TRY(bool fits, LabelsFit(world_, *labels, entity));
      if (!fits) return false;
    }
    if (!properties) return true;
    QIAO_TRY(Value wanted, Evaluate(world_, *properties, row));
    for (const auto& [key, value] : wanted.map()) {
      const auto id = world_.graph.FindKey(key);
      if (!id) return false;
      auto found = entity.is(Kind::kNode) ? world_.graph.Property(entity.node(), *id)
                                          : world_.graph.Property(entity.relationship(), *id);
      if (!found) return std::move(found).error();
      if (!base::Equals(*found, value).value_or(false)) return false;
    }
    return true;
  }

  Result<bool> InlineConditions(const OracleRow& row) {
    for (const syntax::PathPattern& pattern : patterns_) {
      for (const syntax::PathElement& element : pattern.elements) {
        const syntax::Box<syntax::Expression>* where = nullptr;
        if (const auto* node = std::get_if<syntax::NodePattern>(&element)) where = &node->where;
        if (const auto* edge = std::get_if<syntax::RelationshipPattern>(&element)) {
          where = &edge->where;
          if (*where && edge->length) return Unknown("conditions on every step of a path");
        }
        if (where == nullptr || !*where) continue;
        QIAO_TRY(bool holds, IsTrue(world_, **where, row));
        if (!holds) return false;
      }
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

}  // namespace qiao::tests
