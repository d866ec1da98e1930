// What names alone tell, as it is gathered: shared by the steps of `structure`.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "loaders/news/finding.h"
#include "loaders/news/resolve.h"

namespace qiao::loaders::news {

inline constexpr double kStatedTogether = 0.97;
inline constexpr double kFromGazetteer = 0.9;
inline constexpr double kFromName = 0.85;
inline constexpr double kFromOwner = 0.6;
inline constexpr double kFromHome = 0.6;

class StructureClaims {
 public:
  // `reading` gets actors for regions that only a seat or a name tells. `found` are the claims that rules made.
  StructureClaims(const Gazetteer& regions, const Scan& scan, Reading& reading, const std::vector<Finding>& found);

  const Gazetteer& regions() const { return regions_; }
  const Scan& scan() const { return scan_; }
  const Reading& reading() const { return reading_; }

  // Tells of two actors what the sentence at `at` shows; nothing of an actor with itself.
  void Add(LinkType type, uint32_t subject, uint32_t object, bool inferred, double confidence, const char* rule,
           size_t at);
  // The sentence that holds `at`.
  std::pair<size_t, size_t> Sentence(size_t at) const { return SentenceAt(sentences_, at); }

  // The actor of a region; made without mention when only a seat tells it.
  uint32_t ActorOf(RegionId region, size_t at);
  const std::unordered_map<RegionId, uint32_t>& actor_of() const { return actor_of_; }
  // A seat that nobody mentions is told by the nearest region above that is mentioned, or not at all.
  RegionId Named(RegionId region) const;

  // Whose place is told, or needs no telling.
  void SetPlaced(uint32_t actor) { placed_.insert(actor); }
  bool Placed(uint32_t actor) const { return placed_.contains(actor); }

  // In the order of the text.
  std::vector<Finding> Take();

 private:
  const Gazetteer& regions_;
  const Scan& scan_;
  Reading& reading_;
  const std::vector<std::pair<size_t, size_t>> sentences_;
  std::unordered_map<RegionId, uint32_t> actor_of_;
  std::unordered_set<uint32_t> placed_;
  std::vector<Finding> findings_;
};

// A project, park, event or institute: what bodies build, run or take part in.
bool IsThing(EntityLabel label);
// A body that builds, runs or takes part by itself.
bool Acts(EntityLabel label);
// Fairs are named after their city and open to all.
bool IsFair(std::u32string_view name);

}  // namespace qiao::loaders::news
