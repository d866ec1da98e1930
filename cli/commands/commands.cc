#include "cli/commands/command.h"

namespace qiao::cli {
namespace {

constexpr AddCommand kCommands[] = {&AddLoad,   &AddImport,  &AddExport,  &AddQuery,     &AddShell,
                                    &AddFind,   &AddShow,    &AddWhy,     &AddConflicts, &AddAsk,
                                    &AddReview, &AddSchema,  &AddForget,  &AddExtract,   &AddCheck,
                                    &AddBackup, &AddRestore, &AddCompact, &AddStats,     &AddWatch};

}  // namespace

std::span<const AddCommand> Commands() { return kCommands; }

}  // namespace qiao::cli
