#include "loaders/import/faults.h"

#include <cerrno>
#include <cstring>

namespace qiao::loaders::import {
namespace {

constexpr size_t kShown = 5;

base::Error IoError(const std::string& path) {
  return base::MakeError(base::ErrorCode::kIo, "{}: {}", path, std::strerror(errno));
}

}  // namespace

bool MaySkip(FaultKind kind, const ImportOptions& options) {
  switch (kind) {
    case FaultKind::kRow:
    case FaultKind::kConstraint:
      return options.skip_bad_rows;
    case FaultKind::kMissingEnd:
      return options.skip_bad_rows || options.skip_bad_relationships;
    case FaultKind::kDuplicate:
      return options.skip_bad_rows || options.skip_duplicate_nodes;
  }
  return false;
}

Fault MakeFault(FaultKind kind, base::Error error, const InputPlace& place, uint64_t origin) {
  using base::ErrorCode;
  if (error.code == ErrorCode::kConstraint) kind = FaultKind::kConstraint;
  if (error.code == ErrorCode::kConstraint || error.code == ErrorCode::kType || error.code == ErrorCode::kLimit) {
    error = InputError("{}: {}", place, error.Text());
  }
  return {kind, std::move(error), origin};
}

bool GoesOn(const Fault& fault, const ImportOptions& options) {
  if (fault.error.code != base::ErrorCode::kInput) return false;
  return fault.kind == FaultKind::kConstraint || MaySkip(fault.kind, options);
}

base::Result<Faults> Faults::Open(const ImportOptions& options) {
  Faults faults(options);
  if (!options.report_file.empty()) {
    faults.file_.reset(std::fopen(options.report_file.c_str(), "w"));
    if (faults.file_ == nullptr) return IoError(options.report_file);
  }
  return faults;
}

base::Result<void> Faults::Add(const Fault& fault) {
  if (fault.error.code != base::ErrorCode::kInput || !MaySkip(fault.kind, *options_)) return fault.error;
  ++count_;
  if (first_.size() < kShown) first_.push_back(fault.error);
  if (file_ != nullptr && std::fprintf(file_.get(), "%s\n", fault.error.Text().c_str()) < 0) {
    return IoError(options_->report_file);
  }
  if (options_->bad_tolerance >= 0 && count_ > static_cast<uint64_t>(options_->bad_tolerance)) {
    return base::MakeError(base::ErrorCode::kInput,
                           "more than {} bad rows; --bad-tolerance allows more, -1 any number. The last one: {}",
                           options_->bad_tolerance, fault.error.Text());
  }
  return {};
}

base::Result<void> Faults::Finish() {
  if (file_ != nullptr && std::fflush(file_.get()) != 0) return IoError(options_->report_file);
  return {};
}

}  // namespace qiao::loaders::import
