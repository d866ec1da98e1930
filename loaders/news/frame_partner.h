// With whom a frame's agent does it.
#pragma once

#include <optional>

#include "loaders/news/frame_view.h"

namespace qiao::loaders::news {

// Of two in one phrase (甲、乙合办) the second, which `agent` then leaves to it.
std::optional<Found> FindPartner(const FrameView& view, std::optional<Found>& agent);

}  // namespace qiao::loaders::news
