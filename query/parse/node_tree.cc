#include "query/parse/node_tree.h"

namespace qiao::query::syntax {

void NodeTree::Add(NodeKind kind, uint32_t begin, uint32_t end, uint32_t first) {
  uint32_t child = kNothing;
  for (uint32_t above = size(); above > first;) {
    Record& sibling = records_[above - 1];
    sibling.next = child;
    child = above - 1;
    above = sibling.first;
  }
  records_.push_back({begin, end, first, child, kNothing, kind});
}

size_t Node::child_count() const { return Children(*this).Left(); }

size_t Children::Left() const {
  size_t count = 0;
  for (auto child = next_; child != end_; ++child) ++count;
  return count;
}

std::optional<Node> Node::Find(NodeKind kind) const {
  for (Node child : *this) {
    if (child.kind() == kind) return child;
  }
  return std::nullopt;
}

}  // namespace qiao::query::syntax
