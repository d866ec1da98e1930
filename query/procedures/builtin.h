// The procedures that every registry begins with.
#pragma once

#include "query/procedures/procedure.h"

namespace qiao::query {

// db.labels, db.relationshipTypes, db.propertyKeys, dbms.components.
void AddNameProcedures(ProcedureRegistry& registry);
// db.schema.nodeTypeProperties, db.schema.relTypeProperties, db.schema.visualization.
void AddSchemaProcedures(ProcedureRegistry& registry);
// db.awaitIndexes, db.awaitIndex.
void AddIndexProcedures(ProcedureRegistry& registry);
// db.analyze.
void AddStatisticsProcedures(ProcedureRegistry& registry);

// What SHOW INDEXES and SHOW CONSTRAINTS run: not to be called by name. They take the types that are wanted, none for
// all; the last columns are only shown when a YIELD asks for them.
const Procedure& ShowIndexesProcedure();
const Procedure& ShowConstraintsProcedure();
inline constexpr size_t kShownIndexColumns = 12;
inline constexpr size_t kShownConstraintColumns = 8;

}  // namespace qiao::query
