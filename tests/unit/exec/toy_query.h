// Runs query texts on a toy graph, for the executor's tests.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "query/query.h"
#include "tests/support/toy_graph.h"

namespace qiao::tests {

struct ToyQuery {
  explicit ToyQuery(ToyGraph& toy) : graph(toy) {
    execution.graph = &graph;
    execution.writer = &graph;
    execution.parameters = &parameters;
    execution.functions.random = &random;
  }

  base::Result<std::vector<std::string>> Run(std::string_view text) {
    QIAO_TRY(auto plan, query::Compile(text, graph, procedures, options));
    QIAO_TRY(auto rows, query::Execute(plan, execution));
    std::vector<std::string> lines;
    while (true) {
      QIAO_TRY(const auto batch, rows->Next());
      if (batch.empty()) break;
      EXPECT_LE(batch.size(), execution.batch_rows);
      for (const auto& row : batch) {
        std::string line;
        for (const base::Value& value : row) line += (line.empty() ? "" : " | ") + base::ToText(value);
        lines.push_back(line);
      }
    }
    counters = rows->counters();
    profile = rows->Profile();
    return lines;
  }

  ToyGraph& graph;
  base::Map parameters;
  base::Random random{{7, 7, 7, 7}};
  query::ProcedureRegistry procedures;
  query::CompileOptions options;
  query::Execution execution;
  query::Counters counters;
  std::vector<query::OperatorProfile> profile;
};

using Lines = std::vector<std::string>;
inline const std::vector<size_t> kBatchSizes{1, 3, 2048};

// The rows of a query that only reads, in order; the same at every batch size and without the optimiser's passes.
inline Lines RowsOf(ToyGraph& graph, std::string_view text, const base::Map& parameters = {}) {
  std::optional<Lines> first;
  for (size_t batch_rows : kBatchSizes) {
    for (bool passes : {true, false}) {
      ToyQuery query(graph);
      query.parameters = parameters;
      query.execution.batch_rows = batch_rows;
      if (!passes) query.options.passes_off = {"all"};
      auto lines = query.Run(text);
      if (!lines) return {lines.error().Text()};
      Lines sorted = *lines;
      std::ranges::sort(sorted);
      Lines expected = first.value_or(*lines);
      std::ranges::sort(expected);
      EXPECT_EQ(sorted, expected) << text << " at batch size " << batch_rows << (passes ? "" : " without passes");
      if (!first) first = *lines;
    }
  }
  return *first;
}

inline Lines Sorted(Lines lines) {
  std::ranges::sort(lines);
  return lines;
}

// The error of a query that must fail, as "TypeError InvalidArgumentType".
inline std::string FailureOf(ToyGraph& graph, std::string_view text, const base::Map& parameters = {}) {
  ToyQuery query(graph);
  query.parameters = parameters;
  auto lines = query.Run(text);
  if (lines) return "no error";
  const std::string detail(base::Name(lines.error().detail));
  return std::string(base::Name(lines.error().code)) + (detail.empty() ? "" : " " + detail);
}

}  // namespace qiao::tests
