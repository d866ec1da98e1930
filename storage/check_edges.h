// The part of a check that follows edges: a part of check.h.
#pragma once

#include <functional>

#include "storage/check.h"

namespace qiao::storage {

// Gathers what a check finds.
class Findings {
 public:
  explicit Findings(CheckReport& report) : report_(report) {}
  void Add(const base::Error& finding) {
    if (report_.findings.size() < kShownFindings) report_.findings.push_back(finding);
    ++report_.count;
  }

 private:
  CheckReport& report_;
};

// Every live edge of the table must stand once among the links of its source and once among those of its target, both
// of which live; a deleted one nowhere. `go_on` is asked from time to time; kCancelled when it says no.
base::Result<void> CheckEdges(const Snapshot& snapshot, const EdgeTable& table, Findings& findings,
                              const std::function<bool()>& go_on);

}  // namespace qiao::storage
