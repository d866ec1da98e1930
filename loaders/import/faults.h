// Rows that can't be imported: they are skipped and reported as far as the caller allows it, or stop the import.
//
// Threads: one at a time.
// Errors:  the fault's own when it stops the import; kInput when there are too many; kIo of the report file.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <vector>

#include "base/result.h"
#include "loaders/import/options.h"

namespace qiao::loaders::import {

enum class FaultKind : uint8_t { kRow, kMissingEnd, kDuplicate };

struct Fault {
  FaultKind kind = FaultKind::kRow;
  base::Error error;  // kInput, with the place
};

class Faults {
 public:
  static base::Result<Faults> Open(const ImportOptions& options);

  base::Result<void> Add(const Fault& fault);
  base::Result<void> Finish();
  uint64_t count() const { return count_; }
  const std::vector<base::Error>& first() const { return first_; }

 private:
  explicit Faults(const ImportOptions& options) : options_(&options) {}

  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  const ImportOptions* options_;
  std::unique_ptr<std::FILE, Close> file_;
  uint64_t count_ = 0;
  std::vector<base::Error> first_;
};

// Whether a row with such a fault is left out rather than the import stopped.
bool MaySkip(FaultKind kind, const ImportOptions& options);

}  // namespace qiao::loaders::import
