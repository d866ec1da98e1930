#include "loaders/news/merge.h"

#include <algorithm>
#include <array>
#include <optional>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kMostActors = 3000;  // beyond, an article is no article and pairs are not compared
constexpr size_t kLeastBrand = 2;
constexpr size_t kLeastTeam = 6;
constexpr size_t kLongestLead = 4;  // 浙江, 内蒙古, 深圳市 before a brand

u32string_view Tail(u32string_view name, size_t n) { return name.substr(name.size() - std::min(n, name.size())); }

// 红旗剧团 for 红旗河东梆子剧团: the same first and last two characters, nothing in between.
bool Contracts(u32string_view brief, u32string_view full) {
  return brief.size() >= 4 && brief.size() <= 6 && full.size() > brief.size() &&
         brief.substr(0, 2) == full.substr(0, 2) && Tail(full, brief.size() - 2) == brief.substr(2);
}

// 职业高级中学 is 职业高中.
std::u32string ShortSchool(u32string_view name) {
  std::u32string out(name);
  if (const size_t at = out.find(U"高级中学"); at != std::u32string::npos) out.replace(at, 4, U"高中");
  return out;
}

// 恒岳集团 for 浙江恒岳纺织集团有限公司: the brand stands behind a region, the group is one.
bool GroupOf(u32string_view brief, u32string_view full) {
  if (!brief.ends_with(U"集团") || full.find(U"集团") == u32string_view::npos) return false;
  const u32string_view brand = brief.substr(0, brief.size() - 2);
  const size_t at = full.find(brand);
  return brand.size() >= kLeastBrand && at != u32string_view::npos && at > 0 && at <= kLongestLead;
}

bool OwnerEnds(u32string_view prefix) {
  return prefix.ends_with(U"附属") || prefix.ends_with(U"大学") || prefix.ends_with(U"学院");
}

// A known seat says nothing against a body whose name has none.
bool SameSeat(const Actor& a, const Actor& b) { return a.seat == b.seat || a.seat == kNoRegion || b.seat == kNoRegion; }

// 潞河医院, 平安里学校; not 人民医院, 第一中学, 实验小学, of which every place has one.
bool Distinctive(u32string_view name) {
  constexpr std::array<u32string_view, 20> kCommon = {U"人民", U"中医", U"西医", U"妇幼", U"妇女", U"儿童",  U"中心",
                                                      U"第",   U"附属", U"实验", U"民族", U"总",   U"职业",  U"高级",
                                                      U"初级", U"外国", U"幼儿", U"师范", U"技术", U"红十字"};
  return std::none_of(kCommon.begin(), kCommon.end(), [&](u32string_view word) { return name.starts_with(word); });
}

bool SameThing(const Actor& brief, const Actor& full) {
  if (brief.label != full.label || brief.region != kNoRegion || full.name.size() <= brief.name.size()) return false;
  const u32string_view a = brief.name, b = full.name;
  switch (full.label) {
    case EntityLabel::kHospital:
    case EntityLabel::kSchool:
      // What stands before the shared end is an owner (附属) or the region above, or anything where the end is a name
      // of its own: 平安里学校.
      if (full.label == EntityLabel::kSchool && !b.ends_with(a) && ShortSchool(b).ends_with(ShortSchool(a)))
        return SameSeat(full, brief) && !brief.name_regions.empty() && !full.name_regions.empty() &&
               brief.name_regions.back() == full.name_regions.back();
      return b.ends_with(a) && a.size() >= 4 &&
             (OwnerEnds(b.substr(0, b.size() - a.size())) || b.size() - a.size() <= 3 ||
              full.name_regions.size() > brief.name_regions.size() || (brief.name_regions.empty() && Distinctive(a))) &&
             SameSeat(full, brief) && brief.name_regions.size() <= full.name_regions.size() &&
             (brief.name_regions.empty() || brief.name_regions.back() == full.name_regions.back());
    case EntityLabel::kCompany:
      // 罗山酒庄 for 红寺堡区罗山酒庄
      if (b.ends_with(a) && a.size() >= 4 && brief.name_regions.empty() && !full.name_regions.empty() &&
          b.size() - a.size() <= 3)
        return true;
      if (!brief.full) return b.starts_with(a) && a.size() >= kLeastBrand;
      if (GroupOf(a, b)) return true;
      return b.starts_with(a) && a.size() >= 4 && !a.ends_with(U"集团") && !b.ends_with(U"分公司") &&
             b.ends_with(U"公司");
    case EntityLabel::kPark:
    case EntityLabel::kProject:
    case EntityLabel::kInstitute:
      return (b.starts_with(a) && b.size() == a.size() + 1 && b.back() == U'区') || (b.ends_with(a) && a.size() >= 6);
    case EntityLabel::kEvent:
      return b.ends_with(a) && a.size() >= 6;
    case EntityLabel::kTroupe:
      return Contracts(a, b) || (b.ends_with(a) && a.size() >= 4);
    case EntityLabel::kProduct:
      return b.ends_with(a) && b.size() <= a.size() + 3 && !full.name_regions.empty() && brief.name_regions.empty();
    case EntityLabel::kAgency:
      // 第九批援藏工作队 beside 佛山市第九批援藏工作队
      return full.kind == "delegation" && b.ends_with(a) && a.size() >= kLeastTeam && brief.name_regions.empty();
    case EntityLabel::kProvince:
    case EntityLabel::kCity:
    case EntityLabel::kDistrict:
    case EntityLabel::kTown:
      return false;
  }
  return false;
}

// 广安区人民医院 opens with a region's full name, 北仑职业高级中学 does not.
bool FullRegion(u32string_view name) {
  const size_t level = name.find_first_of(U"区县旗市州盟");
  return level != u32string_view::npos && level >= 1 && level <= 4;
}

// 示范园区 is the alias and 示范园 the name: the one named first and most.
bool LongerIsAlias(const Actor& brief, const Actor& full) {
  // 广安市广安区人民医院 beside 广安区人民医院
  const bool stacked = FullRegion(brief.name) &&
                       (brief.label == EntityLabel::kHospital || brief.label == EntityLabel::kSchool) &&
                       !brief.name_regions.empty() && full.name_regions.size() > brief.name_regions.size() &&
                       full.name.size() > brief.name.size() + 2 &&
                       brief.name.substr(0, kLongestLead).find_first_of(U"区县旗市") != std::u32string::npos;
  if (stacked) return true;
  return brief.label == EntityLabel::kPark && full.name.size() == brief.name.size() + 1 && full.name.back() == U'区';
}

}  // namespace

void MergeNames(const std::vector<DeclaredName>& declared, Reading& reading) {
  const size_t n = reading.actors.size();
  if (n > kMostActors) return;
  std::vector<uint32_t> into(n);
  for (uint32_t i = 0; i < n; ++i) into[i] = i;
  for (uint32_t brief = 0; brief < n; ++brief) {
    std::optional<uint32_t> match;
    bool unique = true;
    for (uint32_t full = 0; full < n; ++full) {
      if (full == brief || !SameThing(reading.actors[brief], reading.actors[full])) continue;
      // 临安职高 is 临安职业高级中学, and that is 杭州市临安职业高级中学.
      if (match && SameThing(reading.actors[full], reading.actors[*match])) continue;
      if (match && !SameThing(reading.actors[*match], reading.actors[full])) unique = false;
      match = full;
    }
    if (!match || !unique) continue;
    if (LongerIsAlias(reading.actors[brief], reading.actors[*match])) {
      into[*match] = brief;
    } else {
      into[brief] = *match;
    }
  }
  auto root = [&](uint32_t i) {
    for (size_t steps = 0; into[i] != i && steps < n; ++steps) i = into[i];
    return i;
  };
  for (const DeclaredName& name : declared) {
    for (uint32_t i = 0; i < n; ++i) {
      const bool bears = reading.actors[i].name == name.name && reading.actors[i].region == kNoRegion;
      if (bears && into[i] == i && root(name.actor) != i) into[i] = root(name.actor);
    }
  }
  std::vector<uint32_t> number(n, UINT32_MAX);
  Reading merged;
  for (uint32_t i = 0; i < n; ++i) {
    if (root(i) != i) continue;
    number[i] = static_cast<uint32_t>(merged.actors.size());
    merged.actors.push_back(std::move(reading.actors[i]));
    merged.mentions.emplace_back();
  }
  for (uint32_t i = 0; i < n; ++i) {
    auto& all = merged.mentions[number[root(i)]];
    all.insert(all.end(), reading.mentions[i].begin(), reading.mentions[i].end());
  }
  for (auto& mentions : merged.mentions) std::sort(mentions.begin(), mentions.end());
  merged.items = std::move(reading.items);
  for (Item& item : merged.items) {
    for (uint32_t& actor : item.actors) actor = number[root(actor)];
  }
  reading = std::move(merged);
}

}  // namespace qiao::loaders::news
