// Which index answers conditions on one node or relationship best, and how it is asked.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "query/graph.h"
#include "query/plan/plan.h"

namespace qiao::query {

struct IndexChoice {
  IndexSeek step;
  double rows = 0;          // that it is thought to give for one row
  bool guessed = false;     // for want of statistics
  bool correlated = false;  // what it looks for comes from the row
};

// What is asked of an entity whose labels (or type) are known. The conditions all must hold; what they read besides the
// entity is known when the index is asked.
struct IndexQuestion {
  Slot entity = kNoSlot;
  bool relationship = false;
  std::vector<std::string> labels;
  double count = 0;  // entities with them
  std::vector<const Expression*> conditions;
  // The share of them that fits some of the conditions; nullopt, or no function: that isn't known.
  std::function<std::optional<double>(std::span<const Expression* const>)> share_of;
};

// nullopt when no index helps.
std::optional<IndexChoice> ChooseIndex(std::span<const SchemaRule> rules, const IndexQuestion& question);

// Labels that whoever fits the expression certainly has.
void CollectCertainLabels(const LabelExpression& labels, std::vector<std::string>& names);

}  // namespace qiao::query
