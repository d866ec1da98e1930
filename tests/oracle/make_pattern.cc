// Patterns at random.
#include <fmt/format.h>

#include <algorithm>

#include "tests/oracle/maker.h"

namespace qiao::tests {

std::string Maker::Labels() {
  return std::string(dice_.Pick({":A",
                                 ":A",
                                 ":A",
                                 ":B",
                                 ":B",
                                 ":C",
                                 ":人",
                                 ":A|B",
                                 ":A|B",
                                 ":!A",
                                 ":!B",
                                 ":%",
                                 ":A|人",
                                 ":A:B",
                                 ":A&!B",
                                 ":(A|B)&!C",
                                 ":!%",
                                 ":$('A')",
                                 ":$any(['B', 'C'])",
                                 ":$(['A', 'B'])|人",
                                 dice_.Chance(20) ? ":Nobody" : ":A"}));
}

std::string Maker::Types() {
  return std::string(dice_.Pick({"", "", "", ":T", ":T", ":T", ":U", ":属于", ":T|U", ":T|属于", ":!T", ":$('T')",
                                 ":$any(['T', 'U'])", dice_.Chance(20) ? ":NEVER" : ":!U"}));
}

std::string Maker::NodePattern(Use use) {
  std::string text = "(";
  bool known = false;
  std::string name;
  auto variable = Find(Sort::kNode);
  if (variable && variable->name == last_node_ && dice_.Chance(90)) variable.reset();  // few demands for self-loops
  if (variable && dice_.Chance(use == Use::kTest ? 20 : 45)) {
    name = variable->name;
    known = true;
  } else if (use == Use::kMatch && dice_.Chance(75)) {
    name = NewName('v');
  }
  last_node_ = name;
  text += name;
  if (dice_.Chance(known ? 5 : 30)) text += Labels();
  if (dice_.Chance(known ? 2 : 6)) {
    text += dice_.Chance(70) ? fmt::format(" {{n: {}}}", IntegerLiteral()) : fmt::format(" {{x: {}}}", ScalarLiteral());
  }
  if (!name.empty() && !known) {
    if (dice_.Chance(6)) text += fmt::format(" WHERE {}.n {} {}", name, dice_.Pick({">", "=", "<>"}), Integer(1));
    Add(name, Sort::kNode);
  }
  return text + ")";
}

std::string Maker::EdgePattern(Use use) {
  std::string text;
  std::string name;
  bool many = false;
  const bool both_ways = dice_.Chance(20);
  if (use == Use::kMatch && dice_.Chance(60)) name = NewName('r');
  text += name + Types();
  if (dice_.Chance(18)) {
    many = true;
    text += dice_.Pick({"*1..2", "*0..1", "*2", "*..2", "*0..2", "*1..3"});
    if (!both_ways && dice_.Chance(15)) text.replace(text.find('*'), std::string::npos, dice_.Pick({"*", "*0.."}));
  }
  if (dice_.Chance(4)) text += fmt::format(" {{n: {}}}", IntegerLiteral());
  if (!name.empty() && !many && dice_.Chance(5)) text += fmt::format(" WHERE {}.n >= {}", name, IntegerLiteral());
  std::string quantifier;
  if (!many && use == Use::kMatch && dice_.Chance(5)) {
    many = true;
    quantifier = dice_.Pick({"{1,2}", "{2}", "{0,1}", "{,2}", both_ways ? "{1,3}" : "+"});
  }
  if (!many && use == Use::kMatch && dice_.Chance(4)) {  // a relationship of an earlier clause
    const auto known = Find(Sort::kEdge);
    if (known && std::find(used_.begin(), used_.end(), known->name) == used_.end()) {
      used_.push_back(known->name);
      text = known->name;
      name.clear();
    }
  }
  if (!name.empty()) {
    Add(name, many ? Sort::kEdges : Sort::kEdge);
    used_.push_back(name);
  }
  if (both_ways) return fmt::format("-[{}]-{}", text, quantifier);
  return fmt::format(fmt::runtime(dice_.Chance(30) ? "<-[{}]-{}" : "-[{}]->{}"), text, quantifier);
}

std::string Maker::Path(Use use, int hops) {
  last_node_.clear();
  std::string text = NodePattern(use);
  for (int i = 0; i < hops; ++i) {
    text += EdgePattern(use);
    text += NodePattern(use);
  }
  return text;
}

// ((a)-[r:T]->(b) WHERE …){1,2}
std::string Maker::QuantifiedPath() {
  const std::string edge = NewName('r');
  std::string inner = fmt::format("()-[{}{}]->({})", edge, Types(), dice_.Chance(30) ? Labels() : "");
  if (dice_.Chance(30)) inner += fmt::format("<-[{}]-()", Types());
  if (dice_.Chance(30)) inner += fmt::format(" WHERE {}.n > {}", edge, IntegerLiteral());
  std::string text = NodePattern(Use::kMatch);
  text += fmt::format("({}){}", inner, dice_.Pick({"{1,2}", "{2}", "{0,1}", "+"}));
  text += NodePattern(Use::kMatch);
  Add(edge, Sort::kEdges);
  used_.push_back(edge);
  return text;
}

// Between two new nodes that differ.
std::string Maker::ShortestPath() {
  const std::string path = NewName('p');
  const std::string from = NewName('v');
  const std::string to = NewName('v');
  const std::string_view arrow = dice_.Chance(75) ? "->" : "-";
  const std::string ends =
      fmt::format("({}{}), ({}{})", from, dice_.Chance(30) ? Labels() : "", to, dice_.Chance(30) ? Labels() : "");
  Add(from, Sort::kNode);
  Add(to, Sort::kNode);
  const std::string head = fmt::format("MATCH {} WHERE {}.uid <> {}.uid\n", ends, from, to);
  const std::string kind(dice_.Pick({"ALL SHORTEST", "SHORTEST 2 GROUPS", "ANY SHORTEST", "shortest", "allShortest"}));
  const bool certain = kind != "ANY SHORTEST" && kind != "shortest";
  Add(path, certain ? Sort::kPath : Sort::kLength);
  if (kind == "shortest" || kind == "allShortest") {
    return head + fmt::format("MATCH {} = {}Path{}(({})-[{}*..4]{}({}))", path, kind, certain ? "s" : "", from, Types(),
                              arrow, to);
  }
  return head + fmt::format("MATCH {} = {} ({})-[{}]{}+({})", path, kind, from, Types(), arrow, to);
}

std::string Maker::Patterns() {
  used_.clear();
  if (dice_.Chance(4)) return QuantifiedPath();
  const int patterns = dice_.Chance(70) ? 1 : dice_.Between(2, 3);
  int hops = 3;
  std::string text;
  for (int i = 0; i < patterns; ++i) {
    const int these = dice_.Between(0, std::min(hops, 2));
    hops -= these;
    std::string path;
    if (dice_.Chance(12)) path = NewName('p');
    text += (i == 0 ? "" : ", ") + (path.empty() ? "" : path + " = ");
    text += Path(Use::kMatch, these);
    if (!path.empty()) Add(path, Sort::kPath);
  }
  return text;
}

}  // namespace qiao::tests
