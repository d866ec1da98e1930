// What people should look at: entities that may be one, claims of low confidence, statements that contradict each
// other. A table of texts for a spreadsheet; review.h reads it back with people's decisions in it.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/result.h"
#include "loaders/facts/claims.h"
#include "loaders/facts/fact_graph.h"

namespace qiao::loaders {

// A person writes `action` and, for some actions, other cells; `ref` says what the row is about and must stay.
inline constexpr std::array<std::string_view, 23> kReviewColumns = {
    "kind",        "action", "from",      "type",      "to",       "status", "since",     "until",
    "amount_yuan", "field",  "programme", "role",      "value",    "unit",   "qualifier", "period",
    "name",        "score",  "article",   "published", "sentence", "note",   "ref"};

struct Doubt {
  std::string kind;  // same, claim, conflict
  std::string from, type, to;
  base::Map values;  // of a claim or a figure; an amount of an entity
  double score = 0;  // of two entities: how alike; of a claim: its confidence
  Article article;
  std::string sentence;
  base::Message note;  // what may be done
  std::string ref;

  // The cell of a column, in plain text.
  std::string Cell(std::string_view column, base::Language language) const;
};

// `below`: claims with less confidence are doubtful. What a person has decided is left out.
base::Result<std::vector<Doubt>> FindDoubts(const query::GraphReader& graph, double below);

}  // namespace qiao::loaders
