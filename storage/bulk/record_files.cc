#include "storage/bulk/record_files.h"

#include <array>
#include <cassert>
#include <map>
#include <optional>
#include <string>

#include "storage/catalog_codec.h"
#include "storage/commit_builder.h"

namespace qiao::storage {
namespace {

// Writes in the order of their keys. The records of a commit are put and deleted, never merged.
class SortedBatch final : public KeyValue::Batch {
 public:
  void Put(Family family, std::string_view key, std::string_view value) override {
    writes(family)[std::string(key)] = std::string(value);
    bytes_ += key.size() + value.size();
  }
  void Merge(Family, std::string_view, std::string_view) override { assert(false); }
  void Delete(Family family, std::string_view key) override { writes(family)[std::string(key)] = std::nullopt; }
  size_t bytes() const override { return bytes_; }

  base::Result<void> AddFiles(KeyValue& key_value, std::vector<std::unique_ptr<KeyValue::SortedFile>>& files) {
    for (size_t i = 0; i < kFamilies; ++i) {
      if (writes_[i].empty()) continue;
      QIAO_TRY(auto file, key_value.NewSortedFile(static_cast<Family>(i)));
      for (const auto& [key, value] : writes_[i]) QIAO_CHECK(value ? file->Put(key, *value) : file->Delete(key));
      QIAO_CHECK(file->Finish());
      files.push_back(std::move(file));
    }
    return {};
  }

 private:
  using Writes = std::map<std::string, std::optional<std::string>>;
  Writes& writes(Family family) { return writes_[static_cast<size_t>(family)]; }

  std::array<Writes, kFamilies> writes_;
  size_t bytes_ = 0;
};

}  // namespace

base::Result<void> AddRecordFiles(KeyValue& key_value, const Snapshot& before, const Catalog& after,
                                  std::span<const ChunkId> touched, ChangeLogWriter& log,
                                  std::vector<std::unique_ptr<KeyValue::SortedFile>>& files) {
  SortedBatch batch;
  WriteCatalog(*before.shared_catalog(), after, batch);
  WriteChangeRecord(after.version, touched, batch);
  QIAO_CHECK(log.AddCounts(before, after, batch));
  return batch.AddFiles(key_value, files);
}

}  // namespace qiao::storage
