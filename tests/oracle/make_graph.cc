#include <fmt/format.h>

#include "tests/oracle/generator.h"

namespace qiao::tests {
namespace {

std::string Properties(Dice& dice, int uid) {
  std::string text = fmt::format("uid: {}", uid);
  if (dice.Chance(75)) text += fmt::format(", n: {}", dice.Between(-1, 4));
  if (dice.Chance(60))
    text += fmt::format(", name: {}", dice.Pick({"'张三'", "'李四'", "'北京市'", "'上海'", "''", "'a'"}));
  if (dice.Chance(60)) {
    text += fmt::format(", x: {}", dice.Pick({"0", "1", "2", "0.5", "2.5", "'张三'", "'a'", "true", "false", "[1, 2]",
                                              "['甲', '乙']", "[]", "date('2024-06-21')", "duration('P1D')"}));
  }
  return "{" + text + "}";
}

}  // namespace

std::string MakeGraph(Dice& dice) {
  const int nodes = dice.Between(1, 7);
  const int edges = dice.Between(0, nodes + 6);
  // Each node has one U at most to another one, as a city lies in one country; some have it twice.
  const bool single = dice.Chance(50);
  std::string text = "CREATE ";
  for (int i = 0; i < nodes; ++i) {
    std::string labels;
    for (const char* label : {":A", ":B", ":C", ":人"}) {
      if (dice.Chance(35)) labels += label;
    }
    text += fmt::format("{}(v{}{} {})", i == 0 ? "" : ",\n  ", i, labels, Properties(dice, i));
  }
  for (int i = 0; i < edges; ++i) {
    const int from = dice.Between(0, nodes - 1);
    const int to = dice.Chance(15) ? from : dice.Between(0, nodes - 1);
    const std::string_view type = dice.Pick({"T", "T", single ? "T" : "U", "属于"});
    text += fmt::format(",\n  (v{})-[:{} {}]->(v{})", from, type, Properties(dice, nodes + i), to);
  }
  for (int from = 0, uid = nodes + edges; single && from < nodes; ++from) {
    if (dice.Chance(25)) continue;
    const int to = dice.Between(0, nodes - 1);
    for (int i = dice.Chance(15) ? 2 : 1; i > 0; --i) {
      text += fmt::format(",\n  (v{})-[:U {}]->(v{})", from, Properties(dice, uid++), to);
    }
  }
  return text;
}

std::vector<std::string> MakeIndexes(Dice& dice) {
  std::vector<std::string> indexes;
  const auto make = [&](int percent, std::string_view kind, std::string_view target, std::string_view keys) {
    if (!dice.Chance(percent)) return;
    indexes.push_back(fmt::format("CREATE {}INDEX i{} FOR {} ON {}", kind, indexes.size(), target, keys));
  };
  for (std::string_view label : {"A", "B", "C", "人"}) {
    const std::string target = fmt::format("(v:{})", label);
    make(50, "", target, "(v.n)");
    make(30, "", target, "(v.x)");
    make(20, "", target, "(v.n, v.x)");
    make(20, "TEXT ", target, "(v.name)");
    make(20, "", target, "EACH [v.x, v.name]");
    make(20, "", target, "(v.uid)");
  }
  for (std::string_view type : {"T", "U", "属于"}) {
    const std::string target = fmt::format("()-[r:{}]-()", type);
    make(30, "", target, "(r.n)");
    make(20, "", target, "(r.x)");
  }
  return indexes;
}

}  // namespace qiao::tests
