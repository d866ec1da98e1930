#include "query/parse/print.h"
#include "query/parse/printer.h"

namespace qiao::query::syntax {

std::string Print(const Query& query) {
  Printer printer;
  printer.Print(query);
  return printer.Take();
}

void Printer::Print(const Query& query) {
  for (size_t i = 0; i < query.parts.size(); ++i) {
    if (i > 0) text_ += query.unions[i - 1] == UnionKind::kAll ? " UNION ALL " : " UNION ";
    Print(query.parts[i]);
  }
}

void Printer::Print(const SingleQuery& part) {
  Joined(part.clauses, " ", [this](const Clause& clause) { Print(clause); });
}

void Printer::Print(const Clause& clause) {
  std::visit([this](const auto& content) { Print(content); }, clause.content);
}

void Printer::Where(const Box<Expression>& where) {
  if (!where) return;
  text_ += " WHERE ";
  Print(*where);
}

void Printer::Print(const Match& match) {
  text_ += match.optional ? "OPTIONAL MATCH " : "MATCH ";
  Patterns(match.patterns);
  Where(match.where);
}

void Printer::Print(const Unwind& unwind) {
  text_ += "UNWIND ";
  Print(unwind.list);
  text_ += " AS ";
  Variable(unwind.variable.text);
}

void Printer::Print(const Projection& projection) {
  if (projection.distinct) text_ += "DISTINCT ";
  if (projection.all) text_ += projection.items.empty() ? "*" : "*, ";
  Joined(projection.items, ", ", [this](const ProjectionItem& item) {
    Print(item.expression);
    if (!item.alias) return;
    text_ += " AS ";
    Variable(item.alias->text);
  });
  Page(projection);
}

void Printer::Page(const Projection& projection) {
  if (!projection.order.empty()) {
    text_ += " ORDER BY ";
    Joined(projection.order, ", ", [this](const SortItem& item) {
      Print(item.expression);
      if (item.descending) text_ += " DESC";
    });
  }
  if (projection.skip) {
    text_ += " SKIP ";
    Print(*projection.skip);
  }
  if (projection.limit) {
    text_ += " LIMIT ";
    Print(*projection.limit);
  }
}

void Printer::Print(const With& with) {
  if (with.let) {
    text_ += "LET ";
    Joined(with.projection.items, ", ", [this](const ProjectionItem& item) {
      Variable(item.alias->text);
      text_ += " = ";
      Print(item.expression);
    });
    return;
  }
  text_ += "WITH ";
  Print(with.projection);
  Where(with.where);
}

void Printer::Print(const Return& clause) {
  text_ += "RETURN ";
  Print(clause.projection);
}

void Printer::Print(const Finish&) { text_ += "FINISH"; }

void Printer::Print(const Create& create) {
  text_ += "CREATE ";
  Patterns(create.patterns);
}

void Printer::Print(const LabelsOfVariable& labels) {
  Variable(labels.variable.text);
  for (const syntax::Name& label : labels.labels) {
    text_ += ':';
    Name(label.text);
  }
  for (const Expression& label : labels.dynamic) {
    text_ += ":$(";
    Print(label);
    text_ += ')';
  }
}

void Printer::Print(const SetProperty& item) {
  Print(item.target);
  text_ += " = ";
  Print(item.value);
}

void Printer::Print(const SetAllProperties& item) {
  Variable(item.variable.text);
  text_ += item.add ? " += " : " = ";
  Print(item.value);
}

void Printer::SetItems(const std::vector<SetItem>& items) {
  text_ += "SET ";
  Joined(items, ", ",
         [this](const SetItem& item) { std::visit([this](const auto& content) { Print(content); }, item.content); });
}

void Printer::Print(const Set& set) { SetItems(set.items); }

void Printer::Print(const Merge& merge) {
  text_ += "MERGE ";
  Print(merge.pattern);
  for (const MergeAction& action : merge.actions) {
    text_ += action.on_create ? " ON CREATE " : " ON MATCH ";
    SetItems(action.items);
  }
}

void Printer::Print(const Remove& remove) {
  text_ += "REMOVE ";
  Joined(remove.items, ", ",
         [this](const RemoveItem& item) { std::visit([this](const auto& content) { Print(content); }, item.content); });
}

void Printer::Print(const Delete& clause) {
  text_ += clause.detach ? "DETACH DELETE " : "DELETE ";
  List(clause.targets);
}

void Printer::Print(const Foreach& foreach) {
  text_ += "FOREACH (";
  Variable(foreach.variable.text);
  text_ += " IN ";
  Print(foreach.list);
  text_ += " | ";
  Joined(foreach.clauses, " ", [this](const Clause& clause) { Print(clause); });
  text_ += ')';
}

void Printer::Print(const LoadCsv& load) {
  text_ += load.with_headers ? "LOAD CSV WITH HEADERS FROM " : "LOAD CSV FROM ";
  Print(load.url);
  text_ += " AS ";
  Variable(load.variable.text);
  if (!load.field_terminator) return;
  text_ += " FIELDTERMINATOR ";
  String(*load.field_terminator);
}

}  // namespace qiao::query::syntax
