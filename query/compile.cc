// Text to plan: parse, bind, plan, optimise.
#include "query/bind/bind.h"
#include "query/optimize/optimize.h"
#include "query/parse/parse.h"
#include "query/plan/plan_slots.h"
#include "query/planner/planner.h"
#include "query/query.h"

namespace qiao::query {
namespace {

using Clock = std::chrono::steady_clock;

PlanPtr PlanCommand(const SchemaCommand& command, base::TextSpan span) {
  Piece piece{MakeArgument(span), 0};
  Put(piece, ChangeSchema{command}, span);
  return std::move(piece.plan);
}

}  // namespace

base::Result<std::shared_ptr<const Plan>> Compile(std::string_view text, const GraphReader& graph,
                                                  const ProcedureRegistry& procedures, const CompileOptions& options) {
  syntax::ParseOptions parse_options;
  parse_options.max_bytes = options.max_query_bytes;
  parse_options.max_depth = options.max_depth;
  auto plan = std::make_shared<Plan>();
  auto begin = Clock::now();
  const auto took = [&](std::string_view stage) {
    const auto now = Clock::now();
    plan->compile_times.emplace_back(stage, now - std::exchange(begin, now));
  };
  QIAO_TRY(syntax::Statement statement, syntax::ParseStatement(text, parse_options));
  took("parse");
  QIAO_TRY(bound::Statement bound, Bind(statement, procedures));
  took("bind");

  plan->kind = bound.kind;
  plan->text = text;
  const bool has_steps = bound.kind == StatementKind::kQuery || bound.kind == StatementKind::kExplain ||
                         bound.kind == StatementKind::kProfile;
  if (!has_steps) return std::shared_ptr<const Plan>(std::move(plan));

  const PassSwitches switches(options.passes_off);
  PlannerOptions planner_options;
  planner_options.join_order = switches.IsOn("join_order");
  planner_options.push_filters = switches.IsOn("push_filters");
  planner_options.hash_joins = switches.IsOn("hash_joins");
  planner_options.index_seeks = switches.IsOn("index_seeks");
  if (switches.IsOn("hoist_labels")) HoistLabels(bound.query);

  plan->columns = bound.query.columns;
  plan->column_slots = bound.query.outputs;
  const Statistics statistics(graph);
  Planner planner(statistics, planner_options, bound);
  plan->root = bound.command ? PlanCommand(*bound.command, statement.span) : planner.PlanQuery(bound.query).plan;
  plan->slot_names = std::move(bound.slot_names);
  took("plan");
  Optimize(*plan, switches);
  plan->writes = Writes(*plan->root);
  return std::shared_ptr<const Plan>(std::move(plan));
}

}  // namespace qiao::query
