// Which names the graph uses.
#include <algorithm>
#include <set>

#include "query/procedures/builtin.h"

namespace qiao::query {

using base::Kind;
using base::Result;
using base::Value;

namespace {

const Type kString = Type::Of(Kind::kString);

Result<void> EmitSorted(std::vector<std::string> names, const Procedure::Emit& emit) {
  std::ranges::sort(names);
  for (std::string& name : names) QIAO_CHECK(emit({Value::String(name)}));
  return {};
}

// Some live node has the label.
Result<bool> IsUsed(ProcedureContext& context, base::LabelId label) {
  const GraphReader& graph = *context.graph;
  for (const NodeTable& table : graph.NodeTables()) {
    if (table.live == 0) continue;
    if (!std::ranges::binary_search(table.varying, label)) {
      if (std::ranges::binary_search(table.labels, label)) return true;
      continue;
    }
    for (uint32_t run = 0; uint64_t{run} * kRunRows < table.rows; ++run) {
      QIAO_CHECK(context.check_cancelled());
      QIAO_TRY(const LiveView live, graph.ReadLive(table.id, run));
      for (uint32_t row = 0; row < live.size; ++row) {
        if (!live.Has(row)) continue;
        QIAO_TRY(const bool has, graph.HasLabel(base::NodeId(table.id, run * kRunRows + row), label));
        if (has) return true;
      }
    }
  }
  return false;
}

Result<void> Labels(ProcedureContext& context, std::span<const Value>, const Procedure::Emit& emit) {
  std::vector<std::string> names;
  for (const std::string& name : context.graph->LabelNames()) {
    const auto label = context.graph->FindLabel(name);
    if (!label) continue;
    QIAO_TRY(const bool used, IsUsed(context, *label));
    if (used) names.push_back(name);
  }
  return EmitSorted(std::move(names), emit);
}

Result<void> RelationshipTypes(ProcedureContext& context, std::span<const Value>, const Procedure::Emit& emit) {
  std::set<std::string> names;
  for (const EdgeTable& table : context.graph->EdgeTables()) {
    if (table.live > 0) names.emplace(context.graph->TypeName(table.type));
  }
  return EmitSorted({names.begin(), names.end()}, emit);
}

Result<void> PropertyKeys(ProcedureContext& context, std::span<const Value>, const Procedure::Emit& emit) {
  return EmitSorted(context.graph->KeyNames(), emit);
}

Result<void> Components(ProcedureContext&, std::span<const Value>, const Procedure::Emit& emit) {
  return emit({Value::String("Qiao"), Value::Of(base::List{Value::String("0.1.0")}), Value::String("embedded")});
}

}  // namespace

void AddNameProcedures(ProcedureRegistry& registry) {
  registry.Add({"db.labels", {}, {{"label", kString, false, "STRING"}}, Labels, "The labels that some node has."});
  registry.Add({"db.relationshipTypes",
                {},
                {{"relationshipType", kString, false, "STRING"}},
                RelationshipTypes,
                "The types that some relationship has."});
  registry.Add({"db.propertyKeys",
                {},
                {{"propertyKey", kString, false, "STRING"}},
                PropertyKeys,
                "The property keys that the graph has ever seen."});
  registry.Add({"dbms.components",
                {},
                {{"name", kString, false, "STRING"},
                 {"versions", Type::ListOf(kString), false, "LIST<STRING>"},
                 {"edition", kString, false, "STRING"}},
                Components,
                "The program that answers, and its version."});
}

}  // namespace qiao::query
