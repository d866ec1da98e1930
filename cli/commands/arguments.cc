#include "cli/commands/arguments.h"

#include "cli/format/row_writer.h"
#include "cli/say.h"

namespace qiao::cli {

void AddDatabaseFolder(CLI::App& command, std::string& path, base::Language language) {
  command.add_option("DB", path, Say(language, "folder of the database"))->required()->type_name("");
}

void AddFormat(CLI::App& command, std::string& format, std::string help, std::vector<std::string> names) {
  command.add_option("--format", format, std::move(help))->type_name("FORMAT")->check(CLI::IsMember(std::move(names)));
}

void AddRowFormat(CLI::App& command, std::string& format, base::Language language) {
  std::vector<std::string> names;
  for (const RowFormat& row : RowFormats()) names.emplace_back(row.name);
  AddFormat(command, format, Say(language, "table, json, jsonl or csv"), std::move(names));
}

void AddReportFormat(CLI::App& command, std::string& format, base::Language language) {
  AddFormat(command, format, Say(language, "text or json"), {"text", "json"});
}

}  // namespace qiao::cli
