#include <algorithm>

#include "query/optimize/optimize.h"
#include "query/planner/effects.h"

namespace qiao::query {
namespace {

// Looks at labels, directly or by searching.
bool LooksAtLabels(const Effects& effects) { return effects.reads_labels || !effects.scans.empty(); }

bool LooksAtLabels(const ExpressionPtr& expression) { return expression && LooksAtLabels(EffectsOf(*expression)); }

bool LooksAtLabels(const SetItem& item) {
  return LooksAtLabels(item.target) || LooksAtLabels(item.key) || LooksAtLabels(item.value) ||
         LooksAtLabels(item.more_labels);
}

bool LooksAtLabels(const Create& create) {
  return std::ranges::any_of(create.nodes,
                             [](const NodeCreation& node) {
                               return LooksAtLabels(node.properties) || LooksAtLabels(node.more_labels);
                             }) ||
         std::ranges::any_of(create.edges, [](const EdgeCreation& edge) {
           return LooksAtLabels(edge.properties) || LooksAtLabels(edge.named_type);
         });
}

NodeCreation* Find(Create& create, Slot slot) {
  const auto found = std::ranges::find(create.nodes, slot, &NodeCreation::node);
  return found == create.nodes.end() ? nullptr : &*found;
}

bool Mentions(const LabelExpression& labels, const std::string& name) {
  return labels.name == name ||
         std::ranges::any_of(labels.operands, [&](const LabelExpression& one) { return Mentions(one, name); });
}

void AddLabels(NodeCreation& node, const std::vector<std::string>& labels) {
  for (const std::string& label : labels) {
    if (std::ranges::find(node.labels, label) == node.labels.end()) node.labels.push_back(label);
  }
}

// The leading items that set labels, up to one that could notice the difference.
template <class Hoist>
void HoistFrom(std::vector<SetItem>& items, const Hoist& hoist) {
  std::vector<SetItem> kept;
  bool watched = false;
  for (SetItem& item : items) {
    const bool labels = item.kind == SetItem::Kind::kAddLabels && item.target->kind == ExpressionKind::kSlot &&
                        item.more_labels == nullptr;
    // Taking labels away and giving them back again must keep its order.
    watched |= LooksAtLabels(item) || item.kind == SetItem::Kind::kRemoveLabels;
    if (watched || !labels || !hoist(item)) kept.push_back(std::move(item));
  }
  items = std::move(kept);
}

void HoistIntoCreate(bound::Create& create, std::vector<SetItem>& items) {
  if (std::ranges::any_of(create.steps, [](const Create& step) { return LooksAtLabels(step); })) return;
  HoistFrom(items, [&](const SetItem& item) {
    for (Create& step : create.steps) {
      if (NodeCreation* node = Find(step, item.target->slot)) {
        AddLabels(*node, item.labels);
        return true;
      }
    }
    return false;
  });
}

void HoistOnCreate(bound::Merge& merge) {
  if (LooksAtLabels(merge.create)) return;
  HoistFrom(merge.on_create, [&](const SetItem& item) {
    NodeCreation* node = Find(merge.create, item.target->slot);
    if (node == nullptr) return false;
    AddLabels(*node, item.labels);
    return true;
  });
}

// The SET stays, for nodes that were found; on created ones it has nothing left to do.
void HoistIntoMerge(bound::Merge& merge, std::vector<SetItem>& items) {
  if (LooksAtLabels(merge.create)) return;
  const auto looks = [](const SetItem& item) { return LooksAtLabels(item); };
  if (std::ranges::any_of(merge.on_create, looks) || std::ranges::any_of(merge.on_match, looks)) return;
  for (const ExpressionPtr& predicate : merge.pattern.predicates) {
    if (LooksAtLabels(predicate)) return;
  }
  HoistFrom(items, [&](const SetItem& item) {
    NodeCreation* node = Find(merge.create, item.target->slot);
    if (node == nullptr) return false;
    for (const std::string& label : item.labels) {
      // The pattern itself must not find more because of it.
      const bool asked = std::ranges::any_of(merge.pattern.nodes,
                                             [&](const bound::Node& other) { return Mentions(other.labels, label); });
      if (!asked) AddLabels(*node, {label});
    }
    return false;
  });
}

void HoistInClauses(std::vector<bound::Clause>& clauses);

void HoistInside(bound::Clause& clause) {
  if (auto* merge = std::get_if<bound::Merge>(&clause.content)) HoistOnCreate(*merge);
  if (auto* foreach = std::get_if<bound::Foreach>(&clause.content)) HoistInClauses(foreach->body);
  if (auto* call = std::get_if<bound::CallSubquery>(&clause.content)) HoistLabels(*call->query);
}

void HoistInClauses(std::vector<bound::Clause>& clauses) {
  for (bound::Clause& clause : clauses) HoistInside(clause);
  for (size_t i = 0; i + 1 < clauses.size(); ++i) {
    auto* set = std::get_if<Set>(&clauses[i + 1].content);
    if (set == nullptr) continue;
    if (auto* create = std::get_if<bound::Create>(&clauses[i].content)) HoistIntoCreate(*create, set->items);
    if (auto* merge = std::get_if<bound::Merge>(&clauses[i].content)) HoistIntoMerge(*merge, set->items);
    if (set->items.empty()) clauses.erase(clauses.begin() + static_cast<ptrdiff_t>(i) + 1);
  }
}

}  // namespace

void HoistLabels(bound::Query& query) {
  for (bound::SingleQuery& part : query.parts) HoistInClauses(part.clauses);
}

}  // namespace qiao::query
