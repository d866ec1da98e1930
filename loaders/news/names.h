// The words of enumerations as they stand in data files, rules and output.
#pragma once

#include <optional>
#include <string_view>

#include "loaders/news/extraction.h"

namespace qiao::loaders::news {

std::optional<EntityLabel> LabelNamed(std::string_view name);
std::optional<LinkType> LinkTypeNamed(std::string_view name);
std::optional<ClaimStatus> StatusNamed(std::string_view name);

}  // namespace qiao::loaders::news
