// Reading and findings -> Extraction: entities with their mentions in the original, claims with evidence, links.
#pragma once

#include <string_view>
#include <vector>

#include "base/charset.h"
#include "loaders/news/apply.h"
#include "loaders/news/extraction.h"
#include "loaders/news/finding.h"
#include "loaders/news/lexicon.h"
#include "loaders/news/resolve.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {

// The article as it came and as it was cleaned.
struct Source {
  std::string_view bytes;
  base::Charset charset = base::Charset::kUtf8;
  const Text* text = nullptr;
};

// A slice of the original, as UTF-8.
std::string OriginalWording(const Source& source, SourceSpan place);

// Fills entities (with what they are worth), claims and links; drops claims that say the same of the same sentence.
void Assemble(const Lexicon& lexicon, const Source& source, const Reading& reading, std::vector<Finding> findings,
              const std::vector<Worth>& worths, Extraction& extraction);

}  // namespace qiao::loaders::news
