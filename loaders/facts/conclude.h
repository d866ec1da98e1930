// From what all articles say about two entities to the one link between them.
//
// The rule, for each value of the link on its own: take it from the best claim that states it. Better is, in this
// order, a claim that a person reviewed, the later publication, the more precise date, the higher confidence; claims
// that are still equal are ordered by their article and place, so that the order of loading does not matter.
#pragma once

#include <string_view>

#include "base/result.h"
#include "query/graph.h"

namespace qiao::loaders {

// Writes, renews or removes the link of `type` between `from` and `to` so that it says what the graph's claims say.
// A symmetric type (asked in both directions) has one link, in the direction of its best claim.
base::Result<void> ConcludeLink(const query::GraphReader& graph, query::GraphWriter& writer, std::string_view type,
                                bool symmetric, base::NodeId from, base::NodeId to);

}  // namespace qiao::loaders
