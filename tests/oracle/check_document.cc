// check_document: runs the ```cypher blocks of a document one after the other on a graph loaded from tables, and
// compares each answer with the ```text block that follows: the columns, then a row a line; or how the error begins.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "loaders/csv/load_tables.h"
#include "tests/cases/case_file.h"
#include "tests/oracle/compare.h"
#include "tests/support/notation.h"

namespace qiao::tests {
namespace {

struct Block {
  int line = 0;
  std::string query;
  bool has_answer = false;
  std::vector<std::string> answer;
};

std::vector<Block> BlocksOf(const std::string& file) {
  std::vector<Block> blocks;
  std::ifstream input(file);
  std::string line;
  std::string fence;  // of the block at hand
  for (int number = 1; std::getline(input, line); ++number) {
    if (line.starts_with("```")) {
      const bool opens = fence.empty();
      fence = opens ? line : "";
      if (opens && line == "```cypher") blocks.push_back({.line = number});
      if (opens && line == "```text" && !blocks.empty()) blocks.back().has_answer = true;
    } else if (fence == "```cypher") {
      blocks.back().query += line + "\n";
    } else if (fence == "```text" && !blocks.empty()) {
      blocks.back().answer.push_back(line);
    }
  }
  return blocks;
}

std::string RowText(const std::vector<std::string>& cells) { return fmt::format("{}", fmt::join(cells, " | ")); }

std::optional<std::string> Check(engine::Database& database, const Block& block) {
  const auto answer = Ask(database, block.query);
  if (!answer) {
    const std::string error = base::Describe(answer.error(), block.query);
    if (block.answer.size() == 1 && error.starts_with(block.answer[0])) return std::nullopt;
    return error;
  }
  if (!block.has_answer) return std::nullopt;
  std::vector<std::string> wanted = block.answer;
  for (size_t i = 1; i < wanted.size(); ++i) {
    std::vector<std::string> cells;
    for (const std::string& cell : SplitCells(wanted[i])) {
      const auto value = ParseNotation(cell);
      if (!value) return value.error().Text();
      cells.push_back(Canonical(*value));
    }
    wanted[i] = RowText(cells);
  }
  std::vector<std::string> found = {RowText(answer->columns)};
  std::vector<std::string> shown = found;
  for (const engine::Row& row : answer->rows) {
    std::vector<std::string> cells;
    std::vector<std::string> texts;
    for (const base::Value& value : row) {
      cells.push_back(Canonical(value));
      texts.push_back(base::ToText(value));
    }
    found.push_back(RowText(cells));
    shown.push_back(RowText(texts));
  }
  if (found == wanted) return std::nullopt;
  return fmt::format("the answer is\n{}", fmt::join(shown, "\n"));
}

}  // namespace
}  // namespace qiao::tests

int main(int argc, char** argv) {
  CLI::App app("Checks the examples of a document.");
  std::string document;
  std::vector<std::string> folders;
  app.add_option("document", document, "A text in Markdown")->required();
  app.add_option("--tables", folders, "Folders of tables to load first");
  CLI11_PARSE(app, argc, argv);

  namespace engine = qiao::engine;
  auto database = engine::Database::Open(std::string(engine::Database::kMemory));
  if (!database) {
    std::cout << database.error().Text() << '\n';
    return 1;
  }
  std::vector<std::string> tables;
  for (const std::string& folder : folders) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) tables.push_back(entry.path());
  }
  std::sort(tables.begin(), tables.end());
  const auto loaded = qiao::loaders::csv::LoadTables(**database, tables, {}, {}, nullptr);
  if (!loaded) {
    std::cout << loaded.error().Text() << '\n';
    return 1;
  }
  int passed = 0;
  int failed = 0;
  for (const auto& block : qiao::tests::BlocksOf(document)) {
    const auto fault = qiao::tests::Check(**database, block);
    ++(fault ? failed : passed);
    if (fault) std::cout << document << ":" << block.line << ":\n" << block.query << *fault << "\n\n";
  }
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 && passed > 0 ? 0 : 1;
}
