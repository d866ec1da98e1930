#include "loaders/facts/extract_ahead.h"

#include "loaders/input.h"
#include "loaders/read_file.h"

namespace qiao::loaders {
namespace {

constexpr size_t kAheadOfAThread = 4;

}  // namespace

base::Result<news::Extraction> ExtractFile(const news::Extractor& extractor, const news::DocumentInfo& file) {
  QIAO_TRY(const std::string bytes, ReadBytes(file.file, news::kMaxArticleBytes));
  auto extraction = extractor.Extract(bytes, file);
  if (extraction) return extraction;
  base::Error error = InputError("{}: {}", InputPlace{file.file}, extraction.error().Text());
  error.code = extraction.error().code;
  return error;
}

ExtractAhead::ExtractAhead(const news::Extractor& extractor, const std::vector<news::DocumentInfo>& files,
                           size_t threads)
    : extractor_(extractor), files_(files), ahead_(threads * kAheadOfAThread) {
  if (threads < 2) return;
  for (size_t i = 0; i < threads; ++i) workers_.emplace_back([this] { Work(); });
}

ExtractAhead::~ExtractAhead() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
}

void ExtractAhead::Work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopped_ || taken_ >= files_.size() || taken_ < handed_ + ahead_; });
    if (stopped_ || taken_ >= files_.size()) return;
    const size_t number = taken_++;
    lock.unlock();
    auto extraction = ExtractFile(extractor_, files_[number]);
    lock.lock();
    done_.emplace(number, std::move(extraction));
    changed_.notify_all();
  }
}

base::Result<news::Extraction> ExtractAhead::Next() {
  if (workers_.empty()) return ExtractFile(extractor_, files_[handed_++]);
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return done_.contains(handed_); });
  auto next = std::move(done_.extract(handed_).mapped());
  ++handed_;
  changed_.notify_all();
  return next;
}

}  // namespace qiao::loaders
