// Clauses to steps, each on top of the one before, with an Eager barrier wherever two of them meet.
#include <algorithm>

#include "query/plan/make_expression.h"
#include "query/plan/plan_slots.h"
#include "query/plan/slot_set.h"
#include "query/planner/effects.h"
#include "query/planner/merge_matches.h"
#include "query/planner/planner.h"

namespace qiao::query {
namespace {

// Guesses where nothing is known.
constexpr double kListLength = 10;
constexpr double kCsvRows = 1000;
constexpr double kProcedureRows = 10;

double LengthOf(const Expression& list) {
  if (list.kind == ExpressionKind::kLiteral && list.value.is(base::Kind::kList)) {
    return static_cast<double>(list.value.list().size());
  }
  return list.kind == ExpressionKind::kList ? static_cast<double>(list.operands.size()) : kListLength;
}

struct ClausePlanner {
  Planner& planner;
  Piece piece;
  base::TextSpan span;
  Effects pending;  // of everything since the last barrier

  void Barrier() {
    Put(piece, Eager{}, span);
    pending = {};
  }

  void PrepareAssigned(std::vector<Assigned>& items) {
    for (Assigned& item : items) planner.Prepare(item.expression);
  }
  void PrepareSetItems(std::vector<SetItem>& items) {
    for (SetItem& item : items) {
      planner.Prepare(item.target);
      planner.Prepare(item.key);
      planner.Prepare(item.value);
      planner.Prepare(item.more_labels);
    }
  }
  void PrepareCreate(Create& create) {
    for (NodeCreation& node : create.nodes) {
      planner.Prepare(node.properties);
      planner.Prepare(node.more_labels);
    }
    for (EdgeCreation& edge : create.edges) {
      planner.Prepare(edge.properties);
      planner.Prepare(edge.named_type);
    }
  }
  void PutProject(std::vector<Assigned>& items) {
    if (items.empty()) return;
    PrepareAssigned(items);
    planner.Note(items);
    Put(piece, Project{std::move(items)}, span);
  }
  Piece FromArgument() const { return {MakeArgument(span), 1}; }

  void operator()(bound::Match& clause) {
    if (!clause.optional) {
      piece = planner.PlanPattern(std::move(piece), clause.pattern, span);
      return;
    }
    Piece inner = planner.PlanPattern(FromArgument(), clause.pattern, span);
    const bool streaming = IsStreaming(*inner.plan);
    PutOptional(Apply{ApplyKind::kOptional, std::move(clause.nullable), streaming}, std::move(inner));
  }

  // Of several OPTIONAL MATCHes that know nothing of each other the one that gives the fewest rows comes first.
  void PutOptional(Apply step, Piece inner) {
    const double factor = std::max(1.0, inner.rows);
    std::vector<Slot> read;
    CollectFreeSlots(*inner.plan, read);
    const bool movable = planner.options().join_order && !NeedsSingleRows(*inner.plan);
    PlanPtr* place = &piece.plan;
    while (movable && MayPass(**place, read, inner.rows)) {
      (*place)->estimated_rows *= factor;
      place = &(*place)->inputs[0];
    }
    Piece below{std::move(*place), 0};
    below.rows = below.plan->estimated_rows;
    PutOver(below, std::move(step), std::move(inner.plan), span, below.rows * factor);
    *place = std::move(below.plan);
    piece.rows *= factor;
  }

  static bool MayPass(const PlanNode& other, const std::vector<Slot>& read, double rows) {
    const auto* apply = std::get_if<Apply>(&other.step);
    return apply != nullptr && apply->kind == ApplyKind::kOptional && other.inputs[1]->estimated_rows > rows &&
           !NeedsSingleRows(*other.inputs[1]) &&
           std::ranges::none_of(read, [&](Slot slot) { return std::ranges::count(apply->nullable, slot) != 0; });
  }

  void operator()(Unwind& clause) {
    planner.Prepare(clause.list);
    const double rows = piece.rows * LengthOf(*clause.list);
    Put(piece, std::move(clause), span, rows);
  }

  void operator()(bound::Projection& clause) {
    if (clause.aggregates) {
      PrepareAssigned(clause.items);
      for (Aggregate::Item& item : clause.aggregations) planner.Prepare(item.arguments);
      const double rows = planner.DistinctRows(clause.items, piece.rows);
      planner.Note(clause.items);
      Put(piece, Aggregate{std::move(clause.items), std::move(clause.aggregations)}, span, rows);
      // All rows are in; what is read from here on is read row by row again.
      pending = {};
      for (const Assigned& result : clause.results) pending.Add(EffectsOf(*result.expression));
      PutProject(clause.results);
    } else {
      PutProject(clause.items);
    }
    if (clause.distinct) {
      std::vector<Slot> slots;
      for (Slot slot : clause.outputs) {
        if (std::ranges::find(slots, slot) == slots.end()) slots.push_back(slot);
      }
      const double rows = planner.DistinctRows(slots, piece.rows);
      Put(piece, Distinct{std::move(slots)}, span, rows);
    }
    if (!clause.order.empty()) {
      for (SortKey& key : clause.order) planner.Prepare(key.expression);
      Put(piece, Sort{std::move(clause.order), nullptr}, span);
      pending = {};
    }
    // A limit stops reading, but what is below must be written all the same.
    if ((clause.skip || clause.limit) && pending.Writes()) Barrier();
    if (clause.skip) {
      planner.Prepare(clause.skip);
      Put(piece, Skip{std::move(clause.skip)}, span);
    }
    if (clause.limit) {
      planner.Prepare(clause.limit);
      const bool known = clause.limit->kind == ExpressionKind::kLiteral && clause.limit->value.is(base::Kind::kInteger);
      const double rows = known ? std::min(piece.rows, static_cast<double>(clause.limit->value.integer())) : piece.rows;
      Put(piece, Limit{std::move(clause.limit)}, span, rows);
    }
    if (clause.where) {
      pending.Add(EffectsOf(*clause.where));
      planner.Prepare(clause.where);
      Put(piece, Filter{std::move(clause.where)}, span, piece.rows / 2);
    }
  }

  void operator()(bound::Create& clause) {
    for (Create& step : clause.steps) {
      PrepareCreate(step);
      Put(piece, std::move(step), span);
    }
    PutProject(clause.paths);
  }

  void operator()(bound::Merge& clause) {
    Piece match = planner.PlanPattern(FromArgument(), clause.pattern, span);
    Merge merge{std::move(clause.create), std::move(clause.on_create), std::move(clause.on_match)};
    PrepareCreate(merge.create);
    PrepareSetItems(merge.on_create);
    PrepareSetItems(merge.on_match);
    PutOver(piece, std::move(merge), std::move(match.plan), span, piece.rows);
    PutProject(clause.paths);
  }

  void operator()(Set& clause) {
    PrepareSetItems(clause.items);
    Put(piece, std::move(clause), span);
  }

  void operator()(Delete& clause) {
    planner.Prepare(clause.entities);
    Put(piece, std::move(clause), span);
  }

  void operator()(bound::Foreach& clause) {
    planner.Prepare(clause.list);
    Piece body = planner.PlanClauses(FromArgument(), clause.body);
    PutOver(piece, Foreach{clause.slot, std::move(clause.list)}, std::move(body.plan), span, piece.rows);
  }

  void operator()(bound::CallProcedure& clause) {
    planner.Prepare(clause.call.arguments);
    std::vector<Slot> nullable;
    for (auto [column, slot] : clause.call.yields) nullable.push_back(slot);
    const double rows = clause.call.unit ? 1 : kProcedureRows;
    if (!clause.optional) {
      Put(piece, std::move(clause.call), span, piece.rows * rows);
      PutWhere(piece, clause.where);
      return;
    }
    Piece inner = FromArgument();
    Put(inner, std::move(clause.call), span, rows);
    PutWhere(inner, clause.where);
    PutOver(piece, Apply{ApplyKind::kOptional, std::move(nullable), false}, std::move(inner.plan), span,
            piece.rows * rows);
  }

  void PutWhere(Piece& filtered, ExpressionPtr& where) {
    if (!where) return;
    planner.Prepare(where);
    Put(filtered, Filter{std::move(where)}, span, filtered.rows / 2);
  }

  void operator()(bound::CallSubquery& clause) {
    std::vector<Slot> outputs = clause.query->outputs;
    Piece inner = planner.PlanQuery(*clause.query);
    const double rows = clause.unit ? piece.rows : piece.rows * inner.rows;
    if (clause.in_transactions) {
      ApplyInTransactions& apply = *clause.in_transactions;
      planner.Prepare(apply.rows);
      apply.unit = clause.unit;
      apply.nullable = std::move(outputs);
      PutOver(piece, std::move(apply), std::move(inner.plan), span, rows);
      return;
    }
    const ApplyKind kind = clause.unit ? ApplyKind::kUnit : clause.optional ? ApplyKind::kOptional : ApplyKind::kInner;
    if (kind != ApplyKind::kOptional) outputs.clear();
    PutOver(piece, Apply{kind, std::move(outputs), false}, std::move(inner.plan), span, rows);
  }

  void operator()(LoadCsv& clause) {
    planner.Prepare(clause.url);
    Put(piece, std::move(clause), span, piece.rows * kCsvRows);
  }
};

}  // namespace

Piece Planner::PlanClauses(Piece piece, std::vector<bound::Clause>& clauses) {
  if (options_.join_order) MergeMatches(clauses);
  ClausePlanner clause_planner{*this, std::move(piece), {}, {}};
  for (bound::Clause& clause : clauses) {
    const Effects effects = EffectsOf(clause);
    clause_planner.span = clause.span;
    if (NeedBarrier(clause_planner.pending, effects)) clause_planner.Barrier();
    clause_planner.pending.Add(effects);
    std::visit(clause_planner, clause.content);
  }
  return std::move(clause_planner.piece);
}

Piece Planner::PlanQuery(bound::Query& query) {
  if (query.parts.size() == 1) return PlanClauses({MakeArgument(query.span), 1}, query.parts[0].clauses);
  auto node = std::make_unique<PlanNode>();
  Union all;
  all.out = query.outputs;
  double rows = 0;
  for (bound::SingleQuery& part : query.parts) {
    Piece piece = PlanClauses({MakeArgument(query.span), 1}, part.clauses);
    rows += piece.rows;
    all.slots.push_back(part.results);
    node->inputs.push_back(std::move(piece.plan));
  }
  node->step = std::move(all);
  node->span = query.span;
  node->estimated_rows = rows;
  Piece piece{std::move(node), rows};
  if (query.union_distinct) Put(piece, Distinct{query.outputs}, query.span);
  return piece;
}

}  // namespace qiao::query
