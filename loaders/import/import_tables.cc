#include "loaders/import/import_tables.h"

#include <algorithm>
#include <map>
#include <set>
#include <thread>

#include "loaders/import/json_rows.h"
#include "loaders/import/ordered_work.h"
#include "loaders/import/relationship_rows.h"
#include "loaders/import/schema_script.h"
#include "loaders/import/table_feed.h"
#include "loaders/input.h"

namespace qiao::loaders::import {
namespace {

// What a block may take while it is read and handed on: its text, and its values.
constexpr uint64_t kBlockBytes = 8 << 20;

// An eighth of the memory is for blocks.
uint64_t BlocksFor(const ImportOptions& options) { return std::max<uint64_t>(1, options.memory / 8 / kBlockBytes); }

unsigned ThreadsFor(const ImportOptions& options) {
  const unsigned wanted = options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  return static_cast<unsigned>(std::min<uint64_t>(wanted, BlocksFor(options)));
}

class TableImport {
 public:
  TableImport(engine::Database& database, const ImportOptions& options, Faults faults)
      : options_(options), threads_(ThreadsFor(options)), faults_(std::move(faults)), database_(database) {}

  base::Result<ImportReport> Run(std::span<const FileGroup> nodes, std::span<const FileGroup> relationships) {
    QIAO_TRY(TableFeed node_feed, TableFeed::Open(nodes, false, 0, options_));
    const auto node_files = static_cast<uint32_t>(node_feed.files().size());
    QIAO_TRY(TableFeed relationship_feed, TableFeed::Open(relationships, true, node_files, options_));
    files_ = node_feed.files();
    files_.insert(files_.end(), relationship_feed.files().begin(), relationship_feed.files().end());
    bytes_total_ = node_feed.bytes_total() + relationship_feed.bytes_total();

    QIAO_TRY(writer_, database_.BeginImport(threads_, options_.memory));
    QIAO_CHECK(CreateRules());
    writer_->set_describe([this](uint64_t origin) { return PlaceOf(origin).Text(); });
    stored_.emplace(database_.Read());
    QIAO_CHECK(ReadNodes(node_feed));
    QIAO_CHECK(BuildSpaces());
    if (MaySkip(FaultKind::kConstraint, options_)) QIAO_CHECK(LeaveOutRepeated());
    bytes_done_ = node_feed.bytes_total();
    QIAO_CHECK(ReadRelationships(relationship_feed));
    QIAO_CHECK(Commit());
    QIAO_CHECK(faults_.Finish());
    report_.files = std::set(files_.begin(), files_.end()).size();
    report_.skipped = faults_.count();
    report_.first_skipped = faults_.first();
    return std::move(report_);
  }

 private:
  base::Result<void> CreateRules();
  // Columns that are kept as properties, and the id spaces that the table's ids belong to.
  base::Result<void> Prepare(TableSource& table);
  base::Result<void> ReadNodes(TableFeed& feed);
  base::Result<void> PlaceNodes(const TableSource& table, NodeRows& rows);
  base::Result<void> BuildSpaces();
  base::Result<void> LeaveOutRepeated();
  base::Result<void> ReadRelationships(TableFeed& feed);
  base::Result<void> AddRelationships(RelationshipRows& rows);
  base::Result<void> Commit();
  base::Result<bool> Produce(TableFeed& feed, FeedBlock& block);
  // Whether a row among them breaks a constraint, so that the import fails in the end.
  base::Result<bool> AddFaults(const std::vector<Fault>& faults);
  InputPlace PlaceOf(uint64_t origin) const { return {files_[FileOf(origin)], LineOf(origin)}; }
  bool cancelled() const {
    return options_.cancelled != nullptr && options_.cancelled->load(std::memory_order_relaxed);
  }
  const IdSpace* SpaceOf(const csv::Column& column) const {
    const auto found = spaces_.find(column.group);
    return found == spaces_.end() ? nullptr : &found->second;
  }

  const ImportOptions& options_;
  const unsigned threads_;
  Faults faults_;
  engine::Database& database_;
  std::unique_ptr<engine::BulkWriter> writer_;
  std::optional<StoredIds> stored_;
  std::map<std::string, IdSpace> spaces_;
  std::vector<std::string> files_;
  uint64_t bytes_total_ = 0;
  uint64_t bytes_done_ = 0;
  bool lacks_nodes_ = false;  // which were refused: that relationships miss them is of no interest
  ImportReport report_;
};

base::Result<void> TableImport::CreateRules() {
  QIAO_CHECK(engine::CreateRules(*writer_, options_.rules));
  for (const std::string& file : options_.schema_files) {
    QIAO_TRY(const auto rules, ReadSchema(database_, file));
    QIAO_CHECK(engine::CreateRules(*writer_, rules));
  }
  return {};
}

base::Result<void> TableImport::Prepare(TableSource& table) {
  if (!table.json_space.empty()) {
    spaces_.try_emplace(table.json_space);
    return {};
  }
  const csv::Header& header = table.header;
  for (size_t i = 0; i < header.columns.size(); ++i) {
    const csv::Column& column = header.columns[i];
    if (column.role != csv::Role::kProperty && (column.role != csv::Role::kId || column.name.empty())) continue;
    QIAO_TRY(const base::KeyId key, writer_->InternKey(column.name));
    table.properties.push_back({i, key});
  }
  if (!header.id) return {};
  const csv::Column& id = header.columns[*header.id];
  const bool whole = id.format.type == csv::CellType::kInteger;
  const auto [space, fresh] = spaces_.try_emplace(id.group);
  if (!fresh && space->second.whole_numbers != whole) {
    return base::MakeError(base::ErrorCode::kInput,
                           "the tables of the id space '{}' keep its ids partly as string and partly as long; use the "
                           "same id-type in all",
                           id.group);
  }
  space->second.whole_numbers = whole;
  if (space->second.key.empty()) space->second.key = id.name;
  return {};
}

base::Result<bool> TableImport::AddFaults(const std::vector<Fault>& faults) {
  bool refused = false;
  for (const Fault& fault : faults) {
    if (fault.kind == FaultKind::kConstraint && !MaySkip(fault.kind, options_)) {
      writer_->Refuse(fault.origin, fault.error);
      refused = true;
    } else if (fault.kind != FaultKind::kMissingEnd || !lacks_nodes_) {
      QIAO_CHECK(faults_.Add(fault));
    }
  }
  return refused;
}

base::Result<bool> TableImport::Produce(TableFeed& feed, FeedBlock& block) {
  if (cancelled()) return Cancelled();
  QIAO_TRY(const bool more, feed.Next(block));
  if (more && options_.progress) {
    // Writing what was sorted takes about a third of the time.
    const uint64_t bytes = bytes_done_ + feed.bytes_read();
    options_.progress({files_[block.block.file], block.block.file + 1, files_.size(), bytes,
                       bytes_total_ + bytes_total_ / 2, report_.nodes + report_.relationships});
  }
  return more;
}

base::Result<void> TableImport::ReadNodes(TableFeed& feed) {
  for (TableSource& table : feed.tables()) QIAO_CHECK(Prepare(table));
  struct Done {
    const TableSource* table = nullptr;
    NodeRows rows;
  };
  OrderedWork<FeedBlock, Done> work;
  work.produce = [&](FeedBlock& block) { return Produce(feed, block); };
  work.work = [&](FeedBlock block) -> base::Result<Done> {
    const TableSource& table = feed.tables()[block.table];
    const std::string& file = files_[block.block.file];
    QIAO_TRY(auto rows, table.json_space.empty()
                            ? ReadNodeRows(table, std::move(block.block), file, options_, *stored_, *writer_)
                            : ReadJsonNodes(std::move(block.block), file, options_, *writer_));
    return Done{&table, std::move(rows)};
  };
  work.order = [&](Done& done) { return PlaceNodes(*done.table, done.rows); };
  work.after = [&](const Done& done) -> base::Result<void> {
    for (const auto& group : done.rows.groups) {
      QIAO_CHECK(writer_->Write(group.target, group.first_row, group.batch));
    }
    return {};
  };
  return work.Run(threads_, std::min<uint64_t>(3ULL * threads_, BlocksFor(options_)));
}

base::Result<void> TableImport::PlaceNodes(const TableSource& table, NodeRows& rows) {
  QIAO_TRY(const bool refused, AddFaults(rows.faults));
  lacks_nodes_ |= refused;
  std::vector<uint64_t> next;  // node of the next row of each group
  for (auto& group : rows.groups) {
    std::vector<base::LabelId> labels;
    for (const std::string& name : group.labels) {
      QIAO_TRY(const base::LabelId label, writer_->InternLabel(name));
      labels.push_back(label);
    }
    QIAO_TRY(group.target, writer_->TargetOf(std::move(labels)));
    QIAO_TRY(group.first_row, writer_->Reserve(group.target, group.batch.rows()));
    next.push_back(base::NodeId(group.target.table, group.first_row).value);
  }
  report_.nodes += rows.rows.size();
  if (table.json_space.empty() && !table.header.id) return {};
  IdSpace& space = spaces_[table.json_space.empty() ? table.header.columns[*table.header.id].group : table.json_space];
  for (const NodeRows::Row& row : rows.rows) {
    const base::NodeId node(next[row.group]++);
    const uint64_t origin = rows.first_origin + row.line;
    if (row.id_size == UINT32_MAX) {
      space.Add(row.number, node, origin);
    } else {
      space.Add(rows.id_of(row), node, origin);
    }
  }
  return {};
}

base::Result<void> TableImport::BuildSpaces() {
  uint64_t bytes = 0;
  for (auto& [name, space] : spaces_) {
    QIAO_CHECK(space.Build([this](const IdSpace::Duplicate& duplicate) -> base::Result<void> {
      QIAO_CHECK(faults_.Add({FaultKind::kDuplicate,
                              InputError("{}: the id '{}' is used a second time; first at {}",
                                         PlaceOf(duplicate.origin), duplicate.id, PlaceOf(duplicate.first).Text())}));
      --report_.nodes;
      return writer_->DeleteNode(duplicate.node);
    }));
    bytes += space.bytes();
  }
  if (bytes > options_.memory - options_.memory / 4) {
    return base::MakeError(base::ErrorCode::kLimit,
                           "the ids of the nodes take {} MiB: give the import more memory, as in --memory {}MB",
                           bytes >> 20, (bytes >> 20) * 2 + 64);
  }
  writer_->set_memory(options_.memory - bytes);
  return {};
}

// Before relationships are read, which must not lead to them.
base::Result<void> TableImport::LeaveOutRepeated() {
  return writer_->FindRepeated([this](base::NodeId node, uint64_t origin, base::Error error) -> base::Result<void> {
    error.code = base::ErrorCode::kInput;  // it is the row's
    QIAO_CHECK(faults_.Add({FaultKind::kConstraint, std::move(error), origin}));
    --report_.nodes;
    for (auto& [name, space] : spaces_) space.LeaveOut(node);
    return writer_->DeleteNode(node);
  });
}

base::Result<void> TableImport::ReadRelationships(TableFeed& feed) {
  std::vector<EndSpaces> spaces;
  for (TableSource& table : feed.tables()) {
    QIAO_CHECK(Prepare(table));
    if (!table.json_space.empty()) {
      spaces.push_back({&spaces_[table.json_space], &spaces_[table.json_space]});
      continue;
    }
    spaces.push_back(
        {SpaceOf(table.header.columns[*table.header.start]), SpaceOf(table.header.columns[*table.header.end])});
  }
  ImportOptions options = options_;
  options.skip_bad_relationships |= lacks_nodes_;
  OrderedWork<FeedBlock, RelationshipRows> work;
  work.produce = [&](FeedBlock& block) { return Produce(feed, block); };
  work.work = [&](FeedBlock block) {
    const TableSource& table = feed.tables()[block.table];
    const std::string& file = files_[block.block.file];
    const EndSpaces& ends = spaces[block.table];
    return table.json_space.empty()
               ? ReadRelationshipRows(table, ends, std::move(block.block), file, options, *stored_, *writer_)
               : ReadJsonRelationships(*ends.start, std::move(block.block), file, options, *writer_);
  };
  work.order = [&](RelationshipRows& rows) { return AddRelationships(rows); };
  work.after = [](const RelationshipRows&) { return base::Result<void>(); };
  return work.Run(threads_, std::min<uint64_t>(3ULL * threads_, BlocksFor(options_)));
}

base::Result<void> TableImport::AddRelationships(RelationshipRows& rows) {
  QIAO_TRY([[maybe_unused]] const bool refused, AddFaults(rows.faults));
  for (const auto& group : rows.groups) {
    QIAO_TRY(const base::TypeId type, writer_->InternType(group.type));
    QIAO_TRY(const base::TableId table, writer_->EdgeTableOf(group.source, type, group.target));
    QIAO_CHECK(writer_->Add(table, group.batch));
    report_.relationships += group.batch.size();
  }
  return {};
}

base::Result<void> TableImport::Commit() {
  spaces_.clear();
  writer_->set_memory(options_.memory);
  QIAO_CHECK(writer_->Commit([this](double share) {
    if (options_.progress) {
      options_.progress({"", files_.size(), files_.size(),
                         bytes_total_ + static_cast<uint64_t>(share * static_cast<double>(bytes_total_) / 2),
                         bytes_total_ + bytes_total_ / 2, report_.nodes + report_.relationships});
    }
    return !cancelled();
  }));
  writer_.reset();
  return {};
}

}  // namespace

base::Result<ImportReport> ImportTables(engine::Database& database, std::span<const FileGroup> nodes,
                                        std::span<const FileGroup> relationships, const ImportOptions& options) {
  if (nodes.empty() && relationships.empty() && options.schema_files.empty()) {
    return base::MakeError(base::ErrorCode::kInput, "there is no file to import");
  }
  QIAO_TRY(auto faults, Faults::Open(options));
  return TableImport(database, options, std::move(faults)).Run(nodes, relationships);
}

}  // namespace qiao::loaders::import
