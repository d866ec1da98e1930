#include "query/exec/column_kernels.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "query/exec/list_element.h"
#include "query/exec/text_parts.h"
#include "query/functions/function.h"

namespace qiao::query {

namespace {

using Operands = std::span<const Column* const>;

template <class Append>
bool EachText(const Column& texts, size_t rows, Column& out, Append append) {
  if (texts.form() != Form::kTexts) return false;
  for (size_t row = 0; row < rows; ++row) {
    if (texts.IsNull(row)) {
      out.AppendNull();
    } else {
      append(texts.Text(row));
    }
  }
  return true;
}

bool CountCharacters(Operands operands, size_t rows, Column& out) {
  return EachText(*operands[0], rows, out,
                  [&](std::string_view text) { out.AppendWord(Form::kIntegers, base::CodePointCount(text)); });
}

// Each value of a column that holds nothing but lists and nulls.
template <class Append>
bool EachList(const Column& lists, size_t rows, Column& out, Append append) {
  if (lists.form() != Form::kValues) return false;
  for (size_t row = 0; row < rows; ++row) {
    const base::Value& value = lists.values()[row * lists.stride()];
    if (value.is(base::Kind::kList)) {
      append(row, value.list());
    } else if (value.is_null()) {
      out.AppendNull();
    } else {
      return false;
    }
  }
  return true;
}

bool Size(Operands operands, size_t rows, Column& out) {
  if (CountCharacters(operands, rows, out)) return true;
  return EachList(*operands[0], rows, out,
                  [&](size_t, const base::List& list) { out.AppendWord(Form::kIntegers, list.size()); });
}

// list[number]
bool Index(Operands operands, size_t rows, Column& out) {
  const Column& numbers = *operands[1];
  if (numbers.form() != Form::kIntegers) return false;
  return EachList(*operands[0], rows, out, [&](size_t row, const base::List& list) {
    const auto size = static_cast<int64_t>(list.size());
    const auto number = static_cast<int64_t>(numbers.Word(row));
    const int64_t place = number < 0 ? number + size : number;
    if (numbers.IsNull(row) || place < 0 || place >= size) {
      out.AppendNull();
    } else {
      AppendElement(list[static_cast<size_t>(place)], out);
    }
  });
}

template <std::string (*change)(std::string_view)>
bool Change(Operands operands, size_t rows, Column& out) {
  return EachText(*operands[0], rows, out, [&](std::string_view text) { out.AppendText(change(text)); });
}

// A number that is the same for all rows and not negative.
std::optional<size_t> FixedNatural(const Column& column) {
  if (column.form() != Form::kIntegers || !column.constant() || column.IsNull(0)) return std::nullopt;
  const auto number = static_cast<int64_t>(column.Word(0));
  return number >= 0 ? std::optional(static_cast<size_t>(number)) : std::nullopt;
}

// Parts of texts stay where the texts are.
bool Cut(const Column& texts, size_t rows, std::optional<size_t> start, std::optional<size_t> count, Column& out) {
  if (!start || !count || texts.form() != Form::kTexts) return false;
  out.ShareTexts(texts);
  return EachText(texts, rows, out,
                  [&](std::string_view text) { out.AppendShared(base::CodePointSubstring(text, *start, *count)); });
}

bool Left(Operands operands, size_t rows, Column& out) {
  return Cut(*operands[0], rows, 0, FixedNatural(*operands[1]), out);
}

bool Substring(Operands operands, size_t rows, Column& out) {
  const auto count = operands.size() == 3 ? FixedNatural(*operands[2]) : std::optional(SIZE_MAX);
  return Cut(*operands[0], rows, FixedNatural(*operands[1]), count, out);
}

// A text that is the same for all rows.
std::optional<std::string_view> FixedText(const Column& column) {
  const bool fixed = column.form() == Form::kTexts && column.constant() && !column.IsNull(0);
  return fixed ? std::optional(column.Text(0)) : std::nullopt;
}

constexpr size_t kMostGrowth = 16;

bool Replace(Operands operands, size_t rows, Column& out) {
  const auto search = FixedText(*operands[1]), replacement = FixedText(*operands[2]);
  // What could get long had better be counted value by value.
  if (!search || search->empty() || !replacement || replacement->size() > kMostGrowth * search->size()) return false;
  std::string changed;
  return EachText(*operands[0], rows, out, [&](std::string_view text) {
    changed.clear();
    TextParts parts(text, *search);
    changed += *parts.Next();
    while (const auto part = parts.Next()) changed.append(*replacement).append(*part);
    out.AppendText(changed);
  });
}

constexpr size_t kFewElements = 8;         // are compared one by one, others looked up
constexpr size_t kManyElements = 1 << 15;  // can't be sorted in no time

// For each row whether at(row) is one of the elements.
template <class T, class At>
void FindEach(std::vector<T> elements, const Column& column, size_t rows, At at, Column& out) {
  std::ranges::sort(elements);
  for (size_t row = 0; row < rows; ++row) {
    if (column.IsNull(row)) {
      out.AppendNull();
      continue;
    }
    const T value = at(row);
    const bool found = elements.size() <= kFewElements ? std::ranges::find(elements, value) != elements.end()
                                                       : std::ranges::binary_search(elements, value);
    out.AppendWord(Form::kBooleans, found ? 1 : 0);
  }
}

// In a fixed list of values of the column's kind.
bool IsIn(Operands operands, size_t rows, Column& out) {
  const Column& column = *operands[0];
  const Column& lists = *operands[1];
  if (!lists.constant() || lists.form() != Form::kValues || !lists.values()[0].is(base::Kind::kList)) return false;
  const base::List& list = lists.values()[0].list();
  const bool pays = list.size() <= kFewElements || (list.size() <= kManyElements && rows > list.size() / 32);
  const Form form = column.form();
  if (list.empty() || !pays || (form != Form::kIntegers && form != Form::kDates && form != Form::kTexts)) return false;
  if (!std::ranges::all_of(list, [&](const base::Value& value) { return Column::FormOf(value) == form; })) return false;
  if (form == Form::kTexts) {
    std::vector<std::string_view> elements;
    for (const base::Value& value : list) elements.push_back(value.string());
    FindEach(
        std::move(elements), column, rows, [&](size_t row) { return column.Text(row); }, out);
  } else {
    std::vector<uint64_t> elements;
    for (const base::Value& value : list) elements.push_back(Column::WordOf(value));
    FindEach(
        std::move(elements), column, rows, [&](size_t row) { return column.Word(row); }, out);
  }
  return true;
}

constexpr std::pair<std::string_view, ColumnKernel> kFunctions[] = {
    {"char_length", CountCharacters},
    {"character_length", CountCharacters},
    {"left", Left},
    {"lower", Change<base::ToLower>},
    {"replace", Replace},
    {"size", Size},
    {"substring", Substring},
    {"toLower", Change<base::ToLower>},
    {"toUpper", Change<base::ToUpper>},
    {"upper", Change<base::ToUpper>},
};

}  // namespace

ColumnKernel ColumnKernelFor(const Expression& expression) {
  if (expression.kind == ExpressionKind::kIn) return IsIn;
  if (expression.kind == ExpressionKind::kIndex) return Index;
  if (expression.kind != ExpressionKind::kFunction) return nullptr;
  const auto* const found =
      std::ranges::find(kFunctions, expression.function->name, &std::pair<std::string_view, ColumnKernel>::first);
  return found == std::end(kFunctions) ? nullptr : found->second;
}

}  // namespace qiao::query
