// The parse tree between grammar and syntax tree: which rules matched where. Flat, so that a text of a million literals
// costs a few bytes for each, and taking back what a failed alternative had matched is cutting a vector.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "query/parse/box.h"
#include "query/parse/node_kind.h"

namespace qiao::query::syntax {

class NodeTree {
 public:
  static constexpr uint32_t kNothing = ~uint32_t{0};

  explicit NodeTree(std::string_view text) : text_(text) {}

  std::string_view text() const { return text_; }
  uint32_t size() const { return static_cast<uint32_t>(records_.size()); }
  uint32_t root() const { return size() - 1; }

  // Nodes are added in the order in which their rules succeed: children before parents. A parent takes all nodes since
  // `first` that have no parent yet as its children.
  void Add(NodeKind kind, uint32_t begin, uint32_t end, uint32_t first);
  bool HasOneChildSince(uint32_t first) const { return size() > first && records_.back().first == first; }
  void CutTo(uint32_t size) {
    if (records_.size() > size) records_.erase(records_.begin() + size, records_.end());
  }

 private:
  friend class Node;
  struct Record {
    uint32_t begin;
    uint32_t end;
    uint32_t first;  // the first record below this one; its own when there is none
    uint32_t child = kNothing;
    uint32_t next = kNothing;  // sibling
    NodeKind kind;
  };

  std::string_view text_;
  std::vector<Record> records_;
};

// One node of a NodeTree, which must outlive it. Iterating it gives its children.
class Node {
 public:
  class Iterator {
   public:
    Iterator(const NodeTree* tree, uint32_t index) : tree_(tree), index_(index) {}
    Node operator*() const { return Node(tree_, index_); }
    Iterator& operator++() {
      index_ = tree_->records_[index_].next;
      return *this;
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    const NodeTree* tree_;
    uint32_t index_;
  };

  Node(const NodeTree* tree, uint32_t index) : tree_(tree), index_(index) {}

  NodeKind kind() const { return record().kind; }
  Span span() const { return {record().begin, record().end}; }
  std::string_view text() const { return tree_->text_.substr(record().begin, record().end - record().begin); }

  Iterator begin() const { return {tree_, record().child}; }
  Iterator end() const { return {tree_, NodeTree::kNothing}; }
  size_t child_count() const;
  std::optional<Node> Find(NodeKind kind) const;
  bool Has(NodeKind kind) const { return Find(kind).has_value(); }

 private:
  const NodeTree::Record& record() const { return tree_->records_[index_]; }

  const NodeTree* tree_;
  uint32_t index_;
};

// Reads a node's children one after the other.
class Children {
 public:
  explicit Children(Node node) : next_(node.begin()), end_(node.end()) {}

  bool Done() const { return next_ == end_; }
  size_t Left() const;
  // Where the last child taken ended.
  uint32_t LastEnd() const { return last_end_; }
  // The next child. Requires !Done().
  Node Peek() const { return *next_; }
  // The same, and goes on.
  Node Take() {
    const Node node = *next_;
    ++next_;
    last_end_ = node.span().end;
    return node;
  }
  // The next child when it is of this kind.
  std::optional<Node> TakeIf(NodeKind kind) {
    if (Done() || (*next_).kind() != kind) return std::nullopt;
    return Take();
  }
  bool Skip(NodeKind kind) { return TakeIf(kind).has_value(); }

 private:
  Node::Iterator next_;
  Node::Iterator end_;
  uint32_t last_end_ = 0;
};

}  // namespace qiao::query::syntax
