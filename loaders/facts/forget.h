// Takes articles out of a graph, with everything that only they say.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "engine/database.h"

namespace qiao::loaders {

struct Forgotten {
  std::string doc;
  std::string title;
  uint64_t claims = 0;
  uint64_t entities = 0;  // that went with it
};

// `names`: of documents (their name or another name of the same text), or the beginning of their text hash. All go in
// one transaction. Errors: kInput for a name that no document has (with what was probably meant) or that several have.
base::Result<std::vector<Forgotten>> ForgetArticles(engine::Database& database, const std::vector<std::string>& names);

}  // namespace qiao::loaders
