// The names that a text looks for in the graph, and doesn't make itself: what a typing error in them costs is a silent
// lack of rows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/parse/node_tree.h"
#include "query/parse/parse.h"

namespace qiao::query::syntax {

enum class MentionKind : uint8_t { kLabel, kType, kLabelOrType, kKey };
struct Mention {
  MentionKind kind = MentionKind::kLabel;
  std::string name;
  Span span;
};

// In the order of the text, each name once. Keys only where they are certainly asked of nodes or relationships.
base::Result<std::vector<Mention>> FindMentions(std::string_view text, const ParseOptions& options = {});
// Requires the root of a parse tree.
std::vector<Mention> MentionsIn(Node root);

}  // namespace qiao::query::syntax
