#include "loaders/news/structure.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr double kStatedTogether = 0.97;
constexpr double kFromGazetteer = 0.9;
constexpr double kFromName = 0.85;
constexpr double kFromHome = 0.6;

class Structure {
 public:
  Structure(const Lexicon& lexicon, const Scan& scan, const RegionContext& context, Reading& reading,
            const std::vector<Finding>& found)
      : regions_(lexicon.gazetteer()),
        scan_(scan),
        context_(context),
        reading_(reading),
        sentences_(Sentences(scan.text)) {
    for (uint32_t i = 0; i < reading_.actors.size(); ++i) {
      if (reading_.actors[i].region != kNoRegion) by_region_[reading_.actors[i].region] = i;
    }
    for (const Finding& finding : found) {
      if (finding.claim.type == LinkType::kLocatedIn) placed_.insert(finding.claim.subject);
    }
  }

  std::vector<Finding> Find() {
    Owners();
    for (uint32_t i = 0; i < reading_.actors.size(); ++i) Locate(i);
    for (const auto& [region, actor] : std::unordered_map(by_region_)) Above(region, actor);
    std::sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
      return std::tuple(a.begin, a.claim.type, a.claim.subject, a.claim.object) <
             std::tuple(b.begin, b.claim.type, b.claim.subject, b.claim.object);
    });
    return std::move(findings_);
  }

 private:
  void Claim(LinkType type, uint32_t subject, uint32_t object, bool inferred, double confidence, const char* rule,
             size_t at) {
    if (subject == object) return;
    Finding finding;
    finding.claim.type = type;
    finding.claim.subject = subject;
    finding.claim.object = object;
    finding.claim.inferred = inferred;
    finding.claim.confidence = confidence;
    finding.claim.rule = rule;
    std::tie(finding.begin, finding.end) = SentenceAt(sentences_, at);
    findings_.push_back(std::move(finding));
  }

  // The actor of a region; made without mention when only a seat tells it.
  uint32_t ActorOf(RegionId id, size_t at) {
    const auto known = by_region_.find(id);
    if (known != by_region_.end()) return known->second;
    Actor actor;
    actor.label = regions_[id].label;
    actor.name = regions_[id].name;
    actor.kind = regions_[id].level;
    actor.region = id;
    actor.first = at;
    actor.full = true;
    const auto made = static_cast<uint32_t>(reading_.actors.size());
    reading_.actors.push_back(std::move(actor));
    reading_.mentions.emplace_back();
    by_region_[id] = made;
    return made;
  }

  void Above(RegionId region, uint32_t actor) {
    const RegionId parent = regions_[region].parent;
    const auto above = by_region_.find(parent);
    if (parent == kNoRegion || above == by_region_.end()) return;
    // 北京市通州区 states it.
    for (size_t i = 1; i < scan_.regions.size(); ++i) {
      const RegionToken& token = scan_.regions[i];
      if (token.region != region || scan_.regions[i - 1].region != parent || scan_.regions[i - 1].end != token.begin)
        continue;
      Claim(LinkType::kPartOf, actor, above->second, false, kStatedTogether, "region-in-region", token.begin);
      return;
    }
    Claim(LinkType::kPartOf, actor, above->second, true, kFromGazetteer, "region-by-code",
          reading_.actors[actor].first);
  }

  // 首都医科大学附属…医院, …第八十中学睿德分校, …人民政府新闻办公室: the body that opens the name owns it.
  void Owners() {
    for (size_t i = 0; i < reading_.items.size(); ++i) {
      const Item& outer = reading_.items[i];
      if (outer.actors.size() != 1 || !owned_.insert(outer.actors[0]).second) continue;
      const Item* owner = nullptr;
      for (size_t k = i + 1; k < reading_.items.size() && reading_.items[k].begin == outer.begin; ++k) {
        const Item& inner = reading_.items[k];
        if (inner.end < outer.end && inner.actors.size() == 1 && (!owner || inner.end > owner->end)) owner = &inner;
      }
      if (owner) Own(outer, *owner);
    }
  }

  void Own(const Item& outer, const Item& inner) {
    const Actor& body = reading_.actors[outer.actors[0]];
    const Actor& owner = reading_.actors[inner.actors[0]];
    if (owner.region != kNoRegion) return;
    const u32string_view rest = scan_.text.substr(inner.end, outer.end - inner.end);
    const bool school = owner.label == EntityLabel::kSchool || owner.label == EntityLabel::kInstitute;
    std::optional<LinkType> type;
    if (body.label == EntityLabel::kHospital && (rest.starts_with(U"附属") || rest.starts_with(U"第")))
      type = LinkType::kAffiliatedWith;
    if (body.label == EntityLabel::kSchool && school)
      type = rest.ends_with(U"系") ? LinkType::kPartOf : LinkType::kAffiliatedWith;
    if (body.label == EntityLabel::kAgency && owner.label == EntityLabel::kAgency) type = LinkType::kPartOf;
    if (!type) return;
    Claim(*type, outer.actors[0], inner.actors[0], false, kStatedTogether, "owner-in-name", outer.begin);
    if (*type == LinkType::kPartOf && body.label == EntityLabel::kAgency) placed_.insert(outer.actors[0]);
  }

  void Locate(uint32_t id) {
    const Actor actor = reading_.actors[id];
    if (actor.region != kNoRegion || actor.label == EntityLabel::kProduct || placed_.contains(id)) return;
    if (actor.kind == "central") return;
    RegionId region = kNoRegion;
    double confidence = kFromName;
    const char* rule = "place-in-name";
    const bool thing =
        actor.label == EntityLabel::kProject || actor.label == EntityLabel::kPark || actor.label == EntityLabel::kEvent;
    if (!actor.name_regions.empty()) region = NameRegion(actor);
    if (region == kNoRegion && actor.seat != kNoRegion) {
      region = Named(actor.seat);
      rule = "known-seat";
    }
    if (region == kNoRegion && thing && context_.home() != kNoRegion) {
      region = context_.home();
      rule = "article-home";
      confidence = kFromHome;
    }
    if (region == kNoRegion) return;
    Claim(LinkType::kLocatedIn, id, ActorOf(region, actor.first), true, confidence, rule, actor.first);
  }

  // A seat that nobody mentions is told by the nearest region above that is mentioned, or not at all.
  RegionId Named(RegionId region) const {
    while (region != kNoRegion && !by_region_.contains(region)) region = regions_[region].parent;
    return region;
  }

  // Of 北京市通州区 the district; of a project with a helper's name in front the helped side's.
  RegionId NameRegion(const Actor& actor) const {
    RegionId deepest = actor.name_regions.front();
    for (const RegionId region : actor.name_regions) {
      if (regions_.Within(region, deepest)) deepest = region;
    }
    if (actor.label == EntityLabel::kProject) {
      for (const RegionId region : actor.name_regions) {
        if (context_.home() != kNoRegion && regions_.Within(region, regions_.Province(context_.home()))) return region;
      }
      if (context_.home() != kNoRegion && regions_.Helper(deepest) && !regions_.Helper(context_.home()))
        return context_.home();
    }
    if (actor.label == EntityLabel::kPark && u32string_view(actor.name).ends_with(U"飞地"))
      return actor.name_regions.back();
    return deepest;
  }

  const Gazetteer& regions_;
  const Scan& scan_;
  const RegionContext& context_;
  Reading& reading_;
  const std::vector<std::pair<size_t, size_t>> sentences_;
  std::unordered_map<RegionId, uint32_t> by_region_;
  std::unordered_set<uint32_t> placed_;
  std::unordered_set<uint32_t> owned_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> FindStructure(const Lexicon& lexicon, const Scan& scan, const RegionContext& context,
                                   Reading& reading, const std::vector<Finding>& found) {
  return Structure(lexicon, scan, context, reading, found).Find();
}

}  // namespace qiao::loaders::news
