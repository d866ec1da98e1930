// Indexes and constraints between the store, which numbers labels and keys, and the query layer, which names them.
#include <algorithm>

#include "engine/bulk.h"
#include "engine/store_graph.h"
#include "storage/index_reader.h"
#include "storage/schema.h"

namespace qiao::engine {
namespace {

constexpr std::pair<storage::RuleKind, query::RuleKind> kKinds[] = {
    {storage::RuleKind::kRangeIndex, query::RuleKind::kRangeIndex},
    {storage::RuleKind::kTextIndex, query::RuleKind::kTextIndex},
    {storage::RuleKind::kEachIndex, query::RuleKind::kEachIndex},
    {storage::RuleKind::kLookupIndex, query::RuleKind::kLookupIndex},
    {storage::RuleKind::kUnique, query::RuleKind::kUnique},
    {storage::RuleKind::kKey, query::RuleKind::kKey},
    {storage::RuleKind::kExists, query::RuleKind::kExists},
    {storage::RuleKind::kType, query::RuleKind::kType}};

query::SchemaRule Named(const storage::View& view, const storage::Rule& rule) {
  query::SchemaRule named;
  named.id = rule.id;
  named.name = rule.name;
  named.kind = std::ranges::find(kKinds, rule.kind, &std::pair<storage::RuleKind, query::RuleKind>::first)->second;
  named.relationship = rule.relationship;
  if (rule.kind != storage::RuleKind::kLookupIndex) {
    named.label =
        rule.relationship ? view.TypeName(base::TypeId(rule.label)) : view.LabelName(base::LabelId(rule.label));
  }
  for (base::KeyId key : rule.keys) named.keys.emplace_back(view.KeyName(key));
  named.type = {rule.kinds, rule.elements};
  named.type_name = rule.type_name;
  return named;
}

// `names`: gives names their numbers.
template <class Names>
base::Result<storage::Rule> Numbered(Names& names, const query::SchemaRule& named) {
  storage::Rule rule;
  rule.name = named.name;
  rule.kind = std::ranges::find(kKinds, named.kind, &std::pair<storage::RuleKind, query::RuleKind>::second)->first;
  rule.relationship = named.relationship;
  if (named.relationship && !named.label.empty()) {
    QIAO_TRY(const base::TypeId type, names.InternType(named.label));
    rule.label = type.value;
  } else if (!named.label.empty()) {
    QIAO_TRY(const base::LabelId label, names.InternLabel(named.label));
    rule.label = label.value;
  }
  for (const std::string& key : named.keys) {
    QIAO_TRY(const base::KeyId id, names.InternKey(key));
    rule.keys.push_back(id);
  }
  rule.kinds = named.type.kinds;
  rule.elements = named.type.elements;
  rule.type_name = named.type_name;
  return rule;
}

class StoreIndexReader final : public query::IndexReader {
 public:
  explicit StoreIndexReader(std::unique_ptr<storage::IndexReader> reader) : reader_(std::move(reader)) {}

  base::Result<void> Find(const query::IndexRange& range, std::vector<uint64_t>& entities) override {
    QIAO_CHECK(reader_->Seek({.equal = range.equal,
                              .lower = range.lower,
                              .upper = range.upper,
                              .lower_inclusive = range.lower_inclusive,
                              .upper_inclusive = range.upper_inclusive,
                              .prefix = range.prefix}));
    while (true) {
      QIAO_TRY(const bool more, reader_->Read(SIZE_MAX, entities));
      if (!more) return {};
    }
  }

 private:
  std::unique_ptr<storage::IndexReader> reader_;
};

}  // namespace

void StoreReader::RefreshRules() const {
  const storage::Schema& schema = view_.schema();
  if (rules_version_ == schema.version) return;
  rules_.clear();
  for (const storage::Rule& rule : schema.rules) rules_.push_back(Named(view_, rule));
  rules_version_ = schema.version;
}

std::span<const query::SchemaRule> StoreReader::SchemaRules() const {
  if (transaction_ != nullptr) RefreshRules();
  return rules_;
}

uint64_t StoreReader::SchemaVersion() const { return view_.schema().version; }

base::Result<std::unique_ptr<query::IndexReader>> StoreReader::OpenIndex(const query::SchemaRule& rule) const {
  const storage::Rule* found = view_.schema().Find(rule.name);
  if (found == nullptr || !found->has_entries()) {
    return base::MakeError(base::ErrorCode::kInternal, "there is no index {}", rule.name);
  }
  QIAO_TRY(auto reader, view_.OpenIndex(*found));
  return std::unique_ptr<query::IndexReader>(std::make_unique<StoreIndexReader>(std::move(reader)));
}

base::Result<void> StoreWriter::CreateRule(const query::SchemaRule& named) {
  QIAO_TRY(auto rule, Numbered(transaction_, named));
  return transaction_.CreateRule(std::move(rule));
}

base::Result<void> CreateRules(BulkWriter& writer, std::span<const query::SchemaRule> rules) {
  for (const query::SchemaRule& named : rules) {
    QIAO_TRY(auto rule, Numbered(writer, named));
    QIAO_CHECK(writer.CreateRule(std::move(rule)));
  }
  return {};
}

}  // namespace qiao::engine
