#include "loaders/news/made_entities.h"

#include <algorithm>
#include <bit>

#include "base/charset.h"
#include "loaders/news/canonical.h"

namespace qiao::loaders::news {

using std::u32string;
using std::u32string_view;

const Binding* BindingOf(const Match& match, std::string_view slot) {
  const auto binding =
      std::find_if(match.bindings.begin(), match.bindings.end(), [&](const Binding& b) { return *b.slot == slot; });
  return binding == match.bindings.end() ? nullptr : &*binding;
}

uint32_t EntityMaker::Quoted(const Binding& binding) {
  const auto [begin, end] = binding.quoted;
  return Actor(static_cast<EntityLabel>(std::countr_zero(binding.labels)), Plain(text_.substr(begin, end - begin)),
               begin, end);
}

uint32_t EntityMaker::Make(const Match& match, const MakeTemplate& make) {
  u32string name;
  for (const std::string& part : make.parts) {
    const Binding* binding = BindingOf(match, part);
    if (!binding) {
      name += base::ToUtf32(part);
      continue;
    }
    // Regions as they are written here, bodies by their full names.
    const bool body = binding->actors.size() == 1 && reading_.actors[binding->actors[0]].region == kNoRegion;
    if (body) name += reading_.actors[binding->actors[0]].name;
    for (size_t i = 0; i < binding->spans.size() && !body; ++i) {
      if (i > 0) name += U'、';
      name += Surface(binding->spans[i]);
    }
  }
  return Actor(make.label, std::move(name), match.begin, match.end);
}

u32string_view EntityMaker::Surface(std::pair<size_t, size_t> span) const {
  size_t begin = span.first;
  auto item = std::lower_bound(reading_.items.begin(), reading_.items.end(), span.first,
                               [](const Item& i, size_t b) { return i.begin < b; });
  const RegionId item_region =
      item == reading_.items.end() || item->end != span.second ? kNoRegion : reading_.actors[item->actors[0]].region;
  if (item != reading_.items.end() && reading_.actors[item->actors[0]].region != kNoRegion) {
    for (; item != reading_.items.end() && item->begin < span.second; ++item) {
      if (item->end < span.second) begin = std::max(begin, item->end);
    }
  }
  const u32string_view surface = text_.substr(begin, span.second - begin);
  const Gazetteer& regions = context_.regions();
  if (item_region != kNoRegion && regions[item_region].brief == surface) return regions[item_region].name;
  return surface;
}

uint32_t EntityMaker::Actor(EntityLabel label, u32string name, size_t begin, size_t end) {
  for (uint32_t i = 0; i < reading_.actors.size(); ++i) {
    if (reading_.actors[i].label == label && reading_.actors[i].name == name) return i;
  }
  news::Actor actor;
  actor.label = label;
  actor.name = std::move(name);
  actor.first = begin;
  reading_.actors.push_back(std::move(actor));
  reading_.mentions.push_back({{begin, end}});
  return static_cast<uint32_t>(reading_.actors.size() - 1);
}

}  // namespace qiao::loaders::news
