// ChangeSchema: makes or drops one index or constraint, and gives no rows.
#include <algorithm>

#include "query/exec/make.h"

namespace qiao::query {

using base::ErrorCode;
using base::Result;

namespace {

class ChangeSchemaOperator : public UnaryOperator {
 public:
  using UnaryOperator::UnaryOperator;

 protected:
  Result<bool> Pull(Batch& out) override {
    QIAO_TRY(const bool more, input_->Next(out));
    if (more) {
      const SchemaCommand& command = std::get<ChangeSchema>(node_.step).command;
      auto done = command.action == SchemaCommand::Action::kCreate ? Create(command) : Drop(command);
      if (!done) return Located(std::move(done).error());
      ++env_.epoch;
    }
    out.Clear();
    return false;
  }

 private:
  Result<void> Create(const SchemaCommand& command) {
    const SchemaRule& rule = command.rule;
    for (const SchemaRule& known : env_.graph.SchemaRules()) {
      if (command.lenient && (known.name == rule.name || AreEquivalent(known, rule))) return {};
    }
    QIAO_CHECK(env_.writer->CreateRule(rule));
    ++(rule.is_constraint() ? env_.counters.constraints_added : env_.counters.indexes_added);
    return {};
  }

  Result<void> Drop(const SchemaCommand& command) {
    const std::string& name = command.rule.name;
    const bool index = command.action == SchemaCommand::Action::kDropIndex;
    const auto rules = env_.graph.SchemaRules();
    const auto rule = std::ranges::find(rules, name, &SchemaRule::name);
    if (rule == rules.end() || (!index && !rule->is_constraint())) {
      if (command.lenient) return {};
      if (index) return base::MakeError(ErrorCode::kSemantic, "there is no index called `{}`", name);
      return base::MakeError(ErrorCode::kSemantic, "there is no constraint called `{}`", name);
    }
    if (index && rule->is_constraint()) {
      return base::MakeError(ErrorCode::kSemantic, "`{}` belongs to a constraint: drop that", name);
    }
    QIAO_CHECK(env_.writer->DropRule(name));
    ++(index ? env_.counters.indexes_removed : env_.counters.constraints_removed);
    return {};
  }
};

}  // namespace

OperatorPtr MakeChangeSchema(Environment& env, const PlanNode& node, OperatorPtr input) {
  return std::make_unique<ChangeSchemaOperator>(env, node, std::move(input));
}

}  // namespace qiao::query
