// What went wrong, told to two readers: a program (code, detail, phase, place) and a person (a translatable message).
//
// A message is an English format string plus its arguments. The format string itself is the key of the translation
// tables in base/translations_*.cc, so an error is written once, in English, where it is raised.
#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qiao::base {

enum class Language : uint8_t { kEnglish, kChinese };

// A text for people in a language to be chosen later.
struct Message {
  std::string_view format;  // a string literal: it outlives every message
  std::vector<std::string> arguments;

  Message() = default;
  template <class... Args>
  explicit Message(fmt::format_string<Args...> text, Args&&... args)
      : format(fmt::string_view(text).data(), fmt::string_view(text).size()), arguments{fmt::format("{}", args)...} {}

  std::string In(Language language) const;
};

// Who can act on an error, and how.
enum class ErrorCode : uint8_t {
  kSyntax,             // the query's text, names or types, seen before it runs
  kSemantic,           // a query that contradicts itself while it runs
  kType,               // a value of the wrong type
  kArgument,           // a value out of a function's range
  kArithmetic,         // overflow, division by zero
  kEntityNotFound,     // a deleted node or relationship is used
  kProcedure,          // unknown procedure
  kParameterMissing,   // a $parameter without a value
  kConstraint,         // a constraint would be broken
  kInput,              // a file that a loader can't read; the message says file, line and column
  kConflict,           // another transaction came first: run again
  kBusy,               // the database is held by another process
  kReadOnly,           // writing is not possible here
  kLimit,              // a limit of memory, time, length or depth
  kCancelled,          // stopped on request
  kUnsupportedFormat,  // written by a newer Qiao
  kCorruption,         // damaged data
  kIo,                 // the operating system said no
  kInternal,           // our mistake
};

// The finer kind, named as openCypher's conformance suite names it.
enum class ErrorDetail : uint8_t {
  kNone,
  kAmbiguousAggregationExpression,
  kColumnNameConflict,
  kCreatingVarLength,
  kDeleteConnectedNode,
  kDeletedEntityAccess,
  kDifferentColumnsInUnion,
  kFloatingPointOverflow,
  kIntegerOverflow,
  kInvalidAggregation,
  kInvalidArgumentPassingMode,
  kInvalidArgumentType,
  kInvalidArgumentValue,
  kInvalidClauseComposition,
  kInvalidDelete,
  kInvalidNumberLiteral,
  kInvalidNumberOfArguments,
  kInvalidParameterUse,
  kInvalidPropertyType,
  kInvalidRelationshipPattern,
  kInvalidUnicodeCharacter,
  kInvalidUnicodeLiteral,
  kMapElementAccessByNonString,
  kMergeReadOwnWrites,
  kMissingParameter,
  kNegativeIntegerArgument,
  kNestedAggregation,
  kNoExpressionAlias,
  kNoSingleRelationshipType,
  kNoVariablesInScope,
  kNonConstantExpression,
  kNumberOutOfRange,
  kProcedureNotFound,
  kRelationshipUniquenessViolation,
  kRequiresDirectedRelationship,
  kUndefinedVariable,
  kUnexpectedSyntax,
  kUnknownFunction,
  kVariableAlreadyBound,
  kVariableTypeConflict,
};

enum class ErrorPhase : uint8_t { kCompile, kRuntime };

// Bytes [begin, end) of the query's text.
struct TextSpan {
  uint32_t begin = 0;
  uint32_t end = 0;
  friend constexpr bool operator==(TextSpan, TextSpan) = default;
};

struct [[nodiscard]] Error {
  ErrorCode code = ErrorCode::kInternal;
  ErrorDetail detail = ErrorDetail::kNone;
  ErrorPhase phase = ErrorPhase::kRuntime;
  std::optional<TextSpan> span;  // where in the query, when that is known
  Message message;

  std::string Text(Language language = Language::kEnglish) const { return message.In(language); }

  // Adds the place or the phase where the caller knows it, and the error doesn't yet.
  Error&& At(TextSpan place) &&;
  Error&& With(ErrorDetail finer) &&;
  Error&& AtCompileTime() &&;
};

// Makes an error; `text` is a literal with {} for each argument.
template <class... Args>
Error MakeError(ErrorCode code, fmt::format_string<Args...> text, Args&&... args) {
  Error error;
  error.code = code;
  error.message = Message(text, std::forward<Args>(args)...);
  return error;
}

// "SyntaxError", "TypeError" … as the conformance suite and people write it.
std::string_view Name(ErrorCode code);
// "UndefinedVariable" …; empty for kNone.
std::string_view Name(ErrorDetail detail);

// The message with line, column (in characters), the line itself and a caret, when the error has a place in `text`:
//     SyntaxError at line 1, column 13: expected ')' to close the node pattern
//       MATCH (c:公司 RETURN c
//                     ^
// The caret stands under the place on a terminal that shows East Asian characters two columns wide.
std::string Describe(const Error& error, std::string_view text, Language language = Language::kEnglish);

}  // namespace qiao::base
