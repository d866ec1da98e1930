#include "query/bind/foreign_names.h"

#include <algorithm>
#include <span>

#include "base/text.h"

namespace qiao::query {
namespace {

struct Foreign {
  std::string_view name;  // in small letters
  std::string_view meant;
};

constexpr Foreign kFunctions[] = {
    {"apoc.coll.contains", "x IN list"},
    {"apoc.coll.max", "reduce(m = head(list), x IN list | CASE WHEN x > m THEN x ELSE m END)"},
    {"apoc.coll.min", "reduce(m = head(list), x IN list | CASE WHEN x < m THEN x ELSE m END)"},
    {"apoc.coll.sort", "COLLECT { UNWIND list AS x RETURN x ORDER BY x }"},
    {"apoc.coll.sum", "reduce(sum = 0, x IN list | sum + x)"},
    {"apoc.coll.toset", "COLLECT { UNWIND list AS x RETURN DISTINCT x }"},
    {"apoc.convert.tointeger", "toInteger(x)"},
    {"apoc.convert.tostring", "toString(x)"},
    {"apoc.create.uuid", "randomUUID()"},
    {"apoc.map.merge", "a {.*, key: value}"},
    {"apoc.text.join", "reduce(text = head(list), x IN tail(list) | text + ',' + x)"},
    {"array_length", "size(list)"},
    {"cast", "toInteger(x), toFloat(x), toString(x), toBoolean(x) or date(x)"},
    {"coll.distinct", "COLLECT { UNWIND list AS x RETURN DISTINCT x }"},
    {"coll.sort", "COLLECT { UNWIND list AS x RETURN x ORDER BY x }"},
    {"concat", "a + b"},
    {"curdate", "date()"},
    {"current_date", "date()"},
    {"current_timestamp", "datetime()"},
    {"getdate", "datetime()"},
    {"group_concat", "reduce(text = '', x IN collect(n.key) | text + x)"},
    {"if", "CASE WHEN … THEN … ELSE … END"},
    {"ifnull", "coalesce(a, b)"},
    {"iif", "CASE WHEN … THEN … ELSE … END"},
    {"isnull", "x IS NULL"},
    {"len", "size(x)"},
    {"list_append", "list + x"},
    {"list_concat", "a + b"},
    {"list_contains", "x IN list"},
    {"list_distinct", "COLLECT { UNWIND list AS x RETURN DISTINCT x }"},
    {"list_element", "list[0]"},
    {"list_extract", "list[0]"},
    {"list_len", "size(list)"},
    {"list_sort", "COLLECT { UNWIND list AS x RETURN x ORDER BY x }"},
    {"list_sum", "reduce(sum = 0, x IN list | sum + x)"},
    {"ln", "log(x)"},
    {"mod", "a % b"},
    {"now", "datetime()"},
    {"nvl", "coalesce(a, b)"},
    {"pow", "a ^ b"},
    {"power", "a ^ b"},
    {"regexp_matches", "text =~ '…'"},
    {"rels", "relationships(path)"},
    {"string_agg", "reduce(text = '', x IN collect(n.key) | text + x)"},
    {"string_split", "split(text, ',')"},
    {"strlen", "size(text)"},
    {"sysdate", "datetime()"},
    {"today", "date()"},
    {"uuid", "randomUUID()"},
};

constexpr Foreign kProcedures[] = {
    {"apoc.cypher.run", "CALL { … }"},
    {"apoc.load.csv", "LOAD CSV WITH HEADERS FROM 'file:///…' AS row"},
    {"apoc.meta.data", "CALL db.schema.nodeTypeProperties() and CALL db.schema.relTypeProperties()"},
    {"apoc.meta.schema", "CALL db.schema.nodeTypeProperties() and CALL db.schema.relTypeProperties()"},
    {"apoc.meta.stats", "MATCH (n) RETURN labels(n), count(*)"},
    {"apoc.periodic.commit", "CALL { … } IN TRANSACTIONS OF 1000 ROWS"},
    {"apoc.periodic.iterate", "CALL { … } IN TRANSACTIONS OF 1000 ROWS"},
    {"db.constraints", "SHOW CONSTRAINTS"},
    {"db.indexes", "SHOW INDEXES"},
    {"dbms.functions", "SHOW FUNCTIONS"},
    {"dbms.procedures", "SHOW PROCEDURES"},
    {"show_tables", "CALL db.labels() and CALL db.relationshipTypes()"},
    {"table_info", "CALL db.schema.nodeTypeProperties()"},
};

std::optional<std::string_view> Find(std::span<const Foreign> table, std::string_view name) {
  const auto found = std::ranges::find(table, base::AsciiLower(name), &Foreign::name);
  if (found == table.end()) return std::nullopt;
  return found->meant;
}

}  // namespace

std::optional<std::string_view> MeantFunction(std::string_view name) { return Find(kFunctions, name); }

std::optional<std::string_view> MeantProcedure(std::string_view name) { return Find(kProcedures, name); }

}  // namespace qiao::query
