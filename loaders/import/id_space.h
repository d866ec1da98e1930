// The nodes of an import by their ids, and the nodes that the database had before it.
//
// Threads: Add, Build and LeaveOut by one; then any number may Find.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/ids.h"
#include "base/result.h"
#include "loaders/csv/stored_nodes.h"
#include "loaders/import/consecutive.h"
#include "loaders/import/id_index.h"

namespace qiao::loaders::import {

// The whole number that `text` writes in the one way in which we would write it: 7, but neither 07 nor +7.
inline std::optional<int64_t> CanonicalNumber(std::string_view text) {
  // Eighteen digits always fit.
  const bool negative = text.starts_with('-');
  const std::string_view digits = text.substr(negative ? 1 : 0);
  if (digits.empty() || digits.size() > 18) return std::nullopt;
  if (digits.front() == '0' && (negative || digits.size() > 1)) return std::nullopt;
  int64_t number = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = 10 * number + (digit - '0');
  }
  return negative ? -number : number;
}

class IdSpace {
 public:
  // Ids that are numbers, and texts that write one in the canonical way, are the same.
  // `origin`: of the row, for messages.
  void Add(int64_t id, base::NodeId node, uint64_t origin);
  void Add(std::string_view id, base::NodeId node, uint64_t origin);

  struct Duplicate {
    std::string id;
    base::NodeId node;
    uint64_t origin;
    uint64_t first;  // origin of the row that has the id already
  };
  // In the order in which they were added.
  base::Result<void> Build(const std::function<base::Result<void>(const Duplicate&)>& duplicate);

  // After Build: whoever asks for the node doesn't find it.
  void LeaveOut(base::NodeId node) { left_out_.insert(node.value); }

  std::optional<base::NodeId> Find(std::string_view id) const;
  std::optional<base::NodeId> Find(int64_t id) const {
    const uint32_t place = numbers_.index.Find(id);
    return place == kNoPlace ? std::nullopt : Known(numbers_.nodes[place]);
  }
  uint64_t size() const { return numbers_.nodes.size() + texts_.nodes.size(); }
  uint64_t bytes() const;

  bool whole_numbers = false;  // 007 is 7
  std::string key;             // the property that keeps the id; empty: none

 private:
  template <class Index>
  struct Part {
    Index index;
    Consecutive nodes;  // by place in the index
    Consecutive origins;
    void Append(base::NodeId node, uint64_t origin) {
      nodes.Append(node.value);
      origins.Append(origin);
    }
  };
  template <class Index, class ToText>
  static base::Result<void> BuildPart(Part<Index>& part, const ToText& to_text,
                                      const std::function<base::Result<void>(const Duplicate&)>& duplicate);
  std::optional<base::NodeId> Known(uint64_t node) const {
    return left_out_.contains(node) ? std::nullopt : std::optional(base::NodeId(node));
  }

  std::unordered_set<uint64_t> left_out_;
  Part<NumberIndex> numbers_;
  Part<TextIndex> texts_;
};

// What stood in the database before: csv::StoredNodes, for several threads.
class StoredIds {
 public:
  explicit StoredIds(std::shared_ptr<const query::GraphReader> graph)
      : any_(!graph->NodeTables().empty()), nodes_(std::move(graph)) {}

  bool any() const { return any_; }
  bool HasLabel(std::string_view label) const { return nodes_.HasLabel(label); }
  base::Result<std::optional<csv::StoredMatch>> Find(std::string_view label, std::string_view key,
                                                     std::string_view text) {
    if (!any_) return std::optional<csv::StoredMatch>();
    std::lock_guard lock(mutex_);
    return nodes_.Find(label, key, text);
  }

 private:
  const bool any_;
  std::mutex mutex_;
  csv::StoredNodes nodes_;
};

}  // namespace qiao::loaders::import
