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
#include "loaders/input.h"

namespace qiao::loaders::import {

enum class FaultKind : uint8_t { kRow, kMissingEnd, kDuplicate, kConstraint };

struct Fault {
  FaultKind kind = FaultKind::kRow;
  base::Error error;    // kInput, with the place
  uint64_t origin = 0;  // of the row
};

// Rows of the import by a number.
inline constexpr int kLineBits = 40;
inline uint64_t OriginOf(uint32_t file, uint64_t line) { return uint64_t{file} << kLineBits | line; }
inline uint32_t FileOf(uint64_t origin) { return static_cast<uint32_t>(origin >> kLineBits); }
inline uint64_t LineOf(uint64_t origin) { return origin & ((uint64_t{1} << kLineBits) - 1); }

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

// What stands in the way of a row at `place`. What a batch refuses (kConstraint, kType, kLimit) gets the place; errors
// that are no fault of the row keep their code.
Fault MakeFault(FaultKind kind, base::Error error, const InputPlace& place, uint64_t origin);
// Whether the rows behind the fault are of interest: those that break constraints are counted, and stop the import only
// at its end.
bool GoesOn(const Fault& fault, const ImportOptions& options);

}  // namespace qiao::loaders::import
