#include "loaders/news/lists.h"

#include <algorithm>

#include "base/charset.h"
#include "loaders/news/data_lines.h"
#include "loaders/news/local_goods.h"
#include "loaders/news/names.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kFarthestHead = 16;  // 等N个以大葱为主的生产主体
constexpr size_t kLongestItem = 30;
constexpr size_t kLongestProduct = 10;
constexpr size_t kLongestBrand = 8;
constexpr size_t kMostItems = 20;
constexpr size_t kLeastTitle = 5;

// The items before 等, walking back.
class ItemWalk {
 public:
  ItemWalk(const Lexicon& lexicon, const Scan& scan, EntityLabel label)
      : lexicon_(lexicon), scan_(scan), label_(label) {}

  // `owner` is a region between 等 and the head: 等三明特产.
  std::vector<ListItem> Before(size_t etc, RegionId owner) {
    std::vector<ListItem> items;
    size_t end = etc;
    while (items.size() < kMostItems) {
      ListItem item;
      item.end = end;
      item.label = label_;
      const bool more = FindBegin(item);
      if (item.begin >= item.end) break;
      items.push_back(item);
      if (!more) break;
      end = item.begin - 1;
    }
    std::reverse(items.begin(), items.end());
    // A single item before 等 may be any phrase; two make a list.
    const bool set = items.size() == 1 && scan_.text.substr(0, items[0].end).ends_with(U"组合");
    if (items.size() < 2 && !set) return {};
    ShareRegion(items, owner);
    return items;
  }

 private:
  char32_t Char(size_t i) const { return scan_.text[i]; }

  // Sets where the item begins; true when a separator and thus another item stands before it.
  bool FindBegin(ListItem& item) const {
    size_t i = item.end;
    while (i > 0 && item.end - i < kLongestItem) {
      const char32_t c = Char(i - 1);
      if (c == U'、') {
        item.begin = i;
        return true;
      }
      if (c == U')' || c == U'”') {
        const size_t open = scan_.text.substr(0, i).rfind(c == U')' ? U'(' : U'“');
        if (open == u32string_view::npos || i - open > kLongestItem) break;
        i = open;
        continue;
      }
      if (!IsHan(c) && !IsLatin(c) && !IsDigit(c) && c != U'·' && c != U'-' && c != U'/' && c != U'.') break;
      if (IsHan(c)) {
        const Token& token = scan_.At(i - 1);
        if (token.cover == Cover::kStop) {
          // 醋和酱组合 is one product, 研发和产业化 one project.
          const bool joined = label_ == EntityLabel::kProject || scan_.text.substr(0, item.end).ends_with(U"组合");
          if (joined && In(U"和与及", c) && token.end - token.begin == 1) {
            --i;
            continue;
          }
          // 综合提升: verbs are common in titles of projects.
          if (label_ == EntityLabel::kProject && token.end - token.begin > 1) {
            i = token.begin;
            continue;
          }
          if (token.end - token.begin == 1 && In(U"和与及", c)) {
            item.begin = i;
            return !Generic(item);
          }
          break;
        }
        if (token.cover == Cover::kRegion && label_ == EntityLabel::kProduct) {
          i = token.begin;
          if (i > 0 && Char(i - 1) == U'、') {
            item.begin = i;
            return true;
          }
          break;
        }
        i = token.begin;
        continue;
      }
      --i;
    }
    item.begin = i;
    if (label_ == EntityLabel::kProduct) CutSelling(item);
    bool acted = false;
    // 天津市规划实施甲项目、乙项目: who acts, and what is done, are no part of the first title.
    if (label_ == EntityLabel::kProject && IsHan(Char(item.begin)) && scan_.At(item.begin).cover == Cover::kRegion) {
      const size_t after = scan_.At(item.begin).end;
      const Cover next = after < item.end && IsHan(Char(after)) ? scan_.At(after).cover : Cover::kPlain;
      const bool verb = next == Cover::kStop || next == Cover::kSoft;
      acted = verb && item.end - scan_.At(after).end > kLeastTitle;
      if (acted) item.begin = after;
    }
    while (item.begin < item.end && IsHan(Char(item.begin)) && scan_.At(item.begin).end < item.end &&
           (scan_.At(item.begin).cover == Cover::kStop ||
            (scan_.At(item.begin).cover == Cover::kSoft && (label_ != EntityLabel::kProject || acted)))) {
      item.begin = scan_.At(item.begin).end;
    }
    return false;
  }

  // 现场销售盐源苹果: what is done with the goods is no part of their name.
  void CutSelling(ListItem& item) const {
    for (size_t k = item.begin; k + 2 < item.end; ++k) {
      const size_t verb = lexicon_.WordAt(scan_.text, k, WordClass::kSelling);
      if (verb > 0 && k + verb + 2 <= item.end) item.begin = k + verb;
    }
  }

  bool Generic(const ListItem& item) const {
    return lexicon_.Generic(scan_.text.substr(item.begin, item.end - item.begin));
  }

  // 榆树大米 brings its own region's name, known to the article or not.
  bool BringsRegion(const ListItem& item) const {
    bool brings = false;
    lexicon_.Match(scan_.text, item.begin, [&](size_t length, Term term) {
      brings |= term.kind == TermKind::kRegion && item.begin + length + 2 <= item.end;
    });
    return brings;
  }

  // 甲县的某、某 and 甲县某、某: the region that opens or owns a list is the origin of all of it, but for what brings
  // its own.
  void ShareRegion(std::vector<ListItem>& items, RegionId owner) const {
    for (ListItem& item : items) item.name_begin = item.begin;
    const size_t first = items.front().begin;
    if (label_ != EntityLabel::kProduct) return;
    const bool opens = IsHan(Char(first)) && scan_.At(first).cover == Cover::kRegion;
    const bool owns =
        first >= 2 && Char(first - 1) == U'的' && IsHan(Char(first - 2)) && scan_.At(first - 2).cover == Cover::kRegion;
    const bool own_names = items.size() > 1 && BringsRegion(items[1]);
    if (owner != kNoRegion || own_names) {
      for (ListItem& item : items) item.region = owner;
      if (owner != kNoRegion || !opens) return;
      // 长春市榆树大米、德惠小町: the city before all of them.
      size_t chain = first;
      while (chain > 0 && IsHan(Char(chain - 1)) && scan_.At(chain - 1).cover == Cover::kRegion)
        chain = scan_.At(chain - 1).begin;
      const RegionId above = scan_.regions[scan_.At(chain).index].region;
      if (lexicon_.gazetteer()[above].label == EntityLabel::kDistrict) return;
      for (ListItem& item : items) item.region = above;
      return;
    }
    if (!opens && !owns) return;
    const RegionToken& origin = scan_.regions[scan_.At(opens ? first : first - 2).index];
    for (ListItem& item : items) {
      if (&item != &items.front() && BringsRegion(item)) continue;
      item.region = origin.region;
      item.named_by_region = opens;
    }
    if (opens) items.front().name_begin = origin.end;
  }

  const Lexicon& lexicon_;
  const Scan& scan_;
  const EntityLabel label_;
};

bool Covered(const std::vector<Spot>& spots, const ListItem& item) {
  auto at = std::lower_bound(spots.begin(), spots.end(), item.begin,
                             [](const Spot& s, size_t begin) { return s.begin < begin; });
  // A spot that begins earlier may still reach into the item.
  for (auto before = at; before != spots.begin() && at - before < 4;) {
    --before;
    if (before->end > item.begin) return true;
  }
  for (; at != spots.end() && at->begin < item.end; ++at) {
    if (at->end >= item.end || at->label == item.label) return true;
  }
  return false;
}

bool Plausible(const Lexicon& lexicon, const Scan& scan, const ListItem& item) {
  u32string_view name = scan.text.substr(item.name_begin, item.end - item.name_begin);
  if (name.size() > 2 && name.front() == U'“' && name.back() == U'”') name = name.substr(1, name.size() - 2);
  if (name.size() < 2 || lexicon.Generic(name)) return false;
  if (item.label == EntityLabel::kProduct)
    return name.size() <= kLongestProduct && IsHan(name[0]) && name.back() != U'业';
  if (item.label == EntityLabel::kCompany) {
    return name.size() <= kLongestBrand && !lexicon.Generic(name, true);
  }
  // Other lists name their items in full, with endings; only projects are known by their list alone.
  return item.label == EntityLabel::kProject && name.size() >= 5;
}

}  // namespace

base::Result<ListReader> ListReader::Create() {
  ListReader reader;
  QIAO_TRY(const auto rows, ReadWords("list_heads.txt", 3));
  for (const auto& row : rows) {
    const auto label = LabelNamed(row[0]);
    if (!label) return base::MakeError(base::ErrorCode::kInternal, "list_heads.txt: unknown label {}", row[0]);
    for (size_t i = 2; i < row.size(); ++i) reader.heads_.push_back({base::ToUtf32(row[i]), *label});
  }
  return reader;
}

// The first head behind 等 in the same clause; the longest of those that begin there.
const ListReader::Head* ListReader::HeadBehind(u32string_view text, size_t at) const {
  for (size_t i = at; i < std::min(text.size(), at + kFarthestHead); ++i) {
    if (In(U",。;、:!?\n“”", text[i])) return nullptr;
    const Head* best = nullptr;
    for (const Head& head : heads_) {
      if (text.substr(i, head.text.size()) == head.text && (!best || head.text.size() > best->text.size()))
        best = &head;
    }
    if (best) return best;
  }
  return nullptr;
}

std::vector<ListItem> ListReader::Read(const Lexicon& lexicon, const Scan& scan, const std::vector<Spot>& spots) const {
  std::vector<ListItem> items;
  for (const Token& token : scan.tokens) {
    if (token.cover != Cover::kStop || scan.text[token.begin] != U'等') continue;
    if (token.begin + 1 < scan.text.size() && scan.text[token.begin + 1] == U'地') continue;  // 甲市、乙市等地的某超市
    const Head* head = HeadBehind(scan.text, token.begin + 1);
    if (!head) continue;
    const bool owned =
        token.end < scan.text.size() && IsHan(scan.text[token.end]) && scan.At(token.end).cover == Cover::kRegion;
    const RegionId owner = owned ? scan.regions[scan.At(token.end).index].region : kNoRegion;
    for (const ListItem& item : ItemWalk(lexicon, scan, head->label).Before(token.begin, owner)) {
      if (!Covered(spots, item) && Plausible(lexicon, scan, item)) items.push_back(item);
    }
  }
  for (const ListItem& item : FindLocalGoods(lexicon, scan)) {
    const bool listed = std::any_of(items.begin(), items.end(),
                                    [&](const ListItem& i) { return i.begin < item.end && item.begin < i.end; });
    if (!listed && !Covered(spots, item) && Plausible(lexicon, scan, item)) items.push_back(item);
  }
  std::sort(items.begin(), items.end(), [](const ListItem& a, const ListItem& b) { return a.begin < b.begin; });
  return items;
}

}  // namespace qiao::loaders::news
