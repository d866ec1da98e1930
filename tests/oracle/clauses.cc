// Clauses: each turns a list of rows into a list of rows, one clause after the other.
#include <set>
#include <variant>

#include "tests/oracle/world.h"

namespace qiao::tests {

using base::Kind;
using base::Result;
using base::Value;

namespace {

using Rows = std::vector<OracleRow>;

// The rows of all parts of a UNION.
template <class RunPart>
Result<QueryRows> RunParts(const syntax::Query& query, RunPart run) {
  QIAO_TRY(QueryRows all, run(query.parts[0].clauses));
  for (size_t i = 1; i < query.parts.size(); ++i) {
    QIAO_TRY(QueryRows more, run(query.parts[i].clauses));
    for (OracleRow& row : more.rows) all.rows.push_back(std::move(row));
    if (query.unions[i - 1] == syntax::UnionKind::kDistinct) Deduplicate(all.columns, all.rows);
  }
  return all;
}

// The columns of a query that ends with RETURN, known without running it.
Result<std::vector<std::string>> ReturnedNames(const syntax::Query& query) {
  std::vector<std::string> names;
  const auto* result = std::get_if<syntax::Return>(&query.parts[0].clauses.back().content);
  if (result == nullptr) return names;
  if (result->projection.all) return Unknown("RETURN * at the end of a subquery");
  for (const syntax::ProjectionItem& item : result->projection.items) {
    names.push_back(item.alias ? item.alias->text : item.source.text);
  }
  return names;
}

class Clauses {
 public:
  // Begins with one row; `constants` are those of its variables that every later row sees too.
  Clauses(World& world, OracleRow constants, OracleRow start)
      : world_(world), constants_(std::move(constants)), rows_{std::move(start)} {}

  Result<QueryRows> Run(const std::vector<syntax::Clause>& clauses) {
    for (const syntax::Clause& clause : clauses) {
      QIAO_CHECK(std::visit([&](const auto& content) { return On(content); }, clause.content));
      for (size_t i = 0; i < rows_.size(); ++i) QIAO_CHECK(world_.Step());
    }
    return QueryRows{std::move(columns_), std::move(rows_), returned_};
  }

 private:
  Result<void> Keep(const syntax::Box<syntax::Expression>& where, Rows& rows) {
    if (!where) return {};
    Rows kept;
    for (OracleRow& row : rows) {
      QIAO_TRY(bool holds, IsTrue(world_, *where, row));
      if (holds) kept.push_back(std::move(row));
    }
    rows = std::move(kept);
    return {};
  }
  static void Append(Rows& rows, Rows more) {
    for (OracleRow& row : more) rows.push_back(std::move(row));
  }

  Result<void> On(const syntax::Match& match) {
    std::set<std::string> names;
    for (const auto& pattern : match.patterns) NamesOf(pattern, names);
    Rows matched;
    for (const OracleRow& row : rows_) {
      QIAO_TRY(auto found, MatchPatterns(world_, match.patterns, row));
      QIAO_CHECK(Keep(match.where, found));
      if (found.empty() && match.optional) {
        found.push_back(row);
        for (const std::string& name : names) found.back().emplace(name, Value());
      }
      Append(matched, std::move(found));
    }
    rows_ = std::move(matched);
    names_.insert(names.begin(), names.end());
    return {};
  }
  Result<void> On(const syntax::Unwind& unwind) {
    Rows unwound;
    for (const OracleRow& row : rows_) {
      QIAO_TRY(Value list, Evaluate(world_, unwind.list, row));
      if (list.is_null()) continue;
      const base::List elements = list.is(Kind::kList) ? list.list() : base::List{list};
      for (const Value& element : elements) {
        unwound.push_back(row);
        unwound.back()[unwind.variable.text] = element;
      }
    }
    rows_ = std::move(unwound);
    names_.insert(unwind.variable.text);
    return {};
  }
  Result<void> Project(const syntax::Projection& projection) {
    columns_.assign(names_.begin(), names_.end());
    QIAO_TRY(rows_, ProjectRows(world_, projection, rows_, constants_, columns_));
    names_ = {columns_.begin(), columns_.end()};
    return {};
  }
  Result<void> On(const syntax::With& with) {
    QIAO_CHECK(Project(with.projection));
    for (OracleRow& row : rows_) row.insert(constants_.begin(), constants_.end());
    return Keep(with.where, rows_);
  }
  Result<void> On(const syntax::Return& result) {
    returned_ = true;
    return Project(result.projection);
  }
  Result<void> On(const syntax::Finish&) {
    rows_.clear();
    return {};
  }
  Result<void> On(const syntax::Create& create) {
    for (OracleRow& row : rows_) {
      for (const auto& pattern : create.patterns) QIAO_CHECK(CreatePattern(world_, pattern, false, row));
    }
    for (const auto& pattern : create.patterns) NamesOf(pattern, names_);
    return {};
  }
  Result<void> On(const syntax::Merge& merge) {
    Rows merged;
    for (OracleRow& row : rows_) {
      QIAO_TRY(auto found, MatchPatterns(world_, {merge.pattern}, row));
      const bool created = found.empty();
      if (created) {
        QIAO_CHECK(CreatePattern(world_, merge.pattern, true, row));
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
    NamesOf(merge.pattern, names_);
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
  // Nothing is deleted before everything to delete is known.
  Result<void> On(const syntax::Delete& clause) {
    base::List values;
    for (const OracleRow& row : rows_) {
      for (const auto& target : clause.targets) {
        QIAO_TRY(Value value, Evaluate(world_, target, row));
        values.push_back(std::move(value));
      }
    }
    for (const Value& value : values) QIAO_CHECK(DeleteValue(world_, value, clause.detach));
    return {};
  }
  Result<void> On(const syntax::Foreach& foreach) {
    for (const OracleRow& row : rows_) {
      QIAO_TRY(Value list, Evaluate(world_, foreach.list, row));
      if (list.is_null()) continue;
      if (!list.is(Kind::kList)) return Wrong("FOREACH over such a value");
      for (const Value& element : list.list()) {
        OracleRow inner = row;
        inner[foreach.variable.text] = element;
        QIAO_TRY([[maybe_unused]] auto done, Clauses(world_, {}, std::move(inner)).Run(foreach.clauses));
      }
    }
    return {};
  }
  Result<void> On(const syntax::CallSubquery& call) {
    const auto& batches = call.in_transactions;
    if (batches && (batches->report || batches->on_error != syntax::OnError::kFail)) return Unknown("failing batches");
    QIAO_TRY(const auto columns, ReturnedNames(*call.query));
    Rows called;
    for (const OracleRow& row : rows_) {
      QIAO_TRY(QueryRows answer, Called(call, row));
      if (!answer.returned) {
        called.push_back(row);
        continue;
      }
      if (answer.rows.empty() && call.optional) {
        answer.rows.emplace_back();
        for (const std::string& column : columns) answer.rows[0][column] = Value();
      }
      for (OracleRow& one : answer.rows) {
        one.insert(row.begin(), row.end());
        called.push_back(std::move(one));
      }
    }
    rows_ = std::move(called);
    names_.insert(columns.begin(), columns.end());
    return {};
  }
  // What a subquery answers for a row that it sees wholly, in part, or in the WITH that opens it.
  Result<QueryRows> Called(const syntax::CallSubquery& call, const OracleRow& row) {
    if (!call.scope) {
      return RunParts(*call.query, [&](const std::vector<syntax::Clause>& clauses) {
        const bool imports = std::holds_alternative<syntax::With>(clauses.front().content);
        return Clauses(world_, {}, imports ? row : OracleRow()).Run(clauses);
      });
    }
    OracleRow seen;
    if (call.scope->all) seen = row;
    for (const syntax::Name& name : call.scope->variables) seen[name.text] = row.at(name.text);
    return RunQuery(world_, *call.query, seen);
  }
  Result<void> On(const syntax::CallProcedure&) { return Unknown("procedures"); }
  Result<void> On(const syntax::LoadCsv&) { return Unknown("LOAD CSV"); }

  World& world_;
  const OracleRow constants_;
  Rows rows_;
  std::set<std::string> names_;  // variables of this query, constants left out
  std::vector<std::string> columns_;
  bool returned_ = false;
};

}  // namespace

Result<QueryRows> RunQuery(World& world, const syntax::Query& query, const OracleRow& outer) {
  return RunParts(
      query, [&](const std::vector<syntax::Clause>& clauses) { return Clauses(world, outer, outer).Run(clauses); });
}

Result<OracleAnswer> AskOracle(const syntax::Query& query, const query::GraphReader& graph, query::GraphWriter& writer,
                               const base::Map& parameters, uint64_t max_steps) {
  World world(graph, writer, parameters, max_steps);
  QIAO_TRY(QueryRows found, RunQuery(world, query, {}));
  QIAO_CHECK(CheckRelationships(graph));
  OracleAnswer answer;
  if (!found.returned) return answer;
  answer.columns = std::move(found.columns);
  for (const OracleRow& row : found.rows) {
    std::vector<Value>& values = answer.rows.emplace_back();
    for (const std::string& column : answer.columns) values.push_back(row.at(column));
  }
  return answer;
}

}  // namespace qiao::tests
