#include "tests/oracle/reduce.h"

#include <variant>

#include "query/parse/parse.h"
#include "query/parse/print.h"

namespace qiao::tests {
namespace {

namespace syntax = query::syntax;

// Walks over a tree and makes the one cut with a given number, if there are so many.
class Cutter {
 public:
  explicit Cutter(size_t wanted) : left_(wanted) {}
  bool done() const { return done_; }

  void On(syntax::Query& query) {
    if (query.parts.size() > 1 && Now()) {
      query.parts.resize(1);
      query.unions.clear();
    } else if (query.parts.size() > 1 && Now()) {
      query.parts.erase(query.parts.begin());
      query.unions.erase(query.unions.begin());
    }
    for (auto& part : query.parts) On(part.clauses);
  }

 private:
  // Whether the cut at hand is the wanted one.
  bool Now() {
    if (done_ || left_-- > 0) return false;
    done_ = true;
    return true;
  }

  template <class Element>
  void Shorten(std::vector<Element>& elements, size_t least) {
    for (size_t i = 0; i < elements.size(); ++i) {
      if (elements.size() > least && Now()) elements.erase(elements.begin() + static_cast<ptrdiff_t>(i));
    }
  }
  template <class Content>
  void Drop(std::optional<Content>& content) {
    if (content && Now()) content.reset();
  }
  void Drop(syntax::Box<syntax::Expression>& expression) {
    if (expression && Now()) expression = {};
    if (expression) On(*expression);
  }

  void On(std::vector<syntax::Clause>& clauses) {
    Shorten(clauses, 1);
    for (syntax::Clause& clause : clauses) {
      std::visit([&](auto& content) { On(content); }, clause.content);
    }
  }
  void On(std::vector<syntax::PathPattern>& patterns) {
    Shorten(patterns, 1);
    for (auto& pattern : patterns) On(pattern);
  }
  void On(syntax::PathPattern& pattern) {
    Drop(pattern.variable);
    if (pattern.elements.size() > 2 && Now()) pattern.elements.resize(pattern.elements.size() - 2);
    if (pattern.elements.size() > 2 && Now())
      pattern.elements.erase(pattern.elements.begin(), pattern.elements.begin() + 2);
    for (auto& element : pattern.elements) {
      if (auto* node = std::get_if<syntax::NodePattern>(&element)) {
        Drop(node->variable);
        Drop(node->labels);
        Drop(node->properties);
        Drop(node->where);
      } else if (auto* edge = std::get_if<syntax::RelationshipPattern>(&element)) {
        Drop(edge->variable);
        Drop(edge->types);
        Drop(edge->length);
        Drop(edge->quantifier);
        Drop(edge->properties);
        Drop(edge->where);
      } else {
        auto& path = std::get<syntax::ParenthesizedPath>(element);
        Drop(path.where);
        Drop(path.quantifier);
        On(*path.path);
      }
    }
  }

  void On(syntax::Match& match) {
    if (match.optional && Now()) match.optional = false;
    Drop(match.where);
    On(match.patterns);
  }
  void On(syntax::Unwind& unwind) { On(unwind.list); }
  void On(syntax::Projection& projection) {
    if (projection.distinct && Now()) projection.distinct = false;
    Shorten(projection.items, 1);
    Shorten(projection.order, 0);
    Drop(projection.skip);
    Drop(projection.limit);
    for (auto& item : projection.items) On(item.expression);
    for (auto& item : projection.order) {
      if (item.descending && Now()) item.descending = false;
      On(item.expression);
    }
  }
  void On(syntax::With& with) {
    Drop(with.where);
    On(with.projection);
  }
  void On(syntax::Return& result) { On(result.projection); }
  void On(syntax::Finish&) {}
  void On(syntax::Create& create) { On(create.patterns); }
  void On(std::vector<syntax::SetItem>& items) {
    Shorten(items, 1);
    for (auto& item : items) {
      if (auto* property = std::get_if<syntax::SetProperty>(&item.content)) On(property->value);
      if (auto* all = std::get_if<syntax::SetAllProperties>(&item.content)) On(all->value);
    }
  }
  void On(syntax::Set& set) { On(set.items); }
  void On(syntax::Merge& merge) {
    Shorten(merge.actions, 0);
    On(merge.pattern);
    for (auto& action : merge.actions) On(action.items);
  }
  void On(syntax::Remove& remove) { Shorten(remove.items, 1); }
  void On(syntax::Delete& clause) { Shorten(clause.targets, 1); }
  void On(syntax::Foreach& foreach) {
    On(foreach.list);
    On(foreach.clauses);
  }
  void On(syntax::CallProcedure&) {}
  void On(syntax::CallSubquery& call) { On(*call.query); }
  void On(syntax::LoadCsv&) {}

  // An expression becomes null, 1 or one of its parts.
  void On(syntax::Expression& expression) {
    if (std::holds_alternative<syntax::Literal>(expression.content)) return;
    if (Now()) {
      expression.content = syntax::Literal{};
    } else if (!std::holds_alternative<syntax::Variable>(expression.content) && Now()) {
      expression.content = syntax::Literal{int64_t{1}};
    }
    std::visit([&](auto& content) { Inside(content, expression); }, expression.content);
  }
  // Puts a part in the place of the whole.
  bool Lift(syntax::Expression& part, syntax::Expression& whole) {
    if (!Now()) return false;
    syntax::Expression lifted = std::move(part);
    whole = std::move(lifted);
    return true;
  }
  bool Lift(syntax::Box<syntax::Expression>& part, syntax::Expression& whole) { return part && Lift(*part, whole); }

  template <class Content>
  void Inside(Content&, syntax::Expression&) {}
  void Inside(syntax::Unary& unary, syntax::Expression& whole) {
    if (!Lift(unary.operand, whole)) On(*unary.operand);
  }
  void Inside(syntax::Logical& logical, syntax::Expression& whole) {
    for (auto& operand : logical.operands) {
      if (Lift(operand, whole)) return;
    }
    Shorten(logical.operands, 2);
    for (auto& operand : logical.operands) On(operand);
  }
  void Inside(syntax::Comparison& comparison, syntax::Expression& whole) {
    if (Lift(comparison.first, whole)) return;
    Shorten(comparison.steps, 1);
    On(*comparison.first);
    for (auto& step : comparison.steps) On(step.operand);
  }
  void Inside(syntax::Arithmetic& arithmetic, syntax::Expression& whole) {
    if (Lift(arithmetic.first, whole)) return;
    Shorten(arithmetic.steps, 1);
    On(*arithmetic.first);
    for (auto& step : arithmetic.steps) On(step.operand);
  }
  void Inside(syntax::Predicate& predicate, syntax::Expression&) {
    On(*predicate.left);
    On(*predicate.right);
  }
  void Inside(syntax::NullCheck& check, syntax::Expression&) { On(*check.operand); }
  void Inside(syntax::Case& expression, syntax::Expression& whole) {
    if (Lift(expression.otherwise, whole)) return;
    for (auto& branch : expression.branches) {
      if (Lift(branch.result, whole)) return;
      for (auto& condition : branch.conditions) On(condition);
      On(branch.result);
    }
    if (expression.otherwise) On(*expression.otherwise);
  }
  void Inside(syntax::FunctionCall& call, syntax::Expression& whole) {
    if (call.distinct && Now()) call.distinct = false;
    for (auto& argument : call.arguments) {
      if (Lift(argument, whole)) return;
    }
    for (auto& argument : call.arguments) On(argument);
  }
  void Inside(syntax::ListLiteral& list, syntax::Expression&) {
    Shorten(list.elements, 0);
    for (auto& element : list.elements) On(element);
  }
  void Inside(syntax::Subscript& subscript, syntax::Expression& whole) {
    if (!Lift(subscript.object, whole)) On(*subscript.object);
  }
  void Inside(syntax::Slice& slice, syntax::Expression& whole) {
    if (!Lift(slice.object, whole)) On(*slice.object);
  }
  void Inside(syntax::ListComprehension& comprehension, syntax::Expression& whole) {
    if (Lift(comprehension.list, whole)) return;
    On(*comprehension.list);
    Drop(comprehension.where);
    Drop(comprehension.result);
  }
  void Inside(syntax::PatternComprehension& comprehension, syntax::Expression&) {
    Drop(comprehension.where);
    On(*comprehension.pattern);
    On(*comprehension.result);
  }
  void Inside(syntax::Quantifier& quantifier, syntax::Expression&) {
    On(*quantifier.list);
    if (quantifier.where) On(*quantifier.where);
  }
  void Inside(syntax::Reduce& reduce, syntax::Expression&) { On(*reduce.list); }
  void Inside(syntax::PatternExpression& pattern, syntax::Expression&) { On(*pattern.pattern); }
  void Inside(syntax::SubqueryExpression& subquery, syntax::Expression&) { On(*subquery.query); }

  size_t left_;
  bool done_ = false;
};

}  // namespace

std::string Reduce(const std::string& query, const std::function<bool(const std::string&)>& interesting) {
  auto parsed = syntax::ParseStatement(query);
  if (!parsed || !std::holds_alternative<syntax::Query>(parsed->content)) return query;
  syntax::Statement best = std::move(parsed).value();
  if (!interesting(syntax::Print(best))) return query;
  for (size_t cut = 0;;) {
    syntax::Statement smaller = best;
    Cutter cutter(cut);
    cutter.On(std::get<syntax::Query>(smaller.content));
    if (!cutter.done()) break;
    if (interesting(syntax::Print(smaller))) {
      best = std::move(smaller);
    } else {
      ++cut;
    }
  }
  return syntax::Print(best);
}

}  // namespace qiao::tests
