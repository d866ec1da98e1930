#include "query/exec/property_column.h"

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
    if (view.kind == Kind::kFloat) return out.AppendWord(Form::kFloats, std::bit_cast<uint64_t>(view.floats[row]));
    if (view.kind == Kind::kBoolean) return out.AppendWord(Form::kBooleans, view.booleans[row] != 0 ? 1 : 0);
  }
  out.Append(view.Get(row));
}

}  // namespace

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
Result<void> PropertyReader::ReadAll(const Column& ids, size_t count, std::vector<RunCache<ColumnView>>& caches,
                                     Column& out) {
  const auto key = env_.graph.FindKey(name_);
  const ColumnView* view = nullptr;
  uint64_t run_of_view = 0;  // table and run, of which `view` is
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
    if (view == nullptr || run != run_of_view) {
      const size_t table = id.table().value;
      while (caches.size() <= table) caches.emplace_back(env_);
      QIAO_TRY(view, caches[table].Get(RunOf(id.row()), [&] { return ReadView(id, *key); }));
      run_of_view = run;
    }
    AppendFrom(*view, RowInRun(id.row()), out);
  }
  return {};
}

Result<void> PropertyReader::Read(const Column& ids, size_t count, Column& out) {
  if (ids.form() == Form::kEdges) return ReadAll<base::EdgeId>(ids, count, edge_tables_, out);
  return ReadAll<base::NodeId>(ids, count, node_tables_, out);
}

}  // namespace qiao::query
