// RETURN and WITH: columns, groups, order, and which rows are kept.
#include <algorithm>
#include <unordered_set>
#include <utility>
#include <variant>

#include "query/functions/aggregation.h"
#include "tests/oracle/world.h"

namespace qiao::tests {

using base::Kind;
using base::Result;
using base::Value;

namespace {

using Rows = std::vector<OracleRow>;
using Key = std::vector<Value>;

struct KeyHash {
  size_t operator()(const Key& key) const {
    size_t hash = key.size();
    for (const Value& value : key) hash = hash * 31 + base::Hash(value);
    return hash;
  }
};
struct KeySame {
  bool operator()(const Key& a, const Key& b) const {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), base::ValueEquivalent());
  }
};
using KeySet = std::unordered_set<Key, KeyHash, KeySame>;

// `row_of(one)` is the row behind an element.
template <class Element, class RowOf>
void KeepFirst(const std::vector<std::string>& columns, std::vector<Element>& elements, RowOf row_of) {
  KeySet seen;
  std::erase_if(elements, [&](const Element& one) {
    Key key;
    for (const std::string& column : columns) key.push_back(row_of(one).at(column));
    return !seen.insert(std::move(key)).second;
  });
}

// Calls aggregate functions for the rows of one group.
Result<AggregateValues> Aggregated(World& world, const std::vector<const syntax::Expression*>& calls,
                                   const Rows& group) {
  AggregateValues values;
  for (const syntax::Expression* call : calls) {
    const auto* function = std::get_if<syntax::FunctionCall>(&call->content);
    if (function == nullptr) {
      values[call] = Value::Integer(static_cast<int64_t>(group.size()));
      continue;
    }
    auto state = query::FindAggregation(function->name.back().text)->create(world.functions);
    state->Resize(1);
    KeySet seen;
    for (const OracleRow& row : group) {
      Key arguments;
      for (const auto& argument : function->arguments) {
        QIAO_TRY(Value value, Evaluate(world, argument, row));
        arguments.push_back(std::move(value));
      }
      if (function->distinct && !seen.insert({arguments[0]}).second) continue;
      QIAO_CHECK(state->Update(0, arguments, 1, false));
    }
    QIAO_TRY(values[call], state->Finish(0));
  }
  return values;
}

struct Column {
  std::string name;
  const syntax::Expression* expression;  // null: the variable of that name
};

std::vector<Column> ColumnsOf(const syntax::Projection& projection, const std::vector<std::string>& names) {
  std::vector<Column> columns;
  if (projection.all) {
    for (const std::string& name : names) columns.push_back({name, nullptr});
  }
  for (const syntax::ProjectionItem& item : projection.items) {
    columns.push_back({item.alias ? item.alias->text : item.source.text, &item.expression});
  }
  return columns;
}

// A row after a projection, together with what ORDER BY may still see.
struct Projected {
  OracleRow result;
  OracleRow scope;
  AggregateValues aggregates;
};

class Projector {
 public:
  Projector(World& world, const syntax::Projection& projection, const std::vector<std::string>& names,
            const OracleRow& constants)
      : world_(world), projection_(projection), constants_(constants), columns_(ColumnsOf(projection, names)) {
    for (const Column& column : columns_) {
      if (column.expression != nullptr) FindAggregates(*column.expression, calls_);
    }
    aggregates_ = !calls_.empty();
    for (const syntax::SortItem& item : projection.order) FindAggregates(item.expression, calls_);
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const Column& column : columns_) names.push_back(column.name);
    return names;
  }

  Result<Rows> Run(const Rows& rows) {
    std::vector<Projected> projected;
    if (aggregates_) {
      QIAO_TRY(projected, Grouped(rows));
    } else {
      for (const OracleRow& row : rows) {
        QIAO_TRY(Projected one, Project(row, {}));
        projected.push_back(std::move(one));
      }
    }
    if (projection_.distinct) {
      KeepFirst(names(), projected, [](const Projected& one) -> const OracleRow& { return one.result; });
    }
    QIAO_CHECK(Sort(projected));
    Rows results;
    for (Projected& one : projected) results.push_back(std::move(one.result));
    QIAO_CHECK(Cut(results));
    return results;
  }

 private:
  Result<Value> ValueOf(const Column& column, const OracleRow& row, const AggregateValues* aggregates) {
    if (column.expression == nullptr) return row.at(column.name);
    return Evaluate(world_, *column.expression, row, aggregates);
  }

  Result<Projected> Project(const OracleRow& row, AggregateValues values) {
    Projected one{.result = {}, .scope = row, .aggregates = std::move(values)};
    for (const Column& column : columns_) {
      QIAO_TRY(one.result[column.name], ValueOf(column, row, &one.aggregates));
    }
    for (const auto& [name, value] : one.result) one.scope[name] = value;
    return one;
  }

  // Rows with equal values in the columns without aggregates are a group; without such columns all rows are one.
  Result<std::vector<Projected>> Grouped(const Rows& rows) {
    std::vector<const Column*> keys;
    for (const Column& column : columns_) {
      std::vector<const syntax::Expression*> calls;
      if (column.expression != nullptr) FindAggregates(*column.expression, calls);
      if (calls.empty()) keys.push_back(&column);
    }
    std::vector<std::pair<Key, Rows>> groups;
    if (keys.empty()) groups.push_back({});
    for (const OracleRow& row : rows) {
      Key key;
      for (const Column* column : keys) {
        QIAO_TRY(Value value, ValueOf(*column, row, nullptr));
        key.push_back(std::move(value));
      }
      auto found =
          std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return KeySame()(group.first, key); });
      if (found == groups.end()) found = groups.insert(groups.end(), {std::move(key), {}});
      found->second.push_back(row);
    }
    std::vector<Projected> projected;
    for (const auto& [key, group] : groups) {
      QIAO_TRY(auto values, Aggregated(world_, calls_, group));
      QIAO_TRY(Projected one, Project(group.empty() ? constants_ : group.front(), std::move(values)));
      projected.push_back(std::move(one));
    }
    return projected;
  }

  Result<void> Sort(std::vector<Projected>& rows) {
    if (projection_.order.empty()) return {};
    std::vector<std::pair<Key, Projected>> keyed;
    for (Projected& one : rows) {
      Key key;
      for (const syntax::SortItem& item : projection_.order) {
        QIAO_TRY(Value value, Evaluate(world_, item.expression, one.scope, &one.aggregates));
        key.push_back(std::move(value));
      }
      keyed.emplace_back(std::move(key), std::move(one));
    }
    std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) {
      for (size_t i = 0; i < a.first.size(); ++i) {
        const auto order = base::Order(a.first[i], b.first[i]);
        if (order != 0) return projection_.order[i].descending ? order > 0 : order < 0;
      }
      return false;
    });
    rows.clear();
    for (auto& [key, one] : keyed) rows.push_back(std::move(one));
    return {};
  }

  Result<size_t> Count(const syntax::Box<syntax::Expression>& expression, size_t otherwise) {
    if (!expression) return otherwise;
    QIAO_TRY(Value value, Evaluate(world_, *expression, constants_));
    if (!value.is(Kind::kInteger) || value.integer() < 0) return Wrong("such a number of rows");
    return static_cast<size_t>(value.integer());
  }
  Result<void> Cut(Rows& rows) {
    QIAO_TRY(const size_t skip, Count(projection_.skip, 0));
    QIAO_TRY(const size_t limit, Count(projection_.limit, rows.size()));
    rows.erase(rows.begin(), rows.begin() + static_cast<ptrdiff_t>(std::min(skip, rows.size())));
    rows.resize(std::min(limit, rows.size()));
    return {};
  }

  World& world_;
  const syntax::Projection& projection_;
  const OracleRow& constants_;
  std::vector<Column> columns_;
  std::vector<const syntax::Expression*> calls_;
  bool aggregates_ = false;
};

}  // namespace

Result<Rows> ProjectRows(World& world, const syntax::Projection& projection, const Rows& rows,
                         const OracleRow& constants, std::vector<std::string>& names) {
  Projector projector(world, projection, names, constants);
  names = projector.names();
  return projector.Run(rows);
}

void Deduplicate(const std::vector<std::string>& columns, Rows& rows) {
  KeepFirst(columns, rows, [](const OracleRow& row) -> const OracleRow& { return row; });
}

}  // namespace qiao::tests
