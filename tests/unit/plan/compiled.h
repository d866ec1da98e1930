// Short ways to compile a query over a toy graph and to look at what came out.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "query/query.h"
#include "tests/support/toy_graph.h"

namespace qiao::tests {

struct Compiler {
  ToyGraph graph;
  query::ProcedureRegistry procedures;
  query::CompileOptions options;

  base::Result<std::shared_ptr<const query::Plan>> Try(std::string_view text) const {
    return query::Compile(text, graph, procedures, options);
  }
  std::shared_ptr<const query::Plan> Compile(std::string_view text) const {
    auto plan = Try(text);
    if (plan) return *plan;
    ADD_FAILURE() << base::Describe(plan.error(), text);
    return nullptr;
  }

  // EXPLAIN without the estimates.
  std::string Tree(std::string_view text) const {
    const auto plan = Compile(text);
    if (plan == nullptr) return {};
    std::istringstream lines(query::Explain(*plan));
    std::string tree;
    for (std::string line; std::getline(lines, line);) tree += line.substr(0, line.find("  ~")) + "\n";
    return tree;
  }

  size_t Count(std::string_view step, std::string_view text) const {
    const std::string tree = Tree(text);
    size_t count = 0;
    for (size_t at = tree.find(step); at != std::string::npos; at = tree.find(step, at + 1)) ++count;
    return count;
  }
};

}  // namespace qiao::tests
