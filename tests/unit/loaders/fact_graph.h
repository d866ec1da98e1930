// Articles into a graph in memory, and the graph as a text that does not depend on the numbers of nodes.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/database.h"
#include "loaders/facts/load_article.h"
#include "tests/unit/loaders/temp_file.h"

namespace qiao::loaders {

inline std::unique_ptr<engine::Database> MemoryDatabase() {
  auto database = engine::Database::Open(std::string(engine::Database::kMemory));
  EXPECT_TRUE(database) << database.error().Text();
  return *std::move(database);
}

inline std::vector<engine::Row> Ask(engine::Database& database, const std::string& query) {
  auto result = database.Connect()->Execute(query);
  EXPECT_TRUE(result) << query << result.error().Text();
  auto rows = (*result)->Collect();
  EXPECT_TRUE(rows) << rows.error().Text();
  return *std::move(rows);
}

// A line for each node and relationship, sorted; loads, which say when something came, are left out.
inline std::vector<std::string> Lines(engine::Database& database) {
  const auto node_text = [](const base::Value& value) {
    auto record = value.node_record();
    std::ranges::sort(record.labels);
    std::ranges::sort(record.properties, {}, &base::Map::value_type::first);
    return fmt::format("{} {}", fmt::join(record.labels, ":"), base::ToText(base::Value::Of(record.properties)));
  };
  std::vector<std::string> lines;
  for (const auto& row : Ask(database, "MATCH (n) WHERE NOT n:Load RETURN n")) lines.push_back(node_text(row[0]));
  for (const auto& row : Ask(database, "MATCH (a)-[r]->(b) WHERE type(r) <> 'LOADED_IN' RETURN a, r, b")) {
    auto record = row[1].relationship_record();
    std::ranges::sort(record.properties, {}, &base::Map::value_type::first);
    lines.push_back(fmt::format("{} -{} {}-> {}", node_text(row[0]), record.type,
                                base::ToText(base::Value::Of(record.properties)), node_text(row[2])));
  }
  std::ranges::sort(lines);
  return lines;
}

// What one set of lines has and the other has not, for messages.
inline std::string Difference(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::string text;
  std::vector<std::string> only;
  std::ranges::set_difference(a, b, std::back_inserter(only));
  for (const auto& line : only) text += "- " + line + "\n";
  only.clear();
  std::ranges::set_difference(b, a, std::back_inserter(only));
  for (const auto& line : only) text += "+ " + line + "\n";
  return text;
}

// A folder of articles that goes away with the object.
class Articles {
 public:
  void Write(const std::string& name, const std::string& text) {
    files_[name] = std::make_unique<TempFile>(text, name);
  }
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& [name, file] : files_) names.push_back(name);
    return names;
  }
  std::vector<ArticleFile> Files(const std::vector<std::string>& names, const news::DocumentInfo& info = {}) const {
    std::vector<ArticleFile> files;
    for (const std::string& name : names) {
      files.push_back({info, true});
      files.back().info.file = files_.at(name)->path();
    }
    return files;
  }
  ArticleReport Load(engine::Database& database, const std::vector<std::string>& names, size_t threads = 1,
                     const news::Extractor* extractor = nullptr, const news::DocumentInfo& info = {}) const {
    static const auto builtin = news::Extractor::Create();
    auto report =
        LoadArticles(database, Files(names, info), extractor == nullptr ? *builtin : *extractor, {.threads = threads});
    EXPECT_TRUE(report) << report.error().Text();
    return report ? *std::move(report) : ArticleReport();
  }

 private:
  std::map<std::string, std::unique_ptr<TempFile>> files_;
};

}  // namespace qiao::loaders
