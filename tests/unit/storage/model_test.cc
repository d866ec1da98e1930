// Random writes, marks, rollbacks, commits and reopenings, compared with a plain model after each step.
#include "tests/unit/storage/model.h"

#include <fmt/format.h>

#include <random>

#include "tests/unit/storage/store_fixture.h"

namespace qiao::storage {

using base::Direction;
using base::EdgeId;
using base::NodeId;
using base::Value;

namespace {

using Properties = std::map<std::string, Value>;
// (neighbour, edge) of each row that has any
using Links = std::map<uint32_t, std::vector<std::pair<uint32_t, uint32_t>>>;

std::string Text(const Properties& properties) {
  return ToText(Value::Of(base::Map(properties.begin(), properties.end())));
}

Value CellOf(const ColumnView& column, uint32_t row) {
  if (row >= column.size || (column.present[row / 64] >> (row % 64) & 1) == 0) return Value();
  if (column.mixed) return column.values[row];
  switch (column.kind) {
    case base::Kind::kInteger:
      return Value::Integer(column.integers[row]);
    case base::Kind::kDate:
      return Value::Of(base::Date{column.integers[row]});
    case base::Kind::kFloat:
      return Value::Float(column.floats[row]);
    case base::Kind::kBoolean:
      return Value::Boolean(column.booleans[row] != 0);
    case base::Kind::kString: {
      uint32_t begin = row == 0 ? 0 : column.string_ends[row - 1];
      return Value::String({column.string_bytes + begin, column.string_bytes + column.string_ends[row]});
    }
    default:
      return Value::String("a column of a kind without an array");
  }
}

std::string CheckNode(const View& view, NodeId id, const Model::Node& node) {
  std::set<std::string> labels;
  for (base::LabelId label : Must(view.Labels(id))) labels.emplace(view.LabelName(label));
  if (labels != node.labels) return fmt::format("labels of node {}", id.value);
  for (const std::string& name : view.LabelNames()) {
    if (Must(view.HasLabel(id, *view.FindLabel(name))) != node.labels.contains(name)) {
      return fmt::format("label {} of node {}", name, id.value);
    }
  }
  if (!Must(view.Exists(id))) return fmt::format("node {} is missing", id.value);
  std::string found = ToText(Value::Of(Must(view.Properties(id))));
  if (found != Text(node.properties)) {
    return fmt::format("node {} has {}, not {}", id.value, found, Text(node.properties));
  }
  for (const std::string& name : view.KeyNames()) {
    auto wanted = node.properties.find(name);
    ColumnView column = Must(view.ReadColumn(id.table(), *view.FindKey(name), RunOf(id.row())));
    Value cell = CellOf(column, RowInRun(id.row()));
    Value value = wanted == node.properties.end() ? Value() : wanted->second;
    if (!Equivalent(cell, value) || cell.kind() != value.kind()) {
      return fmt::format("column {} of node {} has {}, not {}", name, id.value, ToText(cell), ToText(value));
    }
  }
  return {};
}

std::string CheckEdge(const View& view, EdgeId id, const Model::Edge& edge) {
  EdgeEnds ends = Must(view.Ends(id));
  if (ends.source != edge.source || ends.target != edge.target || view.TypeName(ends.type) != edge.type) {
    return fmt::format("ends of edge {}", id.value);
  }
  if (!Must(view.Exists(id))) return fmt::format("edge {} is missing", id.value);
  std::string found = ToText(Value::Of(Must(view.Properties(id))));
  if (found != Text(edge.properties)) {
    return fmt::format("edge {} has {}, not {}", id.value, found, Text(edge.properties));
  }
  return {};
}

std::string CheckNodeTables(const View& view, const Model& model) {
  std::map<base::TableId, std::set<uint32_t>> wanted;
  for (const auto& [id, node] : model.nodes) wanted[id.table()].insert(id.row());
  for (const NodeTable& table : view.NodeTables()) {
    std::set<uint32_t> live;
    for (uint64_t first = 0; first < table.rows; first += kRunRows) {
      LiveView run = Must(view.ReadLive(table.id, static_cast<uint32_t>(first / kRunRows)));
      for (uint32_t row = 0; row < kRunRows; ++row) {
        if ((run.live[row / 64] >> (row % 64) & 1) != 0) live.insert(static_cast<uint32_t>(first) + row);
      }
    }
    if (live != wanted[table.id] || table.live != live.size())
      return fmt::format("rows of node table {}", table.id.value);
  }
  return {};
}

std::string CheckAdjacency(const View& view, const Model& model, const EdgeTable& table, Direction direction) {
  Links wanted;
  for (const auto& [id, edge] : model.edges) {
    if (id.table() != table.id) continue;
    auto [from, to] =
        direction == Direction::kOut ? std::pair(edge.source, edge.target) : std::pair(edge.target, edge.source);
    wanted[from.row()].emplace_back(to.row(), id.row());
  }
  for (auto& [row, links] : wanted) std::sort(links.begin(), links.end());
  base::TableId side = direction == Direction::kOut ? table.source : table.target;
  Links found;
  for (uint64_t first = 0; first < view.NodeTables()[side.value].rows; first += kRunRows) {
    AdjacencyView run = Must(view.ReadAdjacency(table.id, direction, static_cast<uint32_t>(first / kRunRows)));
    for (uint32_t row = 0; row < run.size; ++row) {
      for (uint32_t i = run.offsets[row]; i < run.offsets[row + 1]; ++i) {
        found[static_cast<uint32_t>(first) + row].emplace_back(run.neighbours[i], run.edges[i]);
      }
    }
  }
  return found == wanted ? "" : fmt::format("links of edge table {}", table.id.value);
}

}  // namespace

std::string Difference(const View& view, const Model& model) {
  std::string difference;
  auto first = [&difference](std::string found) {
    if (difference.empty()) difference = std::move(found);
    return !difference.empty();
  };
  if (first(CheckNodeTables(view, model))) return difference;
  for (const auto& [id, node] : model.nodes) {
    if (first(CheckNode(view, id, node))) return difference;
  }
  for (const auto& [id, edge] : model.edges) {
    if (first(CheckEdge(view, id, edge))) return difference;
  }
  for (NodeId id : model.deleted_nodes) {
    if (Must(view.Exists(id)) || !Must(view.Properties(id)).empty()) return fmt::format("deleted node {}", id.value);
  }
  for (EdgeId id : model.deleted_edges) {
    if (Must(view.Exists(id)) || !Must(view.Properties(id)).empty()) return fmt::format("deleted edge {}", id.value);
  }
  for (const EdgeTable& table : view.EdgeTables()) {
    if (first(CheckAdjacency(view, model, table, Direction::kOut))) return difference;
    if (first(CheckAdjacency(view, model, table, Direction::kIn))) return difference;
  }
  return difference;
}

namespace {

using ModelTest = StoreTest;

// Writes the same random changes to a transaction and to a model.
class Writer {
 public:
  explicit Writer(uint32_t seed) : random_(seed) {}

  void Write(Transaction& transaction, Model& model) {
    switch (Below(10)) {
      case 0:
      case 1:
      case 2:
        return CreateNode(transaction, model);
      case 3:
      case 4:
        return CreateEdge(transaction, model);
      case 5:
      case 6:
        return SetProperty(transaction, model);
      case 7:
        return ChangeLabel(transaction, model);
      case 8:
        return Below(2) == 0 ? SetProperty(transaction, model) : DeleteEdge(transaction, model);
      default:
        return Below(2) == 0 ? ChangeLabel(transaction, model) : DeleteNode(transaction, model);
    }
  }

  void CreateNode(Transaction& transaction, Model& model) {
    Model::Node node;
    std::vector<base::LabelId> labels;
    for (const std::string name : {"人", "医院", "区"}) {
      if (Below(3) != 0) continue;
      node.labels.insert(name);
      labels.push_back(Must(transaction.InternLabel(name)));
    }
    std::vector<std::pair<base::KeyId, Value>> properties = RandomProperties(transaction, node.properties);
    model.nodes[Must(transaction.CreateNode(labels, properties))] = std::move(node);
  }

  void CreateEdge(Transaction& transaction, Model& model) {
    if (model.nodes.empty()) return;
    Model::Edge edge{Any(model.nodes), Below(2) == 0 ? "结对" : "位于", Any(model.nodes), {}};
    auto properties = RandomProperties(transaction, edge.properties);
    EdgeId id =
        Must(transaction.CreateEdge(edge.source, Must(transaction.InternType(edge.type)), edge.target, properties));
    model.edges[id] = std::move(edge);
  }

  void SetProperty(Transaction& transaction, Model& model) {
    std::string name = Name();
    Value value = Below(4) == 0 ? Value() : RandomValue();
    base::KeyId key = Must(transaction.InternKey(name));
    auto set = [&](auto& things, auto id) {
      Must(transaction.SetProperty(id, key, value));
      Properties& properties = things.at(id).properties;
      properties.erase(name);
      if (!value.is_null()) properties.emplace(name, value);
    };
    if (Below(2) == 0 && !model.edges.empty()) {
      set(model.edges, Any(model.edges));
    } else if (!model.nodes.empty()) {
      set(model.nodes, Any(model.nodes));
    }
  }

  void ChangeLabel(Transaction& transaction, Model& model) {
    if (model.nodes.empty()) return;
    NodeId id = Any(model.nodes);
    std::string name = Below(2) == 0 ? "人" : "主任";
    base::LabelId label = Must(transaction.InternLabel(name));
    if (Below(2) == 0) {
      Must(transaction.AddLabel(id, label));
      model.nodes[id].labels.insert(name);
    } else {
      Must(transaction.RemoveLabel(id, label));
      model.nodes[id].labels.erase(name);
    }
  }

  void DeleteEdge(Transaction& transaction, Model& model) {
    if (model.edges.empty()) return;
    EdgeId id = Any(model.edges);
    Must(transaction.DeleteEdge(id));
    model.edges.erase(id);
    model.deleted_edges.insert(id);
  }

  void DeleteNode(Transaction& transaction, Model& model) {
    if (model.nodes.empty()) return;
    NodeId id = Any(model.nodes);
    for (auto edge = model.edges.begin(); edge != model.edges.end();) {
      if (edge->second.source != id && edge->second.target != id) {
        ++edge;
        continue;
      }
      Must(transaction.DeleteEdge(edge->first));
      model.deleted_edges.insert(edge->first);
      edge = model.edges.erase(edge);
    }
    Must(transaction.DeleteNode(id));
    model.nodes.erase(id);
    model.deleted_nodes.insert(id);
  }

  uint32_t Below(uint32_t bound) { return std::uniform_int_distribution<uint32_t>(0, bound - 1)(random_); }

 private:
  template <class Things>
  typename Things::key_type Any(const Things& things) {
    return std::next(things.begin(), Below(static_cast<uint32_t>(things.size())))->first;
  }

  std::string Name() { return fmt::format("键{}", Below(4)); }

  Value RandomValue() {
    switch (Below(8)) {
      case 0:
        return Value::Float(0.5 * Below(10));
      case 1:
        return Value::Boolean(Below(2) == 0);
      case 2:
        return Value::Of(base::Date{Below(40000)});
      case 3:
        return Value::Of(base::List{Value::Integer(Below(5)), Value::String("甲")});
      case 4:
      case 5:
        return Value::String(fmt::format("潞城区{}", Below(1000)));
      default:
        return Value::Integer(static_cast<int64_t>(Below(1000)) - 500);
    }
  }

  // Mostly one kind a key, so that columns are sometimes typed and sometimes mixed.
  std::vector<std::pair<base::KeyId, Value>> RandomProperties(Transaction& transaction, Properties& properties) {
    std::vector<std::pair<base::KeyId, Value>> list;
    if (Below(2) == 0) properties["编号"] = Value::Integer(Below(100));
    if (Below(2) == 0) properties["名称"] = Value::String(fmt::format("名{}", Below(100)));
    if (Below(3) == 0) properties[Name()] = RandomValue();
    for (const auto& [name, value] : properties) list.emplace_back(Must(transaction.InternKey(name)), value);
    return list;
  }

  std::mt19937 random_;
};

INSTANTIATE_TEST_SUITE_P(Places, ModelTest, testing::Values(Place::kMemory, Place::kDisk), NameOf);

TEST_P(ModelTest, AgreesWithAModelUnderRandomWrites) {
  for (uint32_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    if (GetParam() == Place::kMemory || seed > 1) {
      store = nullptr;
      std::filesystem::remove_all(path());
      store = Must(Store::Open(path(), Fast()));
    }
    Writer writer(seed);
    Model committed;
    std::vector<std::pair<std::shared_ptr<const Snapshot>, Model>> old;
    for (int step = 0; step < 40; ++step) {
      auto transaction = Begin(*store);
      Model model = committed;
      for (uint32_t i = writer.Below(12); i > 0; --i) writer.Write(*transaction, model);
      size_t mark = transaction->Mark();
      Model marked = model;
      for (uint32_t i = writer.Below(12); i > 0; --i) writer.Write(*transaction, model);
      size_t inner = transaction->Mark();
      for (uint32_t i = writer.Below(5); i > 0; --i) writer.Write(*transaction, model);
      ASSERT_EQ(Difference(*transaction, model), "");
      switch (writer.Below(4)) {
        case 0:
          transaction->RollbackTo(mark);
          model = marked;
          break;
        case 1:
          transaction->Release(inner);
          transaction->RollbackTo(mark);
          model = marked;
          break;
        default:
          break;
      }
      ASSERT_EQ(Difference(*transaction, model), "");
      for (uint32_t i = writer.Below(5); i > 0; --i) writer.Write(*transaction, model);
      if (writer.Below(5) == 0) {
        transaction->Rollback();
      } else {
        Must(transaction->Commit());
        committed = std::move(model);
      }
      transaction = nullptr;
      ASSERT_EQ(Difference(*store->Read(), committed), "");
      if (step % 10 == 3) old.emplace_back(store->Read(), committed);
      if (step % 20 == 19) {
        for (const auto& [snapshot, state] : old) ASSERT_EQ(Difference(*snapshot, state), "");
        old.clear();
        Reopen();
        ASSERT_EQ(Difference(*store->Read(), committed), "");
      }
    }
  }
}

// Enough commits on one run to make the writer write its chunks whole, several times.
TEST_P(ModelTest, AgreesWithAModelAfterManySmallCommits) {
  Writer writer(7);
  Model model;
  for (int step = 0; step < 400; ++step) {
    auto transaction = Begin(*store);
    step < 20 ? writer.CreateNode(*transaction, model) : writer.Write(*transaction, model);
    if (step > 20) writer.CreateEdge(*transaction, model);
    Must(transaction->Commit());
  }
  EXPECT_EQ(Difference(*store->Read(), model), "");
  Reopen();
  EXPECT_EQ(Difference(*store->Read(), model), "");
}

// Runs of several tables filled beyond their ends, and a hub whose links span segments.
TEST_P(ModelTest, AgreesWithAModelBeyondOneRunAndOneSegment) {
  Writer writer(8);
  Model model;
  NodeId hub;
  {
    auto transaction = Begin(*store);
    base::TypeId type = Must(transaction->InternType("位于"));
    hub = Must(transaction->CreateNode({}, {}));
    model.nodes[hub];
    std::vector<NodeId> nodes;
    for (int i = 0; i < 5000; ++i) {
      nodes.push_back(Must(transaction->CreateNode({}, {})));
      model.nodes[nodes.back()];
    }
    for (int i = 0; i < 60000; ++i) {
      NodeId source = nodes[writer.Below(5000)];
      model.edges[Must(transaction->CreateEdge(source, type, hub, {}))] = {source, "位于", hub, {}};
    }
    Must(transaction->Commit());
  }
  EXPECT_EQ(Difference(*store->Read(), model), "");
  for (int step = 0; step < 70; ++step) {
    auto transaction = Begin(*store);
    base::TypeId type = Must(transaction->InternType("位于"));
    for (int i = 0; i < 40; ++i) {
      NodeId source(hub.table(), 1 + writer.Below(5000));
      model.edges[Must(transaction->CreateEdge(source, type, hub, {}))] = {source, "位于", hub, {}};
      auto edge = model.edges.lower_bound(EdgeId(model.edges.begin()->first.table(), writer.Below(60000)));
      Must(transaction->DeleteEdge(edge->first));
      model.edges.erase(edge);
    }
    Must(transaction->Commit());
  }
  EXPECT_EQ(Difference(*store->Read(), model), "");
  Reopen();
  EXPECT_EQ(Difference(*store->Read(), model), "");
}

}  // namespace
}  // namespace qiao::storage
