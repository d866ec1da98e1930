#include "loaders/news/gazetteer.h"

#include <algorithm>
#include <array>

#include "base/charset.h"
#include "loaders/news/data_lines.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr std::array<u32string_view, 56> kPeoples = {
    U"蒙古",   U"回",       U"藏",     U"维吾尔", U"苗",   U"彝",     U"壮",   U"布依",     U"朝鲜",   U"满",
    U"侗",     U"瑶",       U"白",     U"土家",   U"哈尼", U"哈萨克", U"傣",   U"黎",       U"傈僳",   U"佤",
    U"畲",     U"高山",     U"拉祜",   U"水",     U"东乡", U"纳西",   U"景颇", U"柯尔克孜", U"土",     U"达斡尔",
    U"仫佬",   U"羌",       U"布朗",   U"撒拉",   U"毛南", U"仡佬",   U"锡伯", U"阿昌",     U"普米",   U"塔吉克",
    U"怒",     U"乌孜别克", U"俄罗斯", U"鄂温克", U"德昂", U"保安",   U"裕固", U"京",       U"塔塔尔", U"独龙",
    U"鄂伦春", U"赫哲",     U"门巴",   U"珞巴",   U"基诺", U"各"};
constexpr std::array<u32string_view, 9> kLevelWords = {U"特别行政区", U"自治区", U"自治州", U"自治县", U"自治旗",
                                                       U"矿区",       U"新区",   U"林区",   U"地区"};
// Provinces in the order of their codes' first two digits.
struct Sign {
  uint32_t code;
  char32_t sign;
};
constexpr std::array kSigns = {Sign{11, U'京'}, Sign{12, U'津'}, Sign{13, U'冀'}, Sign{14, U'晋'}, Sign{15, U'蒙'},
                               Sign{21, U'辽'}, Sign{22, U'吉'}, Sign{23, U'黑'}, Sign{31, U'沪'}, Sign{32, U'苏'},
                               Sign{33, U'浙'}, Sign{34, U'皖'}, Sign{35, U'闽'}, Sign{36, U'赣'}, Sign{37, U'鲁'},
                               Sign{41, U'豫'}, Sign{42, U'鄂'}, Sign{43, U'湘'}, Sign{44, U'粤'}, Sign{45, U'桂'},
                               Sign{46, U'琼'}, Sign{50, U'渝'}, Sign{51, U'川'}, Sign{52, U'黔'}, Sign{53, U'滇'},
                               Sign{54, U'藏'}, Sign{61, U'陕'}, Sign{62, U'甘'}, Sign{63, U'青'}, Sign{64, U'宁'},
                               Sign{65, U'新'}};
constexpr std::array<uint32_t, 8> kHelpers = {11, 12, 31, 32, 33, 35, 37, 44};
// Old revolutionary areas inside those provinces that are helped themselves: 临沂, 三明, 龙岩, 梅州.
constexpr std::array<uint32_t, 4> kHelpedCities = {3713, 3504, 3508, 4414};

// 三江侗族 -> 三江, 酉阳土家族苗族 -> 酉阳, 新疆维吾尔 -> 新疆.
u32string_view WithoutPeoples(u32string_view name) {
  for (bool again = true; again;) {
    again = false;
    for (const u32string_view people : kPeoples) {
      u32string_view rest = name;
      const bool clan = rest.ends_with(U"族");
      if (clan) rest.remove_suffix(1);
      if (!clan && people.size() < 2) continue;  // 白, 水 and the like are parts of many names
      if (rest.ends_with(people) && rest.size() >= people.size() + 2) {
        name = rest.substr(0, rest.size() - people.size());
        again = true;
        break;
      }
    }
  }
  return name;
}

struct Cut {
  u32string_view stem;
  u32string_view word;
};

Cut CutLevel(u32string_view name) {
  for (const u32string_view word : kLevelWords) {
    if (name.ends_with(word) && name.size() > word.size()) return {name.substr(0, name.size() - word.size()), word};
  }
  return {name.substr(0, name.size() - 1), name.substr(name.size() - 1)};
}

EntityLabel LabelOf(std::string_view level) {
  if (level == "province" || level == "autonomous_region" || level == "special") return EntityLabel::kProvince;
  if (level == "prefecture" || level == "municipality" || level == "league" || level == "autonomous_prefecture") {
    return EntityLabel::kCity;
  }
  return EntityLabel::kDistrict;
}

// "district" is a label's name, too; county-level cities count as counties.
std::string LevelOf(std::string_view level) { return level == "county_city" ? "county" : std::string(level); }

}  // namespace

base::Result<Gazetteer> Gazetteer::Create() {
  Gazetteer g;
  QIAO_TRY(const auto rows, ReadTable("regions.tsv", 3));
  for (const auto& row : rows) {
    Region region;
    region.code = static_cast<uint32_t>(std::stoul(row[0]));
    region.name = base::ToUtf32(row[1]);
    region.level = LevelOf(row[2]);
    region.label = LabelOf(row[2]);
    // Rows are sorted by code, so parents stand before their children.
    for (const uint32_t step : {100u, 10000u}) {
      const uint32_t above = region.code / step * step;
      if (above == region.code) continue;
      if (const auto parent = g.OfCode(above)) {
        region.parent = *parent;
        break;
      }
    }
    if (region.label == EntityLabel::kProvince || region.level == "municipality") {
      const auto sign =
          std::find_if(kSigns.begin(), kSigns.end(), [&](Sign s) { return s.code == region.code / 10000; });
      if (sign != kSigns.end()) region.sign = sign->sign;
    }
    const Cut cut = CutLevel(region.name);
    const u32string_view stem = WithoutPeoples(cut.stem);
    // 巴林左 of 巴林左旗 is nobody's name for it.
    const bool side =
        region.name.ends_with(U"旗") && u32string_view(U"左右前中后").find(stem.back()) != u32string_view::npos;
    if (stem.size() >= 2 && !side) region.brief = stem;
    const auto id = static_cast<RegionId>(g.regions_.size());
    g.names_.push_back({region.name, id, true});
    if (!region.brief.empty()) g.names_.push_back({region.brief, id, false});
    // 三江县, 延边州: the level's last character behind the bare stem.
    std::u32string middle(stem);
    middle += cut.word.back();
    if (cut.word.starts_with(U"自治") && cut.word != U"自治区" && middle != region.name) {
      g.names_.push_back({middle, id, true});
      std::u32string brief(stem);
      brief += cut.word;  // 三江自治县
      g.names_.push_back({brief, id, true});
    }
    g.regions_.push_back(std::move(region));
  }
  QIAO_TRY(const auto aliases, ReadTable("region_aliases.tsv", 2));
  for (const auto& row : aliases) {
    const auto id = g.OfCode(static_cast<uint32_t>(std::stoul(row[0])));
    if (!id) return base::MakeError(base::ErrorCode::kInternal, "region_aliases.tsv: unknown code {}", row[0]);
    g.names_.push_back({base::ToUtf32(row[1]), *id, true});
  }
  return g;
}

bool Gazetteer::Within(RegionId region, RegionId above) const {
  for (; region != kNoRegion; region = regions_[region].parent) {
    if (region == above) return true;
  }
  return false;
}

RegionId Gazetteer::Province(RegionId region) const {
  while (regions_[region].parent != kNoRegion) region = regions_[region].parent;
  return region;
}

std::optional<RegionId> Gazetteer::ProvinceOfSign(char32_t sign) const {
  for (RegionId id = 0; id < regions_.size(); ++id) {
    if (regions_[id].sign == sign && sign != 0) return id;
  }
  return std::nullopt;
}

std::optional<RegionId> Gazetteer::OfCode(uint32_t code) const {
  const auto at =
      std::lower_bound(regions_.begin(), regions_.end(), code, [](const Region& r, uint32_t c) { return r.code < c; });
  if (at == regions_.end() || at->code != code) return std::nullopt;
  return static_cast<RegionId>(at - regions_.begin());
}

bool Gazetteer::Helper(RegionId region) const {
  const uint32_t code = regions_[region].code;
  if (std::find(kHelpedCities.begin(), kHelpedCities.end(), code / 100) != kHelpedCities.end()) return false;
  return std::find(kHelpers.begin(), kHelpers.end(), code / 10000) != kHelpers.end();
}

}  // namespace qiao::loaders::news
