// To what a frame's deed is done.
#pragma once

#include <optional>

#include "loaders/news/frame_view.h"

namespace qiao::loaders::news {

std::optional<Found> FindObject(const FrameView& view, const std::optional<Found>& agent);

// What a sum is told of, in a frame in which nobody acts: 甲项目已经开工,总投资3亿元.
std::optional<Found> FindCosting(const FrameView& view);

}  // namespace qiao::loaders::news
