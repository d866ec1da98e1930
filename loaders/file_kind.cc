#include "loaders/file_kind.h"

#include <algorithm>
#include <filesystem>

#include "base/charset.h"
#include "base/text.h"
#include "loaders/byte_source.h"
#include "loaders/csv/header.h"
#include "loaders/input.h"
#include "loaders/news/decode.h"
#include "loaders/read_file.h"

namespace qiao::loaders {
namespace {

constexpr size_t kStartBytes = size_t{64} << 10;

// Behind white space and comments.
std::string_view FirstWord(std::string_view text) {
  while (true) {
    text = base::TrimLeft(text);
    size_t end = 0;
    if (text.starts_with("//")) {
      end = text.find('\n');
    } else if (text.starts_with("/*")) {
      end = text.find("*/", 2);
      if (end != std::string_view::npos) end += 2;
    } else {
      break;
    }
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end);
  }
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto* end = std::ranges::find_if_not(text, letter);
  const auto length = static_cast<size_t>(end - text.begin());
  // A word of a sentence or a column's name goes on differently.
  if (length == text.size() || std::string_view(" \t\r\n(").find(*end) == std::string_view::npos) return {};
  return text.substr(0, length);
}

bool IsScript(const FileStart& start) {
  if (start.extension == ".cypher" || start.extension == ".cql" || start.extension == ".cyp") return true;
  constexpr std::string_view kKeywords[] = {"call",  "create",   "drop",    "explain", "foreach", "load",   "match",
                                            "merge", "optional", "profile", "return",  "show",    "unwind", "with"};
  std::string_view bytes = start.bytes;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return std::ranges::binary_search(kKeywords, base::AsciiLower(FirstWord(bytes)));
}

bool IsTable(const FileStart& start) {
  if (start.extension == ".csv" || start.extension == ".tsv" || start.extension == ".tab") return true;
  return csv::GuessDelimiter(start.line) ||
         (!start.delimiter.empty() && csv::CountRoles(start.line, start.delimiter) > 0);
}

constexpr LoaderRow kLoaders[] = {
    {FileKind::kScript, "script",
     "Cypher statements, separated by semicolons (.cypher, .cql, or a text that begins so)", &IsScript},
    {FileKind::kTable, "table", "CSV with neo4j-admin headers: name:ID, :LABEL, :START_ID, :END_ID, :TYPE …", &IsTable},
    {FileKind::kArticle, "article", "Chinese text or HTML in UTF-8, GB18030, Big5 or UTF-16",
     [](const FileStart&) { return true; }},
};

// Files that only an import reads.
bool IsForImport(std::string_view extension, std::string_view bytes) {
  if (extension == ".gz" || extension == ".zst" || extension == ".bz2" || extension == ".xz") return true;
  const std::string_view text = base::TrimLeft(bytes);
  return (extension == ".json" || extension == ".jsonl") && (text.starts_with('{') || text.starts_with('['));
}

// Zero bytes belong to no text but UTF-16, and there only as halves of characters.
bool IsBinary(std::string_view bytes, base::Charset charset) {
  if (charset != base::Charset::kUtf16Le && charset != base::Charset::kUtf16Be) {
    return bytes.find('\0') != std::string_view::npos;
  }
  const auto text = base::Decode(bytes.substr(0, bytes.size() & ~size_t{1}), charset);
  const auto is_control = [](char32_t c) { return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f'; };
  // The last character may be cut.
  return text ? std::ranges::any_of(text->chars, is_control) : bytes.size() < kStartBytes;
}

std::string FirstLine(std::string_view bytes, base::Charset charset) {
  if (charset == base::Charset::kUtf16Le || charset == base::Charset::kUtf16Be) {
    const auto text = base::Decode(bytes.substr(0, bytes.size() & ~size_t{1}), charset);
    const std::string utf8 = text ? base::ToUtf8(text->chars) : std::string();
    return utf8.substr(0, utf8.find('\n'));
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const size_t begin = std::min(bytes.find_first_not_of("\r\n"), bytes.size());
  const std::string_view line = bytes.substr(begin, bytes.find_first_of("\r\n", begin) - begin);
  const auto text = base::Decode(line, charset);
  return text ? base::ToUtf8(text->chars) : std::string(line);
}

}  // namespace

std::span<const LoaderRow> Loaders() { return kLoaders; }

base::Result<FileKind> KindOf(const std::string& path, std::string_view delimiter) {
  QIAO_TRY(const std::string bytes, ReadStart(path, kStartBytes));
  if (bytes.find_first_not_of(" \t\r\n") == std::string::npos || bytes == "\xEF\xBB\xBF") {
    return InputError("{}: the file is empty", InputPlace{path});
  }
  const std::string extension = base::AsciiLower(std::filesystem::path(path).extension().string());
  if (IsForImport(extension, bytes)) {
    return InputError("{}: JSON lines and compressed files are read by 'qiao import'", InputPlace{path});
  }
  const auto what = news::FindBinaryFormat(bytes);
  if (!what) QIAO_CHECK(RefuseForeign(path, bytes));
  const base::Charset charset = base::GuessCharset(bytes);
  if (what || IsBinary(bytes, charset)) {
    return InputError("{}: this is no table, script or article but {}", InputPlace{path},
                      what.value_or("a binary file"));
  }
  const FileStart start{extension, bytes, FirstLine(bytes, charset), delimiter};
  const auto* row = std::ranges::find_if(kLoaders, [&](const LoaderRow& loader) { return loader.recognises(start); });
  return row->kind;
}

}  // namespace qiao::loaders
