// Writes what one article says into the graph: the document, its entities, claims, figures and agreements, and the
// links that follow from all claims.
#pragma once

#include "base/result.h"
#include "loaders/facts/entity_index.h"
#include "loaders/news/extraction.h"
#include "query/graph.h"

namespace qiao::loaders {

struct ArticleCounts {
  uint64_t new_entities = 0;
  uint64_t known_entities = 0;
  uint64_t claims = 0;
  uint64_t links = 0;
};

// `entities` knows the graph's entities and learns the new ones. The caller commits.
base::Result<ArticleCounts> WriteArticle(const news::Extraction& article, const query::GraphReader& graph,
                                         query::GraphWriter& writer, EntityIndex& entities);

}  // namespace qiao::loaders
