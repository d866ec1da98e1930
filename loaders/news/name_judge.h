// Is what ends like a name one? 长治市人民医院 is, 对口合作医院 is some hospital.
#pragma once

#include <optional>

#include "loaders/news/spot.h"

namespace qiao::loaders::news {

class NameJudge {
 public:
  NameJudge(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan) {}

  // Of the characters from `begin` to `end` that end with Lexicon::endings()[index], at `ending_begin`.
  std::optional<Spot> Judge(size_t begin, size_t ending_begin, size_t end, uint32_t index) const;

 private:
  const Lexicon& lexicon_;
  const Scan& scan_;
};

}  // namespace qiao::loaders::news
