#include "query/exec/list_lookup.h"

#include <algorithm>

namespace qiao::query {
namespace {

constexpr size_t kShort = 8;  // is looked through

// Whether all rows hold the very same list.
bool IsSameList(const Column& lists, size_t rows) {
  if (lists.form() != Form::kValues || !lists.values()[0].is(base::Kind::kList)) return false;
  const base::List& first = lists.values()[0].list();
  if (first.size() <= kShort) return false;
  if (lists.constant()) return true;
  return std::all_of(lists.values(), lists.values() + rows,
                     [&](const base::Value& value) { return value.is(base::Kind::kList) && &value.list() == &first; });
}

}  // namespace

bool ListLookup::Read(const base::Value& list, Form form) {
  if (list_.is(base::Kind::kList) && &list_.list() == &list.list() && form_ == form) return readable_;
  list_ = list;
  form_ = form;
  has_null_ = false;
  words_.clear();
  texts_.clear();
  readable_ = std::ranges::all_of(list_.list(), [&](const base::Value& element) {
    if (element.is_null()) {
      has_null_ = true;
    } else if (Column::FormOf(element) != form) {
      return false;
    } else if (form == Form::kTexts) {
      texts_.insert(element.string());
    } else {
      words_.insert(Column::WordOf(element));
    }
    return true;
  });
  return readable_;
}

bool ListLookup::Answer(const Column& column, const Column& lists, size_t rows, Column& out) {
  const Form form = column.form();
  if (form != Form::kTexts && (!IsWordForm(form) || form == Form::kFloats)) return false;
  if (!IsSameList(lists, rows) || !Read(lists.values()[0], form)) return false;
  for (size_t row = 0; row < rows; ++row) {
    if (column.IsNull(row)) {
      out.AppendNull();
      continue;
    }
    const bool found = form == Form::kTexts ? texts_.contains(column.Text(row)) : words_.contains(column.Word(row));
    if (found || !has_null_) {
      out.AppendWord(Form::kBooleans, found ? 1 : 0);
    } else {
      out.AppendNull();
    }
  }
  return true;
}

}  // namespace qiao::query
