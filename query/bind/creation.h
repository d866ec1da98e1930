// What CREATE and MERGE ask of their patterns alike.
#pragma once

#include <optional>

#include "query/bind/binder.h"

namespace qiao::query {

// Only nodes and relationships, no selectors, parentheses or conditions.
Result<void> CheckCreatedPath(const syntax::PathPattern& path);
// One type, no length, a new variable.
Result<void> CheckCreatedEdge(const syntax::RelationshipPattern& edge, const Scope& scope);
// The node when it is bound already: then the pattern may say no more about it, and it may not stand alone.
Result<std::optional<Slot>> FindGivenNode(const Binder& binder, const syntax::NodePattern& node, bool alone,
                                          const Scope& scope);
// Only names and $(…) joined by ':' or '&'.
Result<void> BindCreatedLabels(Binder& binder, const syntax::NodePattern& node, Scope& scope, NodeCreation& made);
// Requires a type that CheckCreatedEdge let pass.
Result<void> BindCreatedType(Binder& binder, const syntax::RelationshipPattern& edge, Scope& scope, EdgeCreation& made);
// A label or type that an expression names.
Result<ExpressionPtr> BindName(Binder& binder, const syntax::Expression& name, Scope& scope);
// A map or a parameter; nullptr when there is none.
Result<ExpressionPtr> CreatedProperties(Binder& binder, const syntax::Box<syntax::Expression>& properties,
                                        Scope& scope);
Result<void> DeclareCreatedPath(Binder& binder, const syntax::PathPattern& path, const std::vector<Slot>& operands,
                                Scope& scope, std::vector<Assigned>& paths);

}  // namespace qiao::query
