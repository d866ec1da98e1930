// reference FILE [--write]: the page of all functions and procedures, from their registries. Fails when FILE says
// something else, or when an example is not true; with --write it writes the page.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "engine/database.h"
#include "query/functions/aggregation.h"
#include "query/functions/groups.h"
#include "query/procedures/procedure.h"

namespace {

using qiao::base::Result;
using qiao::engine::Database;
using qiao::query::Aggregation;
using qiao::query::Function;
using qiao::query::Procedure;

constexpr std::string_view kHead =
    "# Functions and procedures\n\n"
    "Names of functions may be written in any case. Where an argument is null, most functions answer null. Each "
    "example is\ntrue; those that begin with a clause are whole queries. This page is printed from the program's own "
    "registries:\n`build/reference docs/reference.md --write`.\n";

void PutEntry(std::ostream& page, const std::string& signature, std::string_view help, std::string_view example) {
  page << "\n`" << signature << "`  \n" << help << "\n";
  if (!example.empty()) page << "```cypher\n" << example << "\n```\n";
}

std::string Fields(const std::vector<Procedure::Field>& fields) {
  std::string text;
  for (const Procedure::Field& field : fields) {
    if (!text.empty()) text += ", ";
    text += field.name + " :: " + field.type_name;
  }
  return text;
}

std::string Page(const qiao::query::ProcedureRegistry& procedures) {
  std::ostringstream page;
  page << kHead;
  for (const auto& group : qiao::query::FunctionGroups()) {
    page << "\n## " << group.title << "\n";
    for (const Function& row : group.rows) {
      PutEntry(page, Signature(row.name, row.parameters, row.required, row.variadic, row.result), row.help,
               row.example);
    }
  }
  page << "\n## Aggregation\nThey make one value of many rows; `DISTINCT` before the argument counts equal values "
          "once.\n";
  for (const Aggregation* row : qiao::query::AllAggregations()) {
    PutEntry(page, Signature(row->name, row->parameters, row->parameters.size(), false, row->result), row->help,
             row->example);
  }
  page << "\n## Procedures\n`CALL name(arguments) YIELD columns`; alone, without `YIELD`, a call gives all columns.\n";
  for (const Procedure* procedure : procedures.All()) {
    PutEntry(page, procedure->name + "(" + Fields(procedure->parameters) + ") :: (" + Fields(procedure->columns) + ")",
             procedure->help, "");
  }
  return page.str();
}

bool IsQuery(std::string_view example) {
  return example.starts_with("CREATE ") || example.starts_with("UNWIND ") || example.starts_with("MATCH ");
}

// Empty when the example answers with a single true.
Result<std::string> Fault(std::string_view example) {
  QIAO_TRY(const auto database, Database::Open(":memory:"));
  const auto connection = database->Connect();
  QIAO_TRY(const auto result,
           connection->Execute(IsQuery(example) ? std::string(example) : "RETURN " + std::string(example)));
  QIAO_TRY(const auto rows, result->Collect());
  const bool holds =
      rows.size() == 1 && rows[0].size() == 1 && rows[0][0].is(qiao::base::Kind::kBoolean) && rows[0][0].boolean();
  return std::string(holds ? "" : "is not true");
}

int CheckExample(std::string_view name, std::string_view example) {
  const auto fault = Fault(example);
  if (fault && fault->empty()) return 0;
  std::cerr << name << ": " << example << ": " << (fault ? *fault : fault.error().Text()) << '\n';
  return 1;
}

int CheckExamples() {
  int faults = 0;
  for (const Function* row : qiao::query::AllFunctions()) {
    if (row->example.empty()) {
      std::cerr << row->name << " has no example\n";
      ++faults;
    } else {
      faults += CheckExample(row->name, row->example);
    }
  }
  for (const Aggregation* row : qiao::query::AllAggregations()) faults += CheckExample(row->name, row->example);
  return faults;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Prints and checks the page of functions and procedures.");
  std::string file;
  bool write = false;
  app.add_option("file", file, "The page")->required();
  app.add_flag("--write", write, "Write it");
  CLI11_PARSE(app, argc, argv);
  const auto database = Database::Open(":memory:");
  if (!database) return 1;
  const std::string page = Page((*database)->procedures());
  if (write) std::ofstream(file) << page;
  std::ostringstream content;
  content << std::ifstream(file).rdbuf();
  int faults = CheckExamples();
  if (content.str() != page) {
    std::cerr << file << " is out of date: run build/reference " << file << " --write\n";
    ++faults;
  }
  return faults == 0 ? 0 : 1;
}
