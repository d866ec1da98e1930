#include "loaders/news/canonical.h"

#include <array>
#include <utility>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string;
using std::u32string_view;

constexpr u32string_view kNumerals = U"一二三四五六七八九十";

// The name of a public body's region: bodies of a municipality's districts carry the municipality's name, too.
u32string FullRegion(const Gazetteer& regions, RegionId id, bool with_municipality) {
  const Region& region = regions[id];
  if (with_municipality && region.label == EntityLabel::kDistrict && region.parent != kNoRegion &&
      regions[region.parent].level == "municipality") {
    return regions[region.parent].name + region.name;
  }
  return region.name;
}

u32string Party(const Gazetteer& regions, RegionId region) {
  // A municipality's districts bear its name, its counties don't.
  return U"中共" + FullRegion(regions, region, regions[region].name.back() == U'区') + U"委员会";
}

// 二院 -> 第二人民医院, 八十中 -> 第八十中学, 三小 -> 第三小学.
u32string FromNumbered(u32string_view text) {
  u32string name = U"第";
  size_t i = 0;
  while (i < text.size() && kNumerals.find(text[i]) != u32string_view::npos) name += text[i++];
  const char32_t kind = i < text.size() ? text[i] : U'院';
  return name + (kind == U'院' ? U"人民医院" : kind == U'中' ? U"中学" : U"小学");
}

constexpr std::array<u32string_view, 8> kFirsts = {U"第一个", U"首个",   U"首家",   U"首座",
                                                   U"第一家", U"最大的", U"唯一的", U"首条"};

// The region that stands before 第一个…, or that sets up a 驻京… body.
u32string OwnerBefore(const Scan& scan, const Spot& spot) {
  if (spot.lead_end > spot.begin || spot.begin == 0) return {};
  size_t end = spot.begin;
  bool first = false;
  for (const u32string_view word : kFirsts) {
    if (!scan.text.substr(0, spot.begin).ends_with(word)) continue;
    end = spot.begin - word.size();
    first = true;
    break;
  }
  const bool stationed = scan.text[spot.begin] == U'驻' && spot.label == EntityLabel::kAgency;
  if (stationed && end >= 2) end -= 2;  // 设立, 成立
  if (!(first || stationed) || end == 0 || !IsHan(scan.text[end - 1])) return {};
  const Token& token = scan.At(end - 1);
  if (token.cover != Cover::kRegion) return {};
  return u32string(scan.text.substr(token.begin, token.end - token.begin));
}

// 四川省广安市…医院: the province is said for the reader's sake.
size_t BehindProvince(const Lexicon& lexicon, const Scan& scan, const Spot& spot) {
  const Gazetteer& regions = lexicon.gazetteer();
  if (spot.lead_end <= spot.begin || spot.label == EntityLabel::kCompany) return spot.begin;
  const Token& first = scan.At(spot.begin);
  // 北京市某园, 南京市江北新区: a park with a name of its own.
  const RegionId lead = first.cover == Cover::kRegion ? scan.regions[first.index].region : kNoRegion;
  if (spot.label == EntityLabel::kPark && lead != kNoRegion && regions[lead].label == EntityLabel::kCity &&
      scan.regions[first.index].full && first.end == spot.lead_end &&
      scan.text.substr(spot.begin, spot.end - spot.begin).find(U'“') == std::u32string_view::npos &&
      spot.ending_begin >= first.end + 2 &&
      !lexicon.Generic(scan.text.substr(first.end, spot.ending_begin - first.end), true))
    return first.end;
  const bool province =
      first.cover == Cover::kRegion && regions[scan.regions[first.index].region].label == EntityLabel::kProvince;
  // 江苏省邗江中等专业学校 keeps it: the county's short name alone would be no name.
  const Token& next = scan.At(first.end);
  const bool followed = province && first.end < spot.lead_end && next.cover == Cover::kRegion;
  const bool school = spot.label == EntityLabel::kSchool;
  return followed && (!school || scan.regions[next.index].full) ? first.end : spot.begin;
}

bool IsPartyEnding(u32string_view text) {
  return text.ends_with(U"委") && text.size() <= 5 &&
         u32string_view(U"市区县旗盟州省党").find(text[text.size() - 2]) != u32string_view::npos;
}

}  // namespace

u32string Plain(u32string_view name) {
  u32string out;
  for (const char32_t c : name) {
    if (c != U'“' && c != U'”' && c != U'《' && c != U'》' && c != U'‘' && c != U'’') out += c;
  }
  return out;
}

CanonicalName Canonical(const Lexicon& lexicon, const Expansions& expansions, const Scan& scan,
                        const RegionContext& context, const Spot& spot, RegionId inherited) {
  const Gazetteer& regions = lexicon.gazetteer();
  auto slice = [&](size_t begin, size_t end) { return scan.text.substr(begin, end - begin); };
  CanonicalName result;
  if (spot.known != UINT32_MAX) {
    result.name = lexicon.known()[spot.known].name;
    result.region = lexicon.known()[spot.known].seat;
    return result;
  }
  const bool has_region = spot.lead_end > spot.begin && !spot.regions.empty();
  // The deepest of the regions that open the name.
  RegionId lead = kNoRegion;
  for (const RegionId region : spot.regions) {
    if (!has_region) break;
    if (lead != kNoRegion && !regions.Within(region, lead)) break;
    lead = region;
  }
  if (spot.kind == "party" && spot.level == 0) {
    if (lead != kNoRegion) result.name = Party(regions, lead);
    return result;
  }
  if (spot.surface_name) {
    result.name = Plain(slice(spot.begin, spot.end));
    return result;
  }
  if (spot.ending == kNoEnding) {  // 市二院, 北京市八十中
    const size_t number = spot.level != 0 ? spot.begin + 1 : spot.lead_end;
    RegionId region = lead;
    if (spot.level != 0) result.region = region = context.OfLevel(spot.level);
    if (region == kNoRegion) return {};
    result.name = regions[region].name + FromNumbered(slice(number, spot.end));
    return result;
  }
  const Ending& ending = lexicon.endings()[spot.ending];
  const auto expanded = expansions.find(ending.text);
  const u32string tail = expanded == expansions.end() ? ending.text : expanded->second;
  const bool party = spot.label == EntityLabel::kAgency && IsPartyEnding(ending.text);
  if (spot.level != 0 || spot.bare) {
    RegionId region = inherited;
    if (spot.level != 0 && (region == kNoRegion || regions[region].name.back() != spot.level)) {
      const bool helps = ending.text.starts_with(U"合作交流") || ending.text.starts_with(U"支援合作") ||
                         slice(spot.end, spot.end + 1) == U"援";
      if (helps) region = context.HelpingOfLevel(spot.level);
      if (!helps || region == kNoRegion) region = context.OfLevel(spot.level);
    }
    if (region == kNoRegion) return {};
    result.region = region;
    if (party) {
      result.name = Party(regions, region);
      return result;
    }
    const size_t core = spot.level != 0 ? spot.begin + 1 : spot.begin;
    const bool government = ending.text == U"政府" || ending.text == U"人民政府";
    result.name = FullRegion(regions, region, government) +
                  u32string(core < spot.ending_begin ? slice(core, spot.ending_begin) : u32string_view()) + tail;
    return result;
  }
  if (party && lead != kNoRegion) {
    result.name = Party(regions, lead);
    return result;
  }
  if (ending.text == U"政协" && lead != kNoRegion) {
    result.name = U"中国人民政治协商会议" + regions[lead].name + U"委员会";
    return result;
  }
  const u32string core = Plain(slice(std::max(spot.begin, spot.lead_end), spot.ending_begin));
  const bool ordinal = core.starts_with(U"第") && core.size() <= 4;
  const bool plain_body = spot.label == EntityLabel::kHospital && ending.region_suffices && (core.empty() || ordinal);
  if (lead != kNoRegion && (spot.label == EntityLabel::kAgency || plain_body)) {
    // Keeps 北京市通州区 where the article writes it; 潞城人民医院 becomes 潞城区人民医院.
    const u32string_view written = slice(BehindProvince(lexicon, scan, spot), spot.lead_end);
    const bool government = (ending.text == U"政府" || ending.text == U"人民政府") && core.empty();
    const bool stacked = written.size() > regions[lead].name.size() && written.ends_with(regions[lead].name);
    const u32string full = FullRegion(regions, lead, government);
    // 天津海河传媒中心 is its name; 北京发改委 is short for the city's commission.
    const bool in_park = !core.empty() && (core.back() == U'区' || core.back() == U'园');
    const bool some_hospital = ending.text == U"医院" && core.empty();  // 沭阳医院 is its name, not 沭阳县医院
    // 北京某某公司工会 is the company's.
    const bool of_body = ending.public_body && (core.ends_with(U"公司") || core.ends_with(U"集团") ||
                                                core.ends_with(U"大学") || core.ends_with(U"医院"));
    const bool as_written = in_park || some_hospital || of_body || (stacked && spot.label != EntityLabel::kAgency) ||
                            !(core.empty() || ordinal || ending.public_body);
    const bool of_committee = ending.text.starts_with(U"委");  // 市委组织部
    result.name =
        (of_committee ? u32string(U"中共") : u32string()) + (as_written ? u32string(written) : full) + core + tail;
    return result;
  }
  // 清华美院 is 清华大学美术学院.
  const Token& first = scan.At(spot.begin);
  if (spot.label == EntityLabel::kSchool && first.cover == Cover::kKnown && first.end <= spot.ending_begin) {
    u32string rest = Plain(slice(first.end, spot.ending_begin));
    for (const u32string_view brief : {U"附小", U"附中"}) {
      if (u32string_view(rest).starts_with(brief)) rest.replace(0, 2, expansions.at(u32string(brief)));
    }
    result.name = lexicon.known()[first.index].name + rest + tail;
    if (rest.empty() || spot.regions.empty()) result.region = lexicon.known()[first.index].seat;
    return result;
  }
  // 章丘第一个大葱深加工基地 is 章丘大葱深加工基地; 某区设立驻京人才服务中心 the district's.
  const u32string owner = OwnerBefore(scan, spot);
  result.name =
      owner + Plain(slice(BehindProvince(lexicon, scan, spot), spot.ending_begin)) +
      (spot.label == EntityLabel::kAgency || spot.label == EntityLabel::kSchool || spot.label == EntityLabel::kInstitute
           ? tail
           : ending.text);
  return result;
}

}  // namespace qiao::loaders::news
