// The procedures that every registry begins with.
#pragma once

#include "query/procedures/procedure.h"

namespace qiao::query {

// db.labels, db.relationshipTypes, db.propertyKeys, dbms.components.
void AddNameProcedures(ProcedureRegistry& registry);
// db.schema.nodeTypeProperties, db.schema.relTypeProperties, db.schema.visualization.
void AddSchemaProcedures(ProcedureRegistry& registry);

}  // namespace qiao::query
