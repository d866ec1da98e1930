// The pieces behind Print: one function for each kind of node, all appending to one text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/parse/tree.h"

namespace qiao::query::syntax {

// How tightly an expression holds together. An operand that holds less than its place asks for gets parentheses.
enum class Tightness : uint8_t {
  kOr,
  kXor,
  kAnd,
  kNot,
  kComparison,
  kPredicate,
  kAdd,
  kMultiply,
  kPower,
  kUnary,
  kLabels,
  kPostfix,
  kAtom,
};

class Printer {
 public:
  std::string Take() { return std::move(text_); }

  // print_command.cc
  void Print(const Script& script);
  void Print(const Statement& statement);
  // print_clause.cc, print_call.cc
  void Print(const Query& query);
  void Print(const SingleQuery& part);
  void Print(const Clause& clause);
  // print_pattern.cc
  void Print(const PathPattern& pattern);
  void Print(const LabelExpression& labels, int level = 0);
  // print_literal.cc
  void Print(const ValueType& type);
  // print_expression.cc
  void Print(const Expression& expression, Tightness least = Tightness::kOr);

 private:
  // Names, literals and types (print_literal.cc).
  void Variable(std::string_view name);    // also where a clause's word would be one
  void Name(std::string_view name);        // labels, types, keys
  void ObjectName(std::string_view name);  // of an index or a constraint
  void FunctionName(const std::vector<syntax::Name>& parts);
  void QualifiedName(const std::vector<syntax::Name>& parts);
  void String(std::string_view value);
  void Print(const Literal& literal);
  void Print(const Parameter& parameter);

  // Contents of expressions (print_expression.cc, print_atom.cc).
  void Print(const syntax::Variable& variable);
  void Print(const ListLiteral& list);
  void Print(const MapLiteral& map);
  void Print(const MapProjection& projection);
  void Print(const Property& property);
  void Print(const Subscript& subscript);
  void Print(const Slice& slice);
  void Print(const Unary& unary);
  void Print(const Logical& logical);
  void Print(const Comparison& comparison);
  void Print(const Arithmetic& arithmetic);
  void Print(const Predicate& predicate);
  void Print(const NullCheck& check);
  void Print(const TypeCheck& check);
  void Print(const NormalizedCheck& check);
  void Print(const LabelCheck& check);
  void Print(const Case& expression);
  void Print(const FunctionCall& call);
  void Print(const CountStar& count);
  void Print(const ListComprehension& comprehension);
  void Print(const PatternComprehension& comprehension);
  void Print(const Quantifier& quantifier);
  void Print(const Reduce& reduce);
  void Print(const PatternExpression& pattern);
  void Print(const SubqueryExpression& subquery);

  // Parts of patterns.
  void Elements(const std::vector<PathElement>& elements);
  void Patterns(const std::vector<PathPattern>& patterns);
  void Selector(const PathPattern& pattern);
  void Print(const NodePattern& node);
  void Print(const RelationshipPattern& relationship);
  void Print(const ParenthesizedPath& path);
  void Quantified(const std::optional<Repetition>& repetition);
  void Length(const std::optional<Repetition>& length);
  void PropertiesAndWhere(const Box<Expression>& properties, const Box<Expression>& where);

  // Clauses and their parts.
  void Print(const Match& match);
  void Print(const Unwind& unwind);
  void Print(const With& with);
  void Print(const Return& clause);
  void Print(const Finish& finish);
  void Print(const Create& create);
  void Print(const Set& set);
  void Print(const Merge& merge);
  void Print(const Remove& remove);
  void Print(const Delete& clause);
  void Print(const Foreach& foreach);
  void Print(const CallProcedure& call);
  void Print(const CallSubquery& call);
  void Print(const LoadCsv& load);
  void Print(const Projection& projection);
  void Page(const Projection& projection);  // ORDER BY, SKIP, LIMIT
  void Print(const Yield& yield);
  void Print(const InTransactions& transactions);
  void Print(const LabelsOfVariable& labels);
  void Print(const SetProperty& item);
  void Print(const SetAllProperties& item);
  void SetItems(const std::vector<SetItem>& items);
  void Where(const Box<Expression>& where);

  // Commands.
  void Print(const CreateIndex& index);
  void Print(const CreateConstraint& constraint);
  void Print(const DropIndex& drop);
  void Print(const DropConstraint& drop);
  void Print(const Show& show);
  void Print(const TransactionControl& control);
  void Target(const SchemaTarget& target);
  void Options(const Box<Expression>& options);
  void OwnedProperties(const SchemaTarget& target, const std::vector<syntax::Name>& properties,
                       std::string_view brackets);

  template <class Items, class PrintItem>
  void Joined(const Items& items, std::string_view separator, PrintItem print) {
    bool first = true;
    for (const auto& item : items) {
      if (!first) text_ += separator;
      first = false;
      print(item);
    }
  }
  void List(const std::vector<Expression>& expressions) {
    Joined(expressions, ", ", [this](const Expression& item) { Print(item); });
  }

  std::string text_;
};

}  // namespace qiao::query::syntax
