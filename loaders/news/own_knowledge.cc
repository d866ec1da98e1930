#include "loaders/news/own_knowledge.h"

#include <array>
#include <string_view>

#include "loaders/find_files.h"
#include "loaders/read_file.h"

namespace qiao::loaders::news {
namespace {

constexpr size_t kMostBytes = 4u << 20;
constexpr std::array<std::string_view, 3> kWordFiles = {"names.txt", "words.txt", "known.tsv"};

}  // namespace

base::Result<ExtractorOptions> ReadOwnKnowledge(const std::string& folder) {
  ExtractorOptions options;
  if (folder.empty()) return options;
  const std::array<std::string, 1> paths = {folder};
  QIAO_TRY(const auto files, FindFiles(paths));
  for (const FoundFile& file : files) {
    const std::string_view path = file.path;
    const std::string_view name = path.substr(path.find_last_of('/') + 1);
    if (name.ends_with(".md") || name == "README") continue;
    const bool rules = name.ends_with(".rules");
    bool words = false;
    for (const std::string_view known : kWordFiles) words |= name == known;
    if (!rules && !words) {
      return base::MakeError(base::ErrorCode::kInput,
                             "{}: own rules stand in *.rules, own words in names.txt, words.txt or known.tsv", path);
    }
    QIAO_TRY(std::string text, ReadText(file.path, kMostBytes));
    (rules ? options.extra_rules : options.extra_words).push_back({file.path, std::move(text)});
  }
  return options;
}

}  // namespace qiao::loaders::news
