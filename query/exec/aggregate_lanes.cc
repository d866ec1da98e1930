#include "query/exec/aggregate_lanes.h"

#include <numeric>

#include "query/worker_pool.h"

namespace qiao::query {

using base::ErrorCode;
using base::Result;

namespace {

constexpr size_t kTrialRows = 8192;  // after which there must be far fewer groups than rows

using Clock = std::chrono::steady_clock;
uint64_t NanosecondsSince(Clock::time_point begin) { return static_cast<uint64_t>((Clock::now() - begin).count()); }

bool IsWorthwhile(const Grouping& groups, size_t rows) { return rows < kTrialRows || groups.group_count() * 2 < rows; }

bool IsFinal(ErrorCode code) {
  return code == ErrorCode::kCancelled || code == ErrorCode::kIo || code == ErrorCode::kCorruption;
}

}  // namespace

Result<bool> AggregateLanes::GroupAll(Grouping& whole, bool measure) {
  const PlanNode& input = *node_.inputs[0];
  std::vector<ScanShare> shares = DivideWork(input, env_, {.parts_of_thread = 2});  // each part's groups must be merged
  if (shares.empty()) return false;
  given_up_ = false;
  std::vector<std::unique_ptr<Lane>> lanes(env_.workers->threads());  // made by a thread's first part
  std::vector<uint64_t> worked(lanes.size(), 0);
  std::vector<Part> parts(shares.size());
  const auto begin = Clock::now();
  auto done = env_.workers->Run(shares.size(), [&](size_t part, size_t worker) -> Result<void> {
    if (given_up_) return {};
    const auto part_begin = Clock::now();
    if (lanes[worker] == nullptr) {
      QIAO_TRY(lanes[worker], Lane::Make(input, needed_, env_));
    }
    auto grouped = GroupPart(*lanes[worker], std::move(shares[part]), parts[part], measure);
    worked[worker] += NanosecondsSince(part_begin);
    if (grouped || IsFinal(grouped.error().code)) return grouped;
    given_up_ = true;
    return {};
  });
  if (!done) return std::move(done).error();
  if (given_up_) return false;
  if (env_.profile) {
    // What this step waited for was partly its own work.
    Meter& meter = env_.meters[&node_];
    meter.nanoseconds += std::accumulate(worked.begin(), worked.end(), uint64_t{0}) - NanosecondsSince(begin);
    TakeMeters(lanes, env_);
  }
  for (Part& part : parts) {
    auto merged = whole.Merge(*part.groups, measure);
    if (!merged && IsFinal(merged.error().code)) return std::move(merged).error();
    if (!merged) {
      whole.Clear();
      return false;
    }
    part = Part();
  }
  return true;
}

Result<void> AggregateLanes::GroupPart(Lane& lane, ScanShare share, Part& part, bool measure) {
  Environment& env = lane.environment();
  QIAO_TRY(part.groups, Grouping::Make(std::get<Aggregate>(node_.step), env));
  part.memory = std::make_unique<MemoryUse>(env.memory, "aggregation", nullptr);
  QIAO_CHECK(lane.Start(std::move(share)));
  Batch batch;
  size_t rows = 0;
  while (!given_up_) {
    QIAO_TRY(const bool more, lane.Next(batch));
    if (!more) break;
    QIAO_CHECK(env.interrupt.Tick(batch.rows()));
    QIAO_CHECK(part.groups->Take(batch, measure));
    QIAO_CHECK(part.memory->Set(part.groups->HeapSize()));
    rows += batch.rows();
    const bool goes_on =
        IsWorthwhile(*part.groups, rows) && part.groups->LooksMergeable() && !part.memory->ShouldSpill();
    if (!goes_on) given_up_ = true;
  }
  if (!part.groups->CanMerge()) given_up_ = true;
  return {};
}

}  // namespace qiao::query
