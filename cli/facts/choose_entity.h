// The entities that a name on the command line means.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/facts/find_entities.h"

namespace qiao::cli {

// Those that are called so; else those with an alias so; else regions that are called so with their level (长子:
// 长子县); else the only one whose name holds the text. Errors: kInput when there is none or no only one, naming what
// comes near.
base::Result<std::vector<Entity>> ChooseEntities(const query::GraphReader& graph, const std::string& name,
                                                 const FindOptions& options);
// The same where one is needed. Errors: kInput when several are called so, with their labels and places.
base::Result<Entity> ChooseEntity(const query::GraphReader& graph, const std::string& name, const FindOptions& options);

}  // namespace qiao::cli
