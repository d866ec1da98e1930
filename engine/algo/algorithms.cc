#include "engine/algo/algorithms.h"

namespace qiao::engine {

void AddAlgorithms(query::ProcedureRegistry& registry) {
  AddCentralityAlgorithms(registry);
  AddComponentAlgorithms(registry);
  AddPathAlgorithms(registry);
  AddPairAlgorithms(registry);
}

}  // namespace qiao::engine
