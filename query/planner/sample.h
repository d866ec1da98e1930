// Which share of nodes or relationships fits a condition: what the statistics of their properties tell
// (condition_shares.h), and else asked of some of their rows at the time of planning, so that it is never out of date.
// Where the answer hangs on what only a run of the query knows (a parameter, another row), it follows from how many
// different values a property has.
//
// What can't be read counts as not known: planning never fails for want of an estimate.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "query/graph.h"
#include "query/plan/expression.h"
#include "query/planner/condition_shares.h"

namespace qiao::query {

class Sample {
 public:
  // The graph outlives the sample. Nothing is read before it is asked for.
  Sample(const GraphReader& graph, Population population)
      : graph_(graph), population_(std::move(population)), shares_(graph, population_) {}
  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;

  // The share of them that fits all conditions, each of which reads `entity`, perhaps other slots too; in (0, 1].
  double Share(Slot entity, std::span<const Expression* const> conditions);

 private:
  struct Row {
    base::TableId table;
    uint32_t row;
  };

  // By the rows alone.
  double Ask(Slot entity, std::span<const Expression* const> conditions);
  void Draw();
  void DrawFrom(base::TableId table, uint64_t rows, size_t runs);
  const std::vector<base::Value>& ValuesOf(const std::string& key);
  std::optional<base::Value> Ask(const Expression& expression, Slot entity, size_t row);
  std::optional<std::vector<bool>> AskAll(const Expression& condition, Slot entity);
  // The share of those that have one value of the key.
  double ShareOfOneValue(const std::string& key);
  double Guess(const Expression& condition, Slot entity);
  double GuessEquality(const Expression& condition, Slot entity);

  const GraphReader& graph_;
  Population population_;
  ConditionShares shares_;
  bool drawn_ = false;
  std::vector<Row> rows_;
  std::map<std::string, std::vector<base::Value>> values_;
};

}  // namespace qiao::query
