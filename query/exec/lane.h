// One of several copies of a plan's operators, each of which works on parts of what the plan's scan looks at.
//
// Threads: one at a time, which may be another one each time. What the copies share is the environment of the query,
//          which nobody else uses while any of them works.
#pragma once

#include <memory>

#include "query/exec/operator.h"
#include "query/exec/scan_share.h"

namespace qiao::query {

class Lane {
 public:
  // `needed`: slots that are read above the plan, which is marked as parallel or stands below a step that is. The plan
  // and the environment outlive the lane.
  static base::Result<std::unique_ptr<Lane>> Make(const PlanNode& plan, const SlotSet& needed, Environment& whole);

  // Begins anew with this part, of which Next() gives the rows.
  base::Result<void> Start(ScanShare share);
  base::Result<bool> Next(Batch& out) { return root_->Next(out); }

  Environment& environment() { return env_; }

 private:
  explicit Lane(Environment& whole);

  Environment env_;
  Batch argument_;
  ArgumentSource source_;
  ScanShare share_;
  OperatorPtr root_;
};

struct Division {
  uint64_t parts_of_thread = 4;     // about; several, so that no thread waits long for the others at the end
  uint64_t most_rows = UINT32_MAX;  // nodes of a part
};
// The scan's nodes in parts when several threads may work on the plan; empty where one of them does better.
std::vector<ScanShare> DivideWork(const PlanNode& plan, const Environment& env, const Division& division);

// Adds what the lanes (some may be missing) have counted since the last time to the meters of the query.
void TakeMeters(std::span<const std::unique_ptr<Lane>> lanes, Environment& whole);

}  // namespace qiao::query
