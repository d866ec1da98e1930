// The last argument of an algorithm: a map that chooses what of the graph it sees and how it works.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "base/value.h"
#include "engine/algo/graph_view.h"

namespace qiao::engine {

class Options {
 public:
  // `map`: a map or null. `own`: the keys that the algorithm has besides labels, types, weight and defaultWeight.
  // Errors: kArgument for any other key, with the one that may have been meant.
  static base::Result<Options> Parse(const base::Value& map, std::span<const std::string_view> own);

  // Errors: kType.
  base::Result<Selection> Chosen(Weights allowed = Weights::kAny) const;
  base::Result<bool> Truth(std::string_view key, bool otherwise) const;
  // Errors: kType, and kArgument for what isn't between `least` and `most`.
  base::Result<double> Number(std::string_view key, double otherwise, double least, double most) const;
  base::Result<int64_t> Count(std::string_view key, int64_t otherwise) const;

 private:
  explicit Options(base::Value map) : map_(std::move(map)) {}
  base::Result<std::vector<std::string>> Texts(std::string_view key) const;
  // Null where the key is missing.
  base::Value Get(std::string_view key) const;

  base::Value map_;
};

}  // namespace qiao::engine
