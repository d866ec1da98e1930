#include "loaders/csv/header.h"

#include <algorithm>

#include "base/text.h"
#include "loaders/csv/point_cell.h"

namespace qiao::loaders::csv {
namespace {

// A header field taken apart: name:word(group){key:value,...}.
struct Parts {
  std::string_view name;
  std::string_view word;
  std::string_view group;
  std::string_view options;
  bool array = false;
};

Parts Split(std::string_view field) {
  field = base::Trim(field);
  Parts parts;
  if (field.ends_with('}')) {
    if (const size_t open = field.rfind('{'); open != std::string_view::npos) {
      parts.options = field.substr(open + 1, field.size() - open - 2);
      field = field.substr(0, open);
    }
  }
  const size_t colon = field.rfind(':');
  if (colon == std::string_view::npos) {
    parts.name = field;
    return parts;
  }
  parts.name = field.substr(0, colon);
  parts.word = field.substr(colon + 1);
  if (parts.word.ends_with(')')) {
    if (const size_t open = parts.word.find('('); open != std::string_view::npos) {
      parts.group = parts.word.substr(open + 1, parts.word.size() - open - 2);
      parts.word = parts.word.substr(0, open);
    }
  }
  if (parts.word.ends_with("[]")) {
    parts.array = true;
    parts.word.remove_suffix(2);
  }
  return parts;
}

struct RoleRow {
  std::string_view word;
  Role role;
  std::optional<size_t> Header::*column;  // null: there may be several
};

constexpr RoleRow kRoles[] = {
    {"id", Role::kId, &Header::id},
    {"label", Role::kLabel, &Header::label},
    {"start_id", Role::kStartId, &Header::start},
    {"end_id", Role::kEndId, &Header::end},
    {"type", Role::kType, &Header::type},
    {"ignore", Role::kIgnore, nullptr},
};

const RoleRow* FindRole(std::string_view word) {
  const std::string lower = base::AsciiLower(word);
  const auto* row = std::ranges::find(kRoles, lower, &RoleRow::word);
  return row == std::end(kRoles) ? nullptr : row;
}

base::Error UnknownWord(const InputPlace& place, std::string_view word) {
  std::vector<std::string_view> known = CellTypeWords();
  for (const std::string_view role : {"ID", "LABEL", "START_ID", "END_ID", "TYPE", "IGNORE"}) known.push_back(role);
  if (const auto meant = base::ClosestName(word, known)) {
    return InputError("{}: unknown column type '{}'; did you mean {}?", place, word, *meant);
  }
  return InputError(
      "{}: unknown column type '{}'; the types are string, long, double, boolean, date, datetime and others, "
      "with [] for lists, and ID, LABEL, START_ID, END_ID, TYPE, IGNORE",
      place, word);
}

// {id-type:long}, {timezone:Asia/Shanghai}, {crs:wgs-84}.
base::Result<void> ReadOptions(std::string_view options, const InputPlace& place, Column& column) {
  while (!options.empty()) {
    const std::string_view entry = options.substr(0, options.find(','));
    options.remove_prefix(std::min(entry.size() + 1, options.size()));
    const size_t colon = entry.find(':');
    const std::string key = base::AsciiLower(base::Trim(entry.substr(0, colon)));
    std::string_view value = colon == std::string_view::npos ? std::string_view() : base::Trim(entry.substr(colon + 1));
    value = base::TrimLeft(base::TrimRight(value, "'\""), "'\"");
    if (key == "id-type" && column.role == Role::kId) {
      const auto type = FindCellType(value);
      if (type != CellType::kString && type != CellType::kInteger) {
        return InputError("{}: an id may be a string or long, not '{}'", place, value);
      }
      column.format.type = *type;
    } else if (key == "timezone") {
      auto zone = base::FindZone(value);
      if (!zone) return InputError("{}: unknown time zone '{}'; write it like Asia/Shanghai or +08:00", place, value);
      column.format.zone = *std::move(zone);
    } else if (key == "crs") {
      column.format.crs = FindCrs(value);
      if (!column.format.crs) {
        return InputError("{}: unknown coordinate system '{}'; there are cartesian, cartesian-3d, wgs-84 and wgs-84-3d",
                          place, value);
      }
    } else {
      return InputError("{}: unknown option '{}' of a column; there are timezone, crs and, for an ID, id-type", place,
                        key);
    }
  }
  return {};
}

base::Result<void> CheckWhole(const RecordReader& reader, const Header& header) {
  const InputPlace place = reader.PlaceOfRecord();
  if (header.relationships) {
    if (!header.start || !header.end) {
      return InputError("{}: a table of relationships needs both :START_ID and :END_ID", place);
    }
    if (header.id || header.label) {
      return InputError("{}: a table has either nodes (:ID, :LABEL) or relationships (:START_ID, :END_ID), not both",
                        place);
    }
    return {};
  }
  if (header.type) {
    return InputError("{}: a table with :TYPE holds relationships, which need :START_ID and :END_ID", place);
  }
  if (!header.id && !header.label) {
    return InputError(
        "{}: no column says what the rows are; a table of nodes needs an id column such as name:ID (and :LABEL, or the "
        "label as the file's name), a table of relationships :START_ID and :END_ID (and :TYPE, or a file name such as "
        "Person_KNOWS_Person.csv). A list about articles goes with --manifest",
        place);
  }
  return {};
}

}  // namespace

size_t CountRoles(std::string_view line, std::string_view delimiter) {
  size_t count = 0;
  while (true) {
    const size_t end = line.find(delimiter);
    std::string_view field = base::Trim(line.substr(0, end));
    if (field.size() >= 2 && field.starts_with('"') && field.ends_with('"')) field = field.substr(1, field.size() - 2);
    const Parts parts = Split(field);
    if (FindRole(parts.word) != nullptr && field.find(':') != std::string_view::npos) ++count;
    if (end == std::string_view::npos) return count;
    line.remove_prefix(end + delimiter.size());
  }
}

std::optional<std::string> GuessDelimiter(std::string_view line) {
  std::optional<std::string> best;
  size_t most = 0;
  size_t fields = 0;
  for (const std::string_view delimiter : {",", ";", "\t", "|"}) {
    const size_t roles = CountRoles(line, delimiter);
    const auto parts = static_cast<size_t>(std::ranges::count(line, delimiter.front()));
    if (roles > most || (roles == most && roles > 0 && parts > fields)) {
      best = std::string(delimiter);
      most = roles;
      fields = parts;
    }
  }
  return best;
}

base::Result<Header> ReadHeader(const RecordReader& reader, const Record& record, const std::string& array_delimiter) {
  Header header;
  for (size_t i = 0; i < record.fields.size(); ++i) {
    const Parts parts = Split(record.fields[i].text);
    const InputPlace place = reader.PlaceOf(i);
    Column column;
    column.name = std::string(parts.name);
    column.group = std::string(parts.group);
    column.format.array = parts.array;
    column.format.array_delimiter = array_delimiter;
    if (const RoleRow* role = FindRole(parts.word)) {
      column.role = role->role;
      if (parts.array) return InputError("{}: {} can't be a list", place, parts.word);
      if (role->column != nullptr) {
        if (header.*(role->column)) return InputError("{}: a second {} column", place, parts.word);
        header.*(role->column) = i;
      }
    } else if (!parts.word.empty()) {
      const auto type = FindCellType(parts.word);
      if (!type || !parts.group.empty()) return UnknownWord(place, parts.word);
      column.format.type = *type;
    }
    if (column.role == Role::kProperty && column.name.empty()) {
      return InputError("{}: a column without a name; name it, or write :IGNORE", place);
    }
    QIAO_CHECK(ReadOptions(parts.options, place, column));
    const bool stored = column.role == Role::kProperty || (column.role == Role::kId && !column.name.empty());
    for (size_t k = 0; stored && k < header.columns.size(); ++k) {
      const Column& earlier = header.columns[k];
      if (earlier.name == column.name && (earlier.role == Role::kProperty || earlier.role == Role::kId)) {
        return InputError("{}: a second column {}", place, column.name);
      }
    }
    header.columns.push_back(std::move(column));
  }
  header.relationships = header.start || header.end;
  QIAO_CHECK(CheckWhole(reader, header));
  return header;
}

}  // namespace qiao::loaders::csv
