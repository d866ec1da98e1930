#include "base/text.h"
#include "query/query.h"

namespace qiao::query {
namespace {

constexpr size_t kEnd = std::string_view::npos;

// Behind the closing quote; the end of the text where there is none. Backquotes double themselves, others use '\'.
size_t SkipQuoted(std::string_view text, size_t at) {
  const char quote = text[at++];
  while (at < text.size()) {
    if (text[at] == '\\' && quote != '`') {
      at += 2;
    } else if (text[at++] == quote) {
      return at;
    }
  }
  return text.size();
}

size_t SkipTo(std::string_view text, size_t at, std::string_view end) {
  const size_t found = text.find(end, at);
  return found == kEnd ? text.size() : found + end.size();
}

// White space and comments only?
bool IsEmpty(std::string_view text) {
  while (true) {
    text = base::TrimLeft(text);
    if (text.empty()) return true;
    if (text.starts_with("//")) {
      text.remove_prefix(SkipTo(text, 2, "\n"));
    } else if (text.starts_with("/*")) {
      text.remove_prefix(SkipTo(text, 2, "*/"));
    } else {
      return false;
    }
  }
}

}  // namespace

base::Result<std::vector<std::string_view>> SplitStatements(std::string_view script) {
  std::vector<std::string_view> statements;
  size_t begin = 0;
  const auto add = [&](size_t end) {
    const std::string_view statement = script.substr(begin, end - begin);
    if (!IsEmpty(statement)) statements.push_back(statement);
  };
  for (size_t at = 0; at < script.size();) {
    const char c = script[at];
    if (c == '\'' || c == '"' || c == '`') {
      at = SkipQuoted(script, at);
    } else if (script.substr(at, 2) == "//") {
      at = SkipTo(script, at + 2, "\n");
    } else if (script.substr(at, 2) == "/*") {
      at = SkipTo(script, at + 2, "*/");
    } else if (c == ';') {
      add(at);
      begin = ++at;
    } else {
      ++at;
    }
  }
  if (begin < script.size()) add(script.size());
  return statements;
}

}  // namespace qiao::query
