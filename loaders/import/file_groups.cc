#include "loaders/import/file_groups.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/regex.h"
#include "base/text.h"

namespace qiao::loaders::import {
namespace {

namespace fs = std::filesystem;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Numbers within names compare by their value.
bool NaturallyLess(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (IsDigit(a.front()) && IsDigit(b.front())) {
      const auto take = [](std::string_view& text) {
        const size_t size = std::min(text.find_first_not_of("0123456789"), text.size());
        std::string_view digits = text.substr(0, size);
        text.remove_prefix(size);
        digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
        return digits;
      };
      const std::string_view left = take(a);
      const std::string_view right = take(b);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      continue;
    }
    if (a.front() != b.front()) return a.front() < b.front();
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.size() < b.size();
}

base::Result<void> AddMatching(const std::string& path, std::vector<std::string>& files) {
  const fs::path pattern(path);
  const fs::path folder = pattern.parent_path();
  const auto compiled = base::Regex::Compile(pattern.filename().string());
  std::error_code error;
  std::vector<std::string> found;
  fs::directory_iterator entry(folder.empty() ? fs::path(".") : folder, error);
  for (; compiled && !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    QIAO_TRY(const bool fits, compiled->Matches(name));
    if (fits && !entry->is_directory()) found.push_back((folder / name).string());
  }
  if (found.empty()) {
    return base::MakeError(base::ErrorCode::kInput,
                           "{}: there is no such file, and no file whose name fits the pattern", path);
  }
  std::ranges::sort(found, NaturallyLess);
  files.insert(files.end(), found.begin(), found.end());
  return {};
}

}  // namespace

base::Result<FileGroup> ReadFileGroup(std::string_view text, bool relationships) {
  FileGroup group;
  if (const size_t equals = text.find('='); equals != std::string_view::npos) {
    std::string_view names = text.substr(0, equals);
    text.remove_prefix(equals + 1);
    while (!names.empty()) {
      const size_t colon = relationships ? std::string_view::npos : names.find(':');
      if (const auto name = base::Trim(names.substr(0, colon)); !name.empty()) group.names.emplace_back(name);
      names.remove_prefix(colon == std::string_view::npos ? names.size() : colon + 1);
    }
  }
  while (!text.empty()) {
    const size_t comma = text.find(',');
    const std::string path(base::Trim(text.substr(0, comma)));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    if (path.empty()) continue;
    std::error_code ignored;
    if (fs::exists(path, ignored)) {
      group.files.push_back(path);
    } else {
      QIAO_CHECK(AddMatching(path, group.files));
    }
  }
  if (group.files.empty()) return base::MakeError(base::ErrorCode::kInput, "there is no file to import");
  return group;
}

}  // namespace qiao::loaders::import
