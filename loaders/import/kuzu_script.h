// The scripts beside the tables of Kùzu's and Ladybug's EXPORT DATABASE: which tables there are (schema.cypher), and
// which file fills which (copy.cypher).
//
//   CREATE NODE TABLE `Person` (`id` INT64,`names` STRING[], PRIMARY KEY(`id`));
//   CREATE REL TABLE `Knows` (FROM `Person` TO `Person`, `since` DATE,MANY_MANY);
//   COPY `Knows` (`since`) FROM "Knows_Person_Person.csv" (to='Person', from='Person', delim='|', header=true);
//
// Errors: kInput with file and line for what isn't written so. Other statements are left out.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "loaders/input.h"

namespace qiao::loaders::import {

struct KuzuColumn {
  std::string name;
  std::string type;         // a word in capitals, what stands in brackets behind it left out: INT64, DECIMAL, STRUCT
  unsigned dimensions = 0;  // 1 of INT64[] and FLOAT[3], 2 of INT64[][]
};

struct KuzuTable {
  std::string name;
  bool relationships = false;
  std::vector<KuzuColumn> columns;
  std::string primary_key;                                 // of nodes
  std::vector<std::pair<std::string, std::string>> pairs;  // of relationships: the tables at their ends
  InputPlace place;
};

struct KuzuCopy {
  std::string table;
  std::optional<std::vector<std::string>> columns;  // nullopt: all of the table, in their order
  std::string file;
  std::map<std::string, std::string> options;  // by their names in small letters
  InputPlace place;
};

base::Result<std::vector<KuzuTable>> ReadKuzuSchema(const std::string& path, std::string_view script);
base::Result<std::vector<KuzuCopy>> ReadKuzuCopies(const std::string& path, std::string_view script);

}  // namespace qiao::loaders::import
