// Makes a query smaller while it keeps what is interesting about it.
#pragma once

#include <functional>
#include <string>

namespace qiao::tests {

// Leaves out clauses, patterns, conditions, items, labels, properties, operands … one after the other, as long as
// `interesting` holds for the text that is left. Returns `query` itself where nothing can go.
std::string Reduce(const std::string& query, const std::function<bool(const std::string&)>& interesting);

}  // namespace qiao::tests
