// Who was named last, for words that take a name up again: 该项目, 公司, 后者, 双方.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "loaders/news/drafts.h"
#include "loaders/news/resolve.h"

namespace qiao::loaders::news {

class LastNamed {
 public:
  // Both outlive this. `reading` holds the items that were taken so far.
  LastNamed(std::u32string_view text, const Reading& reading) : text_(text), reading_(reading) {
    last_.fill(UINT32_MAX);
    last_but_one_.fill(UINT32_MAX);
  }

  // Items in the order of the text, each before it joins the reading.
  void Take(const Item& item);
  // What a pronoun or 后者 means; nobody where nothing fits.
  std::vector<uint32_t> Meant(const Draft& draft);
  // 甲医院与乙医院建立了医联体,双方共建…: the two bodies that the sentence has just joined.
  std::vector<uint32_t> PartnersBefore(size_t at) const;

 private:
  bool HeadsClause(size_t at) const;
  bool JoinedBefore(size_t at, uint32_t actor) const;

  const std::u32string_view text_;
  const Reading& reading_;
  std::array<uint32_t, 14> last_;  // of each label, the actor named last
  std::array<uint32_t, 14> last_but_one_;
  size_t outer_end_ = 0;
  uint32_t company_ = UINT32_MAX;     // what 公司 means: as before, or the company that has headed a clause since
  uint32_t last_body_ = UINT32_MAX;   // what 后者 means
  uint32_t last_thing_ = UINT32_MAX;  // the project or park named last
};

}  // namespace qiao::loaders::news
