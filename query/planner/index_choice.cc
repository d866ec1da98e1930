#include "query/planner/index_choice.h"

#include <algorithm>
#include <cmath>

namespace qiao::query {
namespace {

// One thing that a condition says of a property. All of them imply that the property is there.
struct Test {
  enum class Kind : uint8_t {
    kEqual,    // = value
    kAny,      // IN value
    kHolds,    // value IN the property, which is a list
    kLower,    // > value
    kUpper,    // < value
    kPrefix,   // STARTS WITH value
    kText,     // some other condition that only texts fulfil
    kPresent,  // IS NOT NULL
  };
  Kind kind;
  std::string_view key;
  const Expression* value = nullptr;
  bool inclusive = true;
  const Expression* condition = nullptr;  // that says it
};

bool HasSubplan(const Expression& expression) {
  return expression.subplan || expression.subquery ||
         std::ranges::any_of(expression.operands,
                             [](const ExpressionPtr& operand) { return operand && HasSubplan(*operand); });
}

class Chooser {
 public:
  explicit Chooser(const IndexQuestion& question) : question_(question) {
    for (const Expression* condition : question.conditions) {
      if (auto test = TestOf(*condition)) tests_.push_back(*test);
    }
  }

  std::optional<IndexChoice> Ask(const SchemaRule& rule) const {
    if (rule.relationship != question_.relationship || rule.label.empty()) return std::nullopt;
    if (std::ranges::find(question_.labels, rule.label) == question_.labels.end()) return std::nullopt;
    switch (rule.kind) {
      case RuleKind::kRangeIndex:
      case RuleKind::kUnique:
      case RuleKind::kKey:
        return AskRange(rule);
      case RuleKind::kTextIndex:
        return AskText(rule);
      case RuleKind::kEachIndex:
        return AskEach(rule);
      case RuleKind::kLookupIndex:
      case RuleKind::kExists:
      case RuleKind::kType:
        break;
    }
    return std::nullopt;
  }

 private:
  using Kind = Test::Kind;

  // The key, if the expression is a property of the entity; else empty.
  std::string_view KeyOf(const Expression& expression) const {
    const bool is_key = expression.kind == ExpressionKind::kProperty &&
                        expression.operands[0]->kind == ExpressionKind::kSlot &&
                        expression.operands[0]->slot == question_.entity;
    return is_key ? std::string_view(expression.name) : std::string_view();
  }

  bool IsKnown(const Expression& value) const {
    std::vector<Slot> read;
    CollectSlots(value, read);
    return std::ranges::find(read, question_.entity) == read.end() && !HasSubplan(value);
  }

  std::optional<Test> Compare(Kind kind, const Expression& key, const Expression& value, bool inclusive = true) const {
    const std::string_view name = KeyOf(key);
    if (name.empty() || !IsKnown(value)) return std::nullopt;
    return Test{kind, name, &value, inclusive};
  }

  std::optional<Test> Has(Kind kind, const Expression& key) const {
    const std::string_view name = KeyOf(key);
    return name.empty() ? std::nullopt : std::optional(Test{kind, name});
  }

  std::optional<Test> Order(bool less, bool inclusive, const Expression& a, const Expression& b) const {
    if (auto test = Compare(less ? Kind::kUpper : Kind::kLower, a, b, inclusive)) return test;
    return Compare(less ? Kind::kLower : Kind::kUpper, b, a, inclusive);
  }

  std::optional<Test> TestOf(const Expression& condition) const {
    auto test = Recognize(condition);
    if (test) test->condition = &condition;
    return test;
  }

  std::optional<Test> Recognize(const Expression& condition) const {
    const auto& operands = condition.operands;
    switch (condition.kind) {
      case ExpressionKind::kEqual:
        if (auto test = Compare(Kind::kEqual, *operands[0], *operands[1])) return test;
        return Compare(Kind::kEqual, *operands[1], *operands[0]);
      case ExpressionKind::kIn:
        if (auto test = Compare(Kind::kAny, *operands[0], *operands[1])) return test;
        return Compare(Kind::kHolds, *operands[1], *operands[0]);
      case ExpressionKind::kLess:
        return Order(true, false, *operands[0], *operands[1]);
      case ExpressionKind::kLessEqual:
        return Order(true, true, *operands[0], *operands[1]);
      case ExpressionKind::kGreater:
        return Order(false, false, *operands[0], *operands[1]);
      case ExpressionKind::kGreaterEqual:
        return Order(false, true, *operands[0], *operands[1]);
      case ExpressionKind::kStartsWith:
        if (auto test = Compare(Kind::kPrefix, *operands[0], *operands[1])) return test;
        return Has(Kind::kText, *operands[0]);
      case ExpressionKind::kEndsWith:
      case ExpressionKind::kContains:
      case ExpressionKind::kRegex:
        return Has(Kind::kText, *operands[0]);
      case ExpressionKind::kIsNotNull:
        return Has(Kind::kPresent, *operands[0]);
      default:
        return std::nullopt;
    }
  }

  const Test* Find(std::string_view key, std::initializer_list<Kind> kinds) const {
    for (Kind kind : kinds) {
      for (const Test& test : tests_) {
        if (test.kind == kind && test.key == key) return &test;
      }
    }
    return nullptr;
  }

  IndexChoice Start(const SchemaRule& rule) const {
    IndexChoice choice;
    choice.step.entity = question_.entity;
    choice.step.index = rule.name;
    choice.step.kind = rule.kind;
    choice.step.relationship = rule.relationship;
    choice.step.label = rule.label;
    choice.rows = question_.count;
    return choice;
  }

  static ExpressionPtr Take(const Expression& value, IndexChoice& choice) {
    std::vector<Slot> read;
    CollectSlots(value, read);
    choice.correlated |= !read.empty();
    return Clone(value);
  }

  void Narrow(std::span<const Expression* const> conditions, double guess, IndexChoice& choice) const {
    const auto share = question_.share_of ? question_.share_of(conditions) : std::nullopt;
    choice.rows *= share.value_or(guess);
    choice.guessed |= !share;
  }

  // Guesses: as many values as there are entities a value, three values in a list.
  void AddEqual(const Test& test, IndexChoice& choice) const {
    const bool any = test.kind == Kind::kAny;
    Narrow({&test.condition, 1}, 1 / std::sqrt(question_.count) * (any ? 3 : 1), choice);
    choice.step.keys.emplace_back(test.key);
    choice.step.equal.push_back({Take(*test.value, choice), any});
  }

  // True when the key has bounds.
  bool AddBounds(std::string_view key, IndexChoice& choice) const {
    IndexSeek& step = choice.step;
    const Test* lower = Find(key, {Kind::kLower});
    const Test* upper = Find(key, {Kind::kUpper});
    const Test* prefix = Find(key, {Kind::kPrefix});
    std::vector<const Expression*> conditions;
    double guess = 1;
    if (lower != nullptr) {
      step.lower = Take(*lower->value, choice);
      step.lower_inclusive = lower->inclusive;
      conditions.push_back(lower->condition);
      guess *= 0.3;
    }
    if (upper != nullptr) {
      step.upper = Take(*upper->value, choice);
      step.upper_inclusive = upper->inclusive;
      conditions.push_back(upper->condition);
      guess *= 0.3;
    }
    if (prefix != nullptr) {
      step.prefix = Take(*prefix->value, choice);
      conditions.push_back(prefix->condition);
      guess *= 0.1;
    }
    if (conditions.empty()) return false;
    Narrow(conditions, guess, choice);
    step.keys.emplace_back(key);
    return true;
  }

  // An entity is in the index only if it has all keys, so all must be asked for.
  std::optional<IndexChoice> AskRange(const SchemaRule& rule) const {
    IndexChoice choice = Start(rule);
    size_t asked = 0;
    while (asked < rule.keys.size()) {
      const Test* test = Find(rule.keys[asked], {Kind::kEqual, Kind::kAny});
      if (test == nullptr) break;
      AddEqual(*test, choice);
      ++asked;
    }
    if (rule.is_unique() && asked == rule.keys.size()) {
      const bool any = std::ranges::any_of(choice.step.equal, &IndexSeek::Lookup::any);
      choice.rows = any ? 3 : 1;
      choice.guessed = false;
    }
    if (asked < rule.keys.size() && AddBounds(rule.keys[asked], choice)) ++asked;
    for (; asked < rule.keys.size(); ++asked) {
      const std::string& key = rule.keys[asked];
      const auto test = std::ranges::find(tests_, key, &Test::key);
      if (test == tests_.end()) return std::nullopt;
      Narrow({&test->condition, 1}, 0.5, choice);
    }
    return choice;
  }

  // It holds texts only, so the conditions must let nothing else pass.
  std::optional<IndexChoice> AskText(const SchemaRule& rule) const {
    IndexChoice choice = Start(rule);
    const std::string& key = rule.keys[0];
    const Test* equal = Find(key, {Kind::kEqual});
    if (equal != nullptr && equal->value->type.kinds == Type::Bit(base::Kind::kString)) {
      AddEqual(*equal, choice);
      return choice;
    }
    if (Find(key, {Kind::kPrefix, Kind::kText}) == nullptr) return std::nullopt;
    const Test* prefix = Find(key, {Kind::kPrefix});
    if (prefix != nullptr) {
      choice.step.prefix = Take(*prefix->value, choice);
      choice.step.keys.push_back(key);
    }
    const Test* told = prefix != nullptr ? prefix : Find(key, {Kind::kText});
    Narrow({&told->condition, 1}, prefix != nullptr ? 0.1 : 0.5, choice);
    return choice;
  }

  static bool IsLookup(const std::optional<Test>& test, const SchemaRule& rule) {
    return test && (test->kind == Kind::kEqual || test->kind == Kind::kAny || test->kind == Kind::kHolds) &&
           std::ranges::find(rule.keys, test->key) != rule.keys.end();
  }

  // n.name = $x, $x IN n.aliases, and either OR the other.
  std::optional<IndexChoice> AskEach(const SchemaRule& rule) const {
    for (const Expression* condition : question_.conditions) {
      std::vector<std::optional<Test>> tests;
      if (condition->kind == ExpressionKind::kOr) {
        for (const ExpressionPtr& operand : condition->operands) tests.push_back(TestOf(*operand));
      } else {
        tests.push_back(TestOf(*condition));
      }
      const auto is_lookup = [&](const std::optional<Test>& test) { return IsLookup(test, rule); };
      if (!std::ranges::all_of(tests, is_lookup)) continue;
      IndexChoice choice = Start(rule);
      double rows = 0;
      for (const std::optional<Test>& test : tests) {
        choice.rows = question_.count;
        AddEqual(*test, choice);
        rows += choice.rows;
      }
      choice.rows = rows;
      return choice;
    }
    return std::nullopt;
  }

  const IndexQuestion& question_;
  std::vector<Test> tests_;
};

}  // namespace

std::optional<IndexChoice> ChooseIndex(std::span<const SchemaRule> rules, const IndexQuestion& question) {
  if (rules.empty() || question.labels.empty() || question.conditions.empty()) return std::nullopt;
  const Chooser chooser(question);
  std::optional<IndexChoice> best;
  for (const SchemaRule& rule : rules) {
    auto choice = chooser.Ask(rule);
    if (choice && (!best || choice->rows < best->rows)) best = std::move(choice);
  }
  return best;
}

void CollectCertainLabels(const LabelExpression& labels, std::vector<std::string>& names) {
  if (labels.op == LabelExpression::Op::kName) names.push_back(labels.name);
  if (labels.op != LabelExpression::Op::kAnd) return;
  for (const LabelExpression& operand : labels.operands) CollectCertainLabels(operand, names);
}

}  // namespace qiao::query
