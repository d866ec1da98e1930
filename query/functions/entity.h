// Nodes and relationships that functions look at, whether they carry records or are bare ids of the query's graph.
//
// Errors: kEntityNotFound with kDeletedEntityAccess for what this transaction has deleted; those of the graph.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "query/functions/function.h"

namespace qiao::query {

// Requires a node or a relationship that is a bare id.
base::Result<base::Value> EntityProperty(const FunctionContext& context, const base::Value& entity,
                                         std::string_view name);
// Requires a node or a relationship.
base::Result<base::Map> EntityProperties(const FunctionContext& context, const base::Value& entity);

struct RelationshipEnds {
  base::Value start;
  base::Value end;
  std::string type;
};
// Requires a relationship. Known of a deleted one too.
base::Result<RelationshipEnds> EndsOf(const FunctionContext& context, const base::Value& relationship);
base::Result<std::vector<std::string>> LabelsOf(const FunctionContext& context, const base::Value& node);

}  // namespace qiao::query
