#include "query/functions/value_type.h"

#include <iterator>
#include <set>

namespace qiao::query {
namespace {

using base::Kind;
using base::Value;

// Lists nested deeper than this are lists of ANY, which is true of every list.
constexpr int kMaxNesting = 32;

// The order in which the types of a union stand.
int Rank(const Value& value) {
  constexpr Kind kOrder[] = {Kind::kBoolean,      Kind::kString,    Kind::kInteger, Kind::kFloat,
                             Kind::kDate,         Kind::kLocalTime, Kind::kTime,    Kind::kLocalDateTime,
                             Kind::kDateTime,     Kind::kDuration,  Kind::kPoint,   Kind::kNode,
                             Kind::kRelationship, Kind::kMap,       Kind::kList,    Kind::kPath};
  int rank = 0;
  while (rank < static_cast<int>(std::size(kOrder)) && kOrder[rank] != value.kind()) ++rank;
  return rank;
}

std::string TypeName(const Value& value, int nesting);

// Between the angle brackets: every element's type once; none of them is "NOT NULL" where one is null.
std::string ElementTypes(const base::List& list, int nesting) {
  if (list.empty()) return "NOTHING";
  std::set<std::pair<int, std::string>> types;
  bool nullable = false;
  for (const Value& element : list) {
    nullable = nullable || element.is_null();
    if (!element.is_null()) types.emplace(Rank(element), TypeName(element, nesting + 1));
  }
  if (types.empty()) return "NULL";
  std::string text;
  for (const auto& [rank, name] : types) {
    if (!text.empty()) text += " | ";
    text += name + (nullable ? "" : " NOT NULL");
  }
  return text;
}

std::string TypeName(const Value& value, int nesting) {
  if (!value.is(Kind::kList)) return std::string(base::Name(value.kind()));
  return "LIST<" + (nesting < kMaxNesting ? ElementTypes(value.list(), nesting) : "ANY") + ">";
}

}  // namespace

std::string ValueType(const Value& value) { return value.is_null() ? "NULL" : TypeName(value, 0) + " NOT NULL"; }

}  // namespace qiao::query
