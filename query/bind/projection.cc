// WITH and RETURN: items, grouping, DISTINCT, ORDER BY, SKIP, LIMIT, WHERE.
#include <algorithm>
#include <map>
#include <set>

#include "query/bind/expression_binder.h"
#include "query/bind/grouping.h"
#include "query/bind/types.h"
#include "query/plan/make_expression.h"

namespace qiao::query {
namespace {

// One column before it has a slot.
struct Item {
  std::string name;
  base::TextSpan span;
  ExpressionPtr expression;
  bool aggregates = false;
};

class ProjectionBinder {
 public:
  ProjectionBinder(Binder& binder, const syntax::Projection& projection, bool is_return, const Scope& base,
                   Scope& scope)
      : binder_(binder), projection_(projection), is_return_(is_return), base_(base), scope_(scope) {}

  Result<void> Bind(const syntax::Expression* where, ProjectionColumns& columns) {
    QIAO_CHECK(BindItems());
    QIAO_CHECK(AssignSlots());
    bound_.distinct = projection_.distinct;
    QIAO_CHECK(BindOrder());
    QIAO_CHECK(BindCount(projection_.skip, "SKIP", bound_.skip));
    QIAO_CHECK(BindCount(projection_.limit, "LIMIT", bound_.limit));
    if (where != nullptr) {
      QIAO_TRY(bound_.where, BindLater(*where, nullptr, true));
      QIAO_CHECK(CheckType(*bound_.where, kBooleanType));
    }
    if (unnamed_) {
      return SyntaxError(ErrorDetail::kNoExpressionAlias, *unnamed_, "an expression in WITH needs a name: AS name");
    }
    Scope after = base_;
    for (const std::string_view name : {kLineName, kFileName}) {
      const bool stays = !bound_.aggregates && !projection_.distinct && scope_.Has(name);
      if (stays) after.Declare(std::string(name), scope_.Find(name));
    }
    for (size_t i = 0; i < items_.size(); ++i) {
      after.Declare(items_[i].name, bound_.outputs[i]);
      columns.names.push_back(items_[i].name);
      columns.slots.push_back(bound_.outputs[i]);
    }
    scope_ = std::move(after);
    return {};
  }

  bound::Projection Take() { return std::move(bound_); }

 private:
  Result<void> BindItems() {
    if (projection_.all) QIAO_CHECK(AddAllVariables());
    for (const syntax::ProjectionItem& written : projection_.items) {
      Item item;
      item.span = written.expression.span;
      const size_t before = aggregations_.size();
      QIAO_TRY(item.expression, BindExpression(binder_, written.expression, Place{scope_, &aggregations_}));
      item.aggregates = ReadsAggregates(*item.expression);
      bound_.aggregates |= item.aggregates || aggregations_.size() > before;
      if (written.alias) {
        item.name = written.alias->text;
      } else if (const auto* variable = std::get_if<syntax::Variable>(&written.expression.content)) {
        item.name = variable->name;
      } else {
        item.name = written.source.text;
        if (!is_return_ && !unnamed_) unnamed_ = item.span;
      }
      items_.push_back(std::move(item));
    }
    std::set<std::string_view> names;
    for (const Item& item : items_) {
      if (!names.insert(item.name).second) {
        return SyntaxError(ErrorDetail::kColumnNameConflict, item.span, "there are two columns called `{}`", item.name);
      }
    }
    return {};
  }

  // In the order of their names. Variables that stay visible anyway need no column in a subquery's WITH *.
  Result<void> AddAllVariables() {
    // The last variable of a name is the one that is meant.
    std::map<std::string, Slot> names, outside;
    for (const auto& [name, slot] : base_.variables()) outside[name] = slot;
    for (const auto& [name, slot] : scope_.variables()) {
      if (name.front() != ' ') names[name] = slot;
    }
    std::erase_if(names, [&](const auto& variable) {
      const auto found = outside.find(variable.first);
      return found != outside.end() && found->second == variable.second;
    });
    if (names.empty() && is_return_ && projection_.items.empty()) {
      return SyntaxError(ErrorDetail::kNoVariablesInScope, {}, "RETURN * has no variables to return");
    }
    for (const auto& [name, slot] : names) items_.push_back({name, {}, binder_.Use(slot), false});
    return {};
  }

  // A variable that is passed on keeps its slot; anything else gets one.
  Result<void> AssignSlots() {
    for (Item& item : items_) {
      if (item.aggregates) continue;
      keys_.push_back(Clone(*item.expression));
      const bool passes = item.expression->kind == ExpressionKind::kSlot;
      const Slot slot = passes ? item.expression->slot : binder_.slots.Add(item.name, item.expression->type);
      key_slots_.push_back(slot);
      if (bound_.aggregates || !passes) {
        const bool again = std::ranges::any_of(bound_.items, [&](const Assigned& known) { return known.slot == slot; });
        if (!again) bound_.items.push_back({slot, std::move(item.expression)});
      }
    }
    size_t next_key = 0;
    for (Item& item : items_) {
      if (!item.aggregates) {
        bound_.outputs.push_back(key_slots_[next_key++]);
        continue;
      }
      QIAO_CHECK(ReplaceKeys(item.expression, keys_, key_slots_, binder_, aggregations_, Leftover::kAmbiguous));
      Slot slot = item.expression->slot;
      if (item.expression->kind != ExpressionKind::kSlot) {
        slot = binder_.slots.Add(item.name, item.expression->type);
        bound_.results.push_back({slot, std::move(item.expression)});
      } else if (binder_.slots.names[slot].front() == ' ') {
        binder_.slots.names[slot] = item.name;  // a bare aggregate is the column itself
      }
      bound_.outputs.push_back(slot);
    }
    return {};
  }

  bool ReadsAggregates(const Expression& expression) const {
    std::vector<Slot> read;
    CollectSlots(expression, read);
    return std::ranges::any_of(read, [&](Slot slot) {
      return std::ranges::any_of(aggregations_, [&](const Aggregate::Item& item) { return item.slot == slot; });
    });
  }

  Result<void> BindOrder() {
    for (const syntax::SortItem& item : projection_.order) {
      QIAO_TRY(ExpressionPtr key, BindLater(item.expression, bound_.aggregates ? &aggregations_ : nullptr, false));
      bound_.order.push_back({std::move(key), item.descending});
    }
    bound_.aggregations = std::move(aggregations_);
    return {};
  }

  // ORDER BY and WHERE see the new columns and, where rows are still the old ones, the old variables too.
  Result<ExpressionPtr> BindLater(const syntax::Expression& expression, std::vector<Aggregate::Item>* aggregations,
                                  bool predicate) {
    Scope both = scope_;
    for (size_t i = 0; i < items_.size(); ++i) both.Declare(items_[i].name, bound_.outputs[i]);
    const size_t before = aggregations_.size();
    Place place{both, aggregations};
    QIAO_TRY(ExpressionPtr bound, BindExpression(binder_, expression, place.As(predicate)));
    if (!bound_.aggregates && !projection_.distinct) return bound;
    QIAO_CHECK(CheckNewAggregates(before));
    QIAO_CHECK(ReplaceKeys(bound, keys_, key_slots_, binder_, aggregations_, Leftover::kUndefined, bound_.outputs));
    return bound;
  }

  // An aggregate that only ORDER BY has may not look at rows that are grouped away.
  Result<void> CheckNewAggregates(size_t before) const {
    for (size_t i = before; i < aggregations_.size(); ++i) {
      for (const ExpressionPtr& argument : aggregations_[i].arguments) {
        std::vector<Slot> read;
        CollectSlots(*argument, read);
        if (read.empty()) continue;
        return SyntaxError(ErrorDetail::kUndefinedVariable, argument->span,
                           "variable `{}` is not available here; only what WITH or RETURN projects is",
                           binder_.slots.names[read.front()]);
      }
    }
    return {};
  }

  Result<void> BindCount(const syntax::Box<syntax::Expression>& written, std::string_view clause,
                         ExpressionPtr& count) {
    if (!written) return {};
    Scope nothing;
    auto bound = BindExpression(binder_, *written, Place{nothing});
    if (!bound) {
      Error error = std::move(bound).error();
      if (error.detail != ErrorDetail::kUndefinedVariable) return error;
      return SyntaxError(ErrorDetail::kNonConstantExpression, written->span,
                         "{} can't depend on variables; it is one number for all rows", clause);
    }
    count = std::move(bound).value();
    QIAO_CHECK(CheckType(*count, kIntegerType));
    if (count->kind == ExpressionKind::kLiteral && count->value.is(base::Kind::kInteger) &&
        count->value.integer() < 0) {
      return SyntaxError(ErrorDetail::kNegativeIntegerArgument, written->span, "{} can't be negative", clause);
    }
    return {};
  }

  Binder& binder_;
  const syntax::Projection& projection_;
  const bool is_return_;
  const Scope& base_;
  Scope& scope_;
  bound::Projection bound_;
  std::vector<Item> items_;
  std::vector<Aggregate::Item> aggregations_;
  std::vector<ExpressionPtr> keys_;  // as written, for finding them in other expressions
  std::vector<Slot> key_slots_;
  std::optional<base::TextSpan> unnamed_;  // an item of WITH without a name
};

}  // namespace

Result<bound::Clause> BindProjection(Binder& binder, const syntax::Projection& projection,
                                     const syntax::Expression* where, bool is_return, base::TextSpan span,
                                     const Scope& base, Scope& scope, ProjectionColumns& columns) {
  ProjectionBinder projection_binder(binder, projection, is_return, base, scope);
  QIAO_CHECK(projection_binder.Bind(where, columns));
  return bound::Clause{projection_binder.Take(), span};
}

}  // namespace qiao::query
