#include "query/parse/builder.h"

namespace qiao::query::syntax {

CallProcedure Builder::BuildCallProcedure(Node node) {
  CallProcedure call;
  call.optional = node.Has(NodeKind::kOptional);
  call.name = BuildNames(*node.Find(NodeKind::kProcedureName));
  if (const auto arguments = node.Find(NodeKind::kArguments)) {
    Children children(*arguments);
    call.arguments = BuildList(children);
  }
  if (const auto yield = node.Find(NodeKind::kYield)) call.yield = BuildYield(*yield);
  return call;
}

Yield Builder::BuildYield(Node node) {
  Yield yield;
  for (Node part : node) {
    if (part.kind() == NodeKind::kStar) yield.all = true;
    if (part.kind() == NodeKind::kWhere) yield.where = BuildWhere(part);
    if (part.kind() != NodeKind::kYieldItem) continue;
    Children children(part);
    YieldItem& item = yield.items.emplace_back(YieldItem{BuildName(children.Take()), {}});
    if (!children.Done()) item.alias = BuildName(children.Take());
  }
  return yield;
}

CallSubquery Builder::BuildCallSubquery(Node node) {
  CallSubquery call;
  for (Node part : node) {
    if (part.kind() == NodeKind::kOptional) call.optional = true;
    if (part.kind() == NodeKind::kRegularQuery) call.query = Box(BuildQuery(part));
    if (part.kind() == NodeKind::kInTransactions) call.in_transactions = BuildInTransactions(part);
    if (part.kind() != NodeKind::kScope) continue;
    call.scope.emplace();
    for (Node name : part) {
      if (name.kind() == NodeKind::kStar) {
        call.scope->all = true;
      } else {
        call.scope->variables.push_back(BuildName(name));
      }
    }
  }
  CheckQuery(*call.query, QueryPlace::kCall);
  return call;
}

InTransactions Builder::BuildInTransactions(Node node) {
  InTransactions result;
  for (Node part : node) {
    if (part.kind() == NodeKind::kConcurrency) {
      result.concurrent = true;
      if (part.begin() != part.end()) result.concurrency = BuildBox(*part.begin());
    }
    if (part.kind() == NodeKind::kBatchSize) result.rows = BuildBox(*part.begin());
    if (part.kind() == NodeKind::kOnErrorFail) result.on_error = OnError::kFail;
    if (part.kind() == NodeKind::kOnErrorContinue) result.on_error = OnError::kContinue;
    if (part.kind() == NodeKind::kOnErrorBreak) result.on_error = OnError::kBreak;
    if (part.kind() == NodeKind::kReportStatus) result.report = BuildName(*part.begin());
  }
  return result;
}

}  // namespace qiao::query::syntax
