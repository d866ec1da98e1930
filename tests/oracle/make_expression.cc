// Expressions at random. Integers stay small, so that the order of sums cannot matter.
#include <fmt/format.h>

#include "tests/oracle/maker.h"

namespace qiao::tests {

std::optional<Variable> Maker::Find(Sort sort, bool nullable) {
  Scope fitting;
  for (const Variable& variable : scope_) {
    if (variable.sort == sort && (nullable || !variable.nullable)) fitting.push_back(variable);
  }
  if (fitting.empty()) return std::nullopt;
  return dice_.Pick(fitting);
}

std::string Maker::IntegerLiteral() { return std::to_string(dice_.Between(-1, 4)); }
std::string Maker::TextLiteral() {
  return std::string(dice_.Pick({"'张三'", "'李四'", "'北京市'", "'a'", "''", "'市'"}));
}
std::string Maker::ScalarLiteral() {
  switch (dice_.Between(0, 5)) {
    case 0:
      return TextLiteral();
    case 1:
      return std::string(dice_.Pick({"true", "false"}));
    case 2:
      return std::string(dice_.Pick({"0.5", "2.5", "null"}));
    case 3:
      return std::string(dice_.Pick({"[1, 2]", "date('2024-06-21')", "[]"}));
    default:
      return IntegerLiteral();
  }
}

std::string Maker::Of(Sort sort, int depth) {
  switch (sort) {
    case Sort::kInteger:
      return Integer(depth);
    case Sort::kText:
      return Text(depth);
    case Sort::kBoolean:
      return Boolean(depth);
    case Sort::kScalar:
      return Scalar(depth);
    case Sort::kNumbers:
      return Numbers(depth);
    case Sort::kBag:
      return Bag(depth);
    case Sort::kNode:
    case Sort::kEdge:
    case Sort::kEdges:
    case Sort::kPath: {
      const auto variable = Find(sort);
      return !variable ? "null" : variable->name;
    }
    case Sort::kLength: {
      const auto variable = Find(sort);
      return !variable ? "null" : "length(" + variable->name + ")";
    }
  }
  return "null";
}

std::string Maker::Integer(int depth) {
  const auto variable = Find(Sort::kInteger);
  const auto node = Find(Sort::kNode);
  const auto edge = Find(Sort::kEdge);
  const auto path = Find(dice_.Chance(50) ? Sort::kPath : Sort::kLength);
  const auto edges = Find(Sort::kEdges);
  if (node && dice_.Chance(35)) return fmt::format("{}.{}", node->name, dice_.Pick({"n", "n", "uid"}));
  if (edge && dice_.Chance(25)) return fmt::format("{}.{}", edge->name, dice_.Pick({"n", "n", "uid"}));
  if (variable && dice_.Chance(40)) return variable->name;
  if (path && dice_.Chance(25)) return "length(" + path->name + ")";
  if (edges && dice_.Chance(25)) return "size(" + edges->name + ")";
  if (depth <= 0) return IntegerLiteral();
  switch (dice_.Between(0, 12)) {
    case 0:
      return fmt::format("{} {} {}", Integer(depth - 1), dice_.Pick({"+", "-"}), Integer(depth - 1));
    case 1:
      return fmt::format("({}) % {}", Integer(depth - 1), dice_.Between(2, 3));
    case 2:
      return fmt::format("({}) * {}", Integer(depth - 1), dice_.Between(-1, 2));
    case 3:
      return fmt::format("CASE WHEN {} THEN {} ELSE {} END", Boolean(depth - 1), Integer(depth - 1),
                         Integer(depth - 1));
    case 4:
      if (dice_.Chance(50)) {
        return fmt::format("CASE {} WHEN {} {}, {} THEN {} WHEN IS NULL THEN {} ELSE {} END", Scalar(depth - 1),
                           dice_.Pick({"<", ">=", "<>"}), Integer(depth - 1), ScalarLiteral(), Integer(depth - 1),
                           IntegerLiteral(), Integer(depth - 1));
      }
      return fmt::format("CASE {} WHEN {} THEN {} END", Scalar(depth - 1), ScalarLiteral(), Integer(depth - 1));
    case 5:
      return fmt::format("coalesce({}, {})", Integer(depth - 1), IntegerLiteral());
    case 6:
      return fmt::format("size({})", Numbers(depth - 1));
    case 7:
      return fmt::format("size({})", Bag(depth - 1));
    case 8:
      return fmt::format("({})[{}]", Numbers(depth - 1), dice_.Between(-2, 2));
    case 9:
      return plain_ ? IntegerLiteral() : Subquery("COUNT");
    case 10:
      return fmt::format("reduce({0} = 0, {1} IN {2} | {0} + {1})", NewName('s'), NewName('e'), Numbers(depth - 1));
    case 11:
      return fmt::format("size({})", Text(depth - 1));
    default:
      return IntegerLiteral();
  }
}

std::string Maker::Text(int depth) {
  const auto variable = Find(Sort::kText);
  const auto node = Find(dice_.Chance(70) ? Sort::kNode : Sort::kEdge);
  const auto edge = Find(Sort::kEdge);
  if (node && dice_.Chance(45)) return node->name + ".name";
  if (variable && dice_.Chance(40)) return variable->name;
  if (edge && dice_.Chance(30)) return "type(" + edge->name + ")";
  if (depth <= 0) return TextLiteral();
  switch (dice_.Between(0, 7)) {
    case 0:
      return fmt::format("{} + {}", Text(depth - 1), TextLiteral());
    case 1:
      return fmt::format("left({}, {})", Text(depth - 1), dice_.Between(0, 2));
    case 2:
      return fmt::format("reverse({})", Text(depth - 1));
    case 3:
      return dice_.Chance(50)
                 ? fmt::format("substring({}, 1)", Text(depth - 1))
                 : fmt::format("trim({} '张' FROM {})", dice_.Pick({"BOTH", "LEADING", "TRAILING"}), Text(depth - 1));
    case 4:
      return fmt::format("coalesce({}, {})", Text(depth - 1), TextLiteral());
    case 5:
      return fmt::format("toString({})", Integer(depth - 1));
    case 6:
      return fmt::format("replace({}, '张', '章')", Text(depth - 1));
    default:
      return TextLiteral();
  }
}

std::string Maker::Comparison(int depth) {
  const std::string_view op = dice_.Pick({"=", "<>", "<", "<=", ">", ">=", "="});
  switch (dice_.Between(0, 4)) {
    case 0:
      return fmt::format("{} {} {}", Text(depth - 1), op, Text(depth - 1));
    case 1:
      return fmt::format("{} {} {}", Scalar(depth - 1), op, Scalar(depth - 1));
    case 2:
      return fmt::format("{} < {} <= {}", IntegerLiteral(), Integer(depth - 1), Integer(depth - 1));
    default:
      return fmt::format("{} {} {}", Integer(depth - 1), op, Integer(depth - 1));
  }
}

std::string Maker::OverList(int depth) {
  const std::string_view test = dice_.Pick({"any", "all", "none", "single"});
  if (const auto edges = Find(Sort::kEdges); edges && dice_.Chance(50)) {
    return fmt::format("{0}({1} IN {2} WHERE {1}.n {3} {4})", test, NewName('e'), edges->name,
                       dice_.Pick({"=", ">", "<>"}), IntegerLiteral());
  }
  if (dice_.Chance(50)) {
    return fmt::format("{0}({1} IN {2} WHERE {1} = {3})", test, NewName('e'), Bag(depth - 1), ScalarLiteral());
  }
  return fmt::format("{0}({1} IN {2} WHERE {1} {3} {4})", test, NewName('e'), Numbers(depth - 1),
                     dice_.Pick({"=", ">", "<>"}), Integer(depth - 1));
}

// What is asked of all parts of a path.
std::string Maker::PathTest(const std::string& parts) {
  const std::string part = NewName('e');
  return fmt::format("{}({} IN {} WHERE {}.{} {} {})", dice_.Pick({"all", "none", "all", "any"}), part, parts, part,
                     dice_.Pick({"n", "uid", "x"}), dice_.Pick({"<", ">=", "<>", "="}), IntegerLiteral());
}

std::string Maker::Boolean(int depth) {
  const auto path = Find(Sort::kPath);
  const auto edges = Find(Sort::kEdges);
  if (path && dice_.Chance(20)) {
    return PathTest(fmt::format("{}({})", dice_.Pick({"nodes", "relationships"}), path->name));
  }
  if (edges && dice_.Chance(20)) return PathTest(edges->name);
  if (depth <= 0) return Comparison(0);
  const auto node = Find(Sort::kNode);
  switch (dice_.Between(0, 14)) {
    case 0:
      return fmt::format("NOT ({})", Boolean(depth - 1));
    case 1:
      return fmt::format("({}) AND ({})", Boolean(depth - 1), Boolean(depth - 1));
    case 2:
      return fmt::format("({}) OR ({})", Boolean(depth - 1), Boolean(depth - 1));
    case 3:
      return fmt::format("({}) XOR ({})", Boolean(depth - 1), Boolean(depth - 1));
    case 4:
      return fmt::format("{} IS {}NULL", Scalar(depth - 1), dice_.Pick({"", "NOT "}));
    case 5:
      return fmt::format("{} IN {}", Integer(depth - 1), Numbers(depth - 1));
    case 6:
      return fmt::format("{} IN {}", Scalar(depth - 1), Bag(depth - 1));
    case 7:
      return fmt::format("{} {} {}", Text(depth - 1), dice_.Pick({"STARTS WITH", "ENDS WITH", "CONTAINS"}),
                         TextLiteral());
    case 8:
      if (node) return node->name + Labels();
      return Comparison(depth);
    case 9:
      return PatternTest();
    case 10:
      return (dice_.Chance(30) ? "NOT " : "") + Subquery("EXISTS");
    case 11:
      return OverList(depth);
    default:
      return Comparison(depth);
  }
}

std::string Maker::Where(int depth) {
  where_ = true;
  std::string text = Boolean(depth);
  where_ = false;
  return text;
}

std::string Maker::Scalar(int depth) {
  const auto variable = Find(Sort::kScalar);
  const auto node = Find(dice_.Chance(60) ? Sort::kNode : Sort::kEdge);
  if (node && dice_.Chance(55)) return node->name + ".x";
  if (variable && dice_.Chance(40)) return variable->name;
  if (depth <= 0) return ScalarLiteral();
  switch (dice_.Between(0, 6)) {
    case 0:
      return Integer(depth - 1);
    case 1:
      return Text(depth - 1);
    case 2:
      return fmt::format("CASE WHEN {} THEN {} ELSE {} END", Boolean(depth - 1), Scalar(depth - 1), Scalar(depth - 1));
    case 3:
      return fmt::format("coalesce({}, {})", Scalar(depth - 1), Scalar(depth - 1));
    case 4:
      return fmt::format("[{}, {}][{}]", Scalar(depth - 1), Scalar(depth - 1), dice_.Between(-1, 2));
    case 5:
      return fmt::format("{{a: {}, b: 1}}.{}", Scalar(depth - 1), dice_.Pick({"a", "b", "c"}));
    default:
      return ScalarLiteral();
  }
}

std::string Maker::Numbers(int depth) {
  const auto variable = Find(Sort::kNumbers);
  const auto edges = Find(Sort::kEdges);
  const auto path = Find(Sort::kPath);
  if (variable && dice_.Chance(40)) return variable->name;
  if (edges && dice_.Chance(40))
    return fmt::format("[{0} IN {1} | {0}.{2}]", NewName('e'), edges->name, dice_.Pick({"n", "uid"}));
  if (path && dice_.Chance(40)) {
    return fmt::format("[{0} IN {1}({2}) | {0}.uid]", NewName('e'), dice_.Pick({"nodes", "relationships"}), path->name);
  }
  if (depth <= 0) return dice_.Chance(10) ? "[]" : fmt::format("[{}, {}]", IntegerLiteral(), IntegerLiteral());
  switch (dice_.Between(0, 6)) {
    case 0:
      return fmt::format("range({}, {})", dice_.Between(0, 2), dice_.Between(0, 3));
    case 1:
      return fmt::format("[{0} IN {1} WHERE {0} > {2}]", NewName('e'), Numbers(depth - 1), Integer(depth - 1));
    case 2:
      return fmt::format("[{0} IN {1} | {0} + {2}]", NewName('e'), Numbers(depth - 1), Integer(depth - 1));
    case 3:
      return fmt::format("{} + {}", Numbers(depth - 1), Numbers(depth - 1));
    case 4:
      return fmt::format("tail({})", Numbers(depth - 1));
    case 5:
      return fmt::format("({})[{}..{}]", Numbers(depth - 1), dice_.Between(-1, 1), dice_.Between(0, 3));
    default:
      return fmt::format("[{}, {}, null]", Integer(depth - 1), IntegerLiteral());
  }
}

std::string Maker::Bag(int depth) {
  made_.open_list_order = true;
  const auto variable = Find(Sort::kBag);
  const auto node = Find(Sort::kNode);
  if (variable && dice_.Chance(60)) return variable->name;
  if (!node || depth <= 0) return fmt::format("[{}, {}]", ScalarLiteral(), ScalarLiteral());
  if (plain_) return fmt::format("labels({})", node->name);
  switch (dice_.Between(0, 3)) {
    case 0:
      return fmt::format("labels({})", node->name);
    case 1:
      return fmt::format("[({0})-[{1}{2}]-({3}) WHERE {1}.n > {4} | {3}.{5}]", node->name, NewName('e'), Types(),
                         NewName('f'), IntegerLiteral(), dice_.Pick({"x", "n", "name"}));
    case 2:
      return fmt::format("[({0})-[{1}]->({2}{3}) | {2}.{4}]", node->name, Types(), NewName('f'), Labels(),
                         dice_.Pick({"x", "uid"}));
    default:
      return Subquery("COLLECT");
  }
}

std::string Maker::PatternTest() {
  const auto node = Find(Sort::kNode);
  if (!node || plain_) return Comparison(0);
  last_node_ = node->name;
  const std::string edge = EdgePattern(Use::kTest);
  const std::string path = fmt::format("({}){}{}", node->name, edge, NodePattern(Use::kTest));
  return where_ ? path : "exists(" + path + ")";
}

std::string Maker::Subquery(std::string_view kind) {
  if (plain_) return Comparison(0);
  const Scope outside = scope_;
  const std::vector<std::string> used = std::exchange(used_, {});
  const std::string last_node = last_node_;
  std::string text = fmt::format("{} {{ ", kind);
  if (kind == "COLLECT" || dice_.Chance(60)) text += "MATCH ";
  text += Path(Use::kMatch, dice_.Between(1, 2));
  used_ = used;
  last_node_ = last_node;
  if (dice_.Chance(30)) text += " WHERE " + Comparison(1);
  if (kind == "COLLECT") text += " RETURN " + Scalar(0) + " AS c";
  scope_ = outside;
  return text + " }";
}

}  // namespace qiao::tests
