// The oracle with the face of a database in memory, for tests that run on either. BEGIN, COMMIT and ROLLBACK work; of
// the statements only queries do.
#pragma once

#include <cstdint>
#include <memory>

#include "engine/database.h"

namespace qiao::tests {

// `max_steps`: of each statement.
std::unique_ptr<engine::Database> OpenOracle(uint64_t max_steps = UINT64_MAX);

}  // namespace qiao::tests
