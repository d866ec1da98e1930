// CREATE and MERGE: patterns that are made.
#include <algorithm>

#include "query/bind/creation.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

// An entity that reads what the step at hand creates starts the next step.
bool ReadsOwnStep(std::initializer_list<const Expression*> parts, const std::vector<Slot>& filled) {
  std::vector<Slot> read;
  for (const Expression* part : parts) {
    if (part != nullptr) CollectSlots(*part, read);
  }
  return std::ranges::any_of(read, [&](Slot slot) { return std::ranges::find(filled, slot) != filled.end(); });
}

struct CreateBinder {
  Binder& binder;
  Scope& scope;
  bound::Create& create;
  std::vector<Slot> filled;  // by the last step

  query::Create& StepFor(std::initializer_list<const Expression*> parts) {
    if (create.steps.empty() || ReadsOwnStep(parts, filled)) {
      create.steps.emplace_back();
      filled.clear();
    }
    return create.steps.back();
  }

  Result<Slot> AddNode(const syntax::NodePattern& node, bool alone) {
    QIAO_TRY(auto known, FindGivenNode(binder, node, alone, scope));
    if (known) return *known;
    NodeCreation made;
    QIAO_CHECK(BindCreatedLabels(binder, node, scope, made));
    QIAO_TRY(made.properties, CreatedProperties(binder, node.properties, scope));
    made.node = binder.slots.Add(node.variable ? node.variable->text : " node", kNodeType);
    if (node.variable) scope.Declare(node.variable->text, made.node);
    const Slot slot = made.node;
    StepFor({made.properties.get(), made.more_labels.get()}).nodes.push_back(std::move(made));
    filled.push_back(slot);
    return slot;
  }

  Result<Slot> AddEdge(const syntax::RelationshipPattern& edge, Slot left, Slot right) {
    QIAO_CHECK(CheckCreatedEdge(edge, scope));
    if (edge.direction == syntax::Direction::kBoth) {
      return SyntaxError(ErrorDetail::kRequiresDirectedRelationship, edge.span,
                         "a relationship that is created needs a direction: --> or <--");
    }
    EdgeCreation made;
    QIAO_CHECK(BindCreatedType(binder, edge, scope, made));
    made.source = edge.direction == syntax::Direction::kRight ? left : right;
    made.target = edge.direction == syntax::Direction::kRight ? right : left;
    QIAO_TRY(made.properties, CreatedProperties(binder, edge.properties, scope));
    made.edge = binder.slots.Add(edge.variable ? edge.variable->text : " edge", kRelationshipType);
    if (edge.variable) scope.Declare(edge.variable->text, made.edge);
    const Slot slot = made.edge;
    StepFor({made.properties.get(), made.named_type.get()}).edges.push_back(std::move(made));
    filled.push_back(slot);
    return slot;
  }

  Result<void> AddPath(const syntax::PathPattern& path) {
    QIAO_CHECK(CheckCreatedPath(path));
    std::vector<Slot> operands;
    const syntax::RelationshipPattern* edge = nullptr;
    for (const syntax::PathElement& element : path.elements) {
      if (const auto* next = std::get_if<syntax::RelationshipPattern>(&element)) {
        edge = next;
        continue;
      }
      const bool alone = path.elements.size() == 1;
      QIAO_TRY(Slot node, AddNode(std::get<syntax::NodePattern>(element), alone));
      if (edge != nullptr) {
        QIAO_TRY(Slot slot, AddEdge(*edge, operands.back(), node));
        operands.push_back(slot);
      }
      operands.push_back(node);
    }
    return DeclareCreatedPath(binder, path, operands, scope, create.paths);
  }
};

}  // namespace

Result<bound::Clause> BindCreate(Binder& binder, const syntax::Create& clause, Scope& scope) {
  bound::Create create;
  CreateBinder create_binder{binder, scope, create, {}};
  for (const syntax::PathPattern& path : clause.patterns) QIAO_CHECK(create_binder.AddPath(path));
  return bound::Clause{std::move(create), {}};
}

}  // namespace qiao::query
