// One function for each kind of expression of the tree; BindExpression (query/bind/binder.h) chooses among them.
#pragma once

#include "query/bind/binder.h"

namespace qiao::query {

// An expression whose operand is of a kind that never fits. `code` is kSyntax or kType, as openCypher's suite has it.
Error TypeMismatch(ErrorCode code, base::TextSpan span, Type expected, Type actual);
Result<void> CheckType(const Expression& expression, Type allowed);

// literal.cc
Result<ExpressionPtr> BindLiteral(const syntax::Literal& literal, base::TextSpan span);
Result<ExpressionPtr> BindList(Binder& binder, const syntax::ListLiteral& list, base::TextSpan span, Place place);
Result<ExpressionPtr> BindMap(Binder& binder, const syntax::MapLiteral& map, base::TextSpan span, Place place);
Result<ExpressionPtr> BindMapProjection(Binder& binder, const syntax::MapProjection& map, base::TextSpan span,
                                        Place place);

// operator.cc
Result<ExpressionPtr> BindUnary(Binder& binder, const syntax::Unary& unary, base::TextSpan span, Place place);
Result<ExpressionPtr> BindLogical(Binder& binder, const syntax::Logical& logical, base::TextSpan span, Place place);
Result<ExpressionPtr> BindComparison(Binder& binder, const syntax::Comparison& comparison, base::TextSpan span,
                                     Place place);
Result<ExpressionPtr> BindArithmetic(Binder& binder, const syntax::Arithmetic& arithmetic, base::TextSpan span,
                                     Place place);
Result<ExpressionPtr> BindStringOrIn(Binder& binder, const syntax::Predicate& predicate, base::TextSpan span,
                                     Place place);
Result<ExpressionPtr> BindNullCheck(Binder& binder, const syntax::NullCheck& check, base::TextSpan span, Place place);
Result<ExpressionPtr> BindTypeCheck(Binder& binder, const syntax::TypeCheck& check, base::TextSpan span, Place place);
Result<ExpressionPtr> BindNormalizedCheck(Binder& binder, const syntax::NormalizedCheck& check, base::TextSpan span,
                                          Place place);
Result<ExpressionPtr> BindLabelCheck(Binder& binder, const syntax::LabelCheck& check, base::TextSpan span, Place place);

// named_value.cc: a value that an expression needs more than once but computes only once.
struct NamedValue {
  Slot slot;
  ExpressionPtr value;
};
// Whether computing it again costs nothing and can't come out different.
bool IsCheap(const Expression& expression);
// A use of the value, which goes to `named`.
ExpressionPtr NameValue(Binder& binder, ExpressionPtr value, std::vector<NamedValue>& named);
// `body`, in which the named values may be used.
ExpressionPtr InNamed(ExpressionPtr body, std::vector<NamedValue> named);

// access.cc
Result<ExpressionPtr> BindProperty(Binder& binder, const syntax::Property& property, base::TextSpan span, Place place);
Result<ExpressionPtr> BindSubscript(Binder& binder, const syntax::Subscript& subscript, base::TextSpan span,
                                    Place place);
Result<ExpressionPtr> BindSlice(Binder& binder, const syntax::Slice& slice, base::TextSpan span, Place place);

// call.cc
Result<ExpressionPtr> BindCall(Binder& binder, const syntax::FunctionCall& call, base::TextSpan span, Place place);
Result<ExpressionPtr> BindCountStar(Binder& binder, base::TextSpan span, Place place);
// A function of the registry that the binder itself needs.
Result<ExpressionPtr> CallByName(std::string_view name, base::TextSpan span, std::vector<ExpressionPtr> arguments);

// comprehension.cc
Result<ExpressionPtr> BindCase(Binder& binder, const syntax::Case& choice, base::TextSpan span, Place place);
Result<ExpressionPtr> BindListComprehension(Binder& binder, const syntax::ListComprehension& comprehension,
                                            base::TextSpan span, Place place);
Result<ExpressionPtr> BindQuantifier(Binder& binder, const syntax::Quantifier& quantifier, base::TextSpan span,
                                     Place place);
Result<ExpressionPtr> BindReduce(Binder& binder, const syntax::Reduce& reduce, base::TextSpan span, Place place);

// subquery.cc
Result<ExpressionPtr> BindPatternValue(Binder& binder, const syntax::PatternExpression& pattern, base::TextSpan span,
                                       Place place);
Result<ExpressionPtr> BindPatternComprehension(Binder& binder, const syntax::PatternComprehension& comprehension,
                                               base::TextSpan span, Place place);
Result<ExpressionPtr> BindSubquery(Binder& binder, const syntax::SubqueryExpression& subquery, base::TextSpan span,
                                   Place place);

// Declares a variable in a scope for the time that this object lives.
class LocalVariable {
 public:
  LocalVariable(Scope& scope, std::string name, Slot slot) : scope_(scope) { scope_.Declare(std::move(name), slot); }
  ~LocalVariable() { scope_.Undeclare(); }
  LocalVariable(const LocalVariable&) = delete;
  LocalVariable& operator=(const LocalVariable&) = delete;

 private:
  Scope& scope_;
};

}  // namespace qiao::query
