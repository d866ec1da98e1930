#include "cli/say.h"

#include <cstdlib>

namespace qiao::cli {

std::string Translated(base::Language language, std::string_view text) {
  base::Message message;
  message.format = text;
  return message.In(language);
}

base::Language LanguageOf(int argc, const char* const* argv) {
  const auto of = [](std::string_view name) {
    return name.starts_with("zh") ? base::Language::kChinese : base::Language::kEnglish;
  };
  constexpr std::string_view kOption = "--lang";
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == kOption && i + 1 < argc) return of(argv[i + 1]);
    if (argument.starts_with("--lang=")) return of(argument.substr(kOption.size() + 1));
  }
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != '\0') return of(value);
  }
  return base::Language::kEnglish;
}

}  // namespace qiao::cli
