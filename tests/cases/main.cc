// cases PATH…: runs the text cases of files and folders; README.md says how they are written.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cases/case_runner.h"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> FilesOf(const std::vector<std::string>& paths) {
  std::vector<fs::path> files;
  for (const std::string& path : paths) {
    if (!fs::is_directory(path)) {
      files.emplace_back(path);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      if (entry.path().extension() == ".case") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Runs text cases.");
  std::vector<std::string> paths;
  bool disk = false;
  bool no_passes = false;
  bool parallel = false;
  qiao::tests::CaseSettings settings;
  app.add_option("path", paths, "Case files and folders of them")->required();
  app.add_flag("--disk", disk, "On disk, reopened before each query");
  app.add_flag("--no-passes", no_passes, "Without the optimiser's passes");
  app.add_flag("--parallel", parallel, "Several threads share every scan, however few nodes it looks at");
  app.add_option("--batch-rows", settings.options.batch_rows, "Rows a batch");
  CLI11_PARSE(app, argc, argv);
  if (no_passes) settings.options.compile.passes_off = {"all"};
  if (parallel) {
    settings.options.threads = 3;
    settings.options.parallel_rows = 0;
  }
  settings.options.sync_commits = false;
  if (disk) {
    std::string pattern = (fs::temp_directory_path() / "qiao-cases-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
      std::cerr << "no temporary folder\n";
      return 1;
    }
    settings.folder = pattern;
  }

  int passed = 0;
  int failed = 0;
  for (const fs::path& file : FilesOf(paths)) {
    std::ostringstream content;
    content << std::ifstream(file).rdbuf();
    auto cases = qiao::tests::ReadCases(content.str());
    if (!cases) {
      std::cout << file.string() << ": " << cases.error().Text() << '\n';
      ++failed;
      continue;
    }
    for (const auto& test : *cases) {
      const auto fault = qiao::tests::RunCase(test, settings);
      ++(fault ? failed : passed);
      if (fault) std::cout << file.string() << ":" << test.line << ": " << test.title << "\n  " << *fault << "\n";
    }
  }
  if (disk) fs::remove_all(settings.folder);
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 && passed > 0 ? 0 : 1;
}
