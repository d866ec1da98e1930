// Further places of names that have no ending of their own.
#pragma once

#include <string_view>

#include "loaders/news/declared_names.h"
#include "loaders/news/resolve.h"

namespace qiao::loaders::news {

// Brands, products and quoted titles are known once a list or a quotation has told them, and names once they have been
// declared; their other places in `text` become items of `reading`, which stay in order.
void FindAgain(const Lexicon& lexicon, std::u32string_view text, const std::vector<DeclaredName>& declared,
               Reading& reading);

}  // namespace qiao::loaders::news
