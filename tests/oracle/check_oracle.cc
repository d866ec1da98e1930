// check_oracle: runs what is known of the language on the oracle itself: the text cases, and the conformance suite.
// Errors, counters and procedures, which it does not know, are left out.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "tests/cases/case_runner.h"
#include "tests/oracle/oracle_database.h"
#include "tests/tck/scenario_runner.h"

namespace qiao::tests {
namespace {

namespace fs = std::filesystem;

base::Result<std::unique_ptr<engine::Database>> Open(const std::string&, const engine::DatabaseOptions&) {
  return OpenOracle();
}

struct Tally {
  int passed = 0;
  int failed = 0;
  int skipped = 0;

  void Add(const std::string& name, const std::optional<std::string>& fault) {
    if (!fault) {
      ++passed;
    } else if (fault->find("the oracle does not know") != std::string::npos ||
               fault->find("fails: LimitError") != std::string::npos) {  // it holds every list whole
      ++skipped;
    } else {
      ++failed;
      std::cout << "FAILED " << name << '\n' << *fault << '\n';
    }
  }
};

std::string ContentOf(const fs::path& file) {
  std::ostringstream content;
  content << std::ifstream(file).rdbuf();
  return content.str();
}

// Without the queries that must fail, and without counters.
TextCase Judged(TextCase test) {
  std::vector<CaseStep> steps;
  for (CaseStep& step : test.steps) {
    if (step.kind == CaseStep::Kind::kError || step.kind == CaseStep::Kind::kDetail) {
      while (!steps.empty() && steps.back().kind != CaseStep::Kind::kQuery) steps.pop_back();
      if (!steps.empty()) steps.pop_back();
    } else if (step.kind != CaseStep::Kind::kCounters) {
      steps.push_back(std::move(step));
    }
  }
  test.steps = std::move(steps);
  return test;
}

void CheckCases(const fs::path& folder, Tally& tally) {
  const CaseSettings settings{.open = Open};
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".case") continue;
    const auto cases = ReadCases(ContentOf(entry.path()));
    if (!cases) {
      tally.Add(entry.path(), cases.error().Text());
      continue;
    }
    for (const TextCase& test : *cases) {
      tally.Add(entry.path().filename().string() + ": " + test.title, RunCase(Judged(test), settings));
    }
  }
}

void CheckFeatures(const fs::path& folder, Tally& tally) {
  const TckSettings settings{.graphs_folder = (folder / ".." / "graphs").string(), .open = Open};
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".feature") continue;
    const auto scenarios = ReadFeature(ContentOf(entry.path()), entry.path().filename());
    if (!scenarios) {
      tally.Add(entry.path(), scenarios.error().Text());
      continue;
    }
    for (const Scenario& scenario : *scenarios) {
      const bool fails = std::any_of(scenario.steps.begin(), scenario.steps.end(), [](const GherkinStep& step) {
        return step.text.find(" should be raised at ") != std::string::npos;
      });
      if (fails || scenario.HasTag("@ignore")) {
        ++tally.skipped;
      } else {
        tally.Add(scenario.FullName(), RunScenario(scenario, settings));
      }
    }
  }
}

}  // namespace
}  // namespace qiao::tests

int main(int argc, char** argv) {
  CLI::App app("Runs the text cases and the conformance suite on the oracle.");
  std::string cases;
  std::string features;
  app.add_option("--cases", cases, "Folder of text cases");
  app.add_option("--features", features, "Folder of feature files; left out where it is missing");
  CLI11_PARSE(app, argc, argv);
  qiao::tests::Tally tally;
  if (!cases.empty()) qiao::tests::CheckCases(cases, tally);
  if (std::filesystem::is_directory(features)) {
    qiao::tests::CheckFeatures(features, tally);
  } else if (!features.empty()) {
    std::cout << "no conformance suite at " << features << '\n';
  }
  std::cout << tally.passed << " passed, " << tally.failed << " failed, " << tally.skipped << " skipped\n";
  return tally.failed == 0 && tally.passed > 0 ? 0 : 1;
}
