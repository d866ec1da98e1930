// Queries that ask how often patterns are met: chains, stars and cycles, several relationships between the same nodes,
// loops, nodes that must differ, patterns that must not be there, optional ones.
#include <fmt/format.h>

#include <algorithm>

#include "tests/oracle/maker.h"

namespace qiao::tests {

std::string Maker::CountedNode(const std::string& name) {
  std::string text = "(" + name;
  if (dice_.Chance(35)) text += dice_.Chance(70) ? dice_.Pick({":A", ":B", ":C", ":人"}) : Labels();
  if (dice_.Chance(4)) text += fmt::format(" {{n: {}}}", IntegerLiteral());
  return text + ")";
}

std::string Maker::CountedEdge() {
  std::string types(dice_.Chance(80) ? dice_.Pick({":T", ":T", ":U", "", ":T|U"}) : Types());
  if (in_match_ && dice_.Chance(15)) {
    used_.push_back(NewName('r'));
    types = used_.back() + types;
  } else if (in_match_ && dice_.Chance(5)) {
    types += dice_.Pick({"*2", "*1", "*3..3", "*2..2"});
  }
  if (dice_.Chance(30)) return fmt::format("-[{}]-", types);
  return fmt::format(fmt::runtime(dice_.Chance(50) ? "<-[{}]-" : "-[{}]->"), types);
}

// From a node over one to three U, of which a node has often one at most, to another one.
std::string Maker::CountedChain() {
  std::string text;
  for (int hops = dice_.Between(1, 3); hops > 0; --hops) {
    text += dice_.Chance(90) ? "-[:U]->" : "<-[:U]-";
    if (hops > 1) text += CountedNode("");
  }
  return text;
}

// Paths over the given nodes: mostly from a new node to one that stands already, sometimes closing a cycle.
std::string Maker::CountedPaths(std::vector<std::string>& nodes, int edges) {
  std::string text;
  for (int i = 0; i < edges; ++i) {
    const auto fresh = [&] {
      if (dice_.Chance(20)) return std::string();
      nodes.push_back(NewName('v'));
      return nodes.back();
    };
    std::string from = nodes.empty() || dice_.Chance(10) ? fresh() : dice_.Pick(nodes);
    std::string to = nodes.size() > 1 && dice_.Chance(30) ? dice_.Pick(nodes) : fresh();
    if (from == to && !from.empty() && !dice_.Chance(15)) to = fresh();
    const std::string edge = dice_.Chance(20) ? CountedChain() : CountedEdge();
    text += (text.empty() ? "" : ", ") + CountedNode(from) + edge + CountedNode(to);
    if (dice_.Chance(25)) text += CountedEdge() + CountedNode(fresh());
  }
  return text;
}

std::string Maker::CountedCondition(const std::vector<std::string>& nodes) {
  const std::string& a = dice_.Pick(nodes);
  const std::string& b = dice_.Pick(nodes);
  if (!used_.empty() && dice_.Chance(50)) {
    const std::string& r = dice_.Pick(used_);
    switch (dice_.Between(0, 3)) {
      case 0:
        return fmt::format("{}.n < {}.n", r, a);
      case 1:
        return fmt::format("type({}) = 'T'", r);
      case 2:
        return fmt::format("{} <> {}", r, dice_.Pick(used_));
      default:
        return fmt::format("{}.n {} {}", r, dice_.Pick({">", "=", "<>", "<="}), IntegerLiteral());
    }
  }
  switch (dice_.Between(0, 8)) {
    case 0:
      return fmt::format("{}.n {} {}", a, dice_.Pick({">", "=", "<>", "<="}), IntegerLiteral());
    case 1:
      return fmt::format("{}.name STARTS WITH {}", a, dice_.Pick({"'张'", "'北'", "''"}));
    case 2:
      return fmt::format("NOT ({}){}({})", a, CountedEdge(), b);
    case 3:
      return fmt::format("({}){}({})", a, CountedEdge(), b);
    case 4:
      return fmt::format("{}EXISTS {{ ({}){}({}){}({}) }}", dice_.Pick({"", "NOT "}), a, CountedEdge(),
                         dice_.Pick({"", ":A", ":B"}), CountedEdge(), dice_.Chance(20) ? b : std::string());
    case 5:
      return fmt::format("{}:A", a);
    case 6:
      return fmt::format("{}.n {} {}.n", a, dice_.Pick({"<", "<>", "="}), b);
    default:
      return fmt::format("{} <> {}", a, b);
  }
}

void Maker::CountedMatch(std::vector<std::string>& nodes, int edges) {
  used_.clear();
  in_match_ = true;
  std::string text = "MATCH " + (nodes.empty() && dice_.Chance(10) ? CountedRing(nodes) : CountedPaths(nodes, edges));
  in_match_ = false;
  if (!nodes.empty()) {
    for (int i = dice_.Between(0, 2); i > 0; --i) {
      text += (text.find(" WHERE ") == std::string::npos ? " WHERE " : " AND ") + CountedCondition(nodes);
    }
  }
  Line(std::move(text));
}

// Nodes of a cycle that agree in where chains lead from them.
std::string Maker::CountedRing(std::vector<std::string>& nodes) {
  const int count = dice_.Between(2, 3);
  for (int i = 0; i <= count; ++i) nodes.push_back(NewName('v'));
  std::string text;
  for (int i = 1; i <= count; ++i) {
    if (i > 1) text += ", ";
    text += CountedNode(nodes[i]) + CountedChain() + CountedNode(nodes[0]);
    if (count == 3 || i == 1) text += ", " + CountedNode(nodes[i]) + CountedEdge() + CountedNode(nodes[i % count + 1]);
  }
  return text;
}

void Maker::Counting() {
  std::vector<std::string> nodes;
  const int edges = dice_.Between(1, 4);
  const int first = dice_.Between(1, edges);
  CountedMatch(nodes, first);
  if (edges > first) CountedMatch(nodes, edges - first);
  if (nodes.empty()) return Line("RETURN count(*) AS c");
  for (int i = dice_.Chance(30) ? dice_.Between(1, 2) : 0; i > 0; --i) {
    const std::string other = NewName('v');
    std::string text = fmt::format("OPTIONAL MATCH ({}){}{}", dice_.Pick(nodes), CountedEdge(), CountedNode(other));
    if (dice_.Chance(30)) text += CountedEdge() + CountedNode("");
    if (dice_.Chance(30)) {
      text += fmt::format(" WHERE {}", dice_.Chance(50) ? other + ".n > 0" : other + " <> " + dice_.Pick(nodes));
    }
    Line(std::move(text));
    if (dice_.Chance(15)) nodes.push_back(other);
  }
  const std::string& a = dice_.Pick(nodes);
  const std::string& b = dice_.Pick(nodes);
  switch (dice_.Between(0, 9)) {
    case 0:
      return Line(fmt::format("RETURN {}.name AS k, count(*) AS c", a));
    case 1:
      return Line(fmt::format("RETURN {}.n AS k, {}.n AS l, count(*) AS c, count({}) AS d", a, b, b));
    case 2:
      return Line(fmt::format("RETURN {} AS k, sum({}.n) AS s, avg({}.n) AS m", a, b, a));
    case 3:
      made_.open_list_order = true;
      return Line(fmt::format("RETURN {}.n AS k, collect({}.name) AS l", a, b));
    case 4:
      return Line(fmt::format("RETURN DISTINCT {} AS k, {}.n AS l", a, b));
    case 5:
      return Line(fmt::format("RETURN count(DISTINCT {}) AS c, count(DISTINCT {}.n) AS d", a, b));
    case 6:
      return Line(fmt::format("WITH DISTINCT {} AS k, {} AS l RETURN k, l", a, b));
    case 7:
      return Line(fmt::format("WITH {} AS k, count(*) AS c MATCH (k){}(l) RETURN l, sum(c) AS s", a, CountedEdge()));
    default:
      return Line("RETURN count(*) AS c");
  }
}

}  // namespace qiao::tests
