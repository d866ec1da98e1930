// What the planner knows of values.
#include "query/procedures/builtin.h"

namespace qiao::query {
namespace {

base::Result<void> Analyze(ProcedureContext& context, std::span<const base::Value>, const Procedure::Emit&) {
  return context.writer->RefreshStatistics();
}

}  // namespace

void AddStatisticsProcedures(ProcedureRegistry& registry) {
  registry.Add({"db.analyze",
                {},
                {},
                Analyze,
                "Looks at the values of all properties again, for the planner. Imports and commits do so by themselves "
                "once a quarter of a table has changed.",
                true});
}

}  // namespace qiao::query
