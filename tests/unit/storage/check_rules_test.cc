// Indexes and constraints that disagree with the graph: a check says which, about which entity, under which key.
#include <functional>

#include "storage/check.h"
#include "storage/chunk_id.h"
#include "storage/column_codec.h"
#include "storage/findings.h"
#include "storage/frame.h"
#include "storage/index_entries.h"
#include "storage/index_key.h"
#include "tests/unit/storage/bench_key_value.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

using base::KeyId;
using base::Value;

class CheckRulesTest : public testing::Test {
 protected:
  void SetUp() override {
    Open();
    auto transaction = Begin(*store);
    const auto person = Must(transaction->InternLabel("人"));
    const auto type = Must(transaction->InternType("结对"));
    id = Must(transaction->InternKey("id"));
    name = Must(transaction->InternKey("姓名"));
    Add(*transaction, RuleKind::kRangeIndex, "ranged", false, person.value, {id, name});
    Add(*transaction, RuleKind::kTextIndex, "texts", false, person.value, {name});
    Add(*transaction, RuleKind::kEachIndex, "each", false, person.value, {name, id});
    Add(*transaction, RuleKind::kUnique, "unique", false, person.value, {id});
    Add(*transaction, RuleKind::kExists, "exists", false, person.value, {name});
    Add(*transaction, RuleKind::kType, "typed", false, person.value, {id});
    Add(*transaction, RuleKind::kRangeIndex, "since", true, type.value, {id});
    // Enough for two runs.
    for (int64_t i = 0; i < 3000; ++i) {
      nodes.push_back(Must(transaction->CreateNode(
          std::vector{person},
          std::vector{std::pair(id, Value::Integer(i)), std::pair(name, Value::String("张" + std::to_string(i)))})));
    }
    edge = Must(transaction->CreateEdge(nodes[0], type, nodes[2999], std::vector{std::pair(id, Value::Integer(7))}));
    Must(transaction->Commit());
    EXPECT_EQ(Check(), std::vector<std::string>());
  }

  void Add(Transaction& transaction, RuleKind kind, const std::string& rule_name, bool relationship, uint32_t label,
           std::vector<KeyId> keys) {
    Rule rule;
    rule.kind = kind;
    rule.name = rule_name;
    rule.relationship = relationship;
    rule.label = label;
    rule.keys = std::move(keys);
    rule.kinds = 1U << static_cast<uint32_t>(base::Kind::kInteger);
    rule.type_name = "INTEGER";
    Must(transaction.CreateRule(rule));
  }

  void Open() {
    store = nullptr;
    store = Must(Store::Open(std::make_unique<BenchKeyValue>(bench), Fast()));
  }
  // Past the store, which would not do it.
  void Damage(const std::function<void(KeyValue::Batch&)>& write) {
    auto batch = bench.contents->NewBatch();
    write(*batch);
    Must(bench.contents->Write(std::move(batch), Durability::kSystem));
    Open();
  }
  std::vector<std::string> Check() {
    auto report = Must(CheckSnapshot(*store->Read(), [](double) { return true; }));
    EXPECT_EQ(report.count, report.findings.size());
    std::vector<std::string> texts;
    for (const auto& finding : report.findings) texts.push_back(finding.Text());
    return texts;
  }
  // The entries of an entity in an index.
  std::vector<std::string> EntriesOf(std::string_view rule, uint64_t entity) {
    auto snapshot = store->Read();
    std::vector<std::string> keys;
    Must(AddEntries(*snapshot, *snapshot->schema().Find(rule), entity, keys));
    return keys;
  }
  // What a commit would append to the column, without its indexes.
  void SetPastIndexes(KeyValue::Batch& batch, base::NodeId node, KeyId key, const Value& value) {
    const std::string place = KeyOf({ChunkKind::kNodeColumn, node.table().value, key.value, RunOf(node.row())});
    std::string content;
    EncodeChanges(std::vector{ColumnChunk::Change{static_cast<uint16_t>(RowInRun(node.row())), value}}, content);
    batch.Merge(Family::kProperty, place, MakeFrame(place, FrameFormat::kChange, 1, content));
  }

  Bench bench;
  std::unique_ptr<Store> store;
  KeyId id, name;
  std::vector<base::NodeId> nodes;
  base::EdgeId edge;
};

void ExpectIn(const std::string& text, std::initializer_list<std::string> parts) {
  for (const std::string& part : parts) EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;
}

TEST_F(CheckRulesTest, AMissingEntryIsNamedInEveryKindOfIndex) {
  const std::string node = "Node(" + std::to_string(nodes[2500].value) + ")";
  for (const std::string rule : {"ranged", "texts", "each", "unique"}) {
    SCOPED_TRACE(rule);
    const std::vector<std::string> keys = EntriesOf(rule, nodes[2500].value);
    ASSERT_EQ(keys.size(), rule == "each" ? 2U : 1U);
    Damage([&](auto& batch) { batch.Delete(Family::kIndex, keys[0]); });
    const auto found = Check();
    ASSERT_EQ(found.size(), 1U);
    ExpectIn(found[0], {"`" + rule + "` lacks the entry of " + node, Hex(keys[0]), "2500"});
    Damage([&](auto& batch) { batch.Put(Family::kIndex, keys[0], {}); });
    EXPECT_EQ(Check(), std::vector<std::string>());
  }
  const std::vector<std::string> keys = EntriesOf("since", edge.value);
  Damage([&](auto& batch) { batch.Delete(Family::kIndex, keys.at(0)); });
  const auto found = Check();
  ASSERT_EQ(found.size(), 1U);
  ExpectIn(found[0], {"`since` lacks the entry of Relationship(" + std::to_string(edge.value) + ") for `id` = 7"});
}

TEST_F(CheckRulesTest, AnEntryTooManyIsNamed) {
  const Rule* rule = store->Read()->schema().Find("texts");
  for (const uint64_t entity : {nodes[5].value, uint64_t{3000}, uint64_t{17} << 32}) {
    SCOPED_TRACE(entity);
    std::string key = RulePrefix(rule->id);
    PutOrdered(key, Value::String("李四"));
    PutEntity(key, entity);
    Damage([&](auto& batch) { batch.Put(Family::kIndex, key, {}); });
    rule = store->Read()->schema().Find("texts");
    const auto found = Check();
    ASSERT_EQ(found.size(), 1U);
    ExpectIn(found[0], {"`texts` has an entry of Node(" + std::to_string(entity) + ")", Hex(key)});
    Damage([&](auto& batch) { batch.Delete(Family::kIndex, key); });
    rule = store->Read()->schema().Find("texts");
  }
  // A key that ends before its entity would.
  const std::string stump = RulePrefix(rule->id) + "x";
  Damage([&](auto& batch) { batch.Put(Family::kIndex, stump, {}); });
  const auto found = Check();
  ASSERT_EQ(found.size(), 1U);
  ExpectIn(found[0], {"`texts` has an entry", Hex(stump)});
}

TEST_F(CheckRulesTest, ANodeThatMovedOnIsMissingAndTooManyInAllItsIndexes) {
  Damage([&](auto& batch) { SetPastIndexes(batch, nodes[1], name, Value::String("王五")); });
  const auto found = Check();
  ASSERT_EQ(found.size(), 6U);  // ranged, texts, each
  for (size_t i = 0; i < found.size(); i += 2) {
    ExpectIn(found[i], {"lacks the entry of Node(1)", "王五"});
    ExpectIn(found[i + 1], {"has an entry of Node(1)"});
  }
}

TEST_F(CheckRulesTest, ABrokenConstraintIsNamedWithWhoBreaksIt) {
  Damage([&](auto& batch) {
    SetPastIndexes(batch, nodes[2], name, Value());
    SetPastIndexes(batch, nodes[3], id, Value::String("三"));
  });
  std::string all;
  for (const std::string& text : Check()) all += text + "\n";
  ExpectIn(all, {"constraint `exists` is broken by Node(2): ", "must have the property `姓名`",
                 "constraint `typed` is broken by Node(3): ", "INTEGER", "三"});
}

TEST_F(CheckRulesTest, TwoEqualValuesUnderAUniqueConstraintAreFoundThoughTheIndexAgrees) {
  // The entry is away while the second node comes, so that nobody sees the first.
  const std::vector<std::string> keys = EntriesOf("unique", nodes[2222].value);
  Damage([&](auto& batch) { batch.Delete(Family::kIndex, keys.at(0)); });
  auto transaction = Begin(*store);
  Must(transaction->SetProperty(nodes[2223], id, Value::Float(2222)));
  // 2222.0 would break `typed`, which the store sees.
  EXPECT_EQ(transaction->Commit().error().code, base::ErrorCode::kConstraint);
  transaction = Begin(*store);
  Must(transaction->SetProperty(nodes[2223], id, Value::Integer(2222)));
  Must(transaction->Commit());
  transaction = nullptr;
  Damage([&](auto& batch) { batch.Put(Family::kIndex, keys[0], {}); });
  const auto found = Check();
  ASSERT_EQ(found.size(), 1U);
  ExpectIn(found[0], {"constraint `unique` is broken by Node(2223)", "Node(2222) already exists", "`id` = 2222"});
}

TEST_F(CheckRulesTest, EntriesOfNoRuleMeanNothing) {
  Damage([&](auto& batch) { batch.Put(Family::kIndex, RulePrefix(900) + "left by a creation", {}); });
  EXPECT_EQ(Check(), std::vector<std::string>());
}

}  // namespace
}  // namespace qiao::storage
