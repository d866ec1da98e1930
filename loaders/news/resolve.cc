#include "loaders/news/resolve.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/charset.h"
#include "loaders/news/canonical.h"
#include "loaders/news/data_lines.h"
#include "loaders/news/declared_names.h"
#include "loaders/news/drafts.h"
#include "loaders/news/find_again.h"
#include "loaders/news/last_named.h"
#include "loaders/news/merge.h"
#include "loaders/news/own_body.h"
#include "loaders/news/region_words.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string;
using std::u32string_view;

constexpr size_t kListLook = 6;
constexpr size_t kListReach = 3;   // 、 or 和 between two names of a list
constexpr size_t kHeldReach = 24;  // 在…召开的座谈会

class Builder {
 public:
  Builder(const Lexicon& lexicon, const Expansions& expansions, const Scan& scan, const RegionContext& context,
          const u32string& programme, u32string_view page_body, const Spot* own, const Spot* addressee)
      : lexicon_(lexicon),
        regions_(lexicon.gazetteer()),
        expansions_(expansions),
        scan_(scan),
        context_(context),
        programme_(programme),
        page_body_(page_body),
        own_(own),
        addressee_(addressee) {}

  Reading Build(const std::vector<Draft>& drafts) {
    for (const Draft& draft : drafts) {
      if (draft.word && !draft.word->pronoun && draft.word->regions.size() == 2)
        joints_.emplace_back(draft.begin, draft.end);
    }
    for (const Draft& draft : drafts) Add(draft);
    NameOwnBody();
    const std::vector<DeclaredName> declared = FindDeclared(lexicon_, scan_.text, reading_);
    FindAgain(lexicon_, scan_.text, declared, reading_);
    MergeNames(declared, reading_);
    NameAsWritten();
    MarkNested();
    return std::move(reading_);
  }

 private:
  void Add(const Draft& draft) {
    Item item{draft.begin, draft.end, {}, false, false};
    if (draft.word) {
      item.pronoun = draft.word->pronoun;
      if (item.pronoun && draft.word->regions.size() == 2) item.actors = last_.PartnersBefore(draft.begin);
      if (item.actors.empty()) {
        for (const RegionId region : draft.word->regions) item.actors.push_back(RegionActor(region, draft));
      }
    } else if (draft.own || draft.addressed) {
      const Spot* meant = draft.own ? own_ : addressee_;
      if (!meant || meant->label != *draft.pronoun) return;
      item.pronoun = true;
      const auto actor = SpotActor(*meant);
      if (!actor) return;
      item.actors.push_back(*actor);
    } else if (draft.latter || draft.pronoun) {
      item.pronoun = true;
      item.actors = last_.Meant(draft);
    } else if (draft.town) {
      item.actors.push_back(Intern(EntityLabel::kTown,
                                   u32string(scan_.text.substr(draft.name_begin, draft.end - draft.name_begin)),
                                   draft.name_begin));
    } else if (draft.region != kNoRegion) {
      item.actors.push_back(RegionActor(draft.region, draft));
    } else if (draft.listed) {
      item.actors.push_back(ListedActor(*draft.listed));
    } else if (const auto actor = SpotActor(*draft.spot)) {
      item.actors.push_back(*actor);
    }
    if (item.actors.empty()) return;
    last_.Take(item);
    for (const uint32_t actor : item.actors) {
      if (!item.pronoun) reading_.mentions[actor].emplace_back(item.begin, item.end);
    }
    reading_.items.push_back(std::move(item));
  }

  uint32_t Intern(EntityLabel label, u32string name, size_t first) {
    const u32string key = static_cast<char32_t>(label) + name;
    const auto [at, fresh] = index_.try_emplace(key, static_cast<uint32_t>(reading_.actors.size()));
    if (fresh) {
      Actor actor;
      actor.label = label;
      actor.name = std::move(name);
      actor.first = first;
      reading_.actors.push_back(std::move(actor));
      reading_.mentions.emplace_back();
    }
    return at->second;
  }

  uint32_t RegionActor(RegionId id, const Draft& draft) {
    const Region& region = regions_[id];
    const uint32_t actor = Intern(region.label, region.name, draft.begin);
    reading_.actors[actor].region = id;
    reading_.actors[actor].kind = region.level;
    reading_.actors[actor].full = true;
    return actor;
  }

  uint32_t ListedActor(const ListItem& listed) {
    u32string name = Plain(scan_.text.substr(listed.name_begin, listed.end - listed.name_begin));
    if (listed.region != kNoRegion && listed.named_by_region)
      name =
          (regions_[listed.region].brief.empty() ? regions_[listed.region].name : regions_[listed.region].brief) + name;
    if (listed.label == EntityLabel::kProject && !EndsLikeProject(name)) name += U"项目";
    const uint32_t actor = Intern(listed.label, std::move(name), listed.begin);
    Actor& made = reading_.actors[actor];
    if (listed.region != kNoRegion) {
      made.name_regions = {listed.region};
    } else if (made.name_regions.empty()) {
      TakeRegions(listed.begin, listed.end, made);
      // 榕江西瓜 holds 江西, but only a region at its head is where goods come from.
      const size_t head = listed.begin + (scan_.text[listed.begin] == U'“' ? 1 : 0);
      if (listed.label == EntityLabel::kProduct && !RegionAt(head)) made.name_regions.clear();
    }
    return actor;
  }

  bool RegionAt(size_t at) const {
    return IsHan(scan_.text[at]) && scan_.At(at).cover == Cover::kRegion && scan_.At(at).begin == at;
  }

  bool EndsLikeProject(u32string_view name) const {
    bool ends = false;
    for (size_t i = 0; i < name.size(); ++i) {
      lexicon_.Match(name, i, [&](size_t length, Term term) {
        if (term.kind != TermKind::kEnding || i + length != name.size()) return;
        const EntityLabel label = lexicon_.endings()[term.index].label;
        ends |= label == EntityLabel::kProject || label == EntityLabel::kPark || label == EntityLabel::kInstitute;
      });
    }
    return ends;
  }

  void TakeRegions(size_t begin, size_t end, Actor& actor) const {
    auto at = std::lower_bound(scan_.regions.begin(), scan_.regions.end(), begin,
                               [](const RegionToken& r, size_t b) { return r.begin < b; });
    for (; at != scan_.regions.end() && at->end <= end; ++at) {
      if (scan_.At(at->begin).cover == Cover::kRegion) actor.name_regions.push_back(at->region);
    }
  }

  std::optional<uint32_t> SpotActor(const Spot& spot) {
    const bool some = (spot.label == EntityLabel::kProject && spot.kind != "fund") ||
                      spot.label == EntityLabel::kSchool || spot.label == EntityLabel::kHospital;
    if (some && OnlyJointName(spot)) return std::nullopt;
    if (spot.label == EntityLabel::kEvent && (spot.generic || spot.lead_end == spot.begin)) {
      if (const auto event = HeldEvent(spot)) return event;
      if (spot.generic) return EarlierEvent(spot);
    }
    const CanonicalName canonical = Canonical(lexicon_, expansions_, scan_, context_, spot, InheritedRegion(spot));
    if (canonical.name.empty()) return std::nullopt;
    if (spot.bare && canonical.region == kNoRegion) return std::nullopt;
    const uint32_t id = Intern(spot.label, canonical.name, spot.begin);
    Actor& actor = reading_.actors[id];
    actor.full = true;
    if (spot.known != UINT32_MAX) actor.known = spot.known;
    if (actor.kind.empty()) actor.kind = spot.kind;
    if (canonical.region != kNoRegion) actor.seat = canonical.region;
    if (actor.name_regions.empty()) {
      actor.name_regions = spot.regions;
      if (spot.kind == "party") TakeRegions(spot.begin, spot.lead_end, actor);
    }
    return id;
  }

  // 滨湖中学 on a page of 无锡市滨湖中学 is called as the page is.
  void NameOwnBody() {
    if (!own_) return;
    const auto id = SpotActor(*own_);
    if (!id) return;
    u32string& name = reading_.actors[*id].name;
    name.insert(0, RegionBefore(page_body_, name));
  }

  // A company is called by the fullest name that the article has for it: 京东集团, whatever the table calls it. A
  // district's office keeps the city that the article writes before it: 上海市静安区教育局.
  void NameAsWritten() {
    for (uint32_t i = 0; i < reading_.actors.size(); ++i) {
      Actor& actor = reading_.actors[i];
      if (actor.label == EntityLabel::kAgency && actor.kind != "delegation") PutCityBefore(i);
      if (actor.label != EntityLabel::kCompany || actor.known == UINT32_MAX || reading_.mentions[i].empty()) continue;
      actor.name.clear();
      for (const auto& [begin, end] : reading_.mentions[i]) {
        u32string surface = Plain(scan_.text.substr(begin, end - begin));
        if (surface.size() > actor.name.size()) actor.name = std::move(surface);
      }
    }
  }

  void PutCityBefore(uint32_t i) {
    Actor& actor = reading_.actors[i];
    if (actor.name_regions.empty()) return;
    const RegionId district = actor.name_regions.back();
    const RegionId city = regions_[district].parent;
    if (city == kNoRegion || regions_[city].label != EntityLabel::kCity ||
        !u32string_view(actor.name).starts_with(regions_[district].name))
      return;
    const u32string stacked = regions_[city].name + regions_[district].name;
    for (const auto& [begin, end] : reading_.mentions[i]) {
      if (scan_.text.substr(begin, stacked.size()) != stacked) continue;
      actor.name = regions_[city].name + actor.name;
      return;
    }
  }

  // 京长合作项目: any project of the programme.
  bool OnlyJointName(const Spot& spot) const {
    u32string core(scan_.text.substr(spot.lead_end, spot.ending_begin - std::min(spot.lead_end, spot.ending_begin)));
    for (const auto& [begin, end] : joints_) {
      if (begin < spot.lead_end || end > spot.ending_begin) continue;
      core = u32string(scan_.text.substr(spot.lead_end, begin - spot.lead_end)) +
             u32string(scan_.text.substr(end, spot.ending_begin - end));
      return lexicon_.Generic(core);
    }
    return false;
  }

  // 潞城区人民医院和中医院, 北京市委、市政府: the region of the name before in the same list.
  RegionId InheritedRegion(const Spot& spot) const {
    if (spot.level == 0 && !spot.bare) return kNoRegion;
    size_t looked = 0;
    for (auto item = reading_.items.rbegin(); item != reading_.items.rend() && looked < kListLook; ++item, ++looked) {
      if (item->end > spot.begin || spot.begin - item->end > kListReach) continue;
      const u32string_view between = scan_.text.substr(item->end, spot.begin - item->end);
      if (between.find_first_not_of(U"、和及”") != u32string_view::npos) continue;  // a name inside the one before
      const Actor& before = reading_.actors[item->actors[0]];
      if (before.region != kNoRegion) return before.region;
      if (!before.name_regions.empty()) return before.name_regions.back();
      return before.seat;
    }
    return kNoRegion;
  }

  // 在某旗召开的座谈会: a meeting that its place names.
  std::optional<uint32_t> HeldEvent(const Spot& spot) {
    const size_t from = spot.begin > kHeldReach ? spot.begin - kHeldReach : 0;
    const u32string_view before = scan_.text.substr(from, spot.begin - from);
    const bool held = before.ends_with(U"召开的") || before.ends_with(U"举行的") || before.ends_with(U"举办的");
    if (!held || spot.begin < 4) return std::nullopt;
    const size_t place_end = spot.begin - 3;
    if (!IsHan(scan_.text[place_end - 1]) || scan_.At(place_end - 1).cover != Cover::kRegion) return std::nullopt;
    const Token& place = scan_.At(place_end - 1);
    if (place.begin == 0 || scan_.text[place.begin - 1] != U'在') return std::nullopt;
    const u32string_view core = scan_.text.substr(spot.begin, spot.ending_begin - spot.begin);
    // 第二十二届中国国际农产品交易会, “云品入沪”展销周: needs no place.
    if (core.starts_with(U"第") || core.starts_with(U"“") || core.find(U"国际") != core.npos) return std::nullopt;
    u32string name(scan_.text.substr(place.begin, place.end - place.begin));
    name += core.empty() ? programme_ : u32string(core);
    name += lexicon_.endings()[spot.ending].text;
    const uint32_t id = Intern(EntityLabel::kEvent, std::move(name), spot.begin);
    reading_.actors[id].seat = scan_.regions[place.index].region;
    reading_.actors[id].full = true;
    return id;
  }

  // 发布会上: the last event whose name ends so.
  std::optional<uint32_t> EarlierEvent(const Spot& spot) const {
    const u32string_view surface = scan_.text.substr(spot.begin, spot.end - spot.begin);
    for (auto item = reading_.items.rbegin(); item != reading_.items.rend(); ++item) {
      const Actor& actor = reading_.actors[item->actors[0]];
      if (actor.label == EntityLabel::kEvent && u32string_view(actor.name).ends_with(surface)) return item->actors[0];
    }
    return std::nullopt;
  }

  void MarkNested() {
    size_t outer_end = 0;
    for (Item& item : reading_.items) {
      item.nested = item.nested || item.begin < outer_end;
      outer_end = std::max(outer_end, item.end);
    }
  }

  const Lexicon& lexicon_;
  const Gazetteer& regions_;
  const Expansions& expansions_;
  const Scan& scan_;
  const RegionContext& context_;
  const u32string& programme_;
  const u32string_view page_body_;
  const Spot* own_;        // the body whose page this is; null when nobody says
  const Spot* addressee_;  // the body that the letter is to; null where this is none
  Reading reading_;
  LastNamed last_{scan_.text, reading_};
  std::vector<std::pair<size_t, size_t>> joints_;
  std::unordered_map<u32string, uint32_t> index_;
};

}  // namespace

base::Result<Resolver> Resolver::Create() {
  Resolver resolver;
  QIAO_TRY(const auto rows, ReadTable("expansions.tsv", 2));
  for (const auto& row : rows) resolver.expansions_[base::ToUtf32(row[0])] = base::ToUtf32(row[1]);
  return resolver;
}

Reading Resolver::Resolve(const Lexicon& lexicon, const Scan& scan, const RegionContext& context,
                          const std::vector<Spot>& spots, const std::vector<ListItem>& list_items,
                          const std::u32string& programme, u32string_view own_body) const {
  const std::vector<RegionWord> words = FindRegionWords(scan, context);
  return Builder(lexicon, expansions_, scan, context, programme, own_body, FindOwnBody(scan, spots, own_body),
                 FindAddressee(scan, spots))
      .Build(GatherDrafts(lexicon, scan, spots, list_items, words));
}

}  // namespace qiao::loaders::news
