#include "storage/rocks/rocks_sorted_file.h"

#include <fmt/format.h>
#include <rocksdb/sst_file_writer.h>

#include <optional>

#include "storage/rocks/rocks_error.h"

namespace qiao::storage {
namespace {

std::string ImportFolder(const std::string& database_folder) { return database_folder + "/import"; }

class RocksSortedFile final : public KeyValue::SortedFile {
 public:
  RocksSortedFile(rocksdb::DB* db, rocksdb::ColumnFamilyHandle* handle, Family family, std::string path)
      : options_(db->GetOptions(handle)), family_(family), path_(std::move(path)) {
    writer_.emplace(rocksdb::EnvOptions(), options_, handle, false);
  }
  ~RocksSortedFile() override {
    options_.env->DeleteFile(path_).PermitUncheckedError();  // Ingest has moved what it took
  }

  base::Result<void> Open() { return Check(writer_->Open(path_)); }
  base::Result<void> Put(std::string_view key, std::string_view value) override {
    return Check(writer_->Put(ToSlice(key), ToSlice(value)));
  }
  base::Result<void> Delete(std::string_view key) override { return Check(writer_->Delete(ToSlice(key))); }
  base::Result<void> Finish() override {
    auto finished = Check(writer_->Finish());
    writer_.reset();  // its buffers would stay until the end
    return finished;
  }

  Family family() const { return family_; }
  const std::string& path() const { return path_; }

 private:
  static base::Result<void> Check(const rocksdb::Status& status) {
    if (!status.ok()) return ToError(status);
    return {};
  }

  rocksdb::Options options_;
  std::optional<rocksdb::SstFileWriter> writer_;  // until Finish
  Family family_;
  std::string path_;
};

}  // namespace

RocksImport::RocksImport(rocksdb::DB* db, const std::array<rocksdb::ColumnFamilyHandle*, kFamilies>& handles,
                         DatabaseEnv* env)
    : db_(db), handles_(handles), env_(env), folder_(ImportFolder(db->GetName())) {}

base::Result<std::unique_ptr<KeyValue::SortedFile>> RocksImport::NewFile(Family family) {
  if (const rocksdb::Status made = db_->GetEnv()->CreateDirIfMissing(folder_); !made.ok()) return ToError(made);
  auto file = std::make_unique<RocksSortedFile>(db_, handles_[static_cast<size_t>(family)], family,
                                                fmt::format("{}/{:06}.sst", folder_, next_.fetch_add(1)));
  QIAO_CHECK(file->Open());
  return std::unique_ptr<KeyValue::SortedFile>(std::move(file));
}

base::Result<void> RocksImport::Ingest(std::vector<std::unique_ptr<KeyValue::SortedFile>> files) {
  std::vector<rocksdb::IngestExternalFileArg> arguments;
  for (size_t family = 0; family < kFamilies; ++family) {
    rocksdb::IngestExternalFileArg argument;
    argument.column_family = handles_[family];
    argument.options.move_files = true;
    argument.options.write_global_seqno = false;
    for (const auto& file : files) {
      const auto& rocks = static_cast<const RocksSortedFile&>(*file);
      if (static_cast<size_t>(rocks.family()) == family) argument.external_files.push_back(rocks.path());
    }
    if (!argument.external_files.empty()) arguments.push_back(std::move(argument));
  }
  env_->KeepLinks();
  const rocksdb::Status status = db_->IngestExternalFiles(arguments);
  if (!status.ok()) return ToError(status);
  env_->ReleaseLinks();
  env_->BeginWriting();  // not before: RocksDB asserts that it can read the files that it takes over
  files.clear();
  CleanUp(*db_->GetEnv(), db_->GetName());
  return {};
}

void RocksImport::CleanUp(rocksdb::Env& env, const std::string& database_folder) {
  const std::string folder = ImportFolder(database_folder);
  std::vector<std::string> names;
  if (!env.GetChildren(folder, &names).ok()) return;
  // What stays costs room, no more; the next opening tries again.
  for (const std::string& name : names) env.DeleteFile(folder + "/" + name).PermitUncheckedError();
  env.DeleteDir(folder).PermitUncheckedError();
}

}  // namespace qiao::storage
