#include "base/status_code.h"

namespace qiao::base {

std::string_view StatusCode(ErrorCode code) {
  switch (code) {
    case ErrorCode::kSyntax:
      return "Neo.ClientError.Statement.SyntaxError";
    case ErrorCode::kSemantic:
      return "Neo.ClientError.Statement.SemanticError";
    case ErrorCode::kType:
      return "Neo.ClientError.Statement.TypeError";
    case ErrorCode::kArgument:
      return "Neo.ClientError.Statement.ArgumentError";
    case ErrorCode::kArithmetic:
      return "Neo.ClientError.Statement.ArithmeticError";
    case ErrorCode::kEntityNotFound:
      return "Neo.ClientError.Statement.EntityNotFound";
    case ErrorCode::kProcedure:
      return "Neo.ClientError.Procedure.ProcedureNotFound";
    case ErrorCode::kParameterMissing:
      return "Neo.ClientError.Statement.ParameterMissing";
    case ErrorCode::kConstraint:
      return "Neo.ClientError.Schema.ConstraintValidationFailed";
    case ErrorCode::kInput:
      return "Neo.ClientError.Statement.ExternalResourceFailed";
    case ErrorCode::kConflict:
      return "Neo.TransientError.Transaction.Outdated";
    case ErrorCode::kBusy:
      return "Neo.TransientError.General.DatabaseUnavailable";
    case ErrorCode::kReadOnly:
      return "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase";
    case ErrorCode::kLimit:
      return "Neo.ClientError.General.TransactionOutOfMemoryError";
    case ErrorCode::kCancelled:
      return "Neo.TransientError.Transaction.Terminated";
    case ErrorCode::kUnsupportedFormat:
      return "Neo.DatabaseError.Database.UnableToStartDatabase";
    case ErrorCode::kCorruption:
      return "Neo.DatabaseError.General.StorageDamageDetected";
    case ErrorCode::kIo:
      return "Neo.DatabaseError.General.UnknownError";
    case ErrorCode::kInternal:
      return "Neo.DatabaseError.Statement.ExecutionFailed";
  }
  return "Neo.DatabaseError.General.UnknownError";
}

}  // namespace qiao::base
