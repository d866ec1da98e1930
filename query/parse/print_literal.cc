// Names, literals and types.
#include <fmt/format.h>

#include <algorithm>

#include "base/identifier.h"
#include "base/text.h"
#include "query/parse/printer.h"

namespace qiao::query::syntax {
namespace {

// The grammar's reserved_word and clause_word.
constexpr std::string_view kWordsToQuote[] = {
    "and",    "as",    "call",   "case",     "contains", "create", "delete", "detach", "distinct", "else",
    "ends",   "false", "finish", "foreach",  "in",       "is",     "limit",  "load",   "match",    "merge",
    "not",    "null",  "offset", "optional", "or",       "order",  "remove", "return", "set",      "skip",
    "starts", "then",  "true",   "union",    "unwind",   "when",   "where",  "with",   "xor"};
// What may follow an optional name of an index.
constexpr std::string_view kSchemaWords[] = {"for", "if", "on"};
// Functions' names that would be read as something else than a call.
constexpr std::string_view kSpecialFunctions[] = {"all",    "allshortestpaths", "any",   "none",
                                                  "reduce", "shortestpath",     "single"};

template <class Words>
bool IsAmong(const Words& words, std::string_view name) {
  return std::ranges::find(words, base::AsciiLower(name)) != std::end(words);
}

bool IsPlain(std::string_view name, bool may_start_with_digit) {
  size_t position = 0;
  while (position < name.size()) {
    const bool first = position == 0;
    const char32_t c = base::NextCodePoint(name, position);
    if (first && !may_start_with_digit ? !base::IsIdentifierStart(c) : !base::IsIdentifierPart(c)) return false;
  }
  return !name.empty();
}

std::string Quoted(std::string_view name) {
  std::string text = "`";
  for (const char c : name) text.append(c == '`' ? 2 : 1, c);
  return text + '`';
}

std::string_view SimpleName(TypeName name) {
  switch (name) {
    case TypeName::kAny:
      return "ANY";
    case TypeName::kNothing:
      return "NOTHING";
    case TypeName::kNull:
      return "NULL";
    case TypeName::kBoolean:
      return "BOOLEAN";
    case TypeName::kString:
      return "STRING";
    case TypeName::kInteger:
      return "INTEGER";
    case TypeName::kFloat:
      return "FLOAT";
    case TypeName::kDate:
      return "DATE";
    case TypeName::kLocalTime:
      return "LOCAL TIME";
    case TypeName::kZonedTime:
      return "ZONED TIME";
    case TypeName::kLocalDateTime:
      return "LOCAL DATETIME";
    case TypeName::kZonedDateTime:
      return "ZONED DATETIME";
    case TypeName::kDuration:
      return "DURATION";
    case TypeName::kPoint:
      return "POINT";
    case TypeName::kNode:
      return "NODE";
    case TypeName::kRelationship:
      return "RELATIONSHIP";
    case TypeName::kPath:
      return "PATH";
    case TypeName::kMap:
      return "MAP";
    case TypeName::kPropertyValue:
      return "PROPERTY VALUE";
    case TypeName::kList:
      return "LIST";
  }
  return {};
}

}  // namespace

void Printer::Variable(std::string_view name) {
  text_ += IsPlain(name, false) && !IsAmong(kWordsToQuote, name) ? std::string(name) : Quoted(name);
}

void Printer::Name(std::string_view name) { text_ += IsPlain(name, false) ? std::string(name) : Quoted(name); }

void Printer::ObjectName(std::string_view name) {
  text_ += IsPlain(name, false) && !IsAmong(kSchemaWords, name) ? std::string(name) : Quoted(name);
}

void Printer::FunctionName(const std::vector<syntax::Name>& parts) {
  if (parts.size() == 1 && IsAmong(kSpecialFunctions, parts.front().text)) {
    text_ += Quoted(parts.front().text);
  } else {
    Joined(parts, ".", [this](const syntax::Name& part) { Variable(part.text); });
  }
}

void Printer::QualifiedName(const std::vector<syntax::Name>& parts) {
  Joined(parts, ".", [this](const syntax::Name& part) { Name(part.text); });
}

void Printer::String(std::string_view value) {
  text_ += '\'';
  for (const char c : value) {
    if (c == '\'' || c == '\\') {
      text_ += '\\';
      text_ += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      text_ += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      text_ += c;
    }
  }
  text_ += '\'';
}

void Printer::Print(const Literal& literal) {
  if (const auto* boolean = std::get_if<bool>(&literal.value)) {
    text_ += *boolean ? "true" : "false";
  } else if (const auto* integer = std::get_if<int64_t>(&literal.value)) {
    text_ += fmt::format("{}", *integer);
  } else if (const auto* number = std::get_if<double>(&literal.value)) {
    const std::string digits = fmt::format("{}", *number);
    text_ += digits;
    if (digits.find_first_of(".e") == std::string::npos) text_ += ".0";
  } else if (const auto* string = std::get_if<std::string>(&literal.value)) {
    String(*string);
  } else {
    text_ += "null";
  }
}

void Printer::Print(const Parameter& parameter) {
  text_ += '$';
  text_ += IsPlain(parameter.name, true) ? parameter.name : Quoted(parameter.name);
}

void Printer::Print(const ValueType& type) {
  text_ += SimpleName(type.name);
  if (!type.members.empty()) {
    text_ += '<';
    Joined(type.members, " | ", [this](const ValueType& member) { Print(member); });
    text_ += '>';
  }
  if (type.not_null) text_ += " NOT NULL";
}

}  // namespace qiao::query::syntax
