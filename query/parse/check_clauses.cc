// Which clauses may follow one another, as far as it shows without knowing names.
#include <string_view>

#include "query/parse/builder.h"

namespace qiao::query::syntax {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using base::MakeError;

template <class... Alternatives>
bool IsOneOf(const Clause& clause) {
  return (std::holds_alternative<Alternatives>(clause.content) || ...);
}

bool Writes(const Clause& clause) { return IsOneOf<Create, Set, Merge, Remove, Delete, Foreach>(clause); }

}  // namespace

void Builder::CheckQuery(const Query& query, QueryPlace place) {
  for (size_t i = 1; i < query.unions.size(); ++i) {
    if (query.unions[i] != query.unions.front()) {
      Fail(query.parts[i + 1].span, ErrorDetail::kInvalidClauseComposition,
           MakeError(ErrorCode::kSyntax, "UNION and UNION ALL can't be mixed in one query"));
    }
  }
  for (const SingleQuery& part : query.parts) CheckPart(part, place);
  // A statement that is nothing but a call may leave to the procedure what it takes and gives.
  const bool only_a_call =
      place == QueryPlace::kStatement && query.parts.size() == 1 && query.parts[0].clauses.size() == 1;
  if (only_a_call) return;
  for (const SingleQuery& part : query.parts) CheckProcedureCalls(part);
}

void Builder::CheckPart(const SingleQuery& part, QueryPlace place) {
  for (size_t i = 0; i + 1 < part.clauses.size(); ++i) {
    if (!IsOneOf<Return, Finish>(part.clauses[i])) continue;
    Fail(part.clauses[i + 1].span, ErrorDetail::kUnexpectedSyntax,
         MakeError(ErrorCode::kSyntax, "no clause can follow RETURN or FINISH, except after UNION: use WITH before"));
  }
  CheckEnd(part.clauses.back(), place);
}

void Builder::CheckEnd(const Clause& last, QueryPlace place) {
  const bool is_result = IsOneOf<Return>(last);
  const bool ends = is_result || Writes(last) || IsOneOf<Finish, CallProcedure, CallSubquery>(last);
  switch (place) {
    case QueryPlace::kStatement:
    case QueryPlace::kCall:
      if (!ends) {
        Fail(last.span, ErrorDetail::kUnexpectedSyntax,
             MakeError(ErrorCode::kSyntax, "a query can't end here: it needs RETURN, FINISH or a writing clause"));
      }
      return;
    case QueryPlace::kExistsOrCount:
      if (IsOneOf<With>(last)) {
        Fail(last.span, ErrorDetail::kUnexpectedSyntax,
             MakeError(ErrorCode::kSyntax, "a subquery can't end with WITH: use RETURN"));
      }
      return;
    case QueryPlace::kCollect:
      if (!is_result) {
        Fail(last.span, ErrorDetail::kUnexpectedSyntax,
             MakeError(ErrorCode::kSyntax, "COLLECT needs a query that ends with RETURN"));
      }
      return;
  }
}

void Builder::CheckProcedureCalls(const SingleQuery& part) {
  for (const Clause& clause : part.clauses) {
    const auto* call = std::get_if<CallProcedure>(&clause.content);
    if (call == nullptr) continue;
    if (!call->arguments) {
      Fail(clause.span, ErrorDetail::kInvalidArgumentPassingMode,
           MakeError(ErrorCode::kSyntax, "inside a query a procedure's arguments stand in parentheses"));
    }
    if (call->yield && call->yield->all) {
      Fail(clause.span, ErrorDetail::kUnexpectedSyntax,
           MakeError(ErrorCode::kSyntax, "inside a query YIELD names the fields: * is for a call that stands alone"));
    }
  }
}

void Builder::CheckReadsOnly(const Query& query) {
  for (const SingleQuery& part : query.parts) {
    for (const Clause& clause : part.clauses) {
      if (Writes(clause)) {
        Fail(clause.span, ErrorDetail::kInvalidClauseComposition,
             MakeError(ErrorCode::kSyntax, "a subquery inside an expression can only read"));
      }
      if (const auto* call = std::get_if<CallSubquery>(&clause.content)) CheckReadsOnly(*call->query);
    }
  }
}

}  // namespace qiao::query::syntax
