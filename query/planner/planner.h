// Bound clauses to steps. Within a MATCH the order of steps is chosen by cost; clauses keep their order.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "query/bind/bound.h"
#include "query/plan/plan.h"
#include "query/planner/population.h"
#include "query/planner/statistics.h"

namespace qiao::query {

struct PlannerOptions {
  bool join_order = true;    // else patterns are followed as they are written
  bool push_filters = true;  // else conditions come after the whole pattern
  bool hash_joins = true;
  bool index_seeks = true;
};

// A plan under construction and how many rows it is thought to give.
struct Piece {
  PlanPtr plan;
  double rows = 1;
};

class Planner {
 public:
  Planner(const Statistics& statistics, const PlannerOptions& options, bound::Statement& statement)
      : statistics_(statistics), options_(options), statement_(statement) {}

  // Consumes the query. The plan starts at an Argument.
  Piece PlanQuery(bound::Query& query);
  // Puts the clauses on top of `piece`.
  Piece PlanClauses(Piece piece, std::vector<bound::Clause>& clauses);
  // Puts a pattern on top of `piece`.
  Piece PlanPattern(Piece piece, bound::Pattern& pattern, base::TextSpan span);
  // Plans the subqueries inside.
  void Prepare(ExpressionPtr& expression);
  void Prepare(std::vector<ExpressionPtr>& expressions);

  // A pattern finds the slot's entities among these.
  void Note(Slot slot, Population population) { populations_[slot] = std::move(population); }
  // What the expressions say of the slots that they are assigned to.
  void Note(const std::vector<Assigned>& items);
  // How many different rows of such values are among so many.
  double DistinctRows(std::span<const Assigned> items, double rows) const;
  double DistinctRows(std::span<const Slot> slots, double rows) const;

  const Statistics& statistics() const { return statistics_; }
  const PlannerOptions& options() const { return options_; }
  Slot AddHidden(std::string_view purpose, Type type);
  Type TypeOf(Slot slot) const { return statement_.slot_types[slot]; }
  ExpressionPtr Use(Slot slot) const;

 private:
  const Statistics& statistics_;
  const PlannerOptions& options_;
  bound::Statement& statement_;
  // Different values among the entities that they come from.
  struct Variety {
    double values = 1;
    double entities = 1;
  };
  std::optional<Variety> VarietyOf(Slot slot) const;
  std::optional<Variety> VarietyOf(const Expression& expression) const;
  static double Drawn(std::span<const Variety> varieties, double rows);

  std::map<std::shared_ptr<bound::Query>, std::shared_ptr<const PlanNode>> subplans_;
  std::map<Slot, Population> populations_;
  std::map<Slot, Variety> varieties_;  // of slots that aren't entities
};

PlanPtr MakeArgument(base::TextSpan span);
// `input` under one more step; rows: what that step gives, negative for as many as the input.
void Put(Piece& piece, PlanStep step, base::TextSpan span, double rows = -1);
// Two inputs: `piece` becomes the first.
void PutOver(Piece& piece, PlanStep step, PlanPtr second, base::TextSpan span, double rows);
// Every step of the plan (from `plan` down to an Argument) works row by row.
bool IsStreaming(const PlanNode& plan);

}  // namespace qiao::query
