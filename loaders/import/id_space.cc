#include "loaders/import/id_space.h"

namespace qiao::loaders::import {

void IdSpace::Add(int64_t id, base::NodeId node, uint64_t origin) {
  numbers_.index.Add(id);
  numbers_.Append(node, origin);
}

void IdSpace::Add(std::string_view id, base::NodeId node, uint64_t origin) {
  if (const auto number = CanonicalNumber(id)) return Add(*number, node, origin);
  texts_.index.Add(id);
  texts_.Append(node, origin);
}

template <class Index, class ToText>
base::Result<void> IdSpace::BuildPart(Part<Index>& part, const ToText& to_text,
                                      const std::function<base::Result<void>(const Duplicate&)>& duplicate) {
  if (part.nodes.size() >= kNoPlace) {
    return base::MakeError(base::ErrorCode::kLimit, "an id space can't hold more than {} ids", kNoPlace);
  }
  base::Result<void> result;
  part.index.Build([&](uint32_t place, uint32_t first) {
    if (!result) return;
    result = duplicate(
        {to_text(part.index.at(place)), base::NodeId(part.nodes[place]), part.origins[place], part.origins[first]});
  });
  part.origins = {};  // only duplicates are told by them
  return result;
}

base::Result<void> IdSpace::Build(const std::function<base::Result<void>(const Duplicate&)>& duplicate) {
  QIAO_CHECK(BuildPart(
      numbers_, [](int64_t number) { return std::to_string(number); }, duplicate));
  return BuildPart(
      texts_, [](std::string_view text) { return std::string(text); }, duplicate);
}

std::optional<base::NodeId> IdSpace::Find(std::string_view id) const {
  if (const auto number = CanonicalNumber(id)) return Find(*number);
  const uint32_t place = texts_.index.Find(id);
  return place == kNoPlace ? std::nullopt : Known(texts_.nodes[place]);
}

uint64_t IdSpace::bytes() const {
  return numbers_.index.bytes() + numbers_.nodes.bytes() + texts_.index.bytes() + texts_.nodes.bytes();
}

}  // namespace qiao::loaders::import
