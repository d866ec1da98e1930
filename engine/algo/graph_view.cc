#include "engine/algo/graph_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.h"

namespace qiao::engine {

using base::Direction;
using base::ErrorCode;
using base::Result;
using query::GraphReader;
using query::kRunRows;
using query::ProcedureContext;

namespace {

template <class Id, class Find>
Result<std::vector<Id>> FindAll(const std::vector<std::string>& names, const std::vector<std::string>& known,
                                std::string_view what, Find find) {
  std::vector<Id> ids;
  for (const std::string& name : names) {
    const std::optional<Id> id = find(name);
    if (!id) {
      const std::vector<std::string_view> candidates(known.begin(), known.end());
      const auto closest = base::ClosestName(name, candidates);
      if (!closest) return base::MakeError(ErrorCode::kArgument, "the graph has no {} {}", what, name);
      return base::MakeError(ErrorCode::kArgument, "the graph has no {} {}; did you mean {}?", what, name, *closest);
    }
    ids.push_back(*id);
  }
  std::ranges::sort(ids);
  return ids;
}

bool SharesOne(const std::vector<base::LabelId>& sorted, const std::vector<base::LabelId>& wanted) {
  return std::ranges::any_of(wanted, [&](base::LabelId label) { return std::ranges::binary_search(sorted, label); });
}

// NaN stands for none.
bool IsAllowed(double weight, Weights allowed) {
  switch (allowed) {
    case Weights::kAny:
      return !std::isnan(weight);
    case Weights::kNotNegative:
      return weight >= 0;
    case Weights::kPositive:
      return weight > 0;
  }
  return false;
}

Result<double> WeightFrom(const base::Value& value, std::string_view property) {
  if (value.is(base::Kind::kInteger)) return static_cast<double>(value.integer());
  if (value.is(base::Kind::kFloat) && std::isfinite(value.floating())) return value.floating();
  return base::MakeError(ErrorCode::kType, "{} weighs relationships: it must be a finite number, not {}", property,
                         base::ToText(value));
}

}  // namespace

Result<GraphView> GraphView::Read(const ProcedureContext& context, const Selection& selection) {
  const GraphReader& graph = *context.graph;
  QIAO_TRY(const auto labels, FindAll<base::LabelId>(selection.labels, graph.LabelNames(), "label",
                                                     [&](const std::string& name) { return graph.FindLabel(name); }));
  QIAO_TRY(const auto types, FindAll<base::TypeId>(selection.types, graph.TypeNames(), "relationship type",
                                                   [&](const std::string& name) { return graph.FindType(name); }));
  GraphView view;
  QIAO_CHECK(view.ReadNodes(context, labels));
  QIAO_CHECK(view.ReadLinks(context, types));
  QIAO_CHECK(view.ReadWeights(context, selection));
  return view;
}

Result<void> GraphView::ReadNodes(const ProcedureContext& context, const std::vector<base::LabelId>& labels) {
  uint64_t vertices = 0;
  for (const query::NodeTable& from : context.graph->NodeTables()) {
    if (from.live == 0) continue;
    if (!labels.empty() && !SharesOne(from.labels, labels) && !SharesOne(from.varying, labels)) continue;
    Table table{.id = from.id, .all_rows = static_cast<uint32_t>(from.rows), .first = static_cast<Vertex>(vertices)};
    const bool all_labels_fit = labels.empty() || (SharesOne(from.labels, labels) && from.varying.empty());
    table.whole = all_labels_fit && from.rows == from.live;
    if (table.whole) {
      table.count = table.all_rows;
    } else {
      QIAO_CHECK(ReadRows(context, from, all_labels_fit ? std::vector<base::LabelId>() : labels, table));
    }
    vertices += table.count;
    if (vertices >= kUnseen) {
      return base::MakeError(ErrorCode::kLimit, "an algorithm can take {} nodes at most: choose fewer labels", kUnseen);
    }
    tables_.push_back(std::move(table));
  }
  vertices_ = static_cast<Vertex>(vertices);
  return {};
}

Result<void> GraphView::ReadRows(const ProcedureContext& context, const query::NodeTable& from,
                                 const std::vector<base::LabelId>& labels, Table& table) {
  QIAO_CHECK(context.count_memory((from.rows + from.live) * sizeof(uint32_t)));
  table.places.assign(from.rows, kUnseen);
  for (uint32_t run = 0; uint64_t{run} * kRunRows < from.rows; ++run) {
    QIAO_CHECK(context.check_cancelled());
    QIAO_TRY(const query::LiveView live, context.graph->ReadLive(from.id, run));
    for (uint32_t i = 0; i < live.size; ++i) {
      if (!live.Has(i)) continue;
      const uint32_t row = run * kRunRows + i;
      bool seen = labels.empty();
      for (size_t label = 0; label < labels.size() && !seen; ++label) {
        QIAO_TRY(seen, context.graph->HasLabel(base::NodeId(from.id, row), labels[label]));
      }
      if (!seen) continue;
      table.places[row] = table.count++;
      table.rows.push_back(row);
    }
  }
  return {};
}

Result<void> GraphView::ReadLinks(const ProcedureContext& context, const std::vector<base::TypeId>& types) {
  for (const Direction direction : {Direction::kOut, Direction::kIn}) {
    for (const query::EdgeTable& edges : context.graph->EdgeTables()) {
      if (edges.live == 0 || (!types.empty() && !std::ranges::binary_search(types, edges.type))) continue;
      const Table* source = TableOf(edges.source);
      const Table* target = TableOf(edges.target);
      if (source == nullptr || target == nullptr) continue;
      const auto from = static_cast<size_t>((direction == Direction::kOut ? source : target) - tables_.data());
      const auto other = static_cast<size_t>((direction == Direction::kOut ? target : source) - tables_.data());
      QIAO_TRY(Segment segment, ReadSegment(context, edges.id, from, other, direction));
      tables_[from].segments.push_back(std::move(segment));
      tables_[from].out_segments += direction == Direction::kOut ? 1 : 0;
    }
  }
  return {};
}

Result<GraphView::Segment> GraphView::ReadSegment(const ProcedureContext& context, base::TableId edges, size_t from,
                                                  size_t other, Direction direction) const {
  Segment segment{.edges = edges, .other = other, .turned = direction == Direction::kIn};
  for (uint32_t run = 0; uint64_t{run} * kRunRows < tables_[from].all_rows; ++run) {
    QIAO_CHECK(context.check_cancelled());
    QIAO_TRY(query::AdjacencyView view, context.graph->ReadAdjacency(edges, direction, run));
    const uint64_t links = view.size == 0 ? 0 : view.offsets[view.size];
    QIAO_CHECK(context.count_memory((view.size + 2 * links) * sizeof(uint32_t) + sizeof(view)));
    segment.runs.push_back(std::move(view));
  }
  return segment;
}

Result<void> GraphView::ReadWeights(const ProcedureContext& context, const Selection& selection) {
  if (selection.weight.empty()) return {};
  for (const Table& table : tables_) {
    for (const Segment& segment : std::span(table.segments).first(table.out_segments)) {
      QIAO_TRY(std::vector<double> weights, ReadWeightsOf(context, segment, selection));
      weights_.emplace_back(segment.edges, std::move(weights));
    }
  }
  std::ranges::sort(weights_, {}, &decltype(weights_)::value_type::first);
  return {};
}

Result<std::vector<double>> GraphView::ReadWeightsOf(const ProcedureContext& context, const Segment& segment,
                                                     const Selection& selection) {
  const auto key = context.graph->FindKey(selection.weight);
  const auto edges = std::ranges::find(context.graph->EdgeTables(), segment.edges, &query::EdgeTable::id);
  QIAO_CHECK(context.count_memory(edges->rows * sizeof(double)));
  std::vector<double> weights(edges->rows, selection.default_weight.value_or(std::nan("")));
  for (uint32_t run = 0; key && uint64_t{run} * kRunRows < edges->rows; ++run) {
    QIAO_CHECK(context.check_cancelled());
    QIAO_TRY(const query::ColumnView column, context.graph->ReadEdgeColumn(segment.edges, *key, run));
    for (uint32_t row = 0; row < column.size; ++row) {
      if (!column.Has(row)) continue;
      QIAO_TRY(weights[run * kRunRows + row], WeightFrom(column.Get(row), selection.weight));
    }
  }
  for (const query::AdjacencyView& view : segment.runs) {
    const std::span all(view.edges, view.size == 0 ? 0 : view.offsets[view.size]);
    const auto wrong =
        std::ranges::find_if(all, [&](uint32_t edge) { return !IsAllowed(weights[edge], selection.allowed); });
    if (wrong == all.end()) continue;
    const std::string_view type = context.graph->TypeName(edges->type);
    if (std::isnan(weights[*wrong])) {
      return base::MakeError(ErrorCode::kArgument, "a relationship {} has no {}: {{defaultWeight: 1}} would weigh it",
                             type, selection.weight);
    }
    return base::MakeError(ErrorCode::kArgument, "a relationship {} has the {} {}: here weights must be {}", type,
                           selection.weight, weights[*wrong],
                           selection.allowed == Weights::kPositive ? "greater than 0" : "0 or more");
  }
  return weights;
}

uint64_t GraphView::CountLinks() const {
  uint64_t links = 0;
  for (Vertex vertex = 0; vertex < vertices_; ++vertex) {
    for (Cursor at(*this, vertex, Orientation::kOut); !at.at_end(); at.Next()) ++links;
  }
  return links;
}

base::NodeId GraphView::NodeOf(Vertex vertex) const {
  const Table& table = tables_[TableAt(vertex)];
  const uint32_t place = vertex - table.first;
  return {table.id, table.whole ? place : table.rows[place]};
}

std::optional<Vertex> GraphView::VertexOf(base::NodeId node) const {
  const Table* table = TableOf(node.table());
  if (table == nullptr || node.row() >= table->all_rows) return std::nullopt;
  const uint32_t place = table->whole ? node.row() : table->places[node.row()];
  return place == kUnseen ? std::nullopt : std::optional<Vertex>(table->first + place);
}

double GraphView::WeightOf(base::EdgeId link) const {
  if (weights_.empty()) return 1;
  const auto table = std::ranges::lower_bound(weights_, link.table(), {}, &decltype(weights_)::value_type::first);
  return table->second[link.row()];
}

const GraphView::Table* GraphView::TableOf(base::TableId id) const {
  const auto found = std::ranges::find(tables_, id, &Table::id);
  return found == tables_.end() ? nullptr : &*found;
}

size_t GraphView::TableAt(Vertex vertex) const {
  const auto after = std::ranges::upper_bound(tables_, vertex, {}, &Table::first);
  return static_cast<size_t>(after - tables_.begin()) - 1;
}

GraphView::Cursor::Cursor(const GraphView& view, Vertex vertex, Orientation orientation)
    : view_(&view), vertex_(vertex), arrives_(orientation == Orientation::kIn) {
  const Table& table = view.tables_[view.TableAt(vertex)];
  row_ = table.whole ? vertex - table.first : table.rows[vertex - table.first];
  segments_ = table.segments;
  if (orientation == Orientation::kOut) segments_ = segments_.first(table.out_segments);
  if (orientation == Orientation::kIn) segments_ = segments_.subspan(table.out_segments);
  Settle();
}

void GraphView::Cursor::Next() {
  ++at_;
  Settle();
}

void GraphView::Cursor::Settle() {
  for (; !segments_.empty(); segments_ = segments_.subspan(1), at_ = 0) {
    const Segment& segment = segments_[0];
    const query::AdjacencyView& run = segment.runs[query::RunOf(row_)];
    const std::span<const uint32_t> neighbours = run.Neighbours(query::RowInRun(row_));
    const Table& other = view_->tables_[segment.other];
    for (; at_ < neighbours.size(); ++at_) {
      const uint32_t place = other.whole ? neighbours[at_] : other.places[neighbours[at_]];
      if (place == kUnseen) continue;
      const Vertex neighbour = other.first + place;
      link_.source = arrives_ ? neighbour : vertex_;
      link_.target = arrives_ ? vertex_ : neighbour;
      link_.id = {segment.edges, run.Edges(query::RowInRun(row_))[at_]};
      return;
    }
  }
}

}  // namespace qiao::engine
