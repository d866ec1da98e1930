#include "loaders/news/holding.h"

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

class Holding {
 public:
  Holding(const Lexicon& lexicon, const Scan& scan, const Ending& ending, size_t ending_begin)
      : lexicon_(lexicon), scan_(scan), ending_(ending), ending_begin_(ending_begin) {}

  std::optional<size_t> Find(size_t begin) const {
    std::optional<size_t> found;
    const size_t least = ending_begin_ > kLongestEvent ? ending_begin_ - kLongestEvent : 0;
    size_t clause = ending_begin_;
    int depth = 0;
    while (clause > least) {
      const char32_t c = Char(clause - 1);
      if (c == U'”') ++depth;
      if (c == U'“' && depth-- == 0) break;
      if (depth == 0 && (c == U',' || c == U'。' || c == U'\n' || c == U';' || c == U':')) break;
      --clause;
    }
    for (size_t i = clause; i < ending_begin_; ++i) {
      lexicon_.Match(scan_.text, i, [&](size_t length, Term term) {
        if (term.kind != TermKind::kWord || term.index != static_cast<uint32_t>(WordClass::kHold)) return;
        if (scan_.At(i).begin != i || i + length > ending_begin_) return;
        size_t after = i + length;
        while (after < ending_begin_ && (Char(after) == U'了' || Char(after) == U'的')) ++after;
        const u32string_view verb = scan_.text.substr(i, length);
        if (!ending_.open_start && (verb.size() < 3 || verb.back() != U'的' || NameEndsWithin(after))) return;
        found = after;
      });
    }
    // 举办“…”等文旅活动: what follows the verb is a list of other names.
    for (size_t i = found.value_or(ending_begin_); i < ending_begin_; ++i) {
      if (IsHan(Char(i)) && Char(i) == U'等' && scan_.At(i).cover == Cover::kStop) return std::nullopt;
      if (Char(i) == U'、' && !scan_.RegionsAround(i)) return std::nullopt;
    }
    return found && *found < ending_begin_ && *found <= begin ? found : std::nullopt;
  }

 private:
  char32_t Char(size_t i) const { return scan_.text[i]; }

  // 建设的某项目落户某开发区: another name ends on the way, and a verb follows it.
  bool NameEndsWithin(size_t from) const {
    bool ended = false;
    for (size_t i = from; i < ending_begin_; i = IsHan(Char(i)) ? scan_.At(i).end : i + 1) {
      if (!IsHan(Char(i))) continue;
      if (ended && scan_.At(i).cover == Cover::kStop) return true;
      ended |= scan_.At(i).cover == Cover::kEnding;
    }
    return false;
  }

  const Lexicon& lexicon_;
  const Scan& scan_;
  const Ending& ending_;
  const size_t ending_begin_;
};

}  // namespace

std::optional<size_t> BehindHoldingVerb(const Lexicon& lexicon, const Scan& scan, const Ending& ending, size_t begin,
                                        size_t ending_begin) {
  return Holding(lexicon, scan, ending, ending_begin).Find(begin);
}

}  // namespace qiao::loaders::news
