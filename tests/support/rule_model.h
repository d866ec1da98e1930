// What the indexes and constraints of a model must find and refuse, told in the plainest way.
#pragma once

#include <string>

#include "tests/support/graph_model.h"

namespace qiao::storage {

// Whether the graph breaks the constraint; never, for an index.
bool Breaks(const Model& model, const Model::Rule& rule);
bool BreaksAny(const Model& model);

// Every difference between the rules of a view, and what they find, and those of the model: empty when there is none.
std::string RuleDifference(const View& view, const Model& model);

}  // namespace qiao::storage
