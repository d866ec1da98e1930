#include "base/regex_syntax.h"

#include <fmt/format.h>
#include <unicode/uniset.h>

#include <iterator>

#include "base/text.h"

namespace qiao::base {
namespace {

constexpr int kDeepest = 100;  // groups in groups

// Reads ICU's pattern and writes RE2's; every function answers false where it doesn't know what it reads.
class Translator {
 public:
  explicit Translator(std::string_view pattern) : pattern_(pattern) {}

  bool Translate() {
    Take('^');  // nothing stands before a whole text
    return Alternatives(0) && AtEnd();
  }
  std::string& written() { return written_; }

 private:
  bool AtEnd() const { return at_ == pattern_.size(); }
  bool Sees(char byte) const { return !AtEnd() && pattern_[at_] == byte; }
  bool Take(char byte) {
    if (!Sees(byte)) return false;
    ++at_;
    return true;
  }

  bool Alternatives(int depth) {
    if (depth > kDeepest) return false;
    written_ += "(?:";
    if (!Sequence(depth)) return false;
    while (Take('|')) {
      written_ += '|';
      if (!Sequence(depth)) return false;
    }
    written_ += ')';
    return true;
  }

  bool Sequence(int depth) {
    while (!AtEnd() && !Sees('|') && !Sees(')')) {
      if (Sees('$') && at_ + 1 == pattern_.size()) {  // nothing stands behind a whole text
        ++at_;
        return true;
      }
      if (!Atom(depth) || !Repetition()) return false;
    }
    return true;
  }

  bool Repetition() {
    const size_t begin = at_;
    if (Take('{')) {
      if (!Number() || (Take(',') && !Sees('}') && !Number()) || !Take('}')) return false;
    } else if (!Take('*') && !Take('+') && !Take('?')) {
      return true;
    }
    written_ += pattern_.substr(begin, at_ - begin);
    Take('?');  // which match is found first doesn't matter
    return !Sees('+') && !Sees('*') && !Sees('?') && !Sees('{');
  }

  bool Number() {
    const size_t begin = at_;
    while (!AtEnd() && pattern_[at_] >= '0' && pattern_[at_] <= '9') ++at_;
    return at_ > begin;
  }

  bool Atom(int depth) {
    if (Take('(')) {
      if (Take('?') && !Take(':')) return false;
      return Alternatives(depth + 1) && Take(')');
    }
    icu::UnicodeSet set;
    if (Take('[')) {
      if (!Set(set)) return false;
    } else if (Take('\\')) {
      if (!Escape(set)) return false;
    } else if (Take('.')) {
      set.add(0, 0x10FFFF).remove(0x0A, 0x0D).remove(0x85).remove(0x2028, 0x2029);
    } else {
      if (std::string_view("*+?{}]^$").find(pattern_[at_]) != std::string_view::npos) return false;
      set.add(static_cast<UChar32>(NextCodePoint(pattern_, at_)));
    }
    Write(set);
    return true;
  }

  void Write(icu::UnicodeSet& set) {
    set.remove(0xD800, 0xDFFF);  // no text holds them
    if (set.isEmpty()) {
      written_ += "[^\\x{0}-\\x{10FFFF}]";
      return;
    }
    written_ += '[';
    for (int32_t range = 0; range < set.getRangeCount(); ++range) {
      fmt::format_to(std::back_inserter(written_), "\\x{{{:X}}}-\\x{{{:X}}}", set.getRangeStart(range),
                     set.getRangeEnd(range));
    }
    written_ += ']';
  }

  // Behind a backslash.
  bool Escape(icu::UnicodeSet& out) {
    if (AtEnd()) return false;
    const char escaped = pattern_[at_++];
    switch (escaped) {
      case 'd':
      case 'D':
        return Named("[\\p{Nd}]", escaped == 'D', out);
      case 'w':
      case 'W':
        return Named("[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\u200c\\u200d]", escaped == 'W', out);
      case 's':
      case 'S':
        return Named("[\\p{White_Space}]", escaped == 'S', out);
      case 'n':
        out.add('\n');
        return true;
      case 't':
        out.add('\t');
        return true;
      case 'r':
        out.add('\r');
        return true;
      default: {
        const bool sign = (escaped > ' ' && escaped < '0') || (escaped > '9' && escaped < 'A') ||
                          (escaped > 'Z' && escaped < 'a') || (escaped > 'z' && escaped < 0x7F);
        if (sign) out.add(escaped);
        return sign;
      }
    }
  }

  static bool Named(const char* text, bool others, icu::UnicodeSet& out) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeSet named(icu::UnicodeString(text, -1, US_INV), status);
    if (U_FAILURE(status)) return false;
    if (others) named.complement();
    out.addAll(named);
    return true;
  }

  // Behind its bracket.
  bool Set(icu::UnicodeSet& out) {
    const bool others = Take('^');
    if (Sees(']') || Sees('-')) return false;
    while (!Take(']')) {
      if (AtEnd() || Sees('[') || Sees('&')) return false;
      if (Take('-')) {  // itself, as the last one
        if (!Sees(']')) return false;
        out.add('-');
        continue;
      }
      icu::UnicodeSet first;
      if (!Element(first)) return false;
      const bool range = Sees('-') && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']';
      if (!range) {
        out.addAll(first);
        continue;
      }
      ++at_;
      icu::UnicodeSet last;
      if (Sees('[') || Sees('-') || !Element(last) || first.size() != 1 || last.size() != 1) return false;
      out.add(first.charAt(0), last.charAt(0));
    }
    if (others) out.complement();
    return true;
  }

  bool Element(icu::UnicodeSet& out) {
    if (AtEnd()) return false;
    if (Take('\\')) return Escape(out);
    out.add(static_cast<UChar32>(NextCodePoint(pattern_, at_)));
    return true;
  }

  std::string_view pattern_;
  size_t at_ = 0;
  std::string written_;
};

}  // namespace

std::optional<std::string> InSyntaxOfRe2(std::string_view pattern) {
  Translator translator(pattern);
  if (!translator.Translate()) return std::nullopt;
  return std::move(translator.written());
}

}  // namespace qiao::base
