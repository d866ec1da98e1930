// Expressions without operators around them.
#include "query/parse/case_subject.h"
#include "query/parse/printer.h"

namespace qiao::query::syntax {
namespace {

std::string_view NameOf(QuantifierKind kind) {
  switch (kind) {
    case QuantifierKind::kAll:
      return "all";
    case QuantifierKind::kAny:
      return "any";
    case QuantifierKind::kNone:
      return "none";
    case QuantifierKind::kSingle:
      return "single";
  }
  return {};
}

std::string_view NameOf(SubqueryKind kind) {
  switch (kind) {
    case SubqueryKind::kExists:
      return "EXISTS";
    case SubqueryKind::kCount:
      return "COUNT";
    case SubqueryKind::kCollect:
      return "COLLECT";
  }
  return {};
}

}  // namespace

// Where a CASE says what holds of its subject, the subject itself is left out.
void Printer::Print(const syntax::Variable& variable) {
  if (variable.name != kCaseSubject) Variable(variable.name);
}

void Printer::Print(const ListLiteral& list) {
  text_ += '[';
  List(list.elements);
  text_ += ']';
}

void Printer::Print(const MapLiteral& map) {
  text_ += '{';
  Joined(map.entries, ", ", [this](const MapEntry& entry) {
    Name(entry.key.text);
    text_ += ": ";
    Print(entry.value);
  });
  text_ += '}';
}

void Printer::Print(const MapProjection& projection) {
  Variable(projection.subject.text);
  text_ += " {";
  Joined(projection.items, ", ", [this](const MapProjectionItem& item) {
    switch (item.kind) {
      case MapProjectionKind::kProperty:
        text_ += '.';
        Name(item.name.text);
        return;
      case MapProjectionKind::kAllProperties:
        text_ += ".*";
        return;
      case MapProjectionKind::kEntry:
        Name(item.name.text);
        text_ += ": ";
        Print(*item.value);
        return;
      case MapProjectionKind::kVariable:
        Variable(item.name.text);
        return;
    }
  });
  text_ += '}';
}

void Printer::Print(const Case& expression) {
  text_ += "CASE";
  if (expression.subject) {
    text_ += ' ';
    Print(*expression.subject);
  }
  for (const CaseBranch& branch : expression.branches) {
    text_ += " WHEN ";
    List(branch.conditions);
    text_ += " THEN ";
    Print(branch.result);
  }
  if (expression.otherwise) {
    text_ += " ELSE ";
    Print(*expression.otherwise);
  }
  text_ += " END";
}

void Printer::Print(const FunctionCall& call) {
  FunctionName(call.name);
  text_ += call.distinct ? "(DISTINCT " : "(";
  List(call.arguments);
  text_ += ')';
}

void Printer::Print(const CountStar&) { text_ += "count(*)"; }

void Printer::Print(const ListComprehension& comprehension) {
  text_ += '[';
  Variable(comprehension.variable.text);
  text_ += " IN ";
  Print(*comprehension.list);
  Where(comprehension.where);
  if (comprehension.result) {
    text_ += " | ";
    Print(*comprehension.result);
  }
  text_ += ']';
}

void Printer::Print(const PatternComprehension& comprehension) {
  text_ += '[';
  Print(*comprehension.pattern);
  Where(comprehension.where);
  text_ += " | ";
  Print(*comprehension.result);
  text_ += ']';
}

void Printer::Print(const Quantifier& quantifier) {
  text_ += NameOf(quantifier.kind);
  text_ += '(';
  Variable(quantifier.variable.text);
  text_ += " IN ";
  Print(*quantifier.list);
  Where(quantifier.where);
  text_ += ')';
}

void Printer::Print(const Reduce& reduce) {
  text_ += "reduce(";
  Variable(reduce.accumulator.text);
  text_ += " = ";
  Print(*reduce.initial);
  text_ += ", ";
  Variable(reduce.variable.text);
  text_ += " IN ";
  Print(*reduce.list);
  text_ += " | ";
  Print(*reduce.step);
  text_ += ')';
}

void Printer::Print(const PatternExpression& pattern) {
  if (pattern.in_exists) text_ += "exists(";
  Print(*pattern.pattern);
  if (pattern.in_exists) text_ += ')';
}

void Printer::Print(const SubqueryExpression& subquery) {
  text_ += NameOf(subquery.kind);
  text_ += " { ";
  Print(*subquery.query);
  text_ += " }";
}

}  // namespace qiao::query::syntax
