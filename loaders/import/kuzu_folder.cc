#include "loaders/import/kuzu_folder.h"

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "loaders/import/kuzu_script.h"
#include "loaders/read_file.h"

namespace qiao::loaders::import {
namespace {

namespace fs = std::filesystem;
using csv::CellType;

constexpr size_t kMostScriptBytes = size_t{64} << 20;

struct TypeRow {
  std::string_view word;
  CellType type;
};

constexpr TypeRow kTypes[] = {
    {"STRING", CellType::kString},
    {"BOOL", CellType::kBoolean},
    {"BOOLEAN", CellType::kBoolean},
    {"INT8", CellType::kInteger},
    {"INT16", CellType::kInteger},
    {"INT32", CellType::kInteger},
    {"INT64", CellType::kInteger},
    {"INT128", CellType::kInteger},
    {"INT", CellType::kInteger},
    {"UINT8", CellType::kInteger},
    {"UINT16", CellType::kInteger},
    {"UINT32", CellType::kInteger},
    {"UINT64", CellType::kInteger},
    {"UINT128", CellType::kInteger},
    {"SERIAL", CellType::kInteger},
    {"FLOAT", CellType::kFloat},
    {"DOUBLE", CellType::kFloat},
    {"DECIMAL", CellType::kFloat},
    {"DATE", CellType::kDate},
    {"TIMESTAMP", CellType::kLocalDateTime},
    {"TIMESTAMP_SEC", CellType::kLocalDateTime},
    {"TIMESTAMP_MS", CellType::kLocalDateTime},
    {"TIMESTAMP_NS", CellType::kLocalDateTime},
    {"TIMESTAMP_TZ", CellType::kDateTime},
    {"INTERVAL", CellType::kDuration},
    {"UUID", CellType::kString},
    {"BLOB", CellType::kString},
    {"JSON", CellType::kString},
    {"STRUCT", CellType::kString},
    {"MAP", CellType::kString},
    {"UNION", CellType::kString},
};

base::Result<csv::CellFormat> FormatOf(const KuzuColumn& column, const InputPlace& place) {
  const auto* row = std::ranges::find(kTypes, column.type, &TypeRow::word);
  if (row == std::end(kTypes)) {
    return InputError("{}: the column `{}` has the type {}, which an import doesn't know", place, column.name,
                      column.type);
  }
  csv::CellFormat format;
  // Lists of lists, and of what no list can hold, stay one text.
  const bool nested =
      column.dimensions > 1 || column.type == "STRUCT" || column.type == "MAP" || column.type == "UNION";
  if (nested) return format;
  format.type = row->type;
  format.array = column.dimensions == 1;
  format.brackets = format.array;
  return format;
}

class Folder {
 public:
  explicit Folder(std::string path) : path_(std::move(path)) {}

  base::Result<void> Read(FoundGroups& groups) {
    const std::string schema = path_ + "/schema.cypher";
    const std::string copies = path_ + "/copy.cypher";
    QIAO_TRY(const std::string schema_text, ReadText(schema, kMostScriptBytes));
    QIAO_TRY(const std::string copy_text, ReadText(copies, kMostScriptBytes));
    QIAO_TRY(tables_, ReadKuzuSchema(schema, schema_text));
    QIAO_TRY(const auto read, ReadKuzuCopies(copies, copy_text));
    for (const KuzuTable& table : tables_) AddKey(table, groups);
    for (const KuzuCopy& copy : read) QIAO_CHECK(AddTable(copy, groups));
    return {};
  }

 private:
  static void AddKey(const KuzuTable& table, FoundGroups& groups) {
    if (table.primary_key.empty()) return;
    query::SchemaRule rule;
    rule.kind = query::RuleKind::kKey;
    rule.label = table.name;
    rule.keys = {table.primary_key};
    rule.name = query::NameFor(rule);
    groups.rules.push_back(std::move(rule));
  }

  const KuzuTable* Find(const std::string& name) const {
    const auto table = std::ranges::find(tables_, name, &KuzuTable::name);
    return table == tables_.end() ? nullptr : &*table;
  }

  base::Result<std::string> FileOf(const KuzuCopy& copy) const {
    const std::string path = path_ + "/" + fs::path(copy.file).filename().string();
    if (path.ends_with(".parquet")) {
      return InputError(
          "{}: the tables are Parquet files, which an import doesn't read; export the database with "
          "EXPORT DATABASE '…' (format=\"csv\")",
          copy.place);
    }
    std::error_code error;
    if (fs::is_regular_file(path, error)) return path;
    return InputError("{}: the file {} isn't there", copy.place, path);
  }

  // What the tables' files have in common.
  static base::Result<FileGroup::Declared> StartOf(const KuzuCopy& copy) {
    FileGroup::Declared declared;
    declared.delimiter = ",";
    for (const auto& [name, value] : copy.options) {
      if (name == "delim" || name == "delimiter") declared.delimiter = value == "\\t" || value == "t" ? "\t" : value;
      if (name == "header") declared.has_header = base::AsciiLower(value) == "true";
      if ((name == "quote" || name == "escape") && value != "\"") {
        return InputError("{}: the tables are written with {}='{}'; export the database without this option",
                          copy.place, name, value);
      }
    }
    if (declared.delimiter.size() == 1) return declared;
    return InputError("{}: the delimiter of the tables must be one character, not '{}'", copy.place,
                      declared.delimiter);
  }

  base::Result<void> AddTable(const KuzuCopy& copy, FoundGroups& groups) const {
    const KuzuTable* table = Find(copy.table);
    if (table == nullptr) return InputError("{}: schema.cypher has no table `{}`", copy.place, copy.table);
    FileGroup group;
    group.names = {table->name};
    QIAO_TRY(std::string file, FileOf(copy));
    group.files = {std::move(file)};
    QIAO_TRY(auto declared, StartOf(copy));
    if (table->relationships) QIAO_CHECK(AddEnds(copy, *table, declared.header));
    QIAO_CHECK(AddColumns(copy, *table, declared.header));
    group.declared = std::move(declared);
    (table->relationships ? groups.relationships : groups.nodes).push_back(std::move(group));
    return {};
  }

  static base::Result<void> AddEnds(const KuzuCopy& copy, const KuzuTable& table, csv::Header& header) {
    const auto from = copy.options.find("from");
    const auto to = copy.options.find("to");
    const bool told = from != copy.options.end() && to != copy.options.end();
    if (!told && table.pairs.size() != 1) {
      return InputError("{}: neither from and to nor the table `{}` says where its relationships begin and end",
                        copy.place, table.name);
    }
    header.relationships = true;
    header.start = 0;
    header.end = 1;
    header.columns.push_back({csv::Role::kStartId, "", told ? from->second : table.pairs.front().first, {}});
    header.columns.push_back({csv::Role::kEndId, "", told ? to->second : table.pairs.front().second, {}});
    return {};
  }

  static base::Result<void> AddColumns(const KuzuCopy& copy, const KuzuTable& table, csv::Header& header) {
    std::vector<std::string> names;
    for (const KuzuColumn& column : table.columns) names.push_back(column.name);
    for (const std::string& name : copy.columns.value_or(names)) {
      const auto column = std::ranges::find(table.columns, name, &KuzuColumn::name);
      if (column == table.columns.end()) {
        return InputError("{}: the table `{}` has no column `{}`", copy.place, table.name, name);
      }
      QIAO_TRY(auto format, FormatOf(*column, table.place));
      const bool key = !table.relationships && name == table.primary_key;
      if (key) header.id = header.columns.size();
      header.columns.push_back(
          {key ? csv::Role::kId : csv::Role::kProperty, name, key ? table.name : "", std::move(format)});
    }
    if (table.relationships || header.id) return {};
    return InputError("{}: the file has no column for the primary key of the table `{}`", copy.place, table.name);
  }

  const std::string path_;
  std::vector<KuzuTable> tables_;
};

}  // namespace

bool IsKuzuFolder(const std::string& path) {
  std::error_code error;
  return fs::is_regular_file(path + "/copy.cypher", error) && fs::is_regular_file(path + "/schema.cypher", error);
}

base::Result<void> ReadKuzuFolder(const std::string& path, FoundGroups& groups) { return Folder(path).Read(groups); }

}  // namespace qiao::loaders::import
