#include "query/parse/printer.h"

namespace qiao::query::syntax {

void Printer::Print(const CallProcedure& call) {
  text_ += call.optional ? "OPTIONAL CALL " : "CALL ";
  QualifiedName(call.name);
  if (call.arguments) {
    text_ += '(';
    List(*call.arguments);
    text_ += ')';
  }
  if (!call.yield) return;
  text_ += ' ';
  Print(*call.yield);
}

void Printer::Print(const Yield& yield) {
  text_ += "YIELD ";
  if (yield.all) {
    text_ += '*';
  } else if (yield.items.empty()) {
    text_ += '-';
  }
  Joined(yield.items, ", ", [this](const YieldItem& item) {
    Name(item.field.text);
    if (!item.alias) return;
    text_ += " AS ";
    Variable(item.alias->text);
  });
  Where(yield.where);
}

void Printer::Print(const CallSubquery& call) {
  text_ += call.optional ? "OPTIONAL CALL " : "CALL ";
  if (call.scope) {
    text_ += call.scope->all ? "(*" : "(";
    Joined(call.scope->variables, ", ", [this](const syntax::Name& name) { Variable(name.text); });
    text_ += ") ";
  }
  text_ += "{ ";
  Print(*call.query);
  text_ += " }";
  if (!call.in_transactions) return;
  text_ += ' ';
  Print(*call.in_transactions);
}

void Printer::Print(const InTransactions& transactions) {
  text_ += "IN ";
  if (transactions.concurrency) {
    Print(*transactions.concurrency);
    text_ += ' ';
  }
  text_ += transactions.concurrent ? "CONCURRENT TRANSACTIONS" : "TRANSACTIONS";
  if (transactions.rows) {
    text_ += " OF ";
    Print(*transactions.rows);
    text_ += " ROWS";
  }
  switch (transactions.on_error) {
    case OnError::kFail:
      break;
    case OnError::kContinue:
      text_ += " ON ERROR CONTINUE";
      break;
    case OnError::kBreak:
      text_ += " ON ERROR BREAK";
      break;
  }
  if (!transactions.report) return;
  text_ += " REPORT STATUS AS ";
  Variable(transactions.report->text);
}

}  // namespace qiao::query::syntax
