// Relationship uniqueness: the edges that a row has matched already and must not match again.
#pragma once

#include <vector>

#include "query/exec/batch.h"

namespace qiao::query {

// Calls visit(EdgeId) for an edge or for each edge of a list, lists of lists too, which is as deep as patterns nest.
template <class Visit>
void ForEachEdge(const base::Value& value, const Visit& visit, int depth = 0) {
  if (value.is(base::Kind::kRelationship)) {
    visit(value.relationship());
  } else if (value.is(base::Kind::kList) && depth < 4) {
    for (const base::Value& element : value.list()) ForEachEdge(element, visit, depth + 1);
  }
}

class EdgeExclusion {
 public:
  // Slots of edges or of lists of edges.
  explicit EdgeExclusion(const std::vector<Slot>& slots) : slots_(slots) {}

  // To be called for each new batch.
  base::Result<void> Read(const Batch& batch) {
    columns_.clear();
    lists_.clear();
    for (Slot slot : slots_) {
      if (!batch.Has(slot)) {
        return base::MakeError(base::ErrorCode::kInternal, "slot {} is read before it is filled", slot);
      }
      const Column& column = batch.Get(slot);
      if (column.form() == Form::kNulls) continue;
      (column.form() == Form::kEdges ? columns_ : lists_).push_back(&column);
    }
    return {};
  }

  bool empty() const { return columns_.empty() && lists_.empty(); }

  bool Excludes(size_t row, base::EdgeId edge) const {
    for (const Column* column : columns_) {
      if (column->Word(row) == edge.value && !column->IsNull(row)) return true;
    }
    for (const Column* column : lists_) {
      bool found = false;
      ForEachEdge(column->values()[column->constant() ? 0 : row], [&](base::EdgeId other) { found |= other == edge; });
      if (found) return true;
    }
    return false;
  }

  // Calls visit(EdgeId) for every edge that is excluded for the row.
  template <class Visit>
  void ForEach(size_t row, const Visit& visit) const {
    for (const Column* column : columns_) ForEachEdge(column->At(row), visit);
    for (const Column* column : lists_) ForEachEdge(column->At(row), visit);
  }

 private:
  const std::vector<Slot>& slots_;
  std::vector<const Column*> columns_;
  std::vector<const Column*> lists_;
};

}  // namespace qiao::query
