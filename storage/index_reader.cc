#include "storage/index_reader.h"

namespace qiao::storage {

IndexReader::IndexReader(const KeyValue& store, const KeyValue::Snapshot& snapshot, uint32_t rule, OwnEntries own)
    : store_(store), snapshot_(snapshot), rule_(rule), own_(std::move(own)) {}

base::Result<void> IndexReader::Seek(const IndexRange& range) {
  phase_ = Phase::kDone;
  auto keys = RangeOf(rule_, range);
  if (!keys || keys->begin >= keys->end) return {};
  keys_ = *std::move(keys);
  phase_ = Phase::kStored;
  if (!cursor_) cursor_ = store_.Scan(snapshot_, Family::kIndex, RulePrefix(rule_));
  cursor_->Seek(keys_.begin, keys_.end);
  return {};
}

base::Result<bool> IndexReader::Read(size_t most, std::vector<uint64_t>& entities) {
  if (phase_ == Phase::kDone) return false;
  const IndexWrites::Entries* own = nullptr;
  if (own_) {
    QIAO_TRY(own, own_());
  }
  size_t read = 0;
  while (phase_ == Phase::kStored && read < most) {
    QIAO_TRY(const bool found, cursor_->Next());
    if (!found) {
      phase_ = Phase::kOwn;
      break;
    }
    ++read;
    if (own != nullptr) {
      const auto change = own->find(cursor_->key());
      if (change != own->end()) continue;
    }
    entities.push_back(EntityOf(cursor_->key()));
  }
  if (phase_ != Phase::kOwn) return true;
  if (own == nullptr) {
    phase_ = Phase::kDone;
    return false;
  }
  auto entry = own->lower_bound(keys_.begin);
  for (; entry != own->end() && entry->first < keys_.end; ++entry) {
    if (read++ >= most) {
      keys_.begin = entry->first;
      return true;
    }
    if (entry->second) entities.push_back(EntityOf(entry->first));
  }
  phase_ = Phase::kDone;
  return false;
}

base::Result<void> IndexReader::FindStored(std::string_view key, std::vector<uint64_t>& entities) {
  constexpr int kStepsBeforeSeek = 16;
  const std::string_view values = WithoutEntity(key);
  const auto next = [this]() -> base::Result<void> {
    QIAO_TRY(const bool found, cursor_->Next());
    at_ = found ? At::kEntry : At::kEnd;
    return {};
  };
  if (!cursor_) cursor_ = store_.Scan(snapshot_, Family::kIndex, RulePrefix(rule_));
  for (int step = 0; at_ == At::kEntry && cursor_->key() < values && step < kStepsBeforeSeek; ++step) {
    QIAO_CHECK(next());
  }
  if (at_ == At::kNowhere || (at_ == At::kEntry && cursor_->key() < values)) {
    cursor_->Seek(values, Behind(RulePrefix(rule_)));
    QIAO_CHECK(next());
  }
  while (at_ == At::kEntry && cursor_->key().starts_with(values)) {
    entities.push_back(EntityOf(cursor_->key()));
    QIAO_CHECK(next());
  }
  return {};
}

}  // namespace qiao::storage
