// The two kinds of answers: rows that are still being read from the graph, and rows that were all computed before a
// commit.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "engine/database.h"
#include "query/query.h"

namespace qiao::engine {

// What a running query refers to; it must stay as long as its rows are read.
struct QueryInputs {
  explicit QueryInputs(base::Random numbers) : random(numbers) {}

  std::shared_ptr<const query::Plan> plan;
  std::shared_ptr<const query::GraphReader> graph;
  base::Map parameters;
  base::Random random;
  std::shared_ptr<const std::atomic<bool>> cancelled;
};

// Reads on as the caller asks for rows. Keeps the graph as it was alive.
class StreamedResult : public QueryResult {
 public:
  // `rows` refers to `inputs`.
  StreamedResult(std::unique_ptr<const QueryInputs> inputs, std::unique_ptr<query::Rows> rows)
      : inputs_(std::move(inputs)), rows_(std::move(rows)) {}

  const std::vector<std::string>& columns() const override { return inputs_->plan->columns; }
  base::Result<const Row*> Next() override;
  // Runs the statement to its end; its rows, at most `memory_limit` bytes of them, wait for Next. So the records of a
  // statement that writes show what it leaves behind, not what it was half-way.
  base::Result<void> RunToEnd(size_t memory_limit);
  const query::Counters& counters() const override { return rows_->counters(); }
  std::string plan() const override;
  bool writes() const override { return inputs_->plan->writes; }

 private:
  std::unique_ptr<const QueryInputs> inputs_;
  std::unique_ptr<query::Rows> rows_;
  std::vector<Row> batch_;
  size_t next_ = 0;
  bool ended_ = false;
};

// Holds its rows. EXPLAIN gives one without any.
class StoredResult : public QueryResult {
 public:
  StoredResult(std::vector<std::string> columns, std::vector<Row> rows, query::Counters counters, std::string plan,
               bool writes)
      : columns_(std::move(columns)),
        rows_(std::move(rows)),
        counters_(counters),
        plan_(std::move(plan)),
        writes_(writes) {}

  const std::vector<std::string>& columns() const override { return columns_; }
  base::Result<const Row*> Next() override { return next_ < rows_.size() ? &rows_[next_++] : nullptr; }
  const query::Counters& counters() const override { return counters_; }
  std::string plan() const override { return plan_; }
  bool writes() const override { return writes_; }

 private:
  std::vector<std::string> columns_;
  std::vector<Row> rows_;
  size_t next_ = 0;
  query::Counters counters_;
  std::string plan_;
  bool writes_;
};

// All rows of `result` after it has run to its end, with what it says of itself.
base::Result<std::unique_ptr<QueryResult>> Store(StreamedResult& result, size_t memory_limit);

}  // namespace qiao::engine
