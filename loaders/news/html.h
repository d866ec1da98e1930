// HTML -> the text that a reader sees. A page without tags comes back as it is.
#pragma once

#include "loaders/news/text.h"

namespace qiao::loaders::news {

struct HtmlText {
  Text text;
  std::u32string title;  // of <title>; empty without one
};

// Linear in the page, no recursion: how deep tags nest doesn't matter. Blocks become lines; scripts, styles, menus and
// forms are dropped; character references are resolved.
HtmlText StripHtml(const Text& page);

}  // namespace qiao::loaders::news
