#include "query/parse/outline.h"

#include <algorithm>

#include "base/identifier.h"
#include "base/text.h"

namespace qiao::query::syntax {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using base::MakeError;

bool IsDash(char32_t c) {
  return c == '-' || c == 0xAD || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 ||
         c == 0xFF0D;
}
bool IsLeftArrowHead(char32_t c) { return c == '<' || c == 0x27E8 || c == 0x3008 || c == 0xFE64 || c == 0xFF1C; }

class Scan {
 public:
  Scan(std::string_view text, size_t max_depth) : text_(text), max_depth_(max_depth) {}

  base::Result<std::vector<uint32_t>> Run() {
    while (position_ < text_.size()) QIAO_CHECK(Step());
    std::ranges::sort(pattern_starts_);
    return std::move(pattern_starts_);
  }

 private:
  base::Result<void> Step() {
    const size_t start = position_;
    const char32_t c = base::NextCodePoint(text_, position_);
    if (base::IsWhiteSpace(c)) return {};
    if (c == '/' && Peek() == '/') {
      position_ = std::min(text_.find_first_of("\r\n", position_), text_.size());
      return {};
    }
    if (c == '/' && Peek() == '*') return SkipBlockComment(start);
    FollowPattern(c);
    if ((c == 'w' || c == 'W') && !open_.empty() && base::AsciiLower(text_.substr(start, 5)) == "where") {
      open_.back().has_where = true;
    }
    if (c == '\'' || c == '"') return SkipString(start, static_cast<char>(c));
    if (c == '`') return SkipQuotedName(start);
    if (c == '(' || c == '[' || c == '{') return Open(start);
    if (c == ')' || c == ']' || c == '}') Close();
    return {};
  }

  char Peek() const { return position_ < text_.size() ? text_[position_] : '\0'; }

  base::Result<void> Open(size_t start) {
    if (open_.size() >= max_depth_) {
      return MakeError(ErrorCode::kLimit, "brackets are nested more than {} deep", max_depth_)
          .At(At(start, start + 1))
          .AtCompileTime();
    }
    open_.push_back({static_cast<uint32_t>(start)});
    return {};
  }

  // Which bracket closes is the grammar's business; here only its depth counts.
  void Close() {
    if (open_.empty()) return;
    const Bracket bracket = open_.back();
    open_.pop_back();
    const char kind = text_[bracket.start];
    if (kind == '(' && bracket.may_be_node) {
      closed_ = bracket.start;
      state_ = State::kClosed;
    } else if (kind == '{' && !open_.empty() && !open_.back().has_where) {
      state_ = State::kMapClosed;
    }
  }

  // Moves on through ")", "<", "-", and marks the parenthesis at "[" or a second "-". Behind the map of a node pattern
  // comes the parenthesis or WHERE, and nothing else.
  void FollowPattern(char32_t c) {
    switch (state_) {
      case State::kNone:
        return;
      case State::kMapClosed:
        if (c != ')' && c != 'w' && c != 'W') open_.back().may_be_node = false;
        state_ = State::kNone;
        return;
      case State::kClosed:
        state_ = IsDash(c) ? State::kDash : IsLeftArrowHead(c) ? State::kArrowHead : State::kNone;
        return;
      case State::kArrowHead:
        state_ = IsDash(c) ? State::kDash : State::kNone;
        return;
      case State::kDash:
        if (IsDash(c) || c == '[') pattern_starts_.push_back(closed_);
        state_ = State::kNone;
        return;
    }
  }

  base::Result<void> SkipBlockComment(size_t start) {
    const size_t end = text_.find("*/", position_ + 1);
    if (end == std::string_view::npos)
      return Unclosed(MakeError(ErrorCode::kSyntax, "this comment is never closed"), start, 2);
    position_ = end + 2;
    return {};
  }

  base::Result<void> SkipString(size_t start, char quote) {
    while (position_ < text_.size() && text_[position_] != quote) position_ += text_[position_] == '\\' ? 2 : 1;
    if (position_ >= text_.size())
      return Unclosed(MakeError(ErrorCode::kSyntax, "this string is never closed"), start, 1);
    ++position_;
    return {};
  }

  base::Result<void> SkipQuotedName(size_t start) {
    const size_t end = text_.find('`', position_);
    if (end == std::string_view::npos)
      return Unclosed(MakeError(ErrorCode::kSyntax, "this quoted name is never closed"), start, 1);
    position_ = end + 1;
    return {};
  }

  static base::TextSpan At(size_t begin, size_t end) {
    return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  }

  static base::Error Unclosed(base::Error error, size_t start, size_t length) {
    return std::move(error).At(At(start, start + length)).With(ErrorDetail::kUnexpectedSyntax).AtCompileTime();
  }

  enum class State : uint8_t { kNone, kMapClosed, kClosed, kArrowHead, kDash };
  struct Bracket {
    uint32_t start;
    bool has_where = false;
    bool may_be_node = true;
  };

  std::string_view text_;
  size_t max_depth_;
  size_t position_ = 0;
  std::vector<Bracket> open_;
  uint32_t closed_ = 0;  // where the parenthesis opened that was closed last
  State state_ = State::kNone;
  std::vector<uint32_t> pattern_starts_;
};

}  // namespace

base::Result<Outline> Outline::Of(std::string_view text, size_t max_depth) {
  if (const auto invalid = base::FindInvalidUtf8(text)) {
    const auto begin = static_cast<uint32_t>(*invalid);
    return MakeError(ErrorCode::kSyntax, "the query is not valid UTF-8 here")
        .At({begin, begin + 1})
        .With(ErrorDetail::kInvalidUnicodeCharacter)
        .AtCompileTime();
  }
  Outline outline;
  QIAO_TRY(outline.pattern_starts_, Scan(text, max_depth).Run());
  return outline;
}

bool Outline::MayStartPattern(size_t offset) const {
  return std::ranges::binary_search(pattern_starts_, static_cast<uint32_t>(offset));
}

}  // namespace qiao::query::syntax
