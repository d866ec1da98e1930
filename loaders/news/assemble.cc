#include "loaders/news/assemble.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "loaders/news/links.h"

namespace qiao::loaders::news {
namespace {

constexpr double kPlainlyAgreed = 0.84;

void SetProperty(Properties& props, std::string key, PropertyValue value) {
  const auto at = std::lower_bound(props.begin(), props.end(), key,
                                   [](const auto& p, const std::string& k) { return p.first < k; });
  if (at != props.end() && at->first == key) {
    at->second = std::move(value);
  } else {
    props.emplace(at, std::move(key), std::move(value));
  }
}

Entity MakeEntity(const Lexicon& lexicon, const Source& source, const Actor& actor,
                  const std::vector<std::pair<size_t, size_t>>& mentions) {
  Entity entity;
  entity.label = actor.label;
  entity.name = base::ToUtf8(actor.name);
  std::set<std::string> aliases;
  for (const auto& [begin, end] : mentions) {
    Mention mention{base::ToUtf8(source.text->Slice(begin, end)), source.text->Place(begin, end)};
    if (mention.surface != entity.name) aliases.insert(mention.surface);
    entity.mentions.push_back(std::move(mention));
  }
  // Whatever an article calls a known company, its names in the table lead to it.
  if (actor.known != UINT32_MAX && actor.label == EntityLabel::kCompany) {
    const std::string known = base::ToUtf8(lexicon.known()[actor.known].name);
    if (known != entity.name) aliases.insert(known);
  }
  entity.aliases.assign(aliases.begin(), aliases.end());
  if (actor.region != kNoRegion) {
    const Region& region = lexicon.gazetteer()[actor.region];
    SetProperty(entity.props, "code", std::to_string(region.code));
    SetProperty(entity.props, "level", region.level);
  } else if (!actor.kind.empty()) {
    SetProperty(entity.props, "kind", actor.kind);
  }
  return entity;
}

}  // namespace

std::string OriginalWording(const Source& source, SourceSpan place) {
  const std::string_view slice = source.bytes.substr(place.offset, place.length);
  if (source.charset == base::Charset::kUtf8) return std::string(slice);
  const auto decoded = base::Decode(slice, source.charset);
  return decoded ? base::ToUtf8(decoded->chars) : std::string();
}

void Assemble(const Lexicon& lexicon, const Source& source, const Reading& reading, std::vector<Finding> findings,
              const std::vector<Worth>& worths, Extraction& extraction) {
  for (size_t i = 0; i < reading.actors.size(); ++i) {
    extraction.entities.push_back(MakeEntity(lexicon, source, reading.actors[i], reading.mentions[i]));
  }
  // What a thing costs says more than what somebody gives for it.
  std::set<uint32_t> costed;
  for (const Worth& worth : worths) {
    if (!worth.given) costed.insert(worth.actor);
  }
  for (const Worth& worth : worths) {
    if (worth.given && costed.contains(worth.actor)) continue;
    Properties& props = extraction.entities[worth.actor].props;
    SetProperty(props, "amount_yuan", worth.amount.yuan);
    if (worth.amount.approximate) SetProperty(props, "approximate", true);
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.begin < b.begin; });
  std::set<std::tuple<size_t, uint32_t, uint32_t>> paired;  // a pairing says more than cooperation in one sentence
  for (const Finding& finding : findings) {
    if (finding.claim.type != LinkType::kPairedWith) continue;
    paired.emplace(finding.begin, finding.claim.subject, finding.claim.object);
    paired.emplace(finding.begin, finding.claim.object, finding.claim.subject);
  }
  std::set<std::pair<uint32_t, uint32_t>> ever_paired;
  for (const auto& [begin, subject, object] : paired) ever_paired.emplace(subject, object);
  // What a sentence states of an object, nobody need infer; but a region that builds something leaves open who runs it.
  std::set<std::tuple<size_t, LinkType, uint32_t>> stated;
  for (const Finding& finding : findings) {
    const bool region = reading.actors[finding.claim.subject].region != kNoRegion;
    if (!finding.claim.inferred && !region) stated.emplace(finding.begin, finding.claim.type, finding.claim.object);
  }
  std::map<std::pair<size_t, uint32_t>, Amount> worth_in;  // sentence and project
  for (const Worth& worth : worths) worth_in.try_emplace({worth.sentence, worth.actor}, worth.amount);
  std::map<std::tuple<size_t, LinkType, uint32_t, uint32_t>, size_t>
      told;  // sentence and link -> the claim that says so
  for (Finding& finding : findings) {
    Claim& claim = finding.claim;
    if (claim.type == LinkType::kCooperatesWith && paired.contains({finding.begin, claim.subject, claim.object}))
      continue;
    // A pair that works together tells nothing new, unless plainly agreed.
    if (claim.type == LinkType::kCooperatesWith && claim.confidence < kPlainlyAgreed &&
        ever_paired.contains({claim.subject, claim.object}))
      continue;
    if (claim.inferred && claim.type == LinkType::kUndertakes &&
        stated.contains({finding.begin, claim.type, claim.object}))
      continue;
    const auto worth = worth_in.find({finding.begin, claim.object});
    const bool money = claim.type == LinkType::kInvestsIn || claim.type == LinkType::kUndertakes;
    if (money && !claim.amount_yuan && worth != worth_in.end()) {
      claim.amount_yuan = worth->second.yuan;
      claim.approximate = worth->second.approximate;
    }
    if (Symmetric(claim.type) && told.contains({finding.begin, claim.type, claim.object, claim.subject})) {
      std::swap(claim.subject, claim.object);
    }
    const auto [at, fresh] =
        told.try_emplace({finding.begin, claim.type, claim.subject, claim.object}, extraction.claims.size());
    if (!fresh) {
      // Two rules that read the same in one sentence are one claim: the surer rule's, with what only the other knows.
      Claim& kept = extraction.claims[at->second];
      if (claim.confidence > kept.confidence) {
        claim.place = kept.place;
        claim.evidence = kept.evidence;
        std::swap(kept, claim);
      }
      CompleteFrom(claim, kept);
      continue;
    }
    claim.place = source.text->Place(finding.begin, finding.end);
    claim.evidence = OriginalWording(source, claim.place);
    extraction.claims.push_back(claim);
  }
  extraction.links = ConcludeLinks(extraction.claims);
}

}  // namespace qiao::loaders::news
