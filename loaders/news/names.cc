#include "loaders/news/names.h"

#include <array>

namespace qiao::loaders::news {
namespace {

constexpr std::array<std::string_view, 14> kLabels = {"Province", "City",    "District",  "Town",   "Hospital",
                                                      "School",   "Company", "Institute", "Agency", "Park",
                                                      "Project",  "Event",   "Product",   "Troupe"};
constexpr std::array<std::string_view, 7> kStatuses = {"",        "intended",  "agreed", "signed",
                                                       "started", "completed", "ended"};
constexpr std::array<std::string_view, 9> kLinkTypes = {"PAIRED_WITH", "COOPERATES_WITH", "INVESTS_IN",
                                                        "UNDERTAKES",  "PARTICIPATES_IN", "LOCATED_IN",
                                                        "PART_OF",     "AFFILIATED_WITH", "SUPPLIES"};

template <class Enum, class Names>
std::optional<Enum> Find(const Names& names, std::string_view name) {
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name && !name.empty()) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view Name(EntityLabel label) { return kLabels[static_cast<size_t>(label)]; }
std::string_view Name(ClaimStatus status) { return kStatuses[static_cast<size_t>(status)]; }
std::string_view Name(LinkType type) { return kLinkTypes[static_cast<size_t>(type)]; }

bool Symmetric(LinkType type) { return type == LinkType::kPairedWith || type == LinkType::kCooperatesWith; }

std::optional<EntityLabel> LabelNamed(std::string_view name) { return Find<EntityLabel>(kLabels, name); }
std::optional<LinkType> LinkTypeNamed(std::string_view name) { return Find<LinkType>(kLinkTypes, name); }
std::optional<ClaimStatus> StatusNamed(std::string_view name) { return Find<ClaimStatus>(kStatuses, name); }

}  // namespace qiao::loaders::news
