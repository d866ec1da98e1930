#include "base/translations.h"

#include <algorithm>

namespace qiao::base {
namespace {

constexpr Translation kTranslations[] = {
    {"{} at line {}, column {}: {}", "{}，第 {} 行第 {} 列：{}"},
    {"{}: {}", "{}：{}"},
};

}  // namespace

std::span<const Translation> Translations() { return kTranslations; }

std::optional<std::string_view> FindTranslation(std::string_view english) {
  const auto* found = std::ranges::lower_bound(kTranslations, english, {}, &Translation::english);
  if (found == std::end(kTranslations) || found->english != english) return std::nullopt;
  return found->chinese;
}

}  // namespace qiao::base
