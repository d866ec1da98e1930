// One table file, opened: its header and the records behind it.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "loaders/csv/header.h"
#include "loaders/csv/record_reader.h"

namespace qiao::loaders::csv {

struct TableOptions {
  std::optional<std::string> delimiter;  // one character; nullopt: guessed from the header
  std::string array_delimiter = ";";
  char quote = '"';
  std::optional<base::Charset> charset;  // nullopt: guessed from the bytes
  bool update = false;                   // nodes and relationships that are there already are merged with, not refused
};

struct Table {
  std::string path;
  Header header;
  RecordReader reader;
};

// Errors: kInput for a file without a header that says what its rows are; kIo.
base::Result<Table> OpenTable(const std::string& path, const TableOptions& options);

// What rows without a :LABEL column are: the file's name without folder and extension, Person of data/Person.csv.
base::Result<std::string> LabelOfFile(const std::string& path);
// What rows without a :TYPE column are: KNOWS of Person_KNOWS_Person.csv, where the outer parts are the id spaces of
// the ends or there are just three parts.
base::Result<std::string> TypeOfFile(const std::string& path, const Header& header);

}  // namespace qiao::loaders::csv
