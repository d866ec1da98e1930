// A program that asks a graph: pairs GRAPH NAME prints whom NAME is paired with.
#include <iostream>
#include <string>

#include "engine/database.h"

qiao::base::Result<void> PrintPairs(const std::string& path, const std::string& name) {
  QIAO_TRY(const auto database, qiao::engine::Database::Open(path));
  const auto connection = database->Connect();
  QIAO_TRY(const auto result, connection->Execute("MATCH ({name: $name})-[:PAIRED_WITH]-(o) RETURN DISTINCT o.name",
                                                  {{"name", qiao::base::Value::String(name)}}));
  while (true) {
    QIAO_TRY(const auto* row, result->Next());
    if (row == nullptr) return {};
    std::cout << (*row)[0].string() << '\n';
  }
}

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: pairs GRAPH NAME\n";
    return 2;
  }
  const auto printed = PrintPairs(argv[1], argv[2]);
  if (!printed) std::cerr << printed.error().Text() << '\n';
  return printed ? 0 : 1;
}
