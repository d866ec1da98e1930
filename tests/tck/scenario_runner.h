// Runs one scenario of the conformance suite on a fresh graph in memory.
#pragma once

#include <optional>
#include <string>

#include "engine/database.h"
#include "tests/tck/gherkin.h"

namespace qiao::tests {

struct TckSettings {
  engine::DatabaseOptions options;
  std::string graphs_folder;  // of the named graphs
};

// What differs from the scenario's expectations; nullopt when nothing does.
std::optional<std::string> RunScenario(const Scenario& scenario, const TckSettings& settings);

}  // namespace qiao::tests
