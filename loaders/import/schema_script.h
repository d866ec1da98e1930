// The indexes and constraints that stand beside an export, as statements: CREATE INDEX and CREATE CONSTRAINT.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "engine/database.h"
#include "query/schema.h"

namespace qiao::loaders::import {

// Nothing is run. Errors: those of the statements, with file, line and column in the message; kInput for another
// statement; kIo.
base::Result<std::vector<query::SchemaRule>> ReadSchema(engine::Database& database, const std::string& path);

}  // namespace qiao::loaders::import
