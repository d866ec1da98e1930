#include "query/bind/types.h"

namespace qiao::query {
namespace {

using base::Kind;
using syntax::ArithmeticOperator;

constexpr Type kDuration = Type::Of(Kind::kDuration);
constexpr Type kTemporal =
    Type::OneOf({Kind::kDate, Kind::kLocalTime, Kind::kTime, Kind::kLocalDateTime, Kind::kDateTime});

// Collects the outcomes that are possible.
struct Outcomes {
  Type type = Type::Null();

  void Add(Type more) { type.kinds |= more.kinds; }
  void AddNumbers(Type a, Type b) {
    if (a.May(Kind::kInteger) && b.May(Kind::kInteger)) Add(kIntegerType);
    const bool numbers = (a.kinds & Type::Number().kinds) != 0 && (b.kinds & Type::Number().kinds) != 0;
    if (numbers && (a.May(Kind::kFloat) || b.May(Kind::kFloat))) Add(Type::Of(Kind::kFloat));
  }
  void AddTemporals(Type temporal, Type duration) {
    if (duration.May(Kind::kDuration)) Add({temporal.kinds & kTemporal.kinds, 0});
  }
};

// Lists take anything at either end.
void AddLists(Type a, Type b, bool lists_only, Outcomes& outcomes) {
  const bool left = a.May(Kind::kList), right = b.May(Kind::kList);
  if (lists_only ? !(left && right) : !(left || right)) return;
  outcomes.Add(Type::Of(Kind::kList));
  const uint32_t from_left = a.Is(Kind::kList) ? a.elements : left ? Type::kAllKinds : a.kinds;
  const uint32_t from_right = b.Is(Kind::kList) ? b.elements : right ? Type::kAllKinds : b.kinds;
  outcomes.type.elements = from_left | from_right;
}

Type AddType(Type a, Type b) {
  constexpr Type kJoins =
      Type::OneOf({Kind::kString, Kind::kInteger, Kind::kFloat, Kind::kBoolean, Kind::kDate, Kind::kLocalTime,
                   Kind::kTime, Kind::kLocalDateTime, Kind::kDateTime, Kind::kDuration, Kind::kPoint});
  Outcomes outcomes;
  outcomes.AddNumbers(a, b);
  outcomes.AddTemporals(a, b);
  outcomes.AddTemporals(b, a);
  if (a.May(Kind::kDuration) && b.May(Kind::kDuration)) outcomes.Add(kDuration);
  if ((a.May(Kind::kString) && (b.kinds & kJoins.kinds)) || (b.May(Kind::kString) && (a.kinds & kJoins.kinds))) {
    outcomes.Add(kStringType);
  }
  AddLists(a, b, false, outcomes);
  return outcomes.type;
}

}  // namespace

std::optional<Type> ArithmeticType(ArithmeticOperator op, Type a, Type b) {
  // Null fits everywhere and makes the result null, except in a list.
  if (a.kinds == 0 || b.kinds == 0) return a.May(Kind::kList) || b.May(Kind::kList) ? Type::Any() : Type::Null();
  Outcomes outcomes;
  const bool durations = a.May(Kind::kDuration) && b.May(Kind::kDuration);
  const bool number_left = (a.kinds & Type::Number().kinds) != 0;
  const bool number_right = (b.kinds & Type::Number().kinds) != 0;
  switch (op) {
    case ArithmeticOperator::kAdd:
      outcomes.type = AddType(a, b);
      break;
    case ArithmeticOperator::kSubtract:
      outcomes.AddNumbers(a, b);
      outcomes.AddTemporals(a, b);
      if (durations) outcomes.Add(kDuration);
      break;
    case ArithmeticOperator::kMultiply:
      outcomes.AddNumbers(a, b);
      if ((a.May(Kind::kDuration) && number_right) || (b.May(Kind::kDuration) && number_left)) outcomes.Add(kDuration);
      break;
    case ArithmeticOperator::kDivide:
      outcomes.AddNumbers(a, b);
      if (a.May(Kind::kDuration) && number_right) outcomes.Add(kDuration);
      break;
    case ArithmeticOperator::kModulo:
      outcomes.AddNumbers(a, b);
      break;
    case ArithmeticOperator::kPower:
      if (number_left && number_right) outcomes.Add(Type::Of(Kind::kFloat));
      break;
    case ArithmeticOperator::kConcatenate:
      if (a.May(Kind::kString) && b.May(Kind::kString)) outcomes.Add(kStringType);
      AddLists(a, b, true, outcomes);
      break;
  }
  if (outcomes.type.kinds == 0) return std::nullopt;
  return outcomes.type;
}

std::string Describe(Type type) {
  std::string text;
  for (int kind = 0; kind <= static_cast<int>(Kind::kPoint); ++kind) {
    if (static_cast<Kind>(kind) == Kind::kNull || !type.May(static_cast<Kind>(kind))) continue;
    if (!text.empty()) text += " or ";
    text += base::Name(static_cast<Kind>(kind));
  }
  return text.empty() ? "NULL" : text;
}

}  // namespace qiao::query
