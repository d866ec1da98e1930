// A short mark of everything that an extraction says, to tell whether an article says something else than it did when
// it was loaded (other rules, another date).
#pragma once

#include <string>

#include "loaders/news/extraction.h"

namespace qiao::loaders {

// 16 hex digits.
std::string DigestOf(const news::Extraction& article);

}  // namespace qiao::loaders
