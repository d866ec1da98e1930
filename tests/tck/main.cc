// tck --features DIR: runs the openCypher conformance suite in process and prints what fails.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/tck/scenario_runner.h"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> FeatureFiles(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".feature") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

constexpr int kSkipped = 77;  // tells ctest that nothing was tried

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Runs the openCypher conformance suite.");
  fs::path features;
  std::string filter;
  std::vector<std::string> skipped_tags;
  bool brief = false;
  bool no_passes = false;
  bool disk = false;
  int sample = 1;
  qiao::tests::TckSettings settings;
  app.add_option("--features", features, "Folder of feature files; named graphs stand in ../graphs")->required();
  app.add_option("--filter", filter, "Only scenarios whose file or name holds this text");
  app.add_option("--skip", skipped_tags, "Leave out scenarios with this tag, such as @ignore");
  app.add_flag("--brief", brief, "Only the names of failures");
  app.add_flag("--no-passes", no_passes, "Without the optimiser's passes");
  app.add_flag("--disk", disk, "In a folder instead of memory");
  app.add_option("--sample", sample, "Only every so many scenarios, unless QIAO_LONG is set");
  app.add_option("--batch-rows", settings.options.batch_rows, "Rows a batch");
  CLI11_PARSE(app, argc, argv);
  if (std::getenv("QIAO_LONG") != nullptr) sample = 1;
  if (no_passes) settings.options.compile.passes_off = {"all"};
  if (!fs::is_directory(features)) {
    std::cout << "no conformance suite at " << features << '\n';
    return kSkipped;
  }
  settings.options.sync_commits = false;
  std::string temporary = (fs::temp_directory_path() / "qiao-tck-XXXXXX").string();
  if (disk) {
    if (mkdtemp(temporary.data()) == nullptr) {
      std::cerr << "no temporary folder\n";
      return 2;
    }
    settings.folder = temporary + "/graph";
  }
  settings.graphs_folder = (features / ".." / "graphs").string();

  int passed = 0;
  int failed = 0;
  int skipped = 0;
  int seen = 0;
  for (const fs::path& file : FeatureFiles(features)) {
    std::ostringstream content;
    content << std::ifstream(file).rdbuf();
    auto scenarios = qiao::tests::ReadFeature(content.str(), fs::relative(file, features).string());
    if (!scenarios) {
      std::cout << scenarios.error().Text() << '\n';
      ++failed;
      continue;
    }
    for (const auto& scenario : *scenarios) {
      if (scenario.FullName().find(filter) == std::string::npos) continue;
      if (std::ranges::any_of(skipped_tags, [&](const std::string& tag) { return scenario.HasTag(tag); })) {
        ++skipped;
        continue;
      }
      if (seen++ % sample != 0) continue;
      const auto fault = qiao::tests::RunScenario(scenario, settings);
      ++(fault ? failed : passed);
      if (fault) std::cout << "FAILED " << scenario.FullName() << '\n' << (brief ? "" : *fault + "\n") << std::flush;
    }
  }
  std::error_code error;
  if (disk) fs::remove_all(temporary, error);
  std::cout << passed << " passed, " << failed << " failed, " << skipped << " skipped\n";
  return failed == 0 && passed > 0 ? 0 : 1;
}
