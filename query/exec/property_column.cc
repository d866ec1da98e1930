#include "query/exec/property_column.h"

#include <algorithm>

namespace qiao::query {

using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::Result;

namespace {

// Appends the value of one row of a view.
void AppendFrom(const ColumnView& view, uint32_t row, Column& out) {
  if (!view.Has(row)) {
    out.AppendNull();
    return;
  }
  if (!view.mixed) {
    if (view.kind == Kind::kInteger) return out.AppendWord(Form::kIntegers, static_cast<uint64_t>(view.integers[row]));
    if (view.kind == Kind::kDate) return out.AppendWord(Form::kDates, static_cast<uint64_t>(view.integers[row]));
    if (view.kind == Kind::kFloat) return out.AppendWord(Form::kFloats, std::bit_cast<uint64_t>(view.floats[row]));
    if (view.kind == Kind::kBoolean) return out.AppendWord(Form::kBooleans, view.booleans[row] != 0 ? 1 : 0);
    if (view.kind == Kind::kString) return out.AppendText(view.Text(row));
  }
  out.Append(view.Get(row));
}

constexpr size_t kMany = 64;  // values, for which a look at all rows of a run pays

uint32_t RowOfId(uint64_t id) { return static_cast<uint32_t>(id % kRunRows); }

// Of numbers and days, which become words; kNulls for others.
Form WordFormOf(const ColumnView& view) {
  if (view.mixed) return Form::kNulls;
  if (view.kind == Kind::kInteger) return Form::kIntegers;
  if (view.kind == Kind::kDate) return Form::kDates;
  return view.kind == Kind::kFloat ? Form::kFloats : Form::kNulls;
}

// Appends the values of rows ids[i] % kRunRows.
void AppendAllFrom(const RunColumn& column, std::span<const uint64_t> ids, Column& out) {
  constexpr size_t kFew = 4;  // for which asking all of them first doesn't pay
  const ColumnView& view = column.view;
  const Form form = WordFormOf(view);
  const auto all_there = [&] {
    if (column.IsFull() && view.size == kRunRows) return true;
    return std::ranges::all_of(ids, [&](uint64_t id) { return view.Has(RowOfId(id)); });
  };
  uint64_t* words = nullptr;
  if (form != Form::kNulls && ids.size() > kFew && all_there()) words = out.AppendWords(form, ids.size());
  if (words == nullptr) {
    for (uint64_t id : ids) AppendFrom(view, RowOfId(id), out);
  } else if (form == Form::kFloats) {
    for (size_t i = 0; i < ids.size(); ++i) words[i] = std::bit_cast<uint64_t>(view.floats[RowOfId(ids[i])]);
  } else {
    view.integers.With([&](const auto* distances) {
      const auto first = static_cast<uint64_t>(view.integers.first);
      for (size_t i = 0; i < ids.size(); ++i) words[i] = first + distances[RowOfId(ids[i])];
    });
  }
}

// Texts of one run stay where they are, if all of them are short. False, and nothing done, otherwise.
bool BorrowFrom(const RunColumn& column, std::span<const uint64_t> ids, Column& out) {
  const ColumnView& view = column.view;
  if (view.mixed || view.kind != Kind::kString || view.owner == nullptr) return false;
  const auto is_long = [&](uint64_t id) {
    const uint32_t row = RowOfId(id);
    return view.Has(row) && !Column::IsShort(view.Text(row).size());
  };
  if (ids.size() < kMany ? std::ranges::any_of(ids, is_long) : !column.HasShortTexts()) return false;
  if (!out.BorrowTexts(view.owner, view.string_codes != nullptr)) return false;
  if (ids.size() >= kMany && column.IsFull() && view.size == kRunRows) {
    out.AppendShared(ids.size(), [&](size_t i) { return view.Text(RowOfId(ids[i])); });
    return true;
  }
  for (uint64_t id : ids) {
    const uint32_t row = RowOfId(id);
    if (view.Has(row)) {
      out.AppendShared(view.Text(row));
    } else {
      out.AppendNull();
    }
  }
  return true;
}

// Asks for what AppendFrom will read, except for the bytes of texts, of which nothing is known yet.
void Prefetch(const ColumnView& view, uint32_t row) {
  if (row >= view.size) return;
  __builtin_prefetch(view.present + row / 64);
  if (view.mixed) return;
  if (view.kind == Kind::kString && view.string_codes != nullptr) __builtin_prefetch(view.string_codes + row);
  if (view.kind == Kind::kString && view.string_codes == nullptr) __builtin_prefetch(view.string_ends + row);
  if (view.kind == Kind::kInteger || view.kind == Kind::kDate) __builtin_prefetch(view.integers.Place(row));
  if (view.kind == Kind::kFloat) __builtin_prefetch(view.floats + row);
}

// Into how many pieces of one run each they fall, about: of many, a part is looked at.
size_t CountPieces(std::span<const uint64_t> ids) {
  if (ids.empty() || ids.front() / kRunRows == ids.back() / kRunRows) return 1;
  const size_t step = ids.size() < kMany ? 1 : 8;
  size_t pieces = 1;
  for (size_t i = step; i < ids.size(); i += step) {
    pieces += ids[i] / kRunRows != ids[i - 1] / kRunRows ? step : 0;
  }
  return pieces;
}

}  // namespace

bool RunColumn::IsFull() const {
  if (full) return *full;
  full = true;
  for (uint32_t first = 0; first < view.size && *full; first += 64) {
    const uint32_t rows = std::min<uint32_t>(view.size - first, 64);
    const uint64_t all = ~uint64_t{0} >> (64 - rows);
    full = (view.present[first / 64] & all) == all;
  }
  return *full;
}

bool RunColumn::HasShortTexts() const {
  if (short_texts) return *short_texts;
  short_texts = true;
  for (uint32_t text = 0; text < view.string_texts && *short_texts; ++text) {
    short_texts = Column::IsShort(view.TextAt(text).size());
  }
  return *short_texts;
}

Result<void> CheckAlive(const Environment& env, base::NodeId node) {
  if (!env.deleted) return {};
  QIAO_TRY(const bool exists, env.graph.Exists(node));
  if (exists) return {};
  return base::MakeError(ErrorCode::kEntityNotFound, "the node was deleted by this statement")
      .With(ErrorDetail::kDeletedEntityAccess);
}

Result<void> CheckAlive(const Environment& env, base::EdgeId edge) {
  if (!env.deleted) return {};
  QIAO_TRY(const bool exists, env.graph.Exists(edge));
  if (exists) return {};
  return base::MakeError(ErrorCode::kEntityNotFound, "the relationship was deleted by this statement")
      .With(ErrorDetail::kDeletedEntityAccess);
}

Result<ColumnView> PropertyReader::ReadView(base::NodeId node, base::KeyId key) const {
  return env_.graph.ReadColumn(node.table(), key, RunOf(node.row()));
}

Result<ColumnView> PropertyReader::ReadView(base::EdgeId edge, base::KeyId key) const {
  return env_.graph.ReadEdgeColumn(edge.table(), key, RunOf(edge.row()));
}

template <class Id>
Result<const RunColumn*> PropertyReader::ColumnOf(Id id, base::KeyId key, std::vector<RunCache<RunColumn>>& caches) {
  const size_t table = id.table().value;
  while (caches.size() <= table) caches.emplace_back(env_);
  return caches[table].Get(RunOf(id.row()), [&]() -> Result<RunColumn> {
    RunColumn column;
    QIAO_TRY(column.view, ReadView(id, key));
    return column;
  });
}

template <class Id>
Result<void> PropertyReader::ReadAll(const Column& ids, size_t count, std::vector<RunCache<RunColumn>>& caches,
                                     Column& out) {
  const auto key = env_.graph.FindKey(name_);
  const RunColumn* column = nullptr;
  uint64_t run_of_view = 0;  // table and run, of which `column` is
  for (size_t i = 0; i < count; ++i) {
    if (ids.IsNull(i)) {
      out.AppendNull();
      continue;
    }
    const Id id(ids.Word(i));
    QIAO_CHECK(CheckAlive(env_, id));
    if (!key) {
      out.AppendNull();
      continue;
    }
    const uint64_t run = id.value / kRunRows;
    if (column == nullptr || run != run_of_view) {
      QIAO_TRY(column, ColumnOf(id, *key, caches));
      run_of_view = run;
    }
    AppendFrom(column->view, RowInRun(id.row()), out);
  }
  return {};
}

// The same where nothing was deleted and no id is null: a run of rows at a time.
template <class Id>
Result<void> PropertyReader::ReadRuns(std::span<const uint64_t> ids, base::KeyId key,
                                      std::vector<RunCache<RunColumn>>& caches, Column& out) {
  const size_t pieces = CountPieces(ids);
  if (ids.size() >= kMany && pieces > ids.size() / 32) {
    QIAO_TRY(const bool read, ReadScattered<Id>(ids, key, caches, out));
    if (read) return {};
  }
  if (ids.size() < kMany) QIAO_CHECK(FetchAhead<Id>(ids, key, caches));
  const bool few_pieces = pieces == 1 || pieces <= ids.size() / 16;
  for (size_t begin = 0, end = 0; begin < ids.size(); begin = end) {
    const uint64_t run = ids[begin] / kRunRows;
    while (end < ids.size() && ids[end] / kRunRows == run) ++end;
    QIAO_TRY(const RunColumn* column, ColumnOf(Id(ids[begin]), key, caches));
    const auto part = ids.subspan(begin, end - begin);
    if (!few_pieces || !BorrowFrom(*column, part, out)) AppendAllFrom(*column, part, out);
  }
  return {};
}

// A few values, as a look-up's neighbours have them, are all asked for before the first is waited for.
template <class Id>
Result<void> PropertyReader::FetchAhead(std::span<const uint64_t> ids, base::KeyId key,
                                        std::vector<RunCache<RunColumn>>& caches) {
  bool texts = false;
  for (const uint64_t id : ids) {
    QIAO_TRY(const RunColumn* column, ColumnOf(Id(id), key, caches));
    Prefetch(column->view, RowOfId(id));
    texts |= column->view.kind == Kind::kString;
  }
  for (size_t i = 0; texts && i < ids.size(); ++i) {
    QIAO_TRY(const RunColumn* column, ColumnOf(Id(ids[i]), key, caches));
    const auto row = RowOfId(ids[i]);
    const ColumnView& view = column->view;
    if (view.kind == Kind::kString && !view.mixed && view.Has(row)) __builtin_prefetch(view.Text(row).data());
  }
  return {};
}

// Values that fit words and lie here and there: first where each of them is, so that the processor fetches many at
// once, then the values. False, and nothing done, where some row has no such value.
template <class Id>
Result<bool> PropertyReader::ReadScattered(std::span<const uint64_t> ids, base::KeyId key,
                                           std::vector<RunCache<RunColumn>>& caches, Column& out) {
  places_.resize(ids.size());
  Form form = Form::kNulls;
  for (size_t begin = 0, end = 0; begin < ids.size(); begin = end) {
    const uint64_t run = ids[begin] / kRunRows;
    while (end < ids.size() && ids[end] / kRunRows == run) ++end;
    QIAO_TRY(const RunColumn* column, ColumnOf(Id(ids[begin]), key, caches));
    const ColumnView& view = column->view;
    const Form found = WordFormOf(view);
    if (!column->IsFull() || found == Form::kNulls || (form != Form::kNulls && found != form)) return false;
    form = found;
    base::IntegerArray array = view.integers;
    if (form == Form::kFloats) array = {view.floats};  // whose bits are those of distances from 0
    for (size_t i = begin; i < end; ++i) {
      const uint32_t row = RowOfId(ids[i]);
      if (row >= view.size) return false;
      places_[i] = {array.Place(row), array.width, array.first};
      __builtin_prefetch(places_[i].distances);
    }
  }
  uint64_t* words = out.AppendWords(form, ids.size());
  if (words == nullptr) return false;
  for (size_t i = 0; i < ids.size(); ++i) words[i] = static_cast<uint64_t>(places_[i][0]);
  return true;
}

template <class Id>
Result<void> PropertyReader::ReadColumn(const Column& ids, size_t count, std::vector<RunCache<RunColumn>>& caches,
                                        Column& out) {
  const auto key = env_.graph.FindKey(name_);
  if (!key || env_.deleted || ids.has_nulls() || ids.constant()) return ReadAll<Id>(ids, count, caches, out);
  return ReadRuns<Id>({ids.words(), count}, *key, caches, out);
}

Result<void> PropertyReader::Read(const Column& ids, size_t count, Column& out) {
  if (ids.form() == Form::kEdges) return ReadColumn<base::EdgeId>(ids, count, edge_tables_, out);
  return ReadColumn<base::NodeId>(ids, count, node_tables_, out);
}

}  // namespace qiao::query
