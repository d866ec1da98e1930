// CASE x WHEN > 3 THEN …: in the tree such a condition stands whole, with a variable that no text can name for the
// subject.
#pragma once

#include <string_view>

#include "query/parse/tree.h"

namespace qiao::query::syntax {

inline constexpr std::string_view kCaseSubject = " case";

inline bool IsCaseSubject(const Expression& expression) {
  const auto* variable = std::get_if<Variable>(&expression.content);
  return variable != nullptr && variable->name == kCaseSubject;
}

// Where an operator's first operand is the subject.
struct CaseSubjectFinder {
  bool operator()(const Comparison& e) const { return IsCaseSubject(*e.first); }
  bool operator()(const Predicate& e) const { return IsCaseSubject(*e.left); }
  bool operator()(const NullCheck& e) const { return IsCaseSubject(*e.operand); }
  bool operator()(const TypeCheck& e) const { return IsCaseSubject(*e.operand); }
  bool operator()(const NormalizedCheck& e) const { return IsCaseSubject(*e.operand); }
  bool operator()(const LabelCheck& e) const { return IsCaseSubject(*e.operand); }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

// Whether a condition of a CASE with a subject is one on the subject, rather than a value to compare it with.
inline bool TestsCaseSubject(const Expression& condition) { return std::visit(CaseSubjectFinder{}, condition.content); }

}  // namespace qiao::query::syntax
