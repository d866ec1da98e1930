#include "cli/commands/administration.h"

#include "cli/say.h"

namespace qiao::cli {

void AddDatabaseFolder(CLI::App& command, std::string& path, base::Language language) {
  command.add_option("DB", path, Say(language, "folder of the database"))->required()->type_name("");
}

void AddReportFormat(CLI::App& command, std::string& format, base::Language language) {
  command.add_option("--format", format, Say(language, "text or json"))
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "json"}));
}

}  // namespace qiao::cli
