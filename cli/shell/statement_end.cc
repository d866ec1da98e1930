#include "cli/shell/statement_end.h"

#include <cstddef>

#include "base/text.h"

namespace qiao::cli {
namespace {

enum class Last : unsigned char { kNothing, kSemicolon, kOther, kOpen };

// Behind the quote that closes what opens at `i`; npos when nothing does.
size_t SkipQuoted(std::string_view text, size_t i) {
  const char quote = text[i++];
  for (; i < text.size(); ++i) {
    if (text[i] == '\\' && quote != '`') {
      ++i;
    } else if (text[i] == quote) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

Last Scan(std::string_view text) {
  Last last = Last::kNothing;
  for (size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '\'' || c == '"' || c == '`') {
      i = SkipQuoted(text, i);
      last = Last::kOther;
      if (i == std::string_view::npos) return Last::kOpen;
    } else if (text.substr(i).starts_with("//")) {
      i = text.find('\n', i);
      if (i == std::string_view::npos) return last;
    } else if (text.substr(i).starts_with("/*")) {
      i = text.find("*/", i + 2);
      if (i == std::string_view::npos) return Last::kOpen;
      i += 2;
    } else {
      const size_t begin = i;
      base::NextCodePoint(text, i);
      if (c == ';') {
        last = Last::kSemicolon;
      } else if (!base::Trim(text.substr(begin, i - begin)).empty()) {
        last = Last::kOther;
      }
    }
  }
  return last;
}

}  // namespace

bool EndsStatement(std::string_view text) { return Scan(text) == Last::kSemicolon; }
bool IsBlank(std::string_view text) { return Scan(text) == Last::kNothing; }

}  // namespace qiao::cli
