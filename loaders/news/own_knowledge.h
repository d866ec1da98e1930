// A folder of an analyst's own rules and words.
#pragma once

#include <string>

#include "base/result.h"
#include "loaders/news/extract.h"

namespace qiao::loaders::news {

// What `folder`, or the single file of that name, holds: *.rules, names.txt, words.txt and known.tsv; README and *.md
// are left alone. No folder ("") is no own knowledge. Errors: kInput for a folder that isn't there and for a file of
// another name, so that a typing mistake doesn't go unnoticed; kIo. What the files say is checked by Extractor::Create.
base::Result<ExtractorOptions> ReadOwnKnowledge(const std::string& folder);

}  // namespace qiao::loaders::news
