// value IN list, for many values and a list that stays the same: its elements are put in order once.
#pragma once

#include <string_view>
#include <unordered_set>

#include "query/exec/column.h"

namespace qiao::query {

class ListLookup {
 public:
  // Fills `out` with the answers for the rows of `column`; false, and nothing is filled, where they hold different
  // lists, lists of something else than the column's kind, or short ones.
  bool Answer(const Column& column, const Column& lists, size_t rows, Column& out);

 private:
  bool Read(const base::Value& list, Form form);

  base::Value list_;  // that has been read; kept, so that no other list can have its address
  Form form_ = Form::kNulls;
  bool readable_ = false;
  bool has_null_ = false;
  std::unordered_set<uint64_t> words_;
  std::unordered_set<std::string_view> texts_;
};

}  // namespace qiao::query
