// Chinese wording of the messages, keyed by the English format literal with which a message is raised.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace qiao::base {

struct Translation {
  std::string_view english;
  std::string_view chinese;
};

// Sorted by `english`, byte by byte. A {} of the Chinese text takes the next argument, {0}, {1} … a given one.
std::span<const Translation> Translations();

std::optional<std::string_view> FindTranslation(std::string_view english);

// Phrases that messages take as arguments ("the end of the text"). Each has several words: a single one could as well
// be a name from the graph or the query, which must stay as it is.
std::optional<std::string_view> FindPhrase(std::string_view english);

}  // namespace qiao::base
