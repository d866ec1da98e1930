// People's decisions: from a table that FindDoubts made and a person filled in, or one of the person's own rows.
//
//   kind      action                  what the person writes
//   same      merge (or accept)       name: what it is called, when neither name is right
//             apart (or reject)
//   claim,    accept, reject
//   conflict  amend                   the right values in status, since, until, amount_yuan, field, programme, role;
//                                     of a number in value, unit, qualifier, period
//   (empty)   add                     from, type, to, values; article and sentence if there are
//   figure    add                     from (and to), type: what it counts, value, unit, qualifier, period
//             merge, apart            from, to, name
//             split                   from, article, name: what the entity is that this article calls so
//
// An entity of the person's own rows is written as its name, or as Label:name where several are called so; `add` may
// name a new entity so. Rows without an action are left alone.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "engine/database.h"
#include "loaders/facts/decision.h"

namespace qiao::loaders {

struct ReviewProblem {
  std::string place;  // doubts.csv:7
  base::Message reason;
};

struct ReviewOutcome {
  std::vector<Decision> decisions;      // recorded; none when there are problems
  size_t repeated = 0;                  // decisions of the table that are recorded already
  std::vector<ReviewProblem> problems;  // one a bad row
};

// All rows or none, in one transaction. What is recorded already and holds is not recorded again, so that a table that
// a person goes on filling in can be applied again and again. Errors: kInput for a file that is no such table; of the
// database.
base::Result<ReviewOutcome> ApplyReview(engine::Database& database, const std::string& path, const std::string& by,
                                        const std::string& why);

// Errors: kInput for a number that no decision has or that was undone already.
base::Result<Decision> UndoDecision(engine::Database& database, int64_t id, const std::string& by);

}  // namespace qiao::loaders
