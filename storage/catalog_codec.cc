#include "storage/catalog_codec.h"

#include <algorithm>

#include "storage/bytes.h"
#include "storage/frame.h"
#include "storage/store.h"

namespace qiao::storage {
namespace {

constexpr std::string_view kFormatKey = "F";
constexpr std::string_view kVersionKey = "V";
constexpr std::string_view kMagic = "QIAO";
constexpr uint64_t kMaxRows = uint64_t{1} << base::NodeId::kRowBits;

base::Error Damaged(std::string_view what) {
  return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: {} can't be read", what);
}

std::string NumberKey(char kind, uint32_t id) {
  std::string key(1, kind);
  PutBigEndian(key, id);
  return key;
}

void Put(KeyValue::Batch& batch, std::string_view key, Version version, std::string_view content) {
  batch.Put(Family::kMeta, key, MakeFrame(key, FrameFormat::kBase, version, content));
}

template <class Id>
void PutIds(std::string& out, const std::vector<Id>& ids) {
  PutVarint(out, ids.size());
  for (Id id : ids) PutVarint(out, id.value);
}

template <class Id>
std::vector<Id> ReadIds(ByteReader& reader, size_t known) {
  std::vector<Id> ids;
  uint64_t count = reader.Varint(reader.remaining());
  for (uint64_t i = 0; i < count && reader.ok(); ++i) {
    Id id(static_cast<uint32_t>(reader.Varint(UINT32_MAX)));
    if (id.value >= known || (!ids.empty() && ids.back() >= id)) reader.Fail();
    ids.push_back(id);
  }
  return ids;
}

std::string EncodeNodeTable(const NodeTable& table) {
  std::string out;
  PutVarint(out, table.rows);
  PutVarint(out, table.live);
  PutIds(out, table.labels);
  PutIds(out, table.varying);
  for (uint64_t rows : table.varying_rows) PutVarint(out, rows);
  PutIds(out, table.keys);
  return out;
}

std::string EncodeEdgeTable(const EdgeTable& table) {
  std::string out;
  PutVarint(out, table.type.value);
  PutVarint(out, table.source.value);
  PutVarint(out, table.target.value);
  PutVarint(out, table.rows);
  PutVarint(out, table.live);
  PutIds(out, table.keys);
  return out;
}

// Bits of kinds as the format numbers them: those of the tags in value_codec.h.
constexpr std::pair<base::Kind, int> kKindBits[] = {
    {base::Kind::kBoolean, 1},   {base::Kind::kInteger, 3},   {base::Kind::kFloat, 4},
    {base::Kind::kString, 5},    {base::Kind::kList, 6},      {base::Kind::kDate, 7},
    {base::Kind::kLocalTime, 8}, {base::Kind::kTime, 9},      {base::Kind::kLocalDateTime, 10},
    {base::Kind::kDateTime, 11}, {base::Kind::kDuration, 12}, {base::Kind::kPoint, 13}};

void PutKinds(std::string& out, uint32_t kinds) {
  uint64_t bits = 0;
  for (auto [kind, bit] : kKindBits) bits |= uint64_t{kinds >> static_cast<uint32_t>(kind) & 1} << bit;
  PutVarint(out, bits);
}

uint32_t ReadKinds(ByteReader& reader) {
  const uint64_t bits = reader.Varint();
  uint32_t kinds = 0;
  for (auto [kind, bit] : kKindBits) kinds |= static_cast<uint32_t>(bits >> bit & 1) << static_cast<uint32_t>(kind);
  return kinds;
}

std::string EncodeRule(const Rule& rule) {
  std::string out;
  out.push_back(static_cast<char>(rule.kind));
  out.push_back(rule.relationship ? '\1' : '\0');
  PutVarint(out, rule.label);
  PutVarint(out, rule.keys.size());
  for (base::KeyId key : rule.keys) PutVarint(out, key.value);
  PutText(out, rule.name);
  if (rule.kind == RuleKind::kType) {
    PutKinds(out, rule.kinds);
    PutKinds(out, rule.elements);
    PutText(out, rule.type_name);
  }
  return out;
}

Rule DecodeRule(ByteReader& reader, const Catalog& catalog) {
  Rule rule;
  const uint8_t kind = reader.Byte();
  const uint8_t relationship = reader.Byte();
  if (kind < 1 || kind > static_cast<uint8_t>(RuleKind::kType) || relationship > 1) reader.Fail();
  rule.kind = static_cast<RuleKind>(kind);
  rule.relationship = relationship == 1;
  rule.label = static_cast<uint32_t>(reader.Varint(UINT32_MAX));
  const size_t known = rule.relationship ? catalog.types->size() : catalog.labels->size();
  const bool lookup = rule.kind == RuleKind::kLookupIndex;
  if (!lookup && rule.label >= known) reader.Fail();
  const uint64_t count = reader.Varint(reader.remaining());
  for (uint64_t i = 0; i < count && reader.ok(); ++i) {
    rule.keys.emplace_back(static_cast<uint32_t>(reader.Varint(UINT32_MAX)));
    if (rule.keys.back().value >= catalog.keys->size()) reader.Fail();
  }
  if (lookup != rule.keys.empty()) reader.Fail();
  rule.name = reader.Text();
  if (rule.kind == RuleKind::kType) {
    rule.kinds = ReadKinds(reader);
    rule.elements = ReadKinds(reader);
    rule.type_name = reader.Text();
  }
  return rule;
}

// The contents of the values whose keys are `kind` and 0, 1, 2 …
base::Result<std::vector<std::string>> ReadNumbered(const KeyValue& store, const KeyValue::Snapshot& snapshot,
                                                    char kind, std::string_view what) {
  std::vector<std::string> contents;
  auto cursor = store.Scan(snapshot, Family::kMeta, std::string(1, kind));
  while (true) {
    QIAO_TRY(bool found, cursor->Next());
    if (!found) return contents;
    auto content = ReadSingleFrame(cursor->key(), cursor->value());
    if (!content || cursor->key() != NumberKey(kind, static_cast<uint32_t>(contents.size()))) return Damaged(what);
    contents.emplace_back(*content);
  }
}

base::Result<CopyOnWrite<NameTable>> ReadNames(const KeyValue& store, const KeyValue::Snapshot& snapshot, char kind,
                                               std::string_view what) {
  QIAO_TRY(auto contents, ReadNumbered(store, snapshot, kind, what));
  CopyOnWrite<NameTable> names;
  for (const std::string& name : contents) {
    if (names->Find(name)) return Damaged(what);
    names.Mutable().Add(name);
  }
  return names;
}

base::Result<void> ReadNodeTables(const KeyValue& store, const KeyValue::Snapshot& snapshot, Catalog& catalog) {
  QIAO_TRY(auto contents, ReadNumbered(store, snapshot, 'N', "the list of node tables"));
  for (const std::string& content : contents) {
    ByteReader reader(content);
    NodeTable table;
    table.rows = reader.Varint(kMaxRows);
    table.live = reader.Varint(table.rows);
    table.labels = ReadIds<base::LabelId>(reader, catalog.labels->size());
    table.varying = ReadIds<base::LabelId>(reader, catalog.labels->size());
    for (size_t i = 0; i < table.varying.size(); ++i) table.varying_rows.push_back(reader.Varint(table.rows));
    table.keys = ReadIds<base::KeyId>(reader, catalog.keys->size());
    if (!reader.done() || catalog.FindNodeTable(table.labels)) return Damaged("the list of node tables");
    QIAO_TRY(table.id.value, catalog.AddNodeTable(table.labels));
    catalog.node_tables.Mutable().back() = std::move(table);
  }
  return {};
}

base::Result<void> ReadEdgeTables(const KeyValue& store, const KeyValue::Snapshot& snapshot, Catalog& catalog) {
  QIAO_TRY(auto contents, ReadNumbered(store, snapshot, 'E', "the list of edge tables"));
  for (const std::string& content : contents) {
    ByteReader reader(content);
    EdgeTable table;
    table.type = base::TypeId(static_cast<uint32_t>(reader.Varint(UINT32_MAX)));
    table.source = base::TableId(static_cast<uint32_t>(reader.Varint(UINT32_MAX)));
    table.target = base::TableId(static_cast<uint32_t>(reader.Varint(UINT32_MAX)));
    table.rows = reader.Varint(kMaxRows);
    table.live = reader.Varint(table.rows);
    table.keys = ReadIds<base::KeyId>(reader, catalog.keys->size());
    if (!reader.done() || table.type.value >= catalog.types->size() || catalog.node_table(table.source) == nullptr ||
        catalog.node_table(table.target) == nullptr || catalog.FindEdgeTable(table.source, table.type, table.target)) {
      return Damaged("the list of edge tables");
    }
    QIAO_TRY(table.id.value, catalog.AddEdgeTable(table.source, table.type, table.target));
    catalog.edge_tables.Mutable().back() = std::move(table);
  }
  return {};
}

// Rules are numbered with gaps.
base::Result<void> ReadRules(const KeyValue& store, const KeyValue::Snapshot& snapshot, Catalog& catalog) {
  auto cursor = store.Scan(snapshot, Family::kMeta, "I");
  while (true) {
    QIAO_TRY(bool found, cursor->Next());
    if (!found) return {};
    auto content = ReadSingleFrame(cursor->key(), cursor->value());
    ByteReader key(cursor->key().substr(1));
    const auto id = key.BigEndian<uint32_t>();
    if (!content || !key.done()) return Damaged("the list of indexes and constraints");
    ByteReader reader(*content);
    Rule rule = DecodeRule(reader, catalog);
    if (!reader.done() || catalog.schema->Find(rule.name) != nullptr) {
      return Damaged("the list of indexes and constraints");
    }
    rule.id = id;
    catalog.schema.Mutable().rules.push_back(std::move(rule));
  }
}

void WriteRules(const CopyOnWrite<Schema>& before, const CopyOnWrite<Schema>& after, Version version,
                KeyValue::Batch& batch) {
  if (before.IsSame(after)) return;
  for (const Rule& rule : before->rules) {
    if (std::ranges::find(after->rules, rule) == after->rules.end())
      batch.Delete(Family::kMeta, NumberKey('I', rule.id));
  }
  for (const Rule& rule : after->rules) {
    if (std::ranges::find(before->rules, rule) != before->rules.end()) continue;
    Put(batch, NumberKey('I', rule.id), version, EncodeRule(rule));
  }
}

// The format; nullopt for a store that holds nothing yet.
base::Result<std::optional<uint32_t>> ReadFormat(const KeyValue& store, const KeyValue::Snapshot& snapshot) {
  QIAO_TRY(auto value, store.Get(snapshot, Family::kMeta, kFormatKey));
  if (!value) return std::optional<uint32_t>();
  auto content = ReadSingleFrame(kFormatKey, *value);
  if (!content || !content->starts_with(kMagic)) return Damaged("the format record");
  ByteReader reader(content->substr(kMagic.size()));
  uint64_t format = reader.Varint();
  if (!reader.ok() || format == 0) return Damaged("the format record");
  if (format > kFormatVersion) {
    return base::MakeError(base::ErrorCode::kUnsupportedFormat,
                           "the database has format {}, this program reads formats up to {}: use a newer Qiao", format,
                           kFormatVersion);
  }
  return std::optional(static_cast<uint32_t>(format));
}

void PutFormat(KeyValue::Batch& batch, Version version) {
  std::string format(kMagic);
  PutVarint(format, kFormatVersion);
  Put(batch, kFormatKey, version, format);
}

void WriteNames(char kind, const CopyOnWrite<NameTable>& before, const CopyOnWrite<NameTable>& after, Version version,
                KeyValue::Batch& batch) {
  for (size_t id = before->size(); id < after->size(); ++id) {
    Put(batch, NumberKey(kind, static_cast<uint32_t>(id)), version, after->name(static_cast<uint32_t>(id)));
  }
}

template <class Table, class Encode>
void WriteTables(char kind, const CopyOnWrite<std::vector<Table>>& before, const CopyOnWrite<std::vector<Table>>& after,
                 Version version, Encode encode, KeyValue::Batch& batch) {
  if (before.IsSame(after)) return;
  for (size_t id = 0; id < after->size(); ++id) {
    std::string content = encode((*after)[id]);
    if (id < before->size() && encode((*before)[id]) == content) continue;
    Put(batch, NumberKey(kind, static_cast<uint32_t>(id)), version, content);
  }
}

}  // namespace

std::string MetaKey(std::string_view key) { return "M" + std::string(key); }

base::Result<std::optional<Catalog>> ReadCatalog(const KeyValue& store, const KeyValue::Snapshot& snapshot) {
  Catalog catalog;
  QIAO_TRY(const auto format, ReadFormat(store, snapshot));
  if (!format) {
    QIAO_TRY(bool any, store.Scan(snapshot, Family::kMeta, "")->Next());
    if (any) return Damaged("the format record");
    return std::optional<Catalog>();
  }
  catalog.format = *format;
  QIAO_TRY(auto version, store.Get(snapshot, Family::kMeta, kVersionKey));
  auto frames = version ? ReadFrames(kVersionKey, *version) : std::nullopt;
  if (!frames || frames->size() != 1) return Damaged("the version record");
  catalog.version = frames->front().version;
  QIAO_TRY(catalog.labels, ReadNames(store, snapshot, 'L', "the list of labels"));
  QIAO_TRY(catalog.types, ReadNames(store, snapshot, 'T', "the list of relationship types"));
  QIAO_TRY(catalog.keys, ReadNames(store, snapshot, 'K', "the list of property keys"));
  QIAO_CHECK(ReadNodeTables(store, snapshot, catalog));
  QIAO_CHECK(ReadEdgeTables(store, snapshot, catalog));
  QIAO_CHECK(ReadRules(store, snapshot, catalog));
  return std::optional(std::move(catalog));
}

base::Result<Catalog> ReadExistingCatalog(const KeyValue& store, const KeyValue::Snapshot& snapshot) {
  QIAO_TRY(auto catalog, ReadCatalog(store, snapshot));
  if (catalog) return *std::move(catalog);
  return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: it has no format record");
}

void WriteFirstRecords(KeyValue::Batch& batch) {
  PutFormat(batch, 0);
  Put(batch, kVersionKey, 0, "");
}

void WriteCatalog(const Catalog& before, const Catalog& after, KeyValue::Batch& batch) {
  Version version = after.version;
  // What is written from here on may be more than a program of the older format understands.
  if (before.format < kFormatVersion) PutFormat(batch, version);
  Put(batch, kVersionKey, version, "");
  WriteNames('L', before.labels, after.labels, version, batch);
  WriteNames('T', before.types, after.types, version, batch);
  WriteNames('K', before.keys, after.keys, version, batch);
  WriteTables('N', before.node_tables, after.node_tables, version, EncodeNodeTable, batch);
  WriteTables('E', before.edge_tables, after.edge_tables, version, EncodeEdgeTable, batch);
  WriteRules(before.schema, after.schema, version, batch);
}

}  // namespace qiao::storage
