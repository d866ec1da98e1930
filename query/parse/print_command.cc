#include "query/parse/print.h"
#include "query/parse/printer.h"

namespace qiao::query::syntax {
namespace {

std::string_view Prefix(ExplainMode mode) {
  switch (mode) {
    case ExplainMode::kNone:
      return "";
    case ExplainMode::kExplain:
      return "EXPLAIN ";
    case ExplainMode::kProfile:
      return "PROFILE ";
  }
  return {};
}

std::string_view KindName(IndexKind kind) {
  switch (kind) {
    case IndexKind::kRange:
      return "RANGE";
    case IndexKind::kText:
      return "TEXT";
    case IndexKind::kPoint:
      return "POINT";
    case IndexKind::kLookup:
      return "LOOKUP";
    case IndexKind::kFulltext:
      return "FULLTEXT";
    case IndexKind::kVector:
      return "VECTOR";
  }
  return {};
}

std::string_view KindName(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::kUnique:
      return "UNIQUENESS";
    case ConstraintKind::kKey:
      return "KEY";
    case ConstraintKind::kExists:
      return "PROPERTY EXISTENCE";
    case ConstraintKind::kType:
      return "PROPERTY TYPE";
  }
  return {};
}

std::string_view SubjectName(ShowSubject subject) {
  switch (subject) {
    case ShowSubject::kIndexes:
      return "INDEXES";
    case ShowSubject::kConstraints:
      return "CONSTRAINTS";
    case ShowSubject::kFunctions:
      return "FUNCTIONS";
    case ShowSubject::kProcedures:
      return "PROCEDURES";
  }
  return {};
}

std::string_view StepName(TransactionStep step) {
  switch (step) {
    case TransactionStep::kBegin:
      return "BEGIN";
    case TransactionStep::kCommit:
      return "COMMIT";
    case TransactionStep::kRollback:
      return "ROLLBACK";
  }
  return {};
}

}  // namespace

std::string Print(const Script& script) {
  Printer printer;
  printer.Print(script);
  return printer.Take();
}

std::string Print(const Statement& statement) {
  Printer printer;
  printer.Print(statement);
  return printer.Take();
}

void Printer::Print(const Script& script) {
  Joined(script.statements, ";\n", [this](const Statement& statement) { Print(statement); });
}

void Printer::Print(const Statement& statement) {
  text_ += Prefix(statement.explain);
  std::visit([this](const auto& content) { Print(content); }, statement.content);
}

void Printer::Target(const SchemaTarget& target) {
  text_ += target.relationship ? "()-[" : "(";
  Variable(target.variable.text);
  if (!target.labels.empty()) text_ += ':';
  Joined(target.labels, "|", [this](const syntax::Name& label) { Name(label.text); });
  text_ += target.relationship ? "]-()" : ")";
}

void Printer::OwnedProperties(const SchemaTarget& target, const std::vector<syntax::Name>& properties,
                              std::string_view brackets) {
  text_ += brackets.front();
  Joined(properties, ", ", [&](const syntax::Name& property) {
    Variable(target.variable.text);
    text_ += '.';
    Name(property.text);
  });
  text_ += brackets.back();
}

void Printer::Print(const CreateIndex& index) {
  text_ += "CREATE ";
  text_ += KindName(index.kind);
  text_ += " INDEX ";
  if (index.name) {
    ObjectName(index.name->text);
    text_ += ' ';
  }
  if (index.if_not_exists) text_ += "IF NOT EXISTS ";
  text_ += "FOR ";
  Target(index.target);
  switch (index.kind) {
    case IndexKind::kLookup:
      text_ += index.target.relationship ? " ON EACH type(" : " ON EACH labels(";
      Variable(index.target.variable.text);
      text_ += ')';
      break;
    case IndexKind::kFulltext:
      text_ += " ON EACH ";
      OwnedProperties(index.target, index.properties, "[]");
      break;
    case IndexKind::kRange:
    case IndexKind::kText:
    case IndexKind::kPoint:
    case IndexKind::kVector:
      text_ += index.each ? " ON EACH " : " ON ";
      OwnedProperties(index.target, index.properties, index.each ? "[]" : "()");
      break;
  }
  Options(index.options);
}

void Printer::Print(const CreateConstraint& constraint) {
  text_ += "CREATE CONSTRAINT ";
  if (constraint.name) {
    ObjectName(constraint.name->text);
    text_ += ' ';
  }
  if (constraint.if_not_exists) text_ += "IF NOT EXISTS ";
  text_ += "FOR ";
  Target(constraint.target);
  text_ += " REQUIRE ";
  OwnedProperties(constraint.target, constraint.properties, "()");
  switch (constraint.kind) {
    case ConstraintKind::kUnique:
      text_ += " IS UNIQUE";
      break;
    case ConstraintKind::kKey:
      text_ += constraint.target.relationship ? " IS RELATIONSHIP KEY" : " IS NODE KEY";
      break;
    case ConstraintKind::kExists:
      text_ += " IS NOT NULL";
      break;
    case ConstraintKind::kType:
      text_ += " IS :: ";
      Print(*constraint.type);
      break;
  }
  Options(constraint.options);
}

void Printer::Options(const Box<Expression>& options) {
  if (!options) return;
  text_ += " OPTIONS ";
  Print(*options);
}

void Printer::Print(const DropIndex& drop) {
  text_ += "DROP INDEX ";
  ObjectName(drop.name.text);
  if (drop.if_exists) text_ += " IF EXISTS";
}

void Printer::Print(const DropConstraint& drop) {
  text_ += "DROP CONSTRAINT ";
  ObjectName(drop.name.text);
  if (drop.if_exists) text_ += " IF EXISTS";
}

void Printer::Print(const Show& show) {
  text_ += show.user_defined ? "SHOW USER DEFINED " : "SHOW ";
  if (show.index_kind) text_ += std::string(KindName(*show.index_kind)) + " ";
  if (show.relationship) text_ += *show.relationship ? "RELATIONSHIP " : "NODE ";
  if (show.constraint_kind) text_ += std::string(KindName(*show.constraint_kind)) + " ";
  text_ += SubjectName(show.subject);
  if (show.yield) {
    text_ += ' ';
    Print(*show.yield);
  }
  if (show.page) Page(*show.page);
  Where(show.where);
  if (!show.result) return;
  text_ += ' ';
  Print(*show.result);
}

void Printer::Print(const TransactionControl& control) { text_ += StepName(control.step); }

}  // namespace qiao::query::syntax
