// A graph as one reader sees it: the interface that a Snapshot and a Transaction have in common.
//
// The graph is a set of node tables (the nodes created with one set of labels) and edge tables (the edges of one type
// from one node table to another). Rows are numbered from 0 in the order of their creation and are read in runs of
// kRunRows: a column, an adjacency, a set of live rows at a time. What a run's read hands out are pointers into
// decoded chunks that never change; the view's `owner` keeps them alive after the View itself is gone.
//
// Owner:   of the names, spans and references that are not counted: the View. Those of a Transaction hold until its
//          next write.
// Threads: a Snapshot may be read by any number of threads at once, a Transaction by one.
// Errors:  kIo, kCorruption (the message names the chunk's key) from every Result. Tables, rows and runs that don't
//          exist are empty, absent or null, not errors.
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

namespace qiao::storage {

class AdjacencyChunk;
class BitsChunk;
class ColumnChunk;
class EndsChunk;
class IndexReader;
class StatisticsChunk;
struct Catalog;
struct ChunkId;
enum class ChunkKind : uint8_t;
struct Rule;
struct Schema;

// Number of the commit that made a state; the empty database has version 0.
using Version = uint64_t;

inline constexpr uint32_t kRunRows = 2048;
inline constexpr uint32_t RunOf(uint32_t row) { return row / kRunRows; }
inline constexpr uint32_t RowInRun(uint32_t row) { return row % kRunRows; }

// Tables are numbered from 0 without gaps: NodeTables()[i].id is i, and so for EdgeTables(). A table once made stays,
// emptied or not.
struct NodeTable {
  base::TableId id;
  std::vector<base::LabelId> labels;   // sorted; what its rows have unless a label `varies`
  std::vector<base::LabelId> varying;  // sorted; labels for which some rows differ from `labels`
  uint64_t rows = 0;                   // allocated, deleted ones included
  uint64_t live = 0;
  std::vector<base::KeyId> keys;       // sorted; every property that a row ever had
  std::vector<uint64_t> varying_rows;  // parallel to `varying`: how many rows differ, deleted ones included
};

struct EdgeTable {
  base::TableId id;
  base::TypeId type;
  base::TableId source;
  base::TableId target;
  uint64_t rows = 0;
  uint64_t live = 0;
  std::vector<base::KeyId> keys;  // sorted; every property that a row ever had
};

// One property of the rows of one run; what it shows of deleted rows means nothing. `kind` says which array is filled;
// kNull: no row has the property.
struct ColumnView {
  base::Kind kind = base::Kind::kNull;
  bool mixed = false;                 // true: use `values` whatever `kind` says
  uint32_t size = 0;                  // rows; rows at or beyond it have no value
  const uint64_t* present = nullptr;  // bit set: the row has a value
  base::IntegerArray integers;        // kInteger; kDate as days since 1970-01-01
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

  // kString; requires that the row has a value.
  std::string_view Text(uint32_t row) const { return TextAt(string_codes != nullptr ? string_codes[row] : row); }
  std::string_view TextAt(uint32_t text) const {
    const uint32_t begin = text > 0 ? string_ends[text - 1] : 0;
    return {string_bytes + begin, string_ends[text] - begin};
  }
};

// Edges of the rows of one run in one direction. Neighbours are rows of the table at the other end, sorted within a
// row, then by edge; edges are rows of the edge table.
struct AdjacencyView {
  uint32_t size = 0;                  // rows; rows at or beyond it have no edges
  const uint32_t* offsets = nullptr;  // size + 1
  const uint32_t* neighbours = nullptr;
  const uint32_t* edges = nullptr;
  std::shared_ptr<const void> owner;
};

// The edges of one row, which is `row` in the view.
struct LinksView {
  AdjacencyView view;
  uint32_t row = 0;
  bool whole = true;  // the view is that of the row's run; false: it has no other row
};

struct LiveView {
  uint32_t size = 0;
  const uint64_t* live = nullptr;  // bit set: the row is alive; kRunRows bits, none set at or beyond `size`
  std::shared_ptr<const void> owner;
};

// What LoadRow yields: the links of a row's whole run, or of the row alone, which is then row 0.
struct LinksOfRow {
  std::shared_ptr<const AdjacencyChunk> links;
  bool whole = true;
};

struct EdgeEnds {
  base::NodeId source;
  base::NodeId target;
  base::TypeId type;
};

class View {
 public:
  virtual ~View() = default;

  // Names. Find answers nullopt for a name that the graph has never seen; *Name requires an id that it gave out.
  std::optional<base::LabelId> FindLabel(std::string_view name) const;
  std::optional<base::TypeId> FindType(std::string_view name) const;
  std::optional<base::KeyId> FindKey(std::string_view name) const;
  std::string_view LabelName(base::LabelId label) const;
  std::string_view TypeName(base::TypeId type) const;
  std::string_view KeyName(base::KeyId key) const;
  // All names ever given, index = id.
  std::vector<std::string> LabelNames() const;
  std::vector<std::string> TypeNames() const;
  std::vector<std::string> KeyNames() const;

  std::span<const NodeTable> NodeTables() const;
  std::span<const EdgeTable> EdgeTables() const;

  // Whole runs.
  base::Result<LiveView> ReadLive(base::TableId node_table, uint32_t run) const;
  base::Result<LiveView> ReadEdgeLive(base::TableId edge_table, uint32_t run) const;
  base::Result<ColumnView> ReadColumn(base::TableId node_table, base::KeyId key, uint32_t run) const;
  base::Result<ColumnView> ReadEdgeColumn(base::TableId edge_table, base::KeyId key, uint32_t run) const;
  // What is known of all values of a column; never null. Some commits may not have counted yet (IsStale).
  base::Result<std::shared_ptr<const StatisticsChunk>> ReadStatistics(base::TableId node_table, base::KeyId key) const;
  base::Result<std::shared_ptr<const StatisticsChunk>> ReadEdgeStatistics(base::TableId edge_table,
                                                                          base::KeyId key) const;
  // kOut: runs of the source table; kIn: runs of the target table.
  base::Result<AdjacencyView> ReadAdjacency(base::TableId edge_table, base::Direction direction, uint32_t run) const;

  // For readers who may never ask for another row of the run. Those who ask for many had better read the run.
  base::Result<LinksView> ReadLinks(base::TableId edge_table, base::Direction direction, uint32_t row) const;

  // Single rows. Properties of a deleted row are absent; its labels and ends can still be asked for.
  base::Result<bool> Exists(base::NodeId node) const;
  base::Result<bool> Exists(base::EdgeId edge) const;
  base::Result<std::vector<base::LabelId>> Labels(base::NodeId node) const;  // sorted
  base::Result<bool> HasLabel(base::NodeId node, base::LabelId label) const;
  // kEntityNotFound for an edge that never was.
  base::Result<EdgeEnds> Ends(base::EdgeId edge) const;
  base::Result<base::Value> Property(base::NodeId node, base::KeyId key) const;  // null when absent
  base::Result<base::Value> Property(base::EdgeId edge, base::KeyId key) const;
  base::Result<base::Map> Properties(base::NodeId node) const;  // present ones, in the order of their names
  base::Result<base::Map> Properties(base::EdgeId edge) const;

  // Indexes and constraints. The reference and the rules in it hold until the schema changes.
  const Schema& schema() const;
  // The reader of a rule of this view's schema that has entries.
  virtual base::Result<std::unique_ptr<IndexReader>> OpenIndex(const Rule& rule) const = 0;

  // What stands under `key` in the small ordered area for things that aren't part of the graph (constraints, records
  // of what was loaded): nullopt when nothing does. PutMeta of a Transaction writes it.
  virtual base::Result<std::optional<std::string>> GetMeta(std::string_view key) const = 0;
  // The keys that start with `prefix`, with what stands under them, in byte order.
  virtual base::Result<std::vector<std::pair<std::string, std::string>>> ScanMeta(std::string_view prefix) const = 0;

 protected:
  virtual const Catalog& catalog() const = 0;

  // Decoded chunks as this view sees them; never null, empty where nothing is stored.
  virtual base::Result<std::shared_ptr<const ColumnChunk>> LoadColumn(const ChunkId& id) const = 0;
  virtual base::Result<std::shared_ptr<const AdjacencyChunk>> LoadAdjacency(const ChunkId& id) const = 0;
  // The links of one row of the run, as ChunkReader::LoadRow has them.
  virtual base::Result<LinksOfRow> LoadRow(const ChunkId& id, uint32_t row) const = 0;
  virtual base::Result<std::shared_ptr<const BitsChunk>> LoadBits(const ChunkId& id) const = 0;
  virtual base::Result<std::shared_ptr<const EndsChunk>> LoadEnds(const ChunkId& id) const = 0;
  virtual base::Result<std::shared_ptr<const StatisticsChunk>> LoadStatistics(const ChunkId& id) const = 0;

 private:
  template <class Table>
  base::Result<LiveView> ReadLiveRows(const Table* table, ChunkKind dead, uint32_t run) const;
  template <class Table>
  base::Result<bool> IsLive(const Table* table, ChunkKind dead, uint32_t row) const;
  base::Result<bool> IsOverridden(base::NodeId node, base::LabelId label) const;
  base::Result<base::Value> CellOf(ChunkKind kind, base::TableId table, base::KeyId key, uint32_t row) const;
  base::Result<base::Map> Cells(ChunkKind kind, base::TableId table, const std::vector<base::KeyId>& keys,
                                uint32_t row) const;
};

}  // namespace qiao::storage
