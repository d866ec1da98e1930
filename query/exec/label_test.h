// A label expression against nodes and relationships, decided for whole tables where that is possible.
#pragma once

#include <span>
#include <vector>

#include "query/exec/environment.h"
#include "query/exec/evaluate.h"

namespace qiao::query {

class LabelTest {
 public:
  // The expression and the environment outlive the test.
  LabelTest(const LabelExpression& expression, Environment& env) : expression_(expression), env_(env) {}

  // kNull: some rows of the table pass, some may not.
  Truth Decide(const NodeTable& table);
  Truth Decide(base::TableId table);
  base::Result<bool> Passes(base::NodeId node);
  // A relationship's type counts as its only label.
  bool PassesType(base::TypeId type);

 private:
  // Looks the names up again if the graph has changed: they, or tables, may be new.
  void Refresh();

  const LabelExpression& expression_;
  Environment& env_;
  bool fresh_ = false;
  uint64_t epoch_ = 0;
  std::vector<Truth> tables_;   // by table
  std::vector<uint8_t> known_;  // by table: tables_ has been decided
};

// The labels that a table's rows have: kTrue, kFalse, kNull for "some".
Truth DecideLabels(const LabelExpression& expression, const NodeTable& table, const GraphReader& graph);
bool PassesLabels(const LabelExpression& expression, std::span<const base::LabelId> labels, const GraphReader& graph);
bool PassesType(const LabelExpression& expression, std::string_view type);

}  // namespace qiao::query
