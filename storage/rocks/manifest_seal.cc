#include "storage/rocks/manifest_seal.h"

#include <fmt/format.h>
#include <rocksdb/env.h>

#include <optional>
#include <sstream>

#include "storage/checksum.h"
#include "storage/rocks/rocks_error.h"

namespace qiao::storage {
namespace {

constexpr std::string_view kSealName = "/SEAL";

std::optional<std::string> ReadAll(rocksdb::Env& env, const std::string& path) {
  std::string bytes;
  if (!rocksdb::ReadFileToString(&env, path, &bytes).ok()) return std::nullopt;
  return bytes;
}

std::optional<std::string> ManifestName(rocksdb::Env& env, const std::string& folder) {
  auto name = ReadAll(env, folder + "/CURRENT");
  if (!name || name->empty() || name->back() != '\n') return std::nullopt;
  name->pop_back();
  return name;
}

std::string HexChecksum(std::string_view bytes) { return fmt::format("{:08x}", ExtendChecksum(0, bytes)); }

}  // namespace

void SealManifest(rocksdb::Env& env, const std::string& folder) {
  auto name = ManifestName(env, folder);
  auto manifest = name ? ReadAll(env, folder + "/" + *name) : std::nullopt;
  if (!manifest) return;
  std::string line = fmt::format("{} {} {}", *name, manifest->size(), HexChecksum(*manifest));
  line += " " + HexChecksum(line) + "\n";
  rocksdb::WriteStringToFile(&env, line, folder + std::string(kSealName)).PermitUncheckedError();
}

void SealManifest(const std::string& folder) { SealManifest(*rocksdb::Env::Default(), folder); }

base::Result<void> CheckManifestExists(rocksdb::Env& env, const std::string& folder) {
  std::string named;
  const rocksdb::Status status = rocksdb::ReadFileToString(&env, folder + "/CURRENT", &named);
  if (!status.ok() && !status.IsPathNotFound() && !status.IsNotFound()) return ToError(status);
  const auto name = ManifestName(env, folder);
  if (name && env.FileExists(folder + "/" + *name).ok()) return {};
  return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: {} names no list of its files",
                         folder + "/CURRENT");
}

base::Result<void> CheckManifestSeal(rocksdb::Env& env, const std::string& folder) {
  auto line = ReadAll(env, folder + std::string(kSealName));
  if (!line) return {};
  std::istringstream words(*line);
  std::string sealed_name;
  size_t bytes = 0;
  std::string checksum;
  std::string line_checksum;
  if (!(words >> sealed_name >> bytes >> checksum >> line_checksum)) return {};
  if (line_checksum != HexChecksum(fmt::format("{} {} {}", sealed_name, bytes, checksum))) return {};
  if (ManifestName(env, folder) != sealed_name) return {};
  auto manifest = ReadAll(env, folder + "/" + sealed_name);
  // One that is missing is reported by who needs it; or a writer has begun another just now.
  if (!manifest) return {};
  if (manifest->size() >= bytes && HexChecksum(manifest->substr(0, bytes)) == checksum) return {};
  return base::MakeError(base::ErrorCode::kCorruption,
                         "the database is damaged: {} is not as it was when the database was closed",
                         folder + "/" + sealed_name);
}

base::Result<void> CheckManifestSeal(const std::string& folder) {
  return CheckManifestSeal(*rocksdb::Env::Default(), folder);
}

}  // namespace qiao::storage
