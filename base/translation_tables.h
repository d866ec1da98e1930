// The tables behind translations.h, by the layer that raises the messages. A message that several layers raise
// stands in the table of the lowest one.
#pragma once

#include <span>

#include "base/translations.h"

namespace qiao::base {

std::span<const Translation> StoreTranslations();  // base/, storage/ and engine/
std::span<const Translation> ParseTranslations();  // query/parse/
std::span<const Translation> QueryTranslations();  // the rest of query/
std::span<const Translation> LoadersTranslations();
std::span<const Translation> CliTranslations();
std::span<const Translation> PhraseTranslations();  // what FindPhrase() finds

}  // namespace qiao::base
