#include "loaders/news/towns.h"

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLongestTown = 3;  // characters before 镇
constexpr size_t kLongestStreet = 4;
constexpr size_t kLongestListed = 4;

bool In(u32string_view set, char32_t c) { return set.find(c) != u32string_view::npos; }

class TownFinder {
 public:
  explicit TownFinder(const Scan& scan) : scan_(scan) {}

  std::vector<TownSpot> Run() {
    for (size_t i = 1; i < scan_.text.size(); ++i) {
      const char32_t c = scan_.text[i];
      if (c == U'道' && scan_.text[i - 1] == U'街') Try(i - 1, i + 1, kLongestStreet, false);
      if (In(U"镇乡", c) && scan_.text.substr(i + 1, 2) != U"街道") Try(i, i + 1, kLongestTown, false);
      if (c == U'村') Try(i, i + 1, kLongestTown, true);
    }
    return std::move(found_);
  }

 private:
  bool Plain(size_t i) const { return IsHan(scan_.text[i]) && scan_.At(i).cover == Cover::kPlain; }

  // A few plain characters before the level, between a region, a town, a stop word or a mark and the level itself.
  void Try(size_t level, size_t end, size_t longest, bool village) {
    if (const size_t listed = ListedFrom(level); !village && listed != SIZE_MAX) {
      found_.push_back({listed, end});
      return;
    }
    if (!Plain(level)) return;
    size_t begin = level;
    while (begin > 0 && level - begin <= longest && Plain(begin - 1) && !EndsTown(begin)) --begin;
    const size_t length = level - begin;
    if (length > 0 && In(U"个各该本全每多几两此镇乡村友好", scan_.text[begin])) return;
    if (length < 1 || length > longest) return;
    const bool marked = begin == 0 || !IsHan(scan_.text[begin - 1]);
    const Cover before = marked ? Cover::kPlain : scan_.At(begin - 1).cover;
    const bool held = EndsTown(begin) || before == Cover::kRegion;
    const bool verb = before == Cover::kStop || before == Cover::kSoft;
    // Villages are named like many things; only behind a region or a town they are sure, then everywhere.
    const bool named =
        held || (length >= 2 && verb) || (marked && length >= 2 && length <= 3) || (marked && end - level == 2);
    if (village ? !(held && length >= 2) && !Known(begin, end) : !named) return;
    found_.push_back({begin, end});
  }

  // 南梁镇、元城镇: where the next name of a list of towns begins that ends before `level`.
  size_t ListedFrom(size_t level) const {
    if (found_.empty()) return SIZE_MAX;
    const size_t begin = found_.back().end + 1;
    if (begin >= level || level - begin > kLongestListed || !In(U"、和与及", scan_.text[begin - 1])) return SIZE_MAX;
    for (size_t i = begin; i < level; ++i) {
      if (!IsHan(scan_.text[i]) || scan_.At(i).cover == Cover::kStop || scan_.At(i).cover == Cover::kRegion)
        return SIZE_MAX;
    }
    return begin;
  }

  // Does a town that has been found end here? 荣丁镇|后池村
  bool EndsTown(size_t at) const { return !found_.empty() && found_.back().end == at; }

  bool Known(size_t begin, size_t end) const {
    const u32string_view name = scan_.text.substr(begin, end - begin);
    for (const TownSpot& town : found_) {
      if (scan_.text.substr(town.begin, town.end - town.begin) == name) return true;
    }
    return false;
  }

  const Scan& scan_;
  std::vector<TownSpot> found_;
};

}  // namespace

std::vector<TownSpot> FindTowns(const Scan& scan) { return TownFinder(scan).Run(); }

}  // namespace qiao::loaders::news
