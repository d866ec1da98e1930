// Tables give the same graph, or the same error, whether they are loaded row by row or in bulk.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "engine/database.h"
#include "loaders/load.h"
#include "tests/unit/loaders/temp_file.h"

namespace qiao::loaders {
namespace {

// Name and content of files.
using Tables = std::map<std::string, std::string>;

std::vector<std::string> Lines(engine::Database& database, std::string_view query) {
  auto result = database.Connect()->Execute(query);
  if (!result) return {result.error().Text()};
  auto rows = (*result)->Collect();
  if (!rows) return {rows.error().Text()};
  std::vector<std::string> lines;
  for (const auto& row : *rows) {
    std::string line;
    for (const base::Value& value : row) line += base::ToText(value) + " | ";
    lines.push_back(std::move(line));
  }
  std::ranges::sort(lines);
  return lines;
}

// What a database of `before` holds after the load; or, after an error, that and the error.
std::vector<std::string> Outcome(const Tables& tables, std::string_view before, uint64_t bulk_bytes) {
  auto database = engine::Database::Open(std::string(engine::Database::kMemory)).value();
  if (!before.empty()) database->Connect()->Execute(before).value();
  std::vector<std::unique_ptr<TempFile>> files;
  std::vector<std::string> paths;
  for (const auto& [name, content] : tables) {
    files.push_back(std::make_unique<TempFile>(content, name));
    paths.push_back(files.back()->path());
  }
  LoadOptions options;
  options.bulk_bytes = bulk_bytes;
  const auto report = Load(*database, paths, options);
  std::vector<std::string> lines = Lines(*database, "MATCH (n) RETURN labels(n), properties(n)");
  std::ranges::move(Lines(*database, "MATCH (a)-[r]->(b) RETURN properties(a), type(r), properties(r), properties(b)"),
                    std::back_inserter(lines));
  if (report) {
    lines.push_back(fmt::format("{} tables, {} nodes, {} relationships", report->tables, report->rows.nodes_created,
                                report->rows.relationships_created));
  } else {
    // Without the folder, which is another one each time.
    std::string text = report.error().Text();
    for (size_t slash = text.rfind('/'); slash != std::string::npos; slash = text.rfind('/')) {
      const size_t begin = text.rfind(' ', slash);
      text.erase(begin == std::string::npos ? 0 : begin + 1, slash + 1 - (begin == std::string::npos ? 0 : begin + 1));
    }
    lines.push_back(std::move(text));
  }
  return lines;
}

const Tables kGood = {
    {"City.csv", "id:ID(City)|name|founded:date|near:string[]\n1|北京市|1045-01-01|天津市;保定市\n2|\"长|治\"||\n"},
    {"people.csv", "name:ID,:LABEL,age:int,note:IGNORE\n张三,人;主任,30,x\n李四,人,,\n王五,,,\n"},
    {"City_PAIRED_WITH_City.csv", ":START_ID(City)|:END_ID(City)|since:int\n1|2|2012\n2|2|\n1|2|2012\n"},
    {"knows.csv", ":START_ID,:END_ID,:TYPE,w:double\n张三,李四,KNOWS,0.5\n李四,王五,LIKES,\n"},
};

TEST(BulkLoadTest, GivesTheGraphThatRowsGive) {
  const auto rows = Outcome(kGood, "", UINT64_MAX);
  EXPECT_EQ(rows.back(), "4 tables, 5 nodes, 5 relationships");
  EXPECT_EQ(Outcome(kGood, "", 0), rows);
}

TEST(BulkLoadTest, FindsTheEndsThatTheDatabaseHolds) {
  const Tables tables = {{"r.csv", "name:START_ID(区),name:END_ID(区),:TYPE\n丰台区,新区,R\n"},
                         {"n.csv", "name:ID(区),:LABEL\n新区,区\n"}};
  const auto rows = Outcome(tables, "CREATE (:区 {name: '丰台区'})", UINT64_MAX);
  EXPECT_EQ(rows.back(), "2 tables, 1 nodes, 1 relationships");
  EXPECT_EQ(Outcome(tables, "CREATE (:区 {name: '丰台区'})", 0), rows);
}

TEST(BulkLoadTest, RefusesWhatRowsAreRefusedFor) {
  const std::string nodes = "id:ID,:LABEL,n:int\n1,A,1\n2,A,2\n";
  const std::pair<Tables, std::string> bad[] = {
      {{{"n.csv", "id:ID,:LABEL,n:int\n1,A,1\n2,A,zwei\n"}}, "n.csv:3:5: column n: 'zwei' can't be read as int"},
      {{{"n.csv", "id:ID,:LABEL\n1,A\n2\n"}}, "n.csv:3:1: the row has 1 columns where the header has 2"},
      {{{"n.csv", "id:ID,:LABEL\n1,A\n,A\n"}}, "n.csv:3:1: a node without an id"},
      {{{"n.csv", nodes}, {"r.csv", ":START_ID,:END_ID,:TYPE\n1,2,R\n1,3,R\n"}}, "r.csv:3:3: no node has the id '3'"},
      {{{"n.csv", nodes}, {"r.csv", ":START_ID,:END_ID,:TYPE\n1,2,R\n1,,R\n"}}, "r.csv:3:3: a relationship without"},
      {{{"n.csv", nodes}, {"r.csv", ":START_ID,:END_ID,:TYPE\n1,2,\n"}}, "r.csv:2:5: a relationship without a type"},
      {{{"n.csv", "id:ID,:LABEL\n1,A\n1,A\n"}}, "the id '1' is used a second time"},
      {{{"n.csv", "id:ID,:LABEL\n7,B\n"}}, "the database already holds a B node with id '7'"},
  };
  for (const auto& [tables, error] : bad) {
    for (const uint64_t bulk_bytes : {UINT64_MAX, uint64_t{0}}) {
      const auto outcome = Outcome(tables, "CREATE (:B {id: '7'})", bulk_bytes);
      EXPECT_NE(outcome.back().find(error), std::string::npos) << outcome.back() << ", not " << error;
      EXPECT_EQ(outcome.size(), 2U) << "something was loaded";
    }
  }
}

}  // namespace
}  // namespace qiao::loaders
