// COUNT { … } around one node of each row, as a call whose pattern can be counted for all nodes at once:
//     Apply (input, Aggregate count(*) AS n (CountMatches node, given (… Expand (Argument))))
#pragma once

#include <optional>

#include "query/plan/plan.h"

namespace qiao::query {

struct CountedCall {
  const PlanNode* matches;  // the CountMatches
  Slot node;
  Slot count;
};

// nullopt for any other Apply, and for other steps.
inline std::optional<CountedCall> AsCountedCall(const PlanNode& plan) {
  if (!std::holds_alternative<Apply>(plan.step)) return std::nullopt;
  const auto* aggregate = std::get_if<Aggregate>(&plan.inputs[1]->step);
  if (aggregate == nullptr) return std::nullopt;
  const PlanNode& matches = *plan.inputs[1]->inputs[0];
  const auto* step = std::get_if<CountMatches>(&matches.step);
  if (step == nullptr || !step->given) return std::nullopt;
  return CountedCall{&matches, step->pattern->nodes[step->outputs[0]].slot, aggregate->items[0].slot};
}

}  // namespace qiao::query
