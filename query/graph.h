// The graph that queries run on, as the query layer wants it: declared here, implemented by the engine over the store
// and by a toy in the tests.
//
// The graph is a set of node tables (the nodes created with one set of labels) and edge tables (the edges of one type
// from one node table to another). Rows are read in runs of kRunRows, a column or an adjacency of a run at a time, so a
// virtual call is paid once a run, not once a row.
//
// Owner:    the caller of Execute; it outlives the query.
// Threads:  any number may read at once; a GraphWriter is used by one thread.
// Errors:   kIo, kCorruption from every Result. A thing that is not there is an empty span or nullopt, not an error.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/integer_array.h"
#include "base/result.h"
#include "base/value.h"
#include "base/value_statistics.h"
#include "query/schema.h"

namespace qiao::query {

inline constexpr uint32_t kRunRows = 2048;
inline constexpr uint32_t RunOf(uint32_t row) { return row / kRunRows; }
inline constexpr uint32_t RowInRun(uint32_t row) { return row % kRunRows; }

struct NodeTable {
  base::TableId id;
  std::vector<base::LabelId> labels;   // sorted; what its rows have unless a label `varies`
  std::vector<base::LabelId> varying;  // sorted; labels for which some rows differ from `labels`
  uint64_t rows = 0;                   // allocated, deleted ones included
  uint64_t live = 0;
};

struct EdgeTable {
  base::TableId id;
  base::TypeId type;
  base::TableId source;
  base::TableId target;
  uint64_t rows = 0;
  uint64_t live = 0;
};

// One property of the rows of one run. `kind` says which array is filled; kNull: no row has the property.
// Dates are day numbers in `integers`; kinds without an array of their own, and runs of mixed kinds, stand in `values`.
struct ColumnView {
  base::Kind kind = base::Kind::kNull;
  bool mixed = false;                 // true: use `values` whatever `kind` says
  uint32_t size = 0;                  // rows; rows at or beyond it have no value
  const uint64_t* present = nullptr;  // bit set: the row has a value
  base::IntegerArray integers;        // kInteger, kDate
  const double* floats = nullptr;     // kFloat
  const uint8_t* booleans = nullptr;  // kBoolean
  // kString: texts one behind the other, text i is [i ? ends[i-1] : 0, ends[i]) of bytes. A row has the text of its
  // number or, where there are codes, that of its code; then equal texts stand only once.
  const uint32_t* string_ends = nullptr;
  const char* string_bytes = nullptr;
  const uint16_t* string_codes = nullptr;   // may be missing
  uint32_t string_texts = 0;                // how many texts there are
  const uint32_t* string_starts = nullptr;  // base::StartOf() each row's text; may be missing
  const base::Value* values = nullptr;      // mixed
  // kInteger, kDate: no value lies beyond these.
  int64_t least = INT64_MIN;
  int64_t greatest = INT64_MAX;
  std::shared_ptr<const void> owner;  // keeps the arrays alive

  bool Has(uint32_t row) const { return row < size && (present[row / 64] >> (row % 64) & 1) != 0; }
  base::Value Get(uint32_t row) const;  // null when absent
  // kString; requires that the row has a value.
  std::string_view Text(uint32_t row) const { return TextAt(string_codes != nullptr ? string_codes[row] : row); }
  std::string_view TextAt(uint32_t text) const {
    const uint32_t begin = text > 0 ? string_ends[text - 1] : 0;
    return {string_bytes + begin, string_ends[text] - begin};
  }
};

// Edges of the rows of one run in one direction, as compressed sparse rows. Neighbours are rows of the table at the
// other end, sorted within a row, then by edge; edges are rows of the edge table.
struct AdjacencyView {
  uint32_t size = 0;                  // rows; rows at or beyond it have no edges
  const uint32_t* offsets = nullptr;  // size + 1
  const uint32_t* neighbours = nullptr;
  const uint32_t* edges = nullptr;
  std::shared_ptr<const void> owner;

  std::span<const uint32_t> Neighbours(uint32_t row) const {
    return row < size ? std::span(neighbours + offsets[row], neighbours + offsets[row + 1])
                      : std::span<const uint32_t>();
  }
  std::span<const uint32_t> Edges(uint32_t row) const {
    return row < size ? std::span(edges + offsets[row], edges + offsets[row + 1]) : std::span<const uint32_t>();
  }
};

// The edges of one row, which is `row` in the view.
struct LinksView {
  AdjacencyView view;
  uint32_t row = 0;
  bool whole = true;  // the view is that of the row's run; false: it has no other row
};

// Which rows of a run are alive.
struct LiveView {
  uint32_t size = 0;
  const uint64_t* live = nullptr;
  std::shared_ptr<const void> owner;

  bool Has(uint32_t row) const { return row < size && (live[row / 64] >> (row % 64) & 1) != 0; }
};

struct EdgeEnds {
  base::NodeId source;
  base::NodeId target;
  base::TypeId type;
};

class GraphReader {
 public:
  virtual ~GraphReader() = default;

  // Names. Find answers nullopt for a name that the graph has never seen; *Name requires an id that it gave out.
  virtual std::optional<base::LabelId> FindLabel(std::string_view name) const = 0;
  virtual std::optional<base::TypeId> FindType(std::string_view name) const = 0;
  virtual std::optional<base::KeyId> FindKey(std::string_view name) const = 0;
  virtual std::string_view LabelName(base::LabelId label) const = 0;
  virtual std::string_view TypeName(base::TypeId type) const = 0;
  virtual std::string_view KeyName(base::KeyId key) const = 0;
  // All names ever given, index = id: for "did you mean" and db.labels() and the like.
  virtual std::vector<std::string> LabelNames() const = 0;
  virtual std::vector<std::string> TypeNames() const = 0;
  virtual std::vector<std::string> KeyNames() const = 0;

  // Tables. The spans hold until the next write through this graph.
  virtual std::span<const NodeTable> NodeTables() const = 0;
  virtual std::span<const EdgeTable> EdgeTables() const = 0;

  // Whole runs.
  virtual base::Result<LiveView> ReadLive(base::TableId node_table, uint32_t run) const = 0;
  virtual base::Result<ColumnView> ReadColumn(base::TableId node_table, base::KeyId key, uint32_t run) const = 0;
  virtual base::Result<ColumnView> ReadEdgeColumn(base::TableId edge_table, base::KeyId key, uint32_t run) const = 0;
  // What is known of all values of a column, about; nullptr where nobody has looked, or too much has changed since.
  using StatisticsPtr = std::shared_ptr<const base::ValueStatistics>;
  virtual StatisticsPtr ReadStatistics(base::TableId, base::KeyId) const { return nullptr; }      // of nodes
  virtual StatisticsPtr ReadEdgeStatistics(base::TableId, base::KeyId) const { return nullptr; }  // of relationships
  // kOut: runs of the source table; kIn: runs of the target table.
  virtual base::Result<AdjacencyView> ReadAdjacency(base::TableId edge_table, base::Direction direction,
                                                    uint32_t run) const = 0;

  // The edges of one row, for readers who may never ask for another one of its run.
  virtual base::Result<LinksView> ReadLinks(base::TableId edge_table, base::Direction direction, uint32_t row) const {
    QIAO_TRY(AdjacencyView view, ReadAdjacency(edge_table, direction, RunOf(row)));
    return LinksView{std::move(view), RowInRun(row), true};
  }

  // Single rows.
  virtual base::Result<bool> Exists(base::NodeId node) const = 0;
  virtual base::Result<bool> Exists(base::EdgeId edge) const = 0;
  virtual base::Result<std::vector<base::LabelId>> Labels(base::NodeId node) const = 0;
  virtual base::Result<bool> HasLabel(base::NodeId node, base::LabelId label) const = 0;
  virtual base::Result<EdgeEnds> Ends(base::EdgeId edge) const = 0;
  virtual base::Result<base::Value> Property(base::NodeId node, base::KeyId key) const = 0;  // null when absent
  virtual base::Result<base::Value> Property(base::EdgeId edge, base::KeyId key) const = 0;
  virtual base::Result<base::Map> Properties(base::NodeId node) const = 0;  // present ones, in the order of their names
  virtual base::Result<base::Map> Properties(base::EdgeId edge) const = 0;

  // Indexes and constraints; a graph may have none. The span holds until they change, which moves the version.
  virtual std::span<const SchemaRule> SchemaRules() const { return {}; }
  virtual uint64_t SchemaVersion() const { return 0; }
  // For an index of SchemaRules(), or a constraint that brings one.
  virtual base::Result<std::unique_ptr<IndexReader>> OpenIndex(const SchemaRule& rule) const {
    return base::MakeError(base::ErrorCode::kInternal, "there is no index {}", rule.name);
  }
};

// Writes into the transaction that the reader of the same query sees. Whether a write may be seen by the clause that
// makes it is the planner's business (Eager), not the graph's.
class GraphWriter {
 public:
  virtual ~GraphWriter() = default;

  // The id of a name, new or known.
  virtual base::Result<base::LabelId> InternLabel(std::string_view name) = 0;
  virtual base::Result<base::TypeId> InternType(std::string_view name) = 0;
  virtual base::Result<base::KeyId> InternKey(std::string_view name) = 0;

  // Labels may be unsorted and repeat. Properties hold no nulls.
  virtual base::Result<base::NodeId> CreateNode(std::span<const base::LabelId> labels,
                                                std::span<const std::pair<base::KeyId, base::Value>> properties) = 0;
  virtual base::Result<base::EdgeId> CreateEdge(base::NodeId source, base::TypeId type, base::NodeId target,
                                                std::span<const std::pair<base::KeyId, base::Value>> properties) = 0;
  virtual base::Result<void> SetProperty(base::NodeId node, base::KeyId key,
                                         const base::Value& value) = 0;  // null removes
  virtual base::Result<void> SetProperty(base::EdgeId edge, base::KeyId key, const base::Value& value) = 0;
  virtual base::Result<void> AddLabel(base::NodeId node, base::LabelId label) = 0;
  virtual base::Result<void> RemoveLabel(base::NodeId node, base::LabelId label) = 0;
  // Deleting what is deleted already changes nothing. A node may still have edges: the executor checks at the end of
  // the statement that none is left.
  virtual base::Result<void> DeleteNode(base::NodeId node) = 0;
  virtual base::Result<void> DeleteEdge(base::EdgeId edge) = 0;

  // Has the graph look at the values of all columns, for the planner, when the transaction is committed.
  virtual base::Result<void> RefreshStatistics() { return {}; }

  // Indexes and constraints. Errors: kSemantic for a name or a rule that is there already (or isn't there), and in a
  // transaction that changes the graph too; kConstraint when the graph breaks the constraint.
  virtual base::Result<void> CreateRule(const SchemaRule& rule) {
    return base::MakeError(base::ErrorCode::kSemantic, "this graph can't keep {}", rule.name);
  }
  virtual base::Result<void> DropRule(std::string_view name) {
    return base::MakeError(base::ErrorCode::kSemantic, "there is no index or constraint called `{}`", name);
  }
};

}  // namespace qiao::query
