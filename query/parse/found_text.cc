#include "query/parse/found_text.h"

#include <algorithm>

#include "base/identifier.h"
#include "base/text.h"

namespace qiao::query::syntax {
namespace {

constexpr size_t kLongestQuotedWord = 40;  // code points

constexpr std::string_view kClauseKeywords[] = {
    "AS",     "BEGIN",  "CALL",     "COMMIT", "CREATE",  "DELETE", "DETACH", "DROP",     "EXPLAIN",
    "FILTER", "FINISH", "FOREACH",  "INSERT", "LET",     "LIMIT",  "LOAD",   "MATCH",    "MERGE",
    "OFFSET", "ON",     "OPTIONAL", "ORDER",  "PROFILE", "REMOVE", "RETURN", "ROLLBACK", "SET",
    "SHOW",   "SKIP",   "UNION",    "UNWIND", "WHERE",   "WITH",   "YIELD"};

struct Meant {
  char32_t typed;
  std::string_view meant;
};
constexpr Meant kMeantCharacters[] = {
    {0x2010, "-"},  {0x2011, "-"},  {0x2012, "-"},  {0x2013, "-"},  {0x2014, "-"},   {0x2015, "-"},   {0x2018, "'"},
    {0x2019, "'"},  {0x201C, "\""}, {0x201D, "\""}, {0x2026, ".."}, {0x2190, "<--"}, {0x2192, "-->"}, {0x2212, "-"},
    {0x2264, "<="}, {0x2265, ">="}, {0x2260, "<>"}, {0x00D7, "*"},  {0x00F7, "/"},   {0x3001, ","},   {0x3002, "."},
    {0x3010, "["},  {0x3011, "]"},  {0xFF01, "!"},  {0xFF05, "%"},  {0xFF08, "("},   {0xFF09, ")"},   {0xFF0A, "*"},
    {0xFF0B, "+"},  {0xFF0C, ","},  {0xFF0D, "-"},  {0xFF0E, "."},  {0xFF0F, "/"},   {0xFF1A, ":"},   {0xFF1B, ";"},
    {0xFF1C, "<"},  {0xFF1D, "="},  {0xFF1E, ">"},  {0xFF3B, "["},  {0xFF3D, "]"},   {0xFF5B, "{"},   {0xFF5C, "|"},
    {0xFF5D, "}"},  {0xFFE5, "$"}};

struct Foreign {
  std::string_view typed;
  std::string_view meant;
};
constexpr Foreign kForeignSigns[] = {{"==", "="}, {"=>", "--> or >="}, {"&&", "AND"}, {"!", "NOT"}};
// Arrows that are found to lack a stroke at their end.
struct HalfArrow {
  std::string_view before;
  std::string_view typed;
  std::string_view meant;
};
constexpr HalfArrow kHalfArrows[] = {{")", "->", "-->"}, {"]", ">", "->"}};
constexpr Foreign kForeignWords[] = {
    {"LIKE", "=~, CONTAINS or STARTS WITH"}, {"BETWEEN", "a <= x <= b"}, {"RLIKE", "=~"}, {"ILIKE", "=~ '(?i)…'"}};

}  // namespace

base::TextSpan FoundSpan(std::string_view text, uint32_t at) {
  size_t end = at;
  while (end < text.size()) {
    size_t next = end;
    if (!base::IsIdentifierPart(base::NextCodePoint(text, next))) break;
    end = next;
  }
  if (end == at && at < text.size()) base::NextCodePoint(text, end);
  return {at, static_cast<uint32_t>(end)};
}

std::string FoundText(std::string_view text, uint32_t at) {
  const base::TextSpan span = FoundSpan(text, at);
  if (span.begin == span.end) return "the end of the text";
  const std::string_view word = text.substr(span.begin, span.end - span.begin);
  const std::string_view shown = base::CodePointSubstring(word, 0, kLongestQuotedWord);
  return fmt::format("'{}{}'", shown, shown.size() < word.size() ? "…" : "");
}

std::optional<std::string_view> MeantKeyword(std::string_view text, uint32_t at) {
  const base::TextSpan span = FoundSpan(text, at);
  const std::string word = base::ToUpper(text.substr(span.begin, span.end - span.begin));
  if (word.size() < 3 || std::ranges::find(kClauseKeywords, word) != std::end(kClauseKeywords)) return std::nullopt;
  return base::ClosestName(word, kClauseKeywords);
}

std::optional<MeantOperator> FindMeantOperator(std::string_view text, uint32_t at) {
  for (const auto& [typed, meant] : kForeignSigns) {
    // The first sign of two may have been read as an operator of its own.
    for (uint32_t back = 0; back < typed.size() && back <= at; ++back) {
      const uint32_t begin = at - back;
      if (text.substr(begin, typed.size()) != typed) continue;
      return MeantOperator{{begin, begin + static_cast<uint32_t>(typed.size())}, meant};
    }
  }
  const base::TextSpan span = FoundSpan(text, at);
  for (const auto& [before, typed, meant] : kHalfArrows) {
    const std::string_view read = text.substr(0, span.end);
    if (span.end == at || !read.ends_with(typed)) continue;
    if (!read.substr(0, read.size() - typed.size()).ends_with(before)) continue;
    return MeantOperator{{span.end - static_cast<uint32_t>(typed.size()), span.end}, meant};
  }
  const std::string word = base::ToUpper(text.substr(span.begin, span.end - span.begin));
  const auto* found = std::ranges::find(kForeignWords, word, &Foreign::typed);
  if (found == std::end(kForeignWords)) return std::nullopt;
  return MeantOperator{span, found->meant};
}

std::optional<std::string_view> MeantCharacter(std::string_view text, uint32_t at) {
  if (at >= text.size()) return std::nullopt;
  size_t position = at;
  const auto* found = std::ranges::find(kMeantCharacters, base::NextCodePoint(text, position), &Meant::typed);
  if (found == std::end(kMeantCharacters)) return std::nullopt;
  return found->meant;
}

}  // namespace qiao::query::syntax
