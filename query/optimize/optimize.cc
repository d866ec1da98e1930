#include "query/optimize/optimize.h"

#include <algorithm>

namespace qiao::query {
namespace {

constexpr std::string_view kPassNames[] = {"hoist_labels",    "join_order",        "push_filters",  "hash_joins",
                                           "index_seeks",     "fold_constants",    "semi_apply",    "top_k",
                                           "late_properties", "prune_projections", "distinct_ends", "count_matches",
                                           "scan_tests",      "parallel"};

struct Pass {
  std::string_view name;
  void (*run)(Plan&);
};

constexpr Pass kPlanPasses[] = {
    {"fold_constants", FoldConstants},
    {"semi_apply", SemiApply},
    {"top_k", TopK},
    {"late_properties", LateProperties},
    {"prune_projections", PruneProjections},
    {"distinct_ends", DistinctEnds},
    {"count_matches", CountPatterns},
    {"scan_tests", ScanTests},
    {"parallel", Parallel},
};

}  // namespace

std::span<const std::string_view> PassNames() { return kPassNames; }

bool PassSwitches::IsOn(std::string_view name) const {
  return std::ranges::none_of(off_, [&](const std::string& off) { return off == name || off == "all"; });
}

void Optimize(Plan& plan, const PassSwitches& switches) {
  for (const Pass& pass : kPlanPasses) {
    if (switches.IsOn(pass.name)) pass.run(plan);
  }
}

}  // namespace qiao::query
