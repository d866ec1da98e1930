// What articles disagree about: two statements that can't both be so.
//
//   amount  of one link or one project, in yuan
//   date    when one link began or ended, where no day fits both
//   count   a figure of one metric, scope and period about the same entities
//   place   where something lies, where neither region lies in the other
//   name    two entities that may be one
//
// A later article that tells of a later stage (signed, then started) is no conflict, nor is a number of another period.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "loaders/facts/claims.h"

namespace qiao::loaders {

struct Statement {
  std::string value;
  std::string sentence;
  Article article;
  base::NodeId node;  // the claim or figure; of a value, the entity
  std::string key;    // of a value: the article's reading that has it
};

struct Conflict {
  enum class Of : uint8_t { kClaims, kFigures, kValues, kEntities };
  Of of = Of::kClaims;
  std::string_view kind;              // amount, date, count, place, name
  std::string type;                   // of the link; what a figure counts; empty for an entity
  std::string about;                  // names of the entities
  std::vector<Statement> statements;  // at least two, with different values; the concluded value's first
  bool decided = false;               // a person reviewed one of them
};

// By kind, then by what they are about.
base::Result<std::vector<Conflict>> FindConflicts(const query::GraphReader& graph);

}  // namespace qiao::loaders
