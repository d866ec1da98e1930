// Runs one text case on a fresh database.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/database.h"
#include "tests/cases/case_file.h"

namespace qiao::tests {

struct CaseSettings {
  std::string folder;  // databases are made in it; empty: in memory
  engine::DatabaseOptions options;
  // What opens a database; another one than the engine may be tested.
  std::function<base::Result<std::unique_ptr<engine::Database>>(const std::string&, const engine::DatabaseOptions&)>
      open = engine::Database::Open;
};

// What differs from the case's expectations, with its line; nullopt when nothing does.
std::optional<std::string> RunCase(const TextCase& test, const CaseSettings& settings);

}  // namespace qiao::tests
