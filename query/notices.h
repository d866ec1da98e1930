// What is probably a mistake in a statement, though no error: names that the graph has never seen.
#pragma once

#include <string_view>
#include <vector>

#include "base/error.h"
#include "query/graph.h"

namespace qiao::query {

struct Notice {
  std::string_view code;  // as Neo4j has it: Neo.ClientNotification.Statement.UnknownLabelWarning …
  base::Message message;
  base::TextSpan span;  // of the name
};

// Nothing for a text that is no statement. Reads the text anew: to be asked when an answer has surprised.
std::vector<Notice> FindNotices(std::string_view statement, const GraphReader& graph);

}  // namespace qiao::query
