// Whether two databases say the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/database.h"

namespace qiao::tests {

struct Answer {
  std::vector<std::string> columns;
  std::vector<engine::Row> rows;
};
base::Result<Answer> Ask(engine::Database& database, std::string_view query);

struct ComparedBy {
  bool ordered = false;          // the order of rows counts
  bool open_list_order = false;  // the order within lists does not
};
// Two failures are the same: which of several faults a query meets first is open.
bool SameAnswer(const base::Result<Answer>& a, const base::Result<Answer>& b, const ComparedBy& by);
std::string TextOf(const base::Result<Answer>& answer, const ComparedBy& by);

// The same but for the ids: nodes and relationships are told apart by labels, types and properties, and by those of
// their surroundings.
base::Result<bool> SameGraph(const query::GraphReader& a, const query::GraphReader& b);
// A statement that makes the graph on an empty one; empty for an empty graph.
base::Result<std::string> ScriptOf(const query::GraphReader& graph);

}  // namespace qiao::tests
