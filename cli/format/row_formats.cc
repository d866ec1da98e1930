#include <algorithm>

#include "cli/format/row_writer.h"

namespace qiao::cli {
namespace {

constexpr RowFormat kFormats[] = {
    {"table", &MakeTableWriter},
    {"json", &MakeJsonWriter},
    {"jsonl", &MakeJsonLinesWriter},
    {"csv", &MakeCsvWriter},
};

}  // namespace

std::span<const RowFormat> RowFormats() { return kFormats; }

const RowFormat* FindRowFormat(std::string_view name) {
  const auto* found = std::ranges::find(kFormats, name, &RowFormat::name);
  return found == std::end(kFormats) ? nullptr : found;
}

}  // namespace qiao::cli
