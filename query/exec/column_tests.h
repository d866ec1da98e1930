// Conditions on properties (query/plan/column_test.h), asked of the columns of one run at once.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "query/exec/environment.h"
#include "query/exec/row_bits.h"
#include "query/plan/column_test.h"

namespace qiao::query {

class ColumnTests {
 public:
  // The tests' expressions and the environment outlive this.
  static base::Result<ColumnTests> Make(const std::vector<ColumnTest>& tests, Environment& env);

  // Keeps those of the rows of the run for which all tests hold.
  base::Result<void> Select(base::TableId table, uint32_t run, RowBits& rows) const;

 private:
  struct Test {
    std::string key;
    ExpressionKind op;
    base::Value value;
  };

  explicit ColumnTests(Environment& env) : env_(&env) {}

  Environment* env_;
  std::vector<Test> tests_;
};

// Keeps those of the rows, which all have a value, that are `op` the value.
void KeepWhere(const ColumnView& view, ExpressionKind op, const base::Value& value, RowBits& rows);

}  // namespace qiao::query
