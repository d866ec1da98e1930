#include "loaders/csv/cell_type.h"

#include <string>

#include "base/text.h"

namespace qiao::loaders::csv {
namespace {

struct TypeRow {
  std::string_view word;
  CellType type;
};

constexpr TypeRow kTypes[] = {
    {"string", CellType::kString},       {"char", CellType::kString},
    {"int", CellType::kInteger},         {"long", CellType::kInteger},
    {"short", CellType::kInteger},       {"byte", CellType::kInteger},
    {"integer", CellType::kInteger},     {"float", CellType::kFloat},
    {"double", CellType::kFloat},        {"boolean", CellType::kBoolean},
    {"bool", CellType::kBoolean},        {"date", CellType::kDate},
    {"localtime", CellType::kLocalTime}, {"time", CellType::kTime},
    {"datetime", CellType::kDateTime},   {"localdatetime", CellType::kLocalDateTime},
    {"duration", CellType::kDuration},   {"point", CellType::kPoint},
    {"json", CellType::kJson},
};

}  // namespace

std::optional<CellType> FindCellType(std::string_view word) {
  const std::string lower = base::AsciiLower(word);
  for (const TypeRow& row : kTypes) {
    if (row.word == lower) return row.type;
  }
  return std::nullopt;
}

std::vector<std::string_view> CellTypeWords() {
  std::vector<std::string_view> words;
  for (const TypeRow& row : kTypes) words.push_back(row.word);
  return words;
}

std::string_view Word(CellType type) {
  for (const TypeRow& row : kTypes) {
    if (row.type == type) return row.word;
  }
  return {};
}

std::string_view Example(CellType type) {
  switch (type) {
    case CellType::kString:
      return "潞城区";
    case CellType::kInteger:
      return "470000000 (whole, without separators, below 2^63)";
    case CellType::kFloat:
      return "0.55 or 1e9";
    case CellType::kBoolean:
      return "true or false";
    case CellType::kDate:
      return "2023-09-25";
    case CellType::kLocalTime:
      return "14:30:00";
    case CellType::kTime:
      return "14:30:00+08:00";
    case CellType::kLocalDateTime:
      return "2023-09-25T14:30:00";
    case CellType::kDateTime:
      return "2023-09-25T14:30:00+08:00";
    case CellType::kDuration:
      return "P1Y2M3DT4H";
    case CellType::kJson:
      return "[1, \"二\"]";
    case CellType::kPoint:
      return "{latitude: 36.2, longitude: 113.1} or {x: 1.0, y: 2.0}";
  }
  return {};
}

std::string_view TypeWord(base::Kind kind) {
  using base::Kind;
  switch (kind) {
    case Kind::kBoolean:
      return "boolean";
    case Kind::kInteger:
      return "long";
    case Kind::kFloat:
      return "double";
    case Kind::kString:
      return "string";
    case Kind::kDate:
      return "date";
    case Kind::kLocalTime:
      return "localtime";
    case Kind::kTime:
      return "time";
    case Kind::kLocalDateTime:
      return "localdatetime";
    case Kind::kDateTime:
      return "datetime";
    case Kind::kDuration:
      return "duration";
    case Kind::kPoint:
      return "point";
    case Kind::kNull:
    case Kind::kList:
    case Kind::kMap:
    case Kind::kNode:
    case Kind::kRelationship:
    case Kind::kPath:
      break;
  }
  return {};
}

}  // namespace qiao::loaders::csv
