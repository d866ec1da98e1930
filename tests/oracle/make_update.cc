// Writing clauses at random. A property is computed from the very thing that it is set on, or from what the query does
// not write, so that the order of rows does not matter.
#include <fmt/format.h>

#include "tests/oracle/maker.h"

namespace qiao::tests {

std::string Maker::NewProperties() {
  std::string text = fmt::format("uid: {}", dice_.Between(100, 999));
  if (dice_.Chance(60)) text += ", n: " + Integer(1);
  if (dice_.Chance(40)) text += ", name: " + Text(1);
  if (dice_.Chance(40)) text += ", x: " + Scalar(1);
  return "{" + text + "}";
}

std::string Maker::NewLabels() {
  return std::string(dice_.Pick({"", ":A", ":B", ":A:B", ":人", ":N", ":N:C", ":$('A')", ":N:$(['B', 'C'])"}));
}
std::string Maker::NewType() { return std::string(dice_.Pick({":T", ":U", ":属于", ":N", ":$('T')"})); }

std::string Maker::Create() {
  Scope made;
  std::string text;
  for (int i = dice_.Between(1, 2); i > 0; --i) {
    const auto known = Find(Sort::kNode, false);
    text += text.empty() ? "CREATE " : ", ";
    if (known && dice_.Chance(50)) {
      text += fmt::format("({})", known->name);
    } else {
      const std::string name = NewName('v');
      text += fmt::format("({}{} {})", name, NewLabels(), NewProperties());
      made.push_back({name, Sort::kNode});
      if (dice_.Chance(30)) continue;
    }
    const std::string edge = NewName('r');
    text += fmt::format("{}[{}{} {}]{}", dice_.Chance(50) ? "-" : "<-", edge, NewType(), NewProperties(), "-");
    if (text.find("<-[" + edge) == std::string::npos) text += ">";
    made.push_back({edge, Sort::kEdge});
    const auto other = Find(Sort::kNode, false);
    if (other && dice_.Chance(40)) {
      text += fmt::format("({})", other->name);
    } else {
      const std::string name = NewName('v');
      text += fmt::format("({}{} {})", name, NewLabels(), NewProperties());
      made.push_back({name, Sort::kNode});
    }
  }
  scope_.insert(scope_.end(), made.begin(), made.end());
  unique_ = false;
  return text;
}

std::string Maker::Merge() {
  const auto from = Find(Sort::kNode, false);
  const auto to = Find(Sort::kNode, false);
  const std::string key = dice_.Chance(90) ? fmt::format("coalesce({}, {})", Integer(1), IntegerLiteral()) : Integer(0);
  std::string made;
  std::string text = "MERGE ";
  Sort sort = Sort::kEdge;
  if (!from || dice_.Chance(50)) {
    made = NewName('v');
    sort = Sort::kNode;
    text += fmt::format("({}{} {{n: {}}})", made, NewLabels(), key);
  } else {
    made = NewName('r');
    const std::string properties = dice_.Chance(30) ? fmt::format(" {{n: {}}}", IntegerLiteral()) : "";
    const std::string end = dice_.Chance(60) ? to->name : fmt::format("{} {{n: {}}}", NewLabels(), key);
    text += fmt::format("({})-[{}{}{}]->({})", from->name, made, NewType(), properties, end);
  }
  if (dice_.Chance(40)) text += fmt::format(" ON CREATE SET {}.seen = 0", made);
  if (dice_.Chance(40)) text += fmt::format(" ON MATCH SET {0}.seen = coalesce({0}.seen, 0) + 1", made);
  scope_.push_back({made, sort});
  unique_ = false;
  return text;
}

// key = value, labels, or a whole map for one variable, from nothing but that variable.
std::string Maker::SettingOf(const Variable& variable) {
  const Scope outside = scope_;
  scope_ = {variable};
  std::string text;
  switch (dice_.Between(0, 6)) {
    case 0:
      text = fmt::format("{}.name = {}", variable.name, Text(1));
      break;
    case 1:
      text = fmt::format("{}{} = {}", variable.name, dice_.Pick({".x", "['x']"}), Scalar(1));
      break;
    case 2:
      text = fmt::format("{} += {{n: {}, y: {}}}", variable.name, Integer(1), Scalar(0));
      break;
    case 3:
      text = fmt::format("{0} = {{uid: {0}.uid, n: {1}}}", variable.name, Integer(1));
      break;
    case 4:
      if (variable.sort == Sort::kNode) {
        text = variable.name + std::string(dice_.Pick({":A", ":B", ":A:C", ":N", ":$('A')", ":B:$(['C', 'N'])"}));
        break;
      }
      [[fallthrough]];
    default:
      text = fmt::format("{}.n = {}", variable.name, Integer(2));
  }
  scope_ = outside;
  return text;
}

std::string Maker::Remove(const Variable& variable) {
  if (variable.sort == Sort::kNode && dice_.Chance(50)) {
    return fmt::format("REMOVE {}{}", variable.name, dice_.Pick({":A", ":B", ":A:B", ":C", ":N", ":$(['A', 'N'])"}));
  }
  return fmt::format("REMOVE {}{}", variable.name,
                     dice_.Pick({".n", ".x", ".name", ".none", "['n']", "['no' + 'ne']"}));
}

std::string Maker::Foreach() {
  const auto node = Find(Sort::kNode);
  const auto path = Find(Sort::kPath);
  if (path && dice_.Chance(40)) return fmt::format("FOREACH (e IN nodes({}) | SET e.seen = 1)", path->name);
  const Scope outside = scope_;
  const bool sets = node && dice_.Chance(50);
  if (sets) scope_.clear();  // a list that looked at what is set would depend on the order of rows
  const std::string list = Numbers(1);
  scope_ = outside;
  if (sets) {
    return fmt::format("FOREACH (e IN {0} | SET {1}.n = coalesce({1}.n, 0) + coalesce(e, 1))", list, node->name);
  }
  unique_ = false;
  if (dice_.Chance(50)) return fmt::format("FOREACH (e IN {} | MERGE (:F {{n: coalesce(e, 0)}}))", list);
  return fmt::format("FOREACH (e IN {} | CREATE (:F {{n: e}})-[:N]->(:F))", list);
}

void Maker::Update() {
  plain_ = true;
  const int kind = dice_.Between(1, 100);
  const auto entity = Find(dice_.Chance(65) ? Sort::kNode : Sort::kEdge);
  if (kind <= 25 || (!entity && kind <= 70)) {
    Line(Create());
  } else if (kind <= 45 || !entity) {
    Line(Merge());
  } else if (kind <= 75) {
    std::string text = "SET " + SettingOf(*entity);
    if (dice_.Chance(30)) text += ", " + SettingOf(*entity);
    Line(std::move(text));
  } else if (kind <= 87) {
    Line(Remove(*entity));
  } else {
    Line(Foreach());
  }
  plain_ = false;
}

void Maker::Writing() {
  made_.writes = true;
  Reading(dice_.Between(0, 2), true);
  if (dice_.Chance(15)) {
    const auto doomed = Find(dice_.Chance(50) ? Sort::kNode : dice_.Chance(70) ? Sort::kEdge : Sort::kPath);
    if (doomed) {
      Line(fmt::format("{}DELETE {}", dice_.Chance(70) ? "DETACH " : "", doomed->name));
      if (dice_.Chance(50)) Line("RETURN count(*) AS c");
      return;
    }
  }
  for (int i = dice_.Between(1, 3); i > 0; --i) Update();
  bool ended = true;
  if (dice_.Chance(40)) {
    With();
    ended = dice_.Chance(50);
    if (ended) {
      Update();
    } else {
      Reading(1, true);
    }
  }
  if (!ended || dice_.Chance(50)) Return(nullptr);
}

}  // namespace qiao::tests
