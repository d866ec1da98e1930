// Texts for people, in the language of the session. A text is written once, in English; base/translations_*.cc hold its
// Chinese wording.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace qiao::cli {

template <class... Args>
std::string Say(base::Language language, fmt::format_string<Args...> text, Args&&... args) {
  return base::Message(text, std::forward<Args>(args)...).In(language);
}

// The same for a text that stands in a table rather than in a call; it holds no {}.
std::string Translated(base::Language language, std::string_view text);

// What --lang asks for ("zh", "zh_CN", "en" …), else what LC_ALL, LC_MESSAGES or LANG say.
base::Language LanguageOf(int argc, const char* const* argv);

}  // namespace qiao::cli
