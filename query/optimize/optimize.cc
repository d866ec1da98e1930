#include "query/optimize/optimize.h"

#include <algorithm>

namespace qiao::query {
namespace {

constexpr std::string_view kPassNames[] = {"hoist_labels",    "join_order",        "push_filters",    "hash_joins",
                                           "index_seeks",     "fold_constants",    "path_parts",      "first_calls",
                                           "semi_apply",      "keyed_joins",       "distinct_values", "top_k",
                                           "late_properties", "prune_projections", "distinct_ends",   "count_calls",
                                           "count_matches",   "scan_tests",        "parallel"};

struct Pass {
  std::string_view name;
  void (*run)(Plan&);
};

constexpr Pass kPlanPasses[] = {
    {"fold_constants", FoldConstants},
    {"path_parts", PathParts},
    {"first_calls", FirstCalls},
    {"semi_apply", SemiApply},
    {"keyed_joins", KeyedJoins},
    {"distinct_values", DistinctValues},
    {"top_k", TopK},
    {"late_properties", LateProperties},
    {"prune_projections", PruneProjections},
    {"distinct_ends", DistinctEnds},
    {"count_calls", CountCalls},
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
    if (!switches.IsOn(pass.name)) continue;
    const auto begin = std::chrono::steady_clock::now();
    pass.run(plan);
    plan.compile_times.emplace_back(pass.name, std::chrono::steady_clock::now() - begin);
  }
}

}  // namespace qiao::query
