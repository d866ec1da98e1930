// What a file holds, told by its content: a table, a Cypher script or an article.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace qiao::loaders {

enum class FileKind : uint8_t { kTable, kScript, kArticle };

// The beginning of a file, as its loader's row sees it.
struct FileStart {
  std::string extension;  // lower case, with its dot
  std::string_view bytes;
  std::string line;            // the first that isn't blank, as UTF-8
  std::string_view delimiter;  // that the caller names; may be empty
};

struct LoaderRow {
  FileKind kind;
  std::string_view name;
  std::string_view help;
  bool (*recognises)(const FileStart& start);
};

// In the order in which they are asked; the last one takes any text.
std::span<const LoaderRow> Loaders();

// `delimiter`: of tables, when the caller knows it; may be empty.
// Errors: kInput for an empty file and for one that isn't text (the message says what it is, when that is known); kIo.
base::Result<FileKind> KindOf(const std::string& path, std::string_view delimiter);

}  // namespace qiao::loaders
