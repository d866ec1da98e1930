// Runs one scenario of the conformance suite on a fresh graph.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/database.h"
#include "tests/tck/gherkin.h"

namespace qiao::tests {

struct TckSettings {
  engine::DatabaseOptions options;
  std::string graphs_folder;  // of the named graphs
  std::string folder;         // of the database, removed after each scenario; empty: in memory
  // What opens a database; another one than the engine may be tested.
  std::function<base::Result<std::unique_ptr<engine::Database>>(const std::string&, const engine::DatabaseOptions&)>
      open = engine::Database::Open;
};

// What differs from the scenario's expectations; nullopt when nothing does.
std::optional<std::string> RunScenario(const Scenario& scenario, const TckSettings& settings);

}  // namespace qiao::tests
