// Who acts in a clause, as a frame sees it.
#pragma once

#include <optional>

#include "loaders/news/frame_view.h"

namespace qiao::loaders::news {

std::optional<Found> FindAgent(const FrameView& view);

}  // namespace qiao::loaders::news
