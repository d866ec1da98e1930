// Indexes and constraints: what is found, what is refused, and that both hold through transactions.
#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "storage/index_entries.h"
#include "storage/index_reader.h"
#include "storage/schema.h"
#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {
namespace {

using base::ErrorCode;
using base::KeyId;
using base::LabelId;
using base::NodeId;
using base::Value;

class RuleTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    auto transaction = Begin(*store);
    person = Must(transaction->InternLabel("人"));
    hospital = Must(transaction->InternLabel("医院"));
    name = Must(transaction->InternKey("name"));
    id = Must(transaction->InternKey("id"));
    type = Must(transaction->InternType("结对"));
    Must(transaction->Commit());
  }

  Rule Make(RuleKind kind, std::vector<KeyId> keys, bool relationship = false) {
    Rule rule;
    rule.kind = kind;
    rule.relationship = relationship;
    rule.label = relationship ? type.value : person.value;
    rule.keys = std::move(keys);
    rule.name = "rule" + std::to_string(++rules);
    return rule;
  }
  void Create(const Rule& rule) {
    auto transaction = Begin(*store);
    Must(transaction->CreateRule(rule));
    Must(transaction->Commit());
  }
  std::string FailureOf(base::Result<void> result) { return result ? "none" : result.error().Text(); }

  LabelId person, hospital;
  KeyId name, id;
  base::TypeId type;
  int rules = 0;
};

INSTANTIATE_TEST_SUITE_P(Places, RuleTest, testing::Values(Place::kMemory, Place::kDisk), NameOf);

std::set<uint64_t> Find(const View& view, const Rule& rule, const IndexRange& range) {
  auto reader = Must(view.OpenIndex(rule));
  Must(reader->Seek(range));
  std::vector<uint64_t> found;
  while (Must(reader->Read(2, found))) continue;
  return {found.begin(), found.end()};
}

// The entries as a reader of everything finds them, against what the rows say.
void ExpectWhole(const View& view) {
  for (const Rule& rule : view.schema().rules) {
    if (!rule.has_entries()) continue;
    std::multiset<uint64_t> expected;
    Must(ForEachEntry(view, rule, [&](std::string_view key) -> base::Result<void> {
      expected.insert(EntityOf(key));
      return {};
    }));
    auto reader = Must(view.OpenIndex(rule));
    Must(reader->Seek({}));
    std::vector<uint64_t> found;
    while (Must(reader->Read(3, found))) continue;
    ASSERT_EQ((std::multiset<uint64_t>{found.begin(), found.end()}), expected) << rule.name;
    // By value: each entity is found under its own values.
    Must(ForEachEntity(view, rule, [&](uint64_t entity) -> base::Result<void> {
      const auto values = Must(ValuesOf(view, rule, entity));
      // NaN equals nothing.
      const bool all = std::ranges::none_of(values, [](const Value& value) {
        return value.is_null() || (value.is(base::Kind::kFloat) && std::isnan(value.floating()));
      });
      const bool text = rule.kind != RuleKind::kTextIndex || values[0].is(base::Kind::kString);
      if (rule.kind == RuleKind::kEachIndex) {
        for (const Value& value : values) {
          if (value.is_null()) continue;
          EXPECT_TRUE(Find(view, rule, {.equal = std::span(&value, 1)}).contains(entity));
        }
      } else {
        EXPECT_EQ(Find(view, rule, {.equal = values}).contains(entity), all && text);
      }
      return {};
    }));
  }
}

TEST_P(RuleTest, RandomTransactionsKeepIndexesWhole) {
  for (const Rule& rule :
       {Make(RuleKind::kRangeIndex, {id}), Make(RuleKind::kRangeIndex, {id, name}), Make(RuleKind::kTextIndex, {name}),
        Make(RuleKind::kEachIndex, {name, id}), Make(RuleKind::kRangeIndex, {id}, true)}) {
    Create(rule);
  }
  std::mt19937_64 random(GetParam() == Place::kMemory ? 5 : 6);
  const auto below = [&](size_t end) { return random() % end; };
  const auto value = [&]() -> Value {
    switch (below(5)) {
      case 0:
        return Value::String(below(2) == 0 ? "甲" : std::string(600, 'x'));
      case 1:
        return Value::Of(base::List{Value::Integer(static_cast<int64_t>(below(3))), Value::String("甲")});
      case 2:
        return Value();
      default:
        return Value::Integer(static_cast<int64_t>(below(4)));
    }
  };
  std::vector<NodeId> nodes;
  std::vector<base::EdgeId> edges;
  for (int round = 0; round < 60; ++round) {
    auto transaction = Begin(*store);
    const auto kept_nodes = nodes;
    const auto kept_edges = edges;
    for (int step = 0; step < 12; ++step) {
      const size_t choice = below(12);
      const KeyId key = below(2) == 0 ? name : id;
      if (choice < 3 || nodes.empty()) {
        std::vector<LabelId> labels;
        if (below(4) != 0) labels.push_back(person);
        if (below(3) == 0) labels.push_back(hospital);
        nodes.push_back(Must(transaction->CreateNode(labels, std::vector{std::pair(key, value())})));
      } else if (choice == 3) {
        edges.push_back(Must(transaction->CreateEdge(nodes[below(nodes.size())], type, nodes[below(nodes.size())],
                                                     std::vector{std::pair(id, value())})));
      } else if (choice == 4 && !edges.empty()) {
        const size_t at = below(edges.size());
        if (below(2) == 0) {
          Must(transaction->SetProperty(edges[at], id, value()));
        } else {
          Must(transaction->DeleteEdge(edges[at]));
          edges.erase(edges.begin() + static_cast<ptrdiff_t>(at));
        }
      } else if (choice == 5) {
        const NodeId node = nodes[below(nodes.size())];
        if (below(2) == 0) {
          Must(transaction->AddLabel(node, person));
        } else {
          Must(transaction->RemoveLabel(node, person));
        }
      } else if (choice == 6 && edges.empty()) {
        const size_t at = below(nodes.size());
        Must(transaction->DeleteNode(nodes[at]));
        nodes.erase(nodes.begin() + static_cast<ptrdiff_t>(at));
      } else if (choice == 7) {
        const size_t mark = transaction->Mark();
        const auto before_nodes = nodes;
        const auto before_edges = edges;
        nodes.push_back(Must(transaction->CreateNode(std::vector{person}, std::vector{std::pair(id, value())})));
        Must(transaction->SetProperty(nodes[below(nodes.size())], id, value()));
        if (below(2) == 0) ExpectWhole(*transaction);
        if (below(2) == 0) {
          transaction->RollbackTo(mark);
          nodes = before_nodes;
          edges = before_edges;
        }
        transaction->Release(mark);
      } else {
        Must(transaction->SetProperty(nodes[below(nodes.size())], key, value()));
      }
      if (below(4) == 0) ExpectWhole(*transaction);
    }
    ExpectWhole(*transaction);
    if (below(5) == 0) {
      transaction->Rollback();
      nodes = kept_nodes;
      edges = kept_edges;
    } else {
      Must(transaction->Commit());
    }
    ExpectWhole(*store->Read());
    if (round % 20 == 19) Reopen();
  }
  // A rule that is made now finds the same.
  Create(Make(RuleKind::kEachIndex, {id}));
  Create(Make(RuleKind::kRangeIndex, {name}));
  ExpectWhole(*store->Read());
}

TEST_P(RuleTest, SnapshotsKeepTheirEntries) {
  Create(Make(RuleKind::kRangeIndex, {id}));
  auto transaction = Begin(*store);
  const Value one = Value::Integer(1), two = Value::Float(2.0);
  const NodeId node = Must(transaction->CreateNode(std::vector{person}, std::vector{std::pair(id, one)}));
  Must(transaction->Commit());
  const auto before = store->Read();
  transaction = Begin(*store);
  Must(transaction->SetProperty(node, id, two));
  Must(transaction->Commit());
  const Rule& rule = before->schema().rules[0];
  EXPECT_EQ(Find(*before, rule, {.equal = std::span(&one, 1)}), std::set{node.value});
  EXPECT_TRUE(Find(*store->Read(), rule, {.equal = std::span(&one, 1)}).empty());
  EXPECT_EQ(Find(*store->Read(), rule, {.lower = &one, .lower_inclusive = false}), std::set{node.value});
}

TEST_P(RuleTest, UniqueValuesAreUniqueWhenTheTransactionEnds) {
  Create(Make(RuleKind::kUnique, {id}));
  auto transaction = Begin(*store);
  const auto make = [&](Value value, std::vector<LabelId> labels) {
    return Must(transaction->CreateNode(labels, std::vector{std::pair(id, std::move(value))}));
  };
  const NodeId first = make(Value::Integer(1), {person});
  const NodeId second = make(Value::Integer(2), {person});
  make(Value::Integer(1), {hospital});
  Must(transaction->CheckUnique());
  // Values may pass through states that are not unique.
  Must(transaction->SetProperty(first, id, Value::Integer(2)));
  Must(transaction->SetProperty(second, id, Value::Integer(1)));
  Must(transaction->CheckUnique());
  const size_t mark = transaction->Mark();
  make(Value::Float(1.0), {person});
  EXPECT_EQ(FailureOf(transaction->CheckUnique()),
            "Node(" + std::to_string(second.value) + ") already exists with label `人` and `id` = 1.0");
  transaction->RollbackTo(mark);
  Must(transaction->CheckUnique());
  // NaN equals nothing, not even itself.
  make(Value::Float(std::nan("")), {person});
  make(Value::Float(std::nan("")), {person});
  Must(transaction->Commit());

  transaction = Begin(*store);
  const NodeId late = make(Value::Integer(1), {});
  Must(transaction->AddLabel(late, person));
  auto committed = transaction->Commit();
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().code, ErrorCode::kConstraint);
  Reopen();
  transaction = Begin(*store);
  Must(transaction->DeleteNode(second));
  make(Value::Integer(1), {person});
  Must(transaction->Commit());
  ExpectWhole(*store->Read());
}

TEST_P(RuleTest, OtherConstraintsAreCheckedAtCommit) {
  Rule text = Make(RuleKind::kType, {name});
  text.kinds = 1U << static_cast<uint32_t>(base::Kind::kString);
  text.type_name = "STRING";
  Create(text);
  Create(Make(RuleKind::kExists, {id}));
  Create(Make(RuleKind::kKey, {id}, true));
  Reopen();
  const auto commit = [&](auto write) {
    auto transaction = Begin(*store);
    write(*transaction);
    auto version = transaction->Commit();
    return version ? std::string("none") : version.error().Text();
  };
  NodeId node;
  EXPECT_EQ(commit([&](Transaction& t) {
              node = Must(t.CreateNode(std::vector{person}, {}));
              Must(t.SetProperty(node, id, Value::Integer(1)));
              Must(t.SetProperty(node, name, Value::String("张三")));
            }),
            "none");
  EXPECT_EQ(commit([&](Transaction& t) { Must(t.SetProperty(node, id, Value())); }),
            "Node(0) with label `人` must have the property `id`");
  EXPECT_EQ(commit([&](Transaction& t) { Must(t.SetProperty(node, name, Value::Integer(3))); }),
            "Node(0) with label `人` needs property `name` to be of type STRING, but it is 3");
  EXPECT_EQ(commit([&](Transaction& t) { Must(t.CreateEdge(node, type, node, {})); }),
            "Relationship(0) with type `结对` must have the property `id`");
  const auto link = [&](Transaction& t) {
    Must(t.CreateEdge(node, type, node, std::vector{std::pair(id, Value::Integer(1))}));
  };
  EXPECT_EQ(commit(link), "none");
  EXPECT_EQ(commit(link), "Relationship(0) already exists with type `结对` and `id` = 1");
}

TEST_P(RuleTest, DataThatBreaksAConstraintIsNamed) {
  auto transaction = Begin(*store);
  for (int i = 0; i < 40; ++i) {
    Must(transaction->CreateNode(std::vector{person}, std::vector{std::pair(id, Value::Integer(i / 2))}));
  }
  Must(transaction->Commit());
  transaction = Begin(*store);
  const auto made = transaction->CreateRule(Make(RuleKind::kUnique, {id}));
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kConstraint);
  EXPECT_EQ(
      made.error().Text(),
      "constraint `rule1` can't be made, because the data breaks it: "
      "Node(0) and Node(1) with label `人` both have `id` = 0; Node(2) and Node(3) with label `人` both have `id` = 1; "
      "Node(4) and Node(5) with label `人` both have `id` = 2; Node(6) and Node(7) with label `人` both have `id` = 3; "
      "Node(8) and Node(9) with label `人` both have `id` = 4; …");
  // Nothing is left behind, and another rule may take its place.
  Must(transaction->CreateRule(Make(RuleKind::kRangeIndex, {id})));
  Must(transaction->Commit());
  ExpectWhole(*store->Read());
}

TEST_P(RuleTest, RulesComeBeforeDataInATransaction) {
  auto transaction = Begin(*store);
  const auto add = [&] {
    Must(transaction->CreateNode(std::vector{person}, std::vector{std::pair(id, Value::Integer(1))}));
  };
  add();
  Must(transaction->Commit());
  transaction = Begin(*store);
  Must(transaction->CreateRule(Make(RuleKind::kUnique, {id})));
  ExpectWhole(*transaction);
  const size_t mark = transaction->Mark();
  add();
  EXPECT_FALSE(transaction->CheckUnique());
  transaction->RollbackTo(mark);
  Must(transaction->CheckUnique());
  Must(transaction->CreateNode(std::vector{person}, std::vector{std::pair(id, Value::Integer(2))}));
  ExpectWhole(*transaction);
  Must(transaction->Commit());
  ExpectWhole(*store->Read());
  transaction = Begin(*store);
  Must(transaction->CreateNode(std::vector{person}, {}));
  EXPECT_FALSE(transaction->CreateRule(Make(RuleKind::kRangeIndex, {id})));
  EXPECT_FALSE(transaction->DropRule("rule1"));
}

TEST_P(RuleTest, DroppedRulesLeaveNothing) {
  Create(Make(RuleKind::kUnique, {id}));
  auto transaction = Begin(*store);
  EXPECT_FALSE(transaction->CreateRule(Make(RuleKind::kRangeIndex, {id})));
  EXPECT_FALSE(transaction->DropRule("nobody"));
  const size_t mark = transaction->Mark();
  Must(transaction->DropRule("rule1"));
  transaction->RollbackTo(mark);
  EXPECT_EQ(transaction->schema().rules.size(), 1);
  Must(transaction->DropRule("rule1"));
  Must(transaction->CreateRule(Make(RuleKind::kRangeIndex, {id})));
  Must(transaction->Commit());
  Reopen();
  ASSERT_EQ(store->Read()->schema().rules.size(), 1);
  EXPECT_EQ(store->Read()->schema().rules[0].name, "rule3");
  transaction = Begin(*store);
  for (int i = 0; i < 2; ++i) {
    Must(transaction->CreateNode(std::vector{person}, std::vector{std::pair(id, Value::Integer(1))}));
  }
  Must(transaction->Commit());
  ExpectWhole(*store->Read());
}

}  // namespace
}  // namespace qiao::storage
