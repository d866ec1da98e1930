#include "query/procedures/builtin.h"
#include "query/procedures/procedure.h"

namespace qiao::query {

ProcedureRegistry::ProcedureRegistry() {
  AddNameProcedures(*this);
  AddSchemaProcedures(*this);
  AddIndexProcedures(*this);
  AddStatisticsProcedures(*this);
}

void ProcedureRegistry::Add(Procedure procedure) {
  std::string name = procedure.name;
  procedures_[std::move(name)] = std::make_unique<Procedure>(std::move(procedure));
}

const Procedure* ProcedureRegistry::Find(std::string_view name) const {
  const auto found = procedures_.find(name);
  return found != procedures_.end() ? found->second.get() : nullptr;
}

std::vector<const Procedure*> ProcedureRegistry::All() const {
  std::vector<const Procedure*> all;
  for (const auto& [name, procedure] : procedures_) all.push_back(procedure.get());
  return all;
}

}  // namespace qiao::query
