#include "cli/shell/completion.h"

#include <algorithm>

#include "base/text.h"
#include "base/value.h"

namespace qiao::cli {
namespace {

constexpr std::string_view kKeywords[] = {
    "ALL",   "AND",    "AS",       "ASC",    "BY",     "CALL",  "CASE",   "CONTAINS", "CREATE", "DELETE",
    "DESC",  "DETACH", "DISTINCT", "ELSE",   "END",    "ENDS",  "EXISTS", "EXPLAIN",  "FALSE",  "FOREACH",
    "IN",    "IS",     "LIMIT",    "LOAD",   "MATCH",  "MERGE", "NOT",    "NULL",     "ON",     "OPTIONAL",
    "OR",    "ORDER",  "PROFILE",  "REMOVE", "RETURN", "SET",   "SKIP",   "STARTS",   "THEN",   "TRUE",
    "UNION", "UNWIND", "WHEN",     "WHERE",  "WITH",   "XOR",   "YIELD",
};

void AddNames(const std::vector<std::string>& names, std::string_view start, std::vector<std::string>& words) {
  for (const std::string& name : names) {
    if (base::ToLower(name).starts_with(start)) words.push_back(base::QuotedName(name));
  }
}

}  // namespace

std::vector<std::string> Completions(const query::GraphReader& graph, std::string_view word) {
  std::vector<std::string> words;
  if (word.empty()) return words;
  const std::string start = base::ToLower(word);
  const bool small = start == word;
  for (const std::string_view keyword : kKeywords) {
    const std::string lower = base::AsciiLower(keyword);
    if (lower.starts_with(start)) words.push_back(small ? lower : std::string(keyword));
  }
  AddNames(graph.LabelNames(), start, words);
  AddNames(graph.TypeNames(), start, words);
  AddNames(graph.KeyNames(), start, words);
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

}  // namespace qiao::cli
