// Clauses: each turns a list of rows into a list of rows, one clause after the other.
#include <algorithm>
#include <unordered_set>
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
    auto state = query::FindAggregation(function->name.back().text)->create();
    KeySet seen;
    for (const OracleRow& row : group) {
      Key arguments;
      for (const auto& argument : function->arguments) {
        QIAO_TRY(Value value, Evaluate(world, argument, row));
        arguments.push_back(std::move(value));
      }
      if (function->distinct && !seen.insert({arguments[0]}).second) continue;
      QIAO_CHECK(state->Update(arguments, 1));
    }
    QIAO_TRY(values[call], state->Finish());
  }
  return values;
}

struct Column {
  std::string name;
  const syntax::Expression* expression;  // null: the variable of that name
};

std::vector<Column> ColumnsOf(const syntax::Projection& projection, const Rows& rows) {
  std::vector<Column> columns;
  if (projection.all && !rows.empty()) {
    for (const auto& [name, value] : rows.front()) columns.push_back({name, nullptr});
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
  Projector(World& world, const syntax::Projection& projection, const Rows& rows)
      : world_(world), projection_(projection), columns_(ColumnsOf(projection, rows)) {
    for (const Column& column : columns_) {
      if (column.expression != nullptr) FindAggregates(*column.expression, calls_);
    }
    aggregates_ = !calls_.empty();
    for (const syntax::SortItem& item : projection.order) FindAggregates(item.expression, calls_);
  }

  Result<Rows> Run(const Rows& rows, std::vector<std::string>* names) {
    for (const Column& column : columns_) {
      if (names != nullptr) names->push_back(column.name);
    }
    std::vector<Projected> projected;
    if (aggregates_) {
      QIAO_TRY(projected, Grouped(rows));
    } else {
      for (const OracleRow& row : rows) {
        QIAO_TRY(Projected one, Project(row, {}));
        projected.push_back(std::move(one));
      }
    }
    if (projection_.distinct) Deduplicate(projected);
    QIAO_CHECK(Sort(projected));
    Rows results;
    for (Projected& one : projected) results.push_back(std::move(one.result));
    QIAO_CHECK(Cut(results));
    return results;
  }

 private:
  Result<Projected> Project(const OracleRow& row, AggregateValues values) {
    Projected one{.result = {}, .scope = row, .aggregates = std::move(values)};
    for (const Column& column : columns_) {
      Value value;
      if (column.expression == nullptr) {
        value = row.at(column.name);
      } else {
        QIAO_TRY(value, Evaluate(world_, *column.expression, row, &one.aggregates));
      }
      one.result[column.name] = std::move(value);
    }
    for (const auto& [name, value] : one.result) one.scope[name] = value;
    return one;
  }

  Result<std::vector<Projected>> Grouped(const Rows& rows) {
    std::vector<std::pair<Key, Rows>> groups;
    bool keyed = false;
    for (const OracleRow& row : rows) {
      Key key;
      for (const Column& column : columns_) {
        std::vector<const syntax::Expression*> calls;
        if (column.expression != nullptr) FindAggregates(*column.expression, calls);
        if (!calls.empty()) continue;
        Value value;
        if (column.expression == nullptr) {
          value = row.at(column.name);
        } else {
          QIAO_TRY(value, Evaluate(world_, *column.expression, row));
        }
        key.push_back(std::move(value));
        keyed = true;
      }
      auto found =
          std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return KeySame()(group.first, key); });
      if (found == groups.end()) found = groups.insert(groups.end(), {std::move(key), {}});
      found->second.push_back(row);
    }
    for (const Column& column : columns_) {
      std::vector<const syntax::Expression*> calls;
      if (column.expression != nullptr) FindAggregates(*column.expression, calls);
      keyed |= calls.empty();
    }
    if (groups.empty() && !keyed) groups.push_back({});
    std::vector<Projected> projected;
    for (const auto& [key, group] : groups) {
      QIAO_TRY(auto values, Aggregated(world_, calls_, group));
      QIAO_TRY(Projected one, Project(group.empty() ? OracleRow() : group.front(), std::move(values)));
      projected.push_back(std::move(one));
    }
    return projected;
  }

  void Deduplicate(std::vector<Projected>& rows) const {
    KeySet seen;
    std::erase_if(rows, [&](const Projected& one) {
      Key key;
      for (const Column& column : columns_) key.push_back(one.result.at(column.name));
      return !seen.insert(std::move(key)).second;
    });
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
    QIAO_TRY(Value value, Evaluate(world_, *expression, {}));
    if (!value.is(Kind::kInteger) || value.integer() < 0) return Unknown("such a count");
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
  std::vector<Column> columns_;
  std::vector<const syntax::Expression*> calls_;
  bool aggregates_ = false;
};

// The names that a pattern gives to things.
void NamesOf(const syntax::PathPattern& pattern, std::vector<std::string>& names) {
  if (pattern.variable) names.push_back(pattern.variable->text);
  for (const syntax::PathElement& element : pattern.elements) {
    if (const auto* node = std::get_if<syntax::NodePattern>(&element); node && node->variable) {
      names.push_back(node->variable->text);
    }
    if (const auto* edge = std::get_if<syntax::RelationshipPattern>(&element); edge && edge->variable) {
      names.push_back(edge->variable->text);
    }
  }
}

class Clauses {
 public:
  Clauses(World& world, const OracleRow& outer) : world_(world), outer_(outer), rows_{outer} {}

  Result<QueryRows> Run(const std::vector<syntax::Clause>& clauses) {
    for (const syntax::Clause& clause : clauses) {
      QIAO_CHECK(std::visit([&](const auto& content) { return On(content); }, clause.content));
    }
    if (!returned_ && !clauses.empty() && Writes(clauses.back())) rows_.clear();
    return QueryRows{std::move(columns_), std::move(rows_)};
  }

 private:
  static bool Writes(const syntax::Clause& clause) {
    return !std::holds_alternative<syntax::Match>(clause.content) &&
           !std::holds_alternative<syntax::With>(clause.content) &&
           !std::holds_alternative<syntax::Unwind>(clause.content);
  }

  Result<void> On(const syntax::Match& match) {
    Rows matched;
    for (const OracleRow& row : rows_) {
      QIAO_TRY(auto found, MatchPatterns(world_, match.patterns, row));
      Rows kept;
      for (OracleRow& one : found) {
        bool holds = true;
        if (match.where) {
          QIAO_TRY(holds, IsTrue(world_, *match.where, one));
        }
        if (holds) kept.push_back(std::move(one));
      }
      if (kept.empty() && match.optional) {
        OracleRow nulls = row;
        std::vector<std::string> names;
        for (const auto& pattern : match.patterns) NamesOf(pattern, names);
        for (const std::string& name : names) nulls.emplace(name, Value());
        kept.push_back(std::move(nulls));
      }
      for (OracleRow& one : kept) matched.push_back(std::move(one));
    }
    rows_ = std::move(matched);
    return {};
  }
  Result<void> On(const syntax::Unwind& unwind) {
    Rows unwound;
    for (const OracleRow& row : rows_) {
      QIAO_TRY(Value list, Evaluate(world_, unwind.list, row));
      if (list.is_null()) continue;
      const base::List elements = list.is(Kind::kList) ? list.list() : base::List{list};
      for (const Value& element : elements) {
        OracleRow one = row;
        one[unwind.variable.text] = element;
        unwound.push_back(std::move(one));
      }
    }
    rows_ = std::move(unwound);
    return {};
  }
  Result<void> Project(const syntax::Projection& projection, std::vector<std::string>* names) {
    QIAO_TRY(rows_, Projector(world_, projection, rows_).Run(rows_, names));
    return {};
  }
  Result<void> On(const syntax::With& with) {
    QIAO_CHECK(Project(with.projection, nullptr));
    if (!with.where) return {};
    Rows kept;
    for (OracleRow& row : rows_) {
      QIAO_TRY(bool holds, IsTrue(world_, *with.where, row));
      if (holds) kept.push_back(std::move(row));
    }
    rows_ = std::move(kept);
    return {};
  }
  Result<void> On(const syntax::Return& result) {
    returned_ = true;
    return Project(result.projection, &columns_);
  }
  Result<void> On(const syntax::Finish&) {
    rows_.clear();
    return {};
  }
  Result<void> On(const syntax::Create& create) {
    for (OracleRow& row : rows_) QIAO_CHECK(CreatePatterns(world_, create.patterns, row));
    return {};
  }
  Result<void> On(const syntax::Merge& merge) {
    Rows merged;
    for (OracleRow& row : rows_) {
      QIAO_TRY(auto found, MatchPatterns(world_, {merge.pattern}, row));
      const bool created = found.empty();
      if (created) {
        QIAO_CHECK(CreatePatterns(world_, {merge.pattern}, row));
        found.push_back(row);
      }
      for (OracleRow& one : found) {
        for (const syntax::MergeAction& action : merge.actions) {
          if (action.on_create == created) QIAO_CHECK(SetItems(world_, action.items, one));
        }
        merged.push_back(std::move(one));
      }
    }
    rows_ = std::move(merged);
    return {};
  }
  Result<void> On(const syntax::Set& set) {
    for (const OracleRow& row : rows_) QIAO_CHECK(SetItems(world_, set.items, row));
    return {};
  }
  Result<void> On(const syntax::Remove& remove) {
    for (const OracleRow& row : rows_) QIAO_CHECK(RemoveItems(world_, remove.items, row));
    return {};
  }
  Result<void> On(const syntax::Delete& clause) {
    std::vector<Value> values;
    for (const OracleRow& row : rows_) {
      for (const auto& target : clause.targets) {
        QIAO_TRY(Value value, Evaluate(world_, target, row));
        values.push_back(std::move(value));
      }
    }
    return DeleteValues(world_, values, clause.detach);
  }
  Result<void> On(const syntax::Foreach& foreach) {
    for (const OracleRow& row : rows_) {
      QIAO_TRY(Value list, Evaluate(world_, foreach.list, row));
      if (list.is_null()) continue;
      for (const Value& element : list.list()) {
        OracleRow inner = row;
        inner[foreach.variable.text] = element;
        QIAO_TRY([[maybe_unused]] auto done, Clauses(world_, inner).Run(foreach.clauses));
      }
    }
    return {};
  }
  Result<void> On(const syntax::CallProcedure&) { return Unknown("procedures"); }
  Result<void> On(const syntax::CallSubquery&) { return Unknown("CALL subqueries"); }
  Result<void> On(const syntax::LoadCsv&) { return Unknown("LOAD CSV"); }

  World& world_;
  const OracleRow& outer_;
  Rows rows_;
  std::vector<std::string> columns_;
  bool returned_ = false;
};

}  // namespace

Result<QueryRows> RunQuery(World& world, const syntax::Query& query, const OracleRow& outer) {
  QIAO_TRY(QueryRows all, Clauses(world, outer).Run(query.parts[0].clauses));
  for (size_t i = 1; i < query.parts.size(); ++i) {
    QIAO_TRY(QueryRows more, Clauses(world, outer).Run(query.parts[i].clauses));
    for (OracleRow& row : more.rows) all.rows.push_back(std::move(row));
    if (query.unions[i - 1] != syntax::UnionKind::kDistinct) continue;
    KeySet seen;
    std::erase_if(all.rows, [&](const OracleRow& row) {
      Key key;
      for (const std::string& column : all.columns) key.push_back(row.at(column));
      return !seen.insert(std::move(key)).second;
    });
  }
  return all;
}

Result<OracleAnswer> AskOracle(const syntax::Query& query, const query::GraphReader& graph, query::GraphWriter& writer,
                               const base::Map& parameters) {
  World world(graph, writer, parameters);
  QIAO_TRY(QueryRows found, RunQuery(world, query, {}));
  OracleAnswer answer{.columns = found.columns, .rows = {}};
  if (answer.columns.empty()) return answer;
  for (const OracleRow& row : found.rows) {
    std::vector<Value> values;
    for (const std::string& column : answer.columns) values.push_back(row.at(column));
    answer.rows.push_back(std::move(values));
  }
  return answer;
}

}  // namespace qiao::tests
