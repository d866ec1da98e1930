#include "base/regex_program.h"

#include <unicode/uniset.h>

#include <string>
#include <utility>

#include "base/text.h"

namespace qiao::base {
namespace {

using Step = RegexProgram::Step;
using StepKind = RegexProgram::Kind;

constexpr size_t kMostSteps = 20'000;
constexpr size_t kMostRepeats = 1'000;
constexpr int kDeepest = 100;  // groups in groups

struct Node {
  enum class Kind : uint8_t { kSet, kSequence, kAlternatives, kRepeat };

  Kind kind = Kind::kSequence;
  icu::UnicodeSet set;
  std::vector<Node> parts;
  size_t least = 0;
  size_t most = 0;  // kUnbounded
};

constexpr size_t kUnbounded = SIZE_MAX;

// Reads the pattern; every function answers false where it doesn't know what it reads.
class Parser {
 public:
  explicit Parser(std::string_view pattern) : pattern_(pattern) {}

  bool Parse(Node& out) {
    Take('^');  // nothing stands before a whole text
    return Alternatives(out, 0) && AtEnd();
  }

 private:
  bool AtEnd() const { return at_ == pattern_.size(); }
  bool Sees(char byte) const { return !AtEnd() && pattern_[at_] == byte; }
  bool Take(char byte) {
    if (!Sees(byte)) return false;
    ++at_;
    return true;
  }

  bool Alternatives(Node& out, int depth) {
    if (depth > kDeepest) return false;
    out.kind = Node::Kind::kAlternatives;
    do {
      if (!Sequence(out.parts.emplace_back(), depth)) return false;
    } while (Take('|'));
    return true;
  }

  bool Sequence(Node& out, int depth) {
    out.kind = Node::Kind::kSequence;
    while (!AtEnd() && !Sees('|') && !Sees(')')) {
      if (Sees('$') && at_ + 1 == pattern_.size()) {  // nothing stands behind a whole text
        ++at_;
        return true;
      }
      if (!Piece(out.parts.emplace_back(), depth)) return false;
    }
    return true;
  }

  bool Piece(Node& out, int depth) {
    Node atom;
    if (!Atom(atom, depth)) return false;
    size_t least = 0, most = kUnbounded;
    if (Take('+')) {
      least = 1;
    } else if (Take('?')) {
      most = 1;
    } else if (Take('{')) {
      if (!Bounds(least, most)) return false;
    } else if (!Take('*')) {
      out = std::move(atom);
      return true;
    }
    Take('?');  // which match is found first doesn't matter
    if (Sees('+') || Sees('*') || Sees('?') || Sees('{')) return false;
    out.kind = Node::Kind::kRepeat;
    out.least = least;
    out.most = most;
    out.parts.push_back(std::move(atom));
    return true;
  }

  bool Bounds(size_t& least, size_t& most) {
    if (!Number(least)) return false;
    most = least;
    if (Take(',')) {
      most = kUnbounded;
      if (!Sees('}') && !Number(most)) return false;
    }
    return least <= most && Take('}');
  }

  bool Number(size_t& number) {
    const size_t begin = at_;
    for (number = 0; !AtEnd() && pattern_[at_] >= '0' && pattern_[at_] <= '9' && number <= kMostRepeats; ++at_) {
      number = 10 * number + static_cast<size_t>(pattern_[at_] - '0');
    }
    return at_ > begin && number <= kMostRepeats;
  }

  bool Atom(Node& out, int depth) {
    out.kind = Node::Kind::kSet;
    if (Take('(')) {
      if (Take('?') && !Take(':')) return false;
      return Alternatives(out, depth + 1) && Take(')');
    }
    if (Take('[')) return Set(out.set);
    if (Take('\\')) return Escape(out.set);
    if (Take('.')) {
      out.set.add(0, 0x10FFFF).remove(0x0A, 0x0D).remove(0x85).remove(0x2028, 0x2029);
      return true;
    }
    if (std::string_view("*+?{}]^$").find(pattern_[at_]) != std::string_view::npos) return false;
    out.set.add(static_cast<UChar32>(NextCodePoint(pattern_, at_)));
    return true;
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
};

// Writes steps from the last to the first: each node is told what comes behind it, and answers where it begins.
class Writer {
 public:
  explicit Writer(RegexProgram& program) : program_(program) {}

  uint32_t Write(const Node& node, uint32_t next) {
    if (too_many()) return next;
    switch (node.kind) {
      case Node::Kind::kSet:
        return WriteSet(node.set, next);
      case Node::Kind::kSequence:
        for (size_t i = node.parts.size(); i > 0; --i) next = Write(node.parts[i - 1], next);
        return next;
      case Node::Kind::kAlternatives: {
        uint32_t begin = Write(node.parts[0], next);
        for (size_t i = 1; i < node.parts.size(); ++i) begin = Split(Write(node.parts[i], next), begin);
        return begin;
      }
      case Node::Kind::kRepeat:
        return WriteRepeat(node, next);
    }
    return next;
  }

  uint32_t Add(const Step& step) {
    program_.steps.push_back(step);
    return static_cast<uint32_t>(program_.steps.size() - 1);
  }
  bool too_many() const { return program_.steps.size() > kMostSteps; }

 private:
  uint32_t Split(uint32_t a, uint32_t b) { return Add({StepKind::kSplit, 0, 0, a, b}); }

  uint32_t WriteRepeat(const Node& node, uint32_t next) {
    const Node& part = node.parts[0];
    uint32_t begin = next;
    if (node.most == kUnbounded) {
      begin = Split(next, next);
      const uint32_t again = Write(part, begin);
      program_.steps[begin].other = again;
    } else {
      for (size_t i = node.least; i < node.most && !too_many(); ++i) begin = Split(Write(part, begin), next);
    }
    for (size_t i = 0; i < node.least && !too_many(); ++i) begin = Write(part, begin);
    return begin;
  }

  // Without a member it matches nothing: a byte that UTF-8 doesn't have.
  uint32_t WriteSet(const icu::UnicodeSet& set, uint32_t next) {
    std::optional<uint32_t> begin;
    const auto add = [&](uint32_t step) { begin = begin ? Split(step, *begin) : step; };
    for (int32_t range = 0; range < set.getRangeCount() && !too_many(); ++range) {
      WriteRange(static_cast<uint32_t>(set.getRangeStart(range)), static_cast<uint32_t>(set.getRangeEnd(range)), next,
                 add);
    }
    return begin ? *begin : Add({StepKind::kByte, 0xFF, 0xFF, next, 0});
  }

  // Divides the range until its code points have as many bytes each, of which only the last ones differ freely.
  template <class Add>
  void WriteRange(uint32_t first, uint32_t last, uint32_t next, const Add& add) {
    constexpr uint32_t kGreatest[] = {0x7F, 0x7FF, 0xFFFF, 0x10FFFF};  // of one byte, two and so on
    for (const uint32_t greatest : kGreatest) {
      if (first <= greatest && last > greatest) {
        WriteRange(first, greatest, next, add);
        WriteRange(greatest + 1, last, next, add);
        return;
      }
    }
    for (uint32_t bits = 6; last > 0x7F && bits <= 18; bits += 6) {
      const uint32_t low = (1U << bits) - 1;
      if ((first & ~low) == (last & ~low)) break;
      if ((first & low) != 0) {
        WriteRange(first, first | low, next, add);
        WriteRange((first | low) + 1, last, next, add);
        return;
      }
      if ((last & low) != low) {
        WriteRange(first, (last & ~low) - 1, next, add);
        WriteRange(last & ~low, last, next, add);
        return;
      }
    }
    add(WriteBytes(first, last, next));
  }

  uint32_t WriteBytes(uint32_t first, uint32_t last, uint32_t next) {
    std::string begin, end;
    AppendBytes(first, begin);
    AppendBytes(last, end);
    for (size_t i = begin.size(); i > 0; --i) {
      next = Add({StepKind::kByte, static_cast<uint8_t>(begin[i - 1]), static_cast<uint8_t>(end[i - 1]), next, 0});
    }
    return next;
  }

  // As UTF-8 has it, surrogates too, which no text holds but ranges reach over.
  static void AppendBytes(uint32_t point, std::string& out) {
    if (point < 0x80) {
      out += static_cast<char>(point);
      return;
    }
    const int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    out += static_cast<char>(static_cast<uint8_t>(0xFF << (7 - more)) | point >> (6 * more));
    for (int i = more - 1; i >= 0; --i) out += static_cast<char>(0x80 | (point >> (6 * i) & 0x3F));
  }

  RegexProgram& program_;
};

}  // namespace

std::optional<RegexProgram> MakeRegexProgram(std::string_view pattern) {
  Node root;
  if (!Parser(pattern).Parse(root)) return std::nullopt;
  RegexProgram program;
  Writer writer(program);
  program.start = writer.Write(root, writer.Add({}));
  if (writer.too_many()) return std::nullopt;
  return program;
}

}  // namespace qiao::base
