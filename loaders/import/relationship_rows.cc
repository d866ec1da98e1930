#include "loaders/import/relationship_rows.h"

#include <charconv>

#include "base/text.h"
#include "loaders/input.h"

namespace qiao::loaders::import {
namespace {

std::optional<int64_t> WholeNumber(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The node of an id in a space; in one of whole numbers 007 is 7.
std::optional<base::NodeId> FindIn(const IdSpace& space, std::string_view cell) {
  if (!space.whole_numbers) return space.Find(cell);
  auto number = CanonicalNumber(cell);
  if (!number) number = WholeNumber(cell);
  if (!number) {
    cell = base::Trim(cell);
    if (cell.starts_with('+') && !cell.starts_with("+-")) cell.remove_prefix(1);
    number = WholeNumber(cell);
  }
  return number ? space.Find(*number) : std::nullopt;
}

class RelationshipParser {
 public:
  RelationshipParser(const TableSource& table, const EndSpaces& spaces, RecordBlock block, const std::string& path,
                     const ImportOptions& options, StoredIds& stored, engine::BulkWriter& writer)
      : table_(table),
        header_(table.header),
        spaces_(spaces),
        stored_(stored),
        writer_(writer),
        reader_(table, std::move(block), path, options) {}

  base::Result<RelationshipRows> Run() {
    QIAO_CHECK(reader_.Each(rows_.faults, [this](const csv::Record& record) { return Add(record); }));
    return std::move(rows_);
  }

 private:
  base::Result<void> Add(const csv::Record& record) {
    QIAO_TRY(const base::NodeId start, FindEnd(record, *header_.start, spaces_.start));
    QIAO_TRY(const base::NodeId end, FindEnd(record, *header_.end, spaces_.end));
    std::string_view type;
    if (header_.type) type = base::Trim(record.fields[*header_.type].text);
    if (type.empty() && !table_.names.empty()) type = table_.names.front();
    if (type.empty()) return InputError("{}: a relationship without a type", reader_.PlaceOf(*header_.type));
    QIAO_CHECK(reader_.ReadProperties(record));
    return rows_.BatchOf(start.table(), type, end.table(), writer_)
        .Add(start.row(), end.row(), reader_.properties(), reader_.OriginOfRecord(record));
  }

  base::Result<base::NodeId> FindEnd(const csv::Record& record, size_t index, const IdSpace* space) {
    const std::string_view cell = record.fields[index].text;
    if (space != nullptr && !cell.empty()) {
      if (const auto node = FindIn(*space, cell)) return *node;
    }
    return FindElsewhere(cell, index, space);
  }

  base::Result<base::NodeId> FindElsewhere(std::string_view cell, size_t index, const IdSpace* space) {
    const csv::Column& column = header_.columns[index];
    if (cell.empty()) {
      reader_.set_kind(FaultKind::kMissingEnd);
      if (column.role == csv::Role::kStartId) {
        return InputError("{}: a relationship without a start", reader_.PlaceOf(index));
      }
      return InputError("{}: a relationship without an end", reader_.PlaceOf(index));
    }
    std::string key = "id";
    if (!column.name.empty()) {
      key = column.name;
    } else if (space != nullptr && !space->key.empty()) {
      key = space->key;
    }
    QIAO_TRY(const auto found, stored_.Find(stored_.HasLabel(column.group) ? column.group : "", key, cell));
    if (found && !found->several) return found->node;
    reader_.set_kind(FaultKind::kMissingEnd);
    if (found) {
      return InputError(
          "{}: several nodes of the database have {} '{}'; name their label as the id space, as in "
          "name:START_ID(Person)",
          reader_.PlaceOf(index), key, cell);
    }
    if (!stored_.any() && column.group.empty()) {
      return InputError("{}: no node has the id '{}'", reader_.PlaceOf(index), cell);
    }
    if (!stored_.any()) {
      return InputError("{}: no node has the id '{}' in the id space '{}'", reader_.PlaceOf(index), cell, column.group);
    }
    return InputError(
        "{}: no node has the id '{}' in the id space '{}'; neither a table of this load nor a node of the "
        "database with {} '{}' gives it",
        reader_.PlaceOf(index), cell, column.group, key, cell);
  }

  const TableSource& table_;
  const csv::Header& header_;
  const EndSpaces spaces_;
  StoredIds& stored_;
  engine::BulkWriter& writer_;
  BlockReader reader_;
  RelationshipRows rows_;
};

}  // namespace

engine::EdgeBatch& RelationshipRows::BatchOf(base::TableId source, std::string_view type, base::TableId target,
                                             engine::BulkWriter& writer) {
  if (last_ < groups.size()) {
    Group& last = groups[last_];
    if (last.source == source && last.target == target && last.type == type) return last.batch;
  }
  const auto [place, is_new] = places_.try_emplace({source, target, std::string(type)}, groups.size());
  if (is_new) groups.push_back({source, target, std::string(type), writer.NewEdges(type)});
  last_ = place->second;
  return groups[last_].batch;
}

base::Result<RelationshipRows> ReadRelationshipRows(const TableSource& table, const EndSpaces& spaces,
                                                    RecordBlock block, const std::string& path,
                                                    const ImportOptions& options, StoredIds& stored,
                                                    engine::BulkWriter& writer) {
  return RelationshipParser(table, spaces, std::move(block), path, options, stored, writer).Run();
}

}  // namespace qiao::loaders::import
