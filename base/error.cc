#include "base/error.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/translations.h"

namespace qiao::base {
namespace {

// The arguments are texts already, so only {}, {3}, {:…}, {{ and }} mean anything. What has no argument stays as it
// is: a wrong translation must not hide the error that it tells of.
std::string Fill(std::string_view format, const std::vector<std::string>& arguments) {
  std::string text;
  size_t next = 0;
  for (size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if ((c == '{' || c == '}') && i + 1 < format.size() && format[i + 1] == c) {
      text += c;
      ++i;
      continue;
    }
    const size_t close = c == '{' ? format.find('}', i) : std::string_view::npos;
    if (close == std::string_view::npos) {
      text += c;
      continue;
    }
    size_t index = next;
    const char* digits = format.data() + i + 1;
    if (std::from_chars(digits, format.data() + close, index).ptr == digits) index = next++;
    if (index < arguments.size()) {
      text += arguments[index];
    } else {
      text += format.substr(i, close - i + 1);
    }
    i = close;
  }
  return text;
}

std::vector<std::string> Worded(std::vector<std::string> arguments) {
  for (std::string& argument : arguments) {
    if (const auto chinese = FindPhrase(argument)) argument = *chinese;
  }
  return arguments;
}

struct Place {
  size_t line = 1;
  size_t column = 1;          // in characters
  std::string_view text;      // the line
  size_t offset_in_line = 0;  // bytes
};

Place Locate(std::string_view text, size_t offset) {
  offset = std::min(offset, text.size());
  // A place inside a character is the character's place.
  while (offset > 0 && offset < text.size() && (static_cast<uint8_t>(text[offset]) & 0xC0) == 0x80) --offset;
  const std::string_view before = text.substr(0, offset);
  const size_t newline = before.rfind('\n');
  const size_t start = newline == std::string_view::npos ? 0 : newline + 1;
  Place place;
  place.line = 1 + static_cast<size_t>(std::ranges::count(before, '\n'));
  place.column = 1 + CodePointCount(before.substr(start));
  place.text = text.substr(start, std::min(text.find('\n', start), text.size()) - start);
  if (place.text.ends_with('\r')) place.text.remove_suffix(1);
  place.offset_in_line = std::min(offset - start, place.text.size());
  return place;
}

// What the terminal would not show in one predictable column becomes a space.
std::string Printable(std::string_view text) {
  std::string printable;
  for (size_t position = 0; position < text.size();) {
    const char32_t code_point = NextCodePoint(text, position);
    AppendCodePoint(printable, code_point < 0x20 || code_point == 0x7F ? U' ' : code_point);
  }
  return printable;
}

// Characters of a long line that are shown before and behind the place.
constexpr size_t kContext = 60;

std::string Excerpt(const Place& place) {
  std::string_view before = place.text.substr(0, place.offset_in_line);
  std::string_view behind = place.text.substr(place.offset_in_line);
  std::string line = "  ";
  if (const size_t count = CodePointCount(before); count > kContext) {
    before = before.substr(CodePointOffset(before, count - kContext));
    line += "...";
  }
  line += Printable(before);
  const std::string caret = std::string(DisplayWidth(line), ' ') + "^";
  const size_t shown = CodePointOffset(behind, kContext);
  line += Printable(behind.substr(0, shown));
  if (shown < behind.size()) line += "...";
  return line + "\n" + caret;
}

}  // namespace

std::string Message::In(Language language) const {
  if (language == Language::kChinese) {
    if (const auto chinese = FindTranslation(format)) return Fill(*chinese, Worded(arguments));
  }
  return Fill(format, arguments);
}

Error&& Error::At(TextSpan place) && {
  if (!span) span = place;
  return std::move(*this);
}

Error&& Error::With(ErrorDetail finer) && {
  if (detail == ErrorDetail::kNone) detail = finer;
  return std::move(*this);
}

Error&& Error::AtCompileTime() && {
  phase = ErrorPhase::kCompile;
  return std::move(*this);
}

std::string_view Name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kSyntax:
      return "SyntaxError";
    case ErrorCode::kSemantic:
      return "SemanticError";
    case ErrorCode::kType:
      return "TypeError";
    case ErrorCode::kArgument:
      return "ArgumentError";
    case ErrorCode::kArithmetic:
      return "ArithmeticError";
    case ErrorCode::kEntityNotFound:
      return "EntityNotFound";
    case ErrorCode::kProcedure:
      return "ProcedureError";
    case ErrorCode::kParameterMissing:
      return "ParameterMissing";
    case ErrorCode::kConstraint:
      return "ConstraintVerificationFailed";
    case ErrorCode::kInput:
      return "InputError";
    case ErrorCode::kConflict:
      return "ConflictError";
    case ErrorCode::kBusy:
      return "BusyError";
    case ErrorCode::kReadOnly:
      return "ReadOnlyError";
    case ErrorCode::kLimit:
      return "LimitError";
    case ErrorCode::kCancelled:
      return "Cancelled";
    case ErrorCode::kUnsupportedFormat:
      return "UnsupportedFormat";
    case ErrorCode::kCorruption:
      return "CorruptionError";
    case ErrorCode::kIo:
      return "IoError";
    case ErrorCode::kInternal:
      return "InternalError";
  }
  return "InternalError";
}

std::string_view Name(ErrorDetail detail) {
  switch (detail) {
    case ErrorDetail::kNone:
      return "";
    case ErrorDetail::kAmbiguousAggregationExpression:
      return "AmbiguousAggregationExpression";
    case ErrorDetail::kColumnNameConflict:
      return "ColumnNameConflict";
    case ErrorDetail::kCreatingVarLength:
      return "CreatingVarLength";
    case ErrorDetail::kDeleteConnectedNode:
      return "DeleteConnectedNode";
    case ErrorDetail::kDeletedEntityAccess:
      return "DeletedEntityAccess";
    case ErrorDetail::kDifferentColumnsInUnion:
      return "DifferentColumnsInUnion";
    case ErrorDetail::kFloatingPointOverflow:
      return "FloatingPointOverflow";
    case ErrorDetail::kIntegerOverflow:
      return "IntegerOverflow";
    case ErrorDetail::kInvalidAggregation:
      return "InvalidAggregation";
    case ErrorDetail::kInvalidArgumentPassingMode:
      return "InvalidArgumentPassingMode";
    case ErrorDetail::kInvalidArgumentType:
      return "InvalidArgumentType";
    case ErrorDetail::kInvalidArgumentValue:
      return "InvalidArgumentValue";
    case ErrorDetail::kInvalidClauseComposition:
      return "InvalidClauseComposition";
    case ErrorDetail::kInvalidDelete:
      return "InvalidDelete";
    case ErrorDetail::kInvalidNumberLiteral:
      return "InvalidNumberLiteral";
    case ErrorDetail::kInvalidNumberOfArguments:
      return "InvalidNumberOfArguments";
    case ErrorDetail::kInvalidParameterUse:
      return "InvalidParameterUse";
    case ErrorDetail::kInvalidPropertyType:
      return "InvalidPropertyType";
    case ErrorDetail::kInvalidRelationshipPattern:
      return "InvalidRelationshipPattern";
    case ErrorDetail::kInvalidUnicodeCharacter:
      return "InvalidUnicodeCharacter";
    case ErrorDetail::kInvalidUnicodeLiteral:
      return "InvalidUnicodeLiteral";
    case ErrorDetail::kMapElementAccessByNonString:
      return "MapElementAccessByNonString";
    case ErrorDetail::kMergeReadOwnWrites:
      return "MergeReadOwnWrites";
    case ErrorDetail::kMissingParameter:
      return "MissingParameter";
    case ErrorDetail::kNegativeIntegerArgument:
      return "NegativeIntegerArgument";
    case ErrorDetail::kNestedAggregation:
      return "NestedAggregation";
    case ErrorDetail::kNoExpressionAlias:
      return "NoExpressionAlias";
    case ErrorDetail::kNoSingleRelationshipType:
      return "NoSingleRelationshipType";
    case ErrorDetail::kNoVariablesInScope:
      return "NoVariablesInScope";
    case ErrorDetail::kNonConstantExpression:
      return "NonConstantExpression";
    case ErrorDetail::kNumberOutOfRange:
      return "NumberOutOfRange";
    case ErrorDetail::kProcedureNotFound:
      return "ProcedureNotFound";
    case ErrorDetail::kRelationshipUniquenessViolation:
      return "RelationshipUniquenessViolation";
    case ErrorDetail::kRequiresDirectedRelationship:
      return "RequiresDirectedRelationship";
    case ErrorDetail::kUndefinedVariable:
      return "UndefinedVariable";
    case ErrorDetail::kUnexpectedSyntax:
      return "UnexpectedSyntax";
    case ErrorDetail::kUnknownFunction:
      return "UnknownFunction";
    case ErrorDetail::kVariableAlreadyBound:
      return "VariableAlreadyBound";
    case ErrorDetail::kVariableTypeConflict:
      return "VariableTypeConflict";
  }
  return "";
}

std::string Describe(const Error& error, std::string_view text, Language language) {
  const std::string_view code = Name(error.code);
  const std::string message = error.Text(language);
  if (!error.span) return Message("{}: {}", code, message).In(language);
  const Place place = Locate(text, error.span->begin);
  return Message("{} at line {}, column {}: {}", code, place.line, place.column, message).In(language) + "\n" +
         Excerpt(place);
}

}  // namespace qiao::base
