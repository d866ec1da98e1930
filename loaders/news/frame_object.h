// To what a frame's deed is done.
#pragma once

#include <optional>

#include "loaders/news/frame_view.h"

namespace qiao::loaders::news {

std::optional<Found> FindObject(const FrameView& view, const std::optional<Found>& agent);

}  // namespace qiao::loaders::news
