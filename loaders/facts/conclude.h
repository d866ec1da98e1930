// From what all articles say about two entities to the one link between them.
//
// The rule, for each value of the link on its own: take it from the best claim that states it. Better is, in this
// order, a claim that a person reviewed, one that is stated rather than inferred, the later publication, the more
// precise date, the higher confidence; claims that are still equal are ordered by their article, place and wording, so
// that the order of loading does not matter. Claims that a person overruled count for nothing.
//
// A concluded link carries `claims`, how many say so; links without it are nobody's business here.
#pragma once

#include <compare>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/graph.h"

namespace qiao::loaders {

// Between whom a link is concluded anew.
struct LinkEnds {
  std::string type;
  base::NodeId from;
  base::NodeId to;
  friend auto operator<=>(const LinkEnds&, const LinkEnds&) = default;
};

// Asked in both directions: PAIRED_WITH, COOPERATES_WITH. Such a type has one link between two entities.
bool IsSymmetric(std::string_view type);

class LinkConcluder {
 public:
  LinkConcluder(const query::GraphReader& graph, query::GraphWriter& writer) : graph_(graph), writer_(writer) {}

  // Writes, renews or removes the link so that it says what the graph's claims say. A symmetric link stands in the
  // direction of its best claim. An entity has no link to itself.
  base::Result<void> Conclude(const LinkEnds& ends);

 private:
  struct Said {
    base::NodeId claim;
    std::string type;
    base::NodeId object;
  };
  struct Claim;

  base::Result<const std::vector<Said>*> SaidOf(base::NodeId subject);
  base::Result<void> AddClaims(const LinkEnds& ends, std::vector<Claim>& claims);
  base::Result<void> RemoveLinks(const LinkEnds& ends);

  const query::GraphReader& graph_;
  query::GraphWriter& writer_;
  std::map<base::NodeId, std::vector<Said>> said_;  // by subject; claims don't change while links are concluded
};

}  // namespace qiao::loaders
