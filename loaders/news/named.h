// Who and what was named last, for the words in a clause that take it up: 公司, 双方, 它, 冷库.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "loaders/news/extraction.h"
#include "loaders/news/resolve.h"

namespace qiao::loaders::news {

struct Phrase;

// What common nouns stand for: who was named last, over the sentences of an article.
class Named {
 public:
  void Remember(const Reading& reading, const Phrase& phrase);
  void RememberTwo(uint32_t first, uint32_t second) { two_ = {first, second}; }
  void NewParagraph();
  uint32_t topic() const { return topic_; }  // what a clause was about last, for 它; UINT32_MAX for none
  std::vector<uint32_t> Meant(std::optional<EntityLabel> label) const;
  // 冷库 for 甲镇气调冷库: what `text` begins with the end of the name of; `pointed` behind 该 or 这座.
  struct Tail {
    uint32_t actor = UINT32_MAX;
    size_t length = 0;
  };
  Tail TailAt(const Reading& reading, std::u32string_view text, bool pointed) const;

 private:
  std::vector<uint32_t> last_;  // by label
  std::vector<uint32_t> two_;
  uint32_t topic_ = UINT32_MAX;
};

}  // namespace qiao::loaders::news
