// Transaction: indexes and constraints.
#include <algorithm>

#include "storage/constraint.h"
#include "storage/store.h"
#include "storage/transaction.h"
#include "storage/transaction_state.h"

namespace qiao::storage {
namespace {

// Both keep the entries of a range index over the same keys.
bool HasSameEntries(const Rule& a, const Rule& b) {
  const auto is_range = [](const Rule& rule) { return rule.kind == RuleKind::kRangeIndex || rule.is_unique(); };
  return is_range(a) && is_range(b) && a.relationship == b.relationship && a.label == b.label && a.keys == b.keys;
}

base::Result<void> CheckNew(const Schema& schema, const Rule& rule) {
  if (schema.Find(rule.name) != nullptr) {
    return base::MakeError(base::ErrorCode::kSemantic, "there is an index or a constraint called `{}` already",
                           rule.name);
  }
  for (const Rule& known : schema.rules) {
    if (IsEquivalent(known, rule)) {
      return base::MakeError(base::ErrorCode::kSemantic, "`{}` is the same index or constraint already", known.name);
    }
    if (HasSameEntries(known, rule)) {
      if (rule.is_constraint() && !known.is_constraint()) {
        return base::MakeError(base::ErrorCode::kSemantic,
                               "there is an index on the same properties, `{}`: drop it first, the constraint "
                               "brings its own",
                               known.name);
      }
      return base::MakeError(base::ErrorCode::kSemantic,
                             "there is a constraint on the same properties already, `{}`, which has an index",
                             known.name);
    }
  }
  return {};
}

}  // namespace

base::Result<void> Transaction::RequireNoChanges() const {
  const Catalog& before = *state_->base->shared_catalog();
  if (state_->bytes > 0 || !state_->catalog.node_tables.IsSame(before.node_tables) ||
      !state_->catalog.edge_tables.IsSame(before.edge_tables)) {
    return base::MakeError(base::ErrorCode::kSemantic,
                           "the transaction has changed the graph: it can't make or drop indexes or constraints too");
  }
  return {};
}

base::Result<void> Transaction::CreateRule(Rule rule) {
  QIAO_CHECK(RequireNoChanges());
  const Catalog& before = *state_->base->shared_catalog();
  const Schema& schema = *state_->catalog.schema;
  QIAO_CHECK(CheckNew(schema, rule));
  // Above those that this transaction has dropped too: their entries go when it commits.
  rule.id = 1;
  for (const Rule& known : before.schema->rules) rule.id = std::max(rule.id, known.id + 1);
  for (const Rule& known : schema.rules) rule.id = std::max(rule.id, known.id + 1);
  QIAO_TRY(auto built, store_->BuildRule(*this, rule));
  state_->built.push_back(std::move(built));
  Schema& changed = state_->catalog.schema.Mutable();
  changed.rules.push_back(std::move(rule));
  changed.version = store_->NextSchemaVersion();
  return {};
}

base::Result<void> Transaction::DropRule(std::string_view name) {
  QIAO_CHECK(RequireNoChanges());
  if (state_->catalog.schema->Find(name) == nullptr) {
    return base::MakeError(base::ErrorCode::kSemantic, "there is no index or constraint called `{}`", name);
  }
  Schema& changed = state_->catalog.schema.Mutable();
  std::erase_if(changed.rules, [&](const Rule& rule) { return rule.name == name; });
  changed.version = store_->NextSchemaVersion();
  return {};
}

base::Result<void> Transaction::CheckUnique() {
  return state_->indexes.CheckUnique(*state_->base, *this, *state_->catalog.schema);
}

}  // namespace qiao::storage
