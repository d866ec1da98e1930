#include "base/translations.h"

#include <algorithm>
#include <vector>

#include "base/translation_tables.h"

namespace qiao::base {
namespace {

std::optional<std::string_view> Find(std::span<const Translation> table, std::string_view english) {
  const auto found = std::ranges::lower_bound(table, english, {}, &Translation::english);
  if (found == table.end() || found->english != english) return std::nullopt;
  return found->chinese;
}

}  // namespace

std::span<const Translation> Translations() {
  static const std::vector<Translation> all = [] {
    std::vector<Translation> rows;
    for (const auto table :
         {StoreTranslations(), ParseTranslations(), QueryTranslations(), LoadersTranslations(), CliTranslations()}) {
      rows.insert(rows.end(), table.begin(), table.end());
    }
    std::ranges::sort(rows, {}, &Translation::english);
    return rows;
  }();
  return all;
}

std::optional<std::string_view> FindTranslation(std::string_view english) { return Find(Translations(), english); }

std::optional<std::string_view> FindPhrase(std::string_view english) { return Find(PhraseTranslations(), english); }

}  // namespace qiao::base
