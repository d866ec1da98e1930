#include "loaders/news/own_body.h"

#include <algorithm>
#include <unordered_map>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLeastName = 4;
constexpr size_t kLongestRegion = 12;
constexpr size_t kLeastNamed = 3;  // times that one must be named to stand out without 我院

bool MayOwn(const Spot& spot) {
  return (spot.label == EntityLabel::kHospital || spot.label == EntityLabel::kSchool) && !spot.bare &&
         spot.end - spot.begin >= kLeastName;
}

bool Says(u32string_view text, u32string_view word) { return text.find(word) != u32string_view::npos; }

// 某医院官网 | 医院动态
bool EndsCrumb(u32string_view behind) {
  for (const u32string_view word : {U"官网", U"官方网站", U"网站", U"网", U"主页"}) {
    if (behind.starts_with(word)) behind.remove_prefix(u32string_view(word).size());
  }
  return behind.empty() || u32string_view(U"|/>- _\n\u00b7").find(behind.front()) != u32string_view::npos;
}

struct Naming {
  const Spot* first = nullptr;
  size_t times = 0;
};

// The last name that stands alone on its line.
const Spot* Signature(const Scan& scan, const std::vector<Spot>& spots) {
  const u32string_view text = scan.text;
  for (auto spot = spots.rbegin(); spot != spots.rend(); ++spot) {
    const bool opens = spot->begin == 0 || text[spot->begin - 1] == U'\n';
    const bool ends = spot->end >= text.size() || text[spot->end] == U'\n';
    if (MayOwn(*spot) && opens && ends) return &*spot;
  }
  return nullptr;
}

// Who is named most often with this label, and how often the next one is.
std::pair<Naming, size_t> Foremost(const Scan& scan, const std::vector<Spot>& spots, EntityLabel label) {
  std::unordered_map<u32string_view, Naming> named;
  Naming foremost;
  for (const Spot& spot : spots) {
    if (!MayOwn(spot) || spot.label != label) continue;
    Naming& naming = named[u32string_view(scan.text).substr(spot.begin, spot.end - spot.begin)];
    if (!naming.first) naming.first = &spot;
    ++naming.times;
    if (naming.times > foremost.times) foremost = naming;
  }
  size_t next = 0;
  for (const auto& [name, naming] : named) {
    if (naming.first != foremost.first) next = std::max(next, naming.times);
  }
  return {foremost, next};
}

}  // namespace

const Spot* FindOwnBody(const Scan& scan, const std::vector<Spot>& spots, u32string_view page_body) {
  if (FindAddressee(scan, spots)) {
    if (const Spot* signs = Signature(scan, spots)) return signs;
  }
  for (const Spot& spot : spots) {
    if (!MayOwn(spot)) continue;
    const u32string_view name = u32string_view(scan.text).substr(spot.begin, spot.end - spot.begin);
    const size_t at = page_body.find(name);
    if (at != u32string_view::npos && EndsCrumb(page_body.substr(at + name.size()))) return &spot;
  }
  for (const EntityLabel label : {EntityLabel::kHospital, EntityLabel::kSchool}) {
    const bool own = Says(scan.text, label == EntityLabel::kHospital ? U"我院" : U"我校");
    const auto [foremost, next] = Foremost(scan, spots, label);
    const bool stands_out = foremost.times >= kLeastNamed && foremost.times >= 2 * next;
    if (foremost.first && (stands_out || (own && foremost.times > next))) return foremost.first;
  }
  return nullptr;
}

u32string_view RegionBefore(u32string_view page_body, u32string_view name) {
  const size_t at = page_body.find(name);
  if (name.empty() || at == u32string_view::npos) return {};
  size_t begin = at;
  while (begin > 0 && IsHan(page_body[begin - 1])) --begin;
  const u32string_view before = page_body.substr(begin, at - begin);
  const bool region = !before.empty() && before.size() <= kLongestRegion &&
                      u32string_view(U"省市区县旗州盟").find(before.back()) != u32string_view::npos;
  return region ? before : u32string_view();
}

const Spot* FindAddressee(const Scan& scan, const std::vector<Spot>& spots) {
  const u32string_view text = scan.text;
  size_t line = 0, end = 0;  // of the line looked at last: an article may be a single one
  for (const Spot& spot : spots) {
    if (!MayOwn(spot) || (spot.begin >= line && spot.begin < end)) continue;
    line = text.substr(0, spot.begin).rfind(U'\n') + 1;
    end = std::min(text.find(U'\n', spot.begin), text.size());
    const u32string_view rest = text.substr(line, end - line);
    const bool salutes = rest.starts_with(U"尊敬的") || rest.starts_with(U"敬爱的") || rest.starts_with(U"亲爱的") ||
                         rest.starts_with(U"致") || (rest.ends_with(U':') && rest.find_first_of(U",。;") == rest.npos);
    if (salutes) return &spot;
  }
  return nullptr;
}

}  // namespace qiao::loaders::news
