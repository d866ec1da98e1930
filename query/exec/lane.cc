#include "query/exec/lane.h"

#include <algorithm>

#include "query/exec/make.h"
#include "query/worker_pool.h"

namespace qiao::query {

using base::Result;

namespace {

constexpr double kFewRows = 256;  // that some step is expected to leave: they hardly lie in several parts

const NodeScan& ScanOf(const PlanNode& plan) {
  const PlanNode* node = &plan;
  while (!std::holds_alternative<Argument>(node->inputs[0]->step)) node = node->inputs[0].get();
  return std::get<NodeScan>(node->step);
}

// From not too few rows, some step is expected to make so many.
bool MakesMany(const PlanNode& plan, double many) {
  double most = 0;
  for (const PlanNode* node = &plan; !node->inputs.empty(); node = node->inputs[0].get()) {
    const bool limits = std::holds_alternative<Sort>(node->step) || std::holds_alternative<Distinct>(node->step);
    if (node->estimated_rows < 0 || limits) continue;
    if (node->estimated_rows < kFewRows) return false;
    most = std::max(most, node->estimated_rows);
  }
  return most >= many;
}

}  // namespace

Lane::Lane(Environment& whole) : env_(whole) {
  argument_.SetRows(1);
  source_.batch = &argument_;
}

Result<std::unique_ptr<Lane>> Lane::Make(const PlanNode& plan, const SlotSet& needed, Environment& whole) {
  std::unique_ptr<Lane> lane(new Lane(whole));
  QIAO_TRY(lane->root_, BuildLane(plan, needed, lane->env_, lane->source_, lane->share_));
  return lane;
}

Result<void> Lane::Start(ScanShare share) {
  share_ = std::move(share);
  return root_->Open();
}

std::vector<ScanShare> DivideWork(const PlanNode& plan, const Environment& env, const Division& division) {
  if (env.workers == nullptr || env.workers->threads() < 2) return {};
  const ScanShare all = AllOf(ScanOf(plan), env.graph);
  const uint64_t rows = CountRows(all);
  if (rows < env.parallel_rows && !MakesMany(plan, static_cast<double>(env.parallel_rows))) return {};
  const uint64_t each = rows / (env.workers->threads() * division.parts_of_thread);
  auto parts = Divide(all, std::clamp<uint64_t>(each, 1, division.most_rows), each < kRunRows);
  if (parts.size() < 2) parts.clear();
  return parts;
}

void TakeMeters(std::span<const std::unique_ptr<Lane>> lanes, Environment& whole) {
  std::map<const PlanNode*, uint64_t> peaks;
  for (const auto& lane : lanes) {
    if (lane == nullptr) continue;
    for (auto& [node, counted] : lane->environment().meters) {
      Meter& meter = whole.meters[node];
      // All parts begin with the same row.
      const bool same = std::holds_alternative<Argument>(node->step);
      meter.rows = same ? 1 : meter.rows + std::exchange(counted.rows, 0);
      meter.nanoseconds += std::exchange(counted.nanoseconds, 0);
      meter.waited += std::exchange(counted.waited, 0);
      // They hold it side by side.
      meter.peak_bytes = std::max(meter.peak_bytes, peaks[node] += counted.peak_bytes);
    }
  }
}

}  // namespace qiao::query
