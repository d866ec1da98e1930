// Running a plan that may put rows into temporary files when its memory runs out.
#pragma once

#include "query/query.h"

namespace qiao::query {

// Sorting, grouping, DISTINCT, joins and barriers go on in temporary files once all operators of the query together
// hold more than `above` bytes. The files have no names: nothing is left behind, whatever happens.
struct Spilling {
  std::string folder;  // empty: nothing is spilled, and operators fail at the memory limit
  size_t above = SIZE_MAX;
  uint64_t limit = 0;  // bytes that the query's files may take together; 0: half of what is free in the folder
};

base::Result<std::unique_ptr<Rows>> Execute(std::shared_ptr<const Plan> plan, const Execution& execution,
                                            const Spilling& spilling);

}  // namespace qiao::query
