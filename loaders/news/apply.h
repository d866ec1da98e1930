// Rules at work on an article: matches become findings with status, date, amount, field and programme.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "loaders/news/field_finder.h"
#include "loaders/news/finding.h"
#include "loaders/news/frames.h"
#include "loaders/news/region_context.h"
#include "loaders/news/resolve.h"
#include "loaders/news/rule_index.h"

namespace qiao::loaders::news {

// Money that a sentence gives to an entity.
struct Worth {
  uint32_t actor = 0;
  Amount amount;
  size_t sentence = 0;  // where it begins
  bool given = false;   // somebody gives it, which need not be all that the entity costs
};

// For those who ask why: rules that nearly fitted, and how frames were filled.
struct Trace {
  std::vector<NearMiss> misses;
  std::vector<RolesFilled> filled;
};

struct Applied {
  std::vector<Finding> findings;
  std::vector<Worth> worths;
};

// Entities that quotations name are added to `reading`; `trace`, when wanted, gets rules that nearly fitted. A frame
// tells only what no other rule tells of the article.
Applied ApplyRules(const RuleIndex& rules, const FrameIndex& frames, const FieldFinder& fields,
                   std::u32string_view text, const RegionContext& context, Reading& reading,
                   const std::string& published, const std::u32string& programme, Trace* trace = nullptr);

}  // namespace qiao::loaders::news
