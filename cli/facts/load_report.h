// What a load did, for people and for programs.
#pragma once

#include <string>

#include "base/error.h"
#include "loaders/load.h"

namespace qiao::cli {

std::string LoadReportText(const loaders::LoadReport& report, base::Language language);
// One object: tables, scripts, articles, skipped.
std::string LoadReportJson(const loaders::LoadReport& report, base::Language language);

}  // namespace qiao::cli
