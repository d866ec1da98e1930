// What is walked over to find where a name begins: the text's tokens before the name's ending.
#pragma once

#include <cstddef>

#include "loaders/news/left_edge.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {

class NameEdge {
 protected:
  NameEdge(const Lexicon& lexicon, const Scan& scan, const Ending& ending, size_t begin, size_t ending_begin)
      : lexicon_(lexicon), scan_(scan), ending_(ending), begin_(begin), ending_begin_(ending_begin) {}

  char32_t Char(size_t i) const { return scan_.text[i]; }
  // Is the character at `i` Chinese and part of such a token?
  bool Covered(size_t i, Cover cover) const { return IsHan(Char(i)) && scan_.At(i).cover == cover; }
  // Does the ending name a place or a thing rather than somebody?
  bool NamesThing() const {
    return ending_.label == EntityLabel::kPark || ending_.label == EntityLabel::kProject ||
           ending_.label == EntityLabel::kInstitute;
  }

  const Lexicon& lexicon_;
  const Scan& scan_;
  const Ending& ending_;
  size_t begin_;  // so far
  const size_t ending_begin_;
  bool counted_ = false;
};

}  // namespace qiao::loaders::news
