// The field of a cooperation (医疗, 教育, 产业 …), told by words near it: data/fields.txt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "loaders/news/trie.h"

namespace qiao::loaders::news {

class FieldFinder {
 public:
  static base::Result<FieldFinder> Create();
  // The field that most words of `text` speak of; empty when none does.
  std::string Most(std::u32string_view text) const;

 private:
  std::vector<std::string> fields_;
  Trie words_;  // -> field
};

}  // namespace qiao::loaders::news
