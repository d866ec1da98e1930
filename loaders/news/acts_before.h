// Who acts in a clause that does not say it: {a: Region before}.
#pragma once

#include <optional>

#include "loaders/news/rule_match.h"

namespace qiao::loaders::news {

// May the name stand in the slot?
bool Fits(const SentenceView& sentence, const Item& item, const Slot& slot);

// Is it a region or a body that does things?
bool CanAct(const SentenceView& sentence, const Item& item);

// The one meant at `at`: who heads a clause before in the sentence, else the nearest name; failing that what the
// sentences before were about.
std::optional<Binding> ActsBefore(const SentenceView& sentence, const Slot& slot, size_t at);

}  // namespace qiao::loaders::news
