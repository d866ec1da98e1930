// The nodes or relationships of some tables, of which estimates speak.
#pragma once

#include <vector>

#include "base/ids.h"

namespace qiao::query {

struct Population {
  bool relationships = false;
  std::vector<base::TableId> tables;
  double size = 1;
};

}  // namespace qiao::query
