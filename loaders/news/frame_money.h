// The sum that belongs to a frame's deed.
#pragma once

#include <optional>

#include "loaders/news/frame_view.h"
#include "loaders/news/quantities.h"

namespace qiao::loaders::news {

// In the clause, in the one before that has its subject, or behind: 捐赠一批药品,总值90万元.
std::optional<Amount> FindMoney(const FrameView& view, const std::optional<Found>& agent);

// The sum that stands right behind the verb: 总投资约3亿元.
std::optional<Amount> FindCost(const FrameView& view);

}  // namespace qiao::loaders::news
