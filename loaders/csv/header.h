// The first line of a table, as neo4j-admin writes it: what each column means.
//
//   name:ID(Person)            the node's id in the id space Person, also kept as property `name`
//   :ID(Person){id-type:long}  … as a whole number; kept nowhere
//   :LABEL                     labels, several between array delimiters
//   from:START_ID(Person)      the relationship's ends; the name, if any, is the property by which nodes that are
//   to:END_ID(Person)          already in the database are found
//   :TYPE                      the relationship's type
//   amount:long, aliases:string[], at:datetime{timezone:Asia/Shanghai}, place:point{crs:wgs-84}
//   note                       a string property
//   :IGNORE                    nothing
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "loaders/csv/cell.h"
#include "loaders/csv/record_reader.h"

namespace qiao::loaders::csv {

enum class Role : uint8_t { kProperty, kId, kLabel, kStartId, kEndId, kType, kIgnore };

struct Column {
  Role role = Role::kProperty;
  std::string name;   // the property; empty where the header gives none
  std::string group;  // the id space of an id; empty: the common one
  CellFormat format;
};

struct Header {
  std::vector<Column> columns;
  bool relationships = false;  // else nodes
  std::optional<size_t> id, label, start, end, type;
};

// Whether a line could be such a header: a field of it, split at `delimiter`, names a role other than a property.
// Counts those fields.
size_t CountRoles(std::string_view line, std::string_view delimiter);

// The delimiter of a header line: of , ; tab and | the one that makes most fields with a role; nullopt: none does.
std::optional<std::string> GuessDelimiter(std::string_view line);

// Reads the header from the reader's last record.
// Errors: kInput with the place of the column and what to write instead.
base::Result<Header> ReadHeader(const RecordReader& reader, const Record& record, const std::string& array_delimiter);

}  // namespace qiao::loaders::csv
