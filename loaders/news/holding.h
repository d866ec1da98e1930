// Names behind a verb of holding, which may contain any word: 举办创新中国行-企业家走进长治推介活动.
#pragma once

#include <cstddef>
#include <optional>

#include "loaders/news/scan.h"

namespace qiao::loaders::news {

// Within how many characters before its ending an event's name begins.
inline constexpr size_t kLongestEvent = 60;

// Where the name begins that reached back to `begin` by its words; nothing without such a verb.
std::optional<size_t> BehindHoldingVerb(const Lexicon& lexicon, const Scan& scan, const Ending& ending, size_t begin,
                                        size_t ending_begin);

}  // namespace qiao::loaders::news
