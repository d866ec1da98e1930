#include "loaders/import/schema_script.h"

#include "loaders/cypher/load_script.h"
#include "loaders/read_file.h"

namespace qiao::loaders::import {
namespace {

// The rule that a statement makes; nullptr for another statement.
const query::SchemaRule* RuleOf(const query::Plan& plan) {
  const auto* change = plan.root == nullptr ? nullptr : std::get_if<query::ChangeSchema>(&plan.root->step);
  if (change == nullptr || change->command.action != query::SchemaCommand::Action::kCreate) return nullptr;
  return &change->command.rule;
}

}  // namespace

base::Result<std::vector<query::SchemaRule>> ReadSchema(engine::Database& database, const std::string& path) {
  QIAO_TRY(const std::string script, ReadText(path, cypher::kMaxScriptBytes));
  auto statements = query::SplitStatements(script);
  if (!statements) return cypher::InScript(std::move(statements).error(), path, script, 0, base::Language::kEnglish);
  const auto graph = database.Read();
  std::vector<query::SchemaRule> rules;
  for (const std::string_view statement : *statements) {
    const auto offset = static_cast<size_t>(statement.data() - script.data());
    auto plan = query::Compile(statement, *graph, database.procedures());
    if (!plan) return cypher::InScript(std::move(plan).error(), path, script, offset, base::Language::kEnglish);
    const query::SchemaRule* rule = RuleOf(**plan);
    if (rule == nullptr) {
      return cypher::InScript(
          base::MakeError(base::ErrorCode::kInput,
                          "an import takes from scripts only statements that make indexes and constraints; qiao load "
                          "runs the others"),
          path, script, offset, base::Language::kEnglish);
    }
    rules.push_back(*rule);
  }
  return rules;
}

}  // namespace qiao::loaders::import
