// Reading clauses at random, and whole queries.
#include <fmt/format.h>

#include <algorithm>

#include "tests/oracle/maker.h"

namespace qiao::tests {

void Maker::Match() {
  if (dice_.Chance(5)) return Line(ShortestPath());
  const bool optional = dice_.Chance(25);
  optional_ = optional;
  std::string text = (optional ? "OPTIONAL MATCH " : "MATCH ") + Patterns();
  if (dice_.Chance(35)) text += " WHERE " + Where(2);
  optional_ = false;
  Line(std::move(text));
}

void Maker::Unwind() {
  const std::string name = NewName('u');
  if (dice_.Chance(60)) {
    Line(fmt::format("UNWIND {} AS {}", Numbers(2), name));
    scope_.push_back({name, Sort::kInteger, true});
  } else {
    Line(fmt::format("UNWIND {} AS {}", Bag(2), name));
    scope_.push_back({name, Sort::kScalar, true});
  }
}

// What makes rows with this variable distinguishable; empty where nothing does.
std::string Maker::OrderKey(const Variable& variable) const {
  switch (variable.sort) {
    case Sort::kInteger:
    case Sort::kText:
    case Sort::kBoolean:
    case Sort::kScalar:
    case Sort::kNumbers:
      return variable.name;
    case Sort::kNode:
    case Sort::kEdge:
      return unique_ ? variable.name + ".uid" : "";
    case Sort::kEdges:
      return unique_ ? fmt::format("[e IN {} | e.uid]", variable.name) : "";
    case Sort::kPath:
      return unique_ ? fmt::format("[e IN nodes({0}) | e.uid], [e IN relationships({0}) | e.uid]", variable.name) : "";
    case Sort::kBag:
    case Sort::kLength:
      return "";
  }
  return "";
}

Sort Maker::AnySort() {
  static const std::vector<Sort> kSorts = {Sort::kInteger, Sort::kInteger, Sort::kText,    Sort::kBoolean,
                                           Sort::kScalar,  Sort::kScalar,  Sort::kNumbers, Sort::kBag};
  return dice_.Pick(kSorts);
}

std::string Maker::Aggregate(Sort& made) {
  const std::string distinct = dice_.Chance(30) ? "DISTINCT " : "";
  made = Sort::kInteger;
  const auto node = Find(Sort::kNode);
  if (node && dice_.Chance(30)) return fmt::format("count(DISTINCT {})", node->name);
  switch (dice_.Between(0, 7)) {
    case 0:
      return fmt::format("count({}{})", distinct, Scalar(1));
    case 1:
      return fmt::format("sum({}{})", distinct, Integer(1));
    case 2:
      made = Sort::kScalar;
      return fmt::format("{}({})", dice_.Pick({"min", "max"}), Scalar(1));
    case 3:
      return fmt::format("{}({})", dice_.Pick({"min", "max"}), Integer(1));
    case 4:
      made = Sort::kBag;
      made_.open_list_order = true;
      return fmt::format("collect({}{})", distinct, Scalar(1));
    case 5:
      return fmt::format("size(collect({}{})) + {}", distinct, Integer(1), IntegerLiteral());
    case 6:
      made = Sort::kScalar;
      return fmt::format("avg({})", Integer(1));
    default:
      return "count(*)";
  }
}

// The items of RETURN or WITH, for these columns if they are given, with DISTINCT, ORDER BY, SKIP and LIMIT. The scope
// becomes what the projection leaves.
std::string Maker::Projection(bool last, const Scope* columns) {
  Scope result;
  std::vector<std::string> items;
  bool aggregated = dice_.Chance(25);
  auto add = [&](const std::string& text, const Variable& column) {
    items.push_back(text + " AS " + column.name);
    result.push_back(column);
  };
  if (columns != nullptr) {
    aggregated = false;
    for (const Variable& column : *columns) add(Of(column.sort, 2), column);
  } else {
    for (const Variable& variable : scope_) {
      if (!dice_.Chance(last ? 40 : 65)) continue;
      if (aggregated && (variable.sort == Sort::kBag || variable.sort == Sort::kLength)) continue;
      if (last && variable.sort == Sort::kLength) continue;
      items.push_back(variable.name);
      result.push_back(variable);
    }
    for (int i = dice_.Between(0, 2); i > 0 || items.empty(); --i) {
      const Sort sort = AnySort();
      if (aggregated && sort == Sort::kBag) continue;
      add(Of(sort, 2), {NewName('c'), sort, true});
    }
    for (int i = aggregated ? dice_.Between(1, 2) : 0; i > 0; --i) {
      Sort sort = Sort::kInteger;
      const std::string text = Aggregate(sort);
      add(text, {NewName('c'), sort, true});
    }
  }
  const bool open = std::any_of(result.begin(), result.end(), [](const Variable& variable) {
    return variable.sort == Sort::kBag || variable.sort == Sort::kLength;
  });
  std::string text = !open && dice_.Chance(15) ? "DISTINCT " : "";
  const bool sees_before = text.empty() && !aggregated;
  for (size_t i = 0; i < items.size(); ++i) text += (i == 0 ? "" : ", ") + items[i];
  text += Order(result, sees_before ? Integer(1) : "", last && columns == nullptr);
  scope_ = std::move(result);
  return text;
}

// ORDER BY, SKIP and LIMIT for rows of these variables, if their order can be made total. `first` is an expression that
// may come first.
std::string Maker::Order(const Scope& variables, const std::string& first, bool last) {
  if (!dice_.Chance(30)) return "";
  std::vector<std::string> keys;
  if (!first.empty() && dice_.Chance(30)) keys.push_back(first);
  for (const Variable& variable : variables) {
    keys.push_back(OrderKey(variable));
    if (keys.back().empty()) return "";
  }
  std::string text;
  for (const std::string& key : keys) {
    text += fmt::format("{}{}{}", text.empty() ? " ORDER BY " : ", ", key, dice_.Pick({"", "", " DESC"}));
  }
  if (dice_.Chance(25)) text += fmt::format(" SKIP {}", dice_.Between(0, 2));
  if (dice_.Chance(50)) text += fmt::format(" LIMIT {}", dice_.Between(dice_.Chance(5) ? 0 : 1, 9));
  made_.ordered = last;
  return text;
}

// LET, FILTER, or ORDER BY on its own.
void Maker::ShortWith() {
  const int kind = dice_.Between(1, 3);
  if (kind == 1) return Line(fmt::format("FILTER {}{}", dice_.Chance(30) ? "WHERE " : "", Where(2)));
  if (kind == 2) {
    const Sort sort = AnySort();
    const std::string value = Of(sort, 2);
    scope_.push_back({NewName('c'), sort, true});
    return Line(fmt::format("LET {} = {}", scope_.back().name, value));
  }
  const std::string order = Order(scope_, "", false);
  // Behind a WITH it would be that one's own, which the WITH that hands variables to a subquery must not have.
  const bool after_with = std::string_view(query_).substr(query_.rfind('\n') + 1).starts_with("WITH ");
  if (!order.empty() && !after_with) Line(order.substr(1));
}

void Maker::With() {
  if (dice_.Chance(20)) return ShortWith();
  std::string text = "WITH " + Projection(false, nullptr);
  if (dice_.Chance(25)) text += " WHERE " + Where(2);
  Line(std::move(text));
}

void Maker::Return(const Scope* columns) { Line("RETURN " + Projection(true, columns)); }

// A subquery that sees some variables, and gives new ones.
void Maker::Call() {
  const Scope outside = scope_;
  const std::string before = std::move(query_);
  const bool ordered = made_.ordered;
  Scope seen;
  std::string names;
  for (const Variable& variable : outside) {
    if (!dice_.Chance(60)) continue;
    seen.push_back(variable);
    names += (names.empty() ? "" : ", ") + variable.name;
  }
  const bool old_way = dice_.Chance(30);
  const Scope columns = {{NewName('c'), AnySort(), true}};
  std::string inside;
  for (int parts = dice_.Chance(15) ? 2 : 1; parts > 0; --parts) {
    query_.clear();
    scope_ = seen;
    if (old_way && !names.empty()) Line("WITH " + names);
    Reading(dice_.Between(1, 2), false);
    Return(&columns);
    inside += query_;
    if (parts > 1) inside += "\nUNION ALL\n";
  }
  const std::string scope = old_way ? "" : "(" + names + ") ";
  const bool optional = dice_.Chance(15);
  query_ = before;
  scope_ = outside;
  made_.ordered = ordered;
  Line(fmt::format("{}CALL {}{{\n{}\n}}", optional ? "OPTIONAL " : "", scope, inside));
  scope_.push_back(columns[0]);
}

void Maker::Reading(int clauses, bool calls) {
  for (int i = 0; i < clauses; ++i) {
    const int kind = dice_.Between(1, 100);
    if (kind <= 55 || (i == 0 && kind <= 75)) {
      Match();
    } else if (kind <= 68) {
      Unwind();
    } else if (kind <= 93 || !calls) {
      With();
    } else {
      Call();
    }
  }
}

MadeQuery Maker::Make() {
  if (wishes_.counts_only) {
    Counting();
  } else if (wishes_.may_write) {
    Writing();
  } else if (dice_.Chance(35)) {
    Counting();
  } else if (dice_.Chance(8)) {
    const bool all = dice_.Chance(50);
    const Scope columns = {{NewName('c'), all ? AnySort() : Sort::kInteger, true}, {NewName('c'), Sort::kScalar, true}};
    Reading(dice_.Between(1, 2), true);
    Return(&columns);
    Line(all ? "UNION ALL" : "UNION");
    scope_.clear();
    Reading(dice_.Between(1, 2), true);
    Return(&columns);
  } else {
    Reading(dice_.Between(1, 4), true);
    Return(nullptr);
  }
  made_.text = std::move(query_);
  return std::move(made_);
}

MadeQuery MakeQuery(Dice& dice, const QueryWishes& wishes) { return Maker(dice, wishes).Make(); }

}  // namespace qiao::tests
