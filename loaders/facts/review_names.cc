#include "loaders/facts/review_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "loaders/facts/entity_key.h"
#include "loaders/facts/review_cells.h"

namespace qiao::loaders {

using base::Result;

namespace {

bool IsLabel(std::string_view text) {
  for (auto label = news::EntityLabel::kProvince; label <= news::EntityLabel::kTroupe;
       label = static_cast<news::EntityLabel>(static_cast<int>(label) + 1)) {
    if (news::Name(label) == text) return true;
  }
  return false;
}

}  // namespace

Result<std::string> KeyOfCell(const Identities& identities, const std::string& cell, std::string_view column,
                              bool fresh) {
  if (cell.empty()) return WrongRow("the cell '{}' is empty", column);
  const size_t colon = cell.find(':');
  const bool labelled = colon != std::string::npos && IsLabel(std::string_view(cell).substr(0, colon));
  const std::string label = labelled ? cell.substr(0, colon) : std::string();
  std::string name(base::Trim(labelled ? std::string_view(cell).substr(colon + 1) : std::string_view(cell)));
  std::string mark;
  if (name.ends_with(')') && name.find(" (") != std::string::npos) {  // 朝阳区 (110105)
    const size_t open = name.rfind(" (");
    mark = name.substr(open + 2, name.size() - open - 3);
    name.resize(open);
  }
  std::vector<std::string> found;
  std::vector<std::string> names;
  for (Identities::Id id = 0; id < identities.size(); ++id) {
    if (!identities.alive(id)) continue;
    const KeyParts parts = SplitKey(identities.key(id));
    if (identities.root(id) == id) names.emplace_back(parts.name);
    const bool fits =
        parts.name == name && (label.empty() || parts.label == label) && (mark.empty() || parts.mark == mark);
    if (fits) found.push_back(identities.key(identities.root(id)));
  }
  std::ranges::sort(found);
  found.erase(std::ranges::unique(found).begin(), found.end());
  if (found.size() == 1) return found.front();
  if (found.size() > 1) {
    std::string all;
    for (const std::string& key : found) {
      const KeyParts parts = SplitKey(key);
      all += fmt::format("{}{}:{}", all.empty() ? "" : ", ", parts.label, parts.name);
      if (!parts.mark.empty()) all += fmt::format(" ({})", parts.mark);
    }
    return WrongRow("{} entities are called '{}': {}", found.size(), cell, all);
  }
  if (fresh && labelled) return MakeKey(label, name);
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  if (const auto near = base::ClosestName(name, candidates)) {
    return WrongRow("no entity is called '{}'; did you mean '{}'?", cell, *near);
  }
  return fresh ? WrongRow("no entity is called '{}'; write Label:name for a new one", cell)
               : WrongRow("no entity is called '{}'", cell);
}

Result<std::string> HashOfCell(const FactGraph& facts, const std::string& doc) {
  if (doc.empty()) return WrongRow("the cell '{}' is empty", "article");
  const auto find = [&](const auto& fits) {
    std::vector<std::string> found;
    for (const auto& [text_hash, document] : facts.documents()) {
      if (fits(document.doc)) found.push_back(text_hash);
    }
    return found;
  };
  auto found = find([&](const std::string& name) { return name == doc; });
  if (found.empty()) {
    found = find([&](const std::string& name) {
      return name.substr(std::min(name.size(), name.find_first_not_of('0'))) == doc;
    });
  }
  if (found.size() > 1) return WrongRow("several articles are called '{}'", doc);
  if (!found.empty()) return found.front();
  std::vector<std::string_view> names;
  for (const auto& [text_hash, document] : facts.documents()) names.push_back(document.doc);
  if (const auto near = base::ClosestName(doc, names)) {
    return WrongRow("no article is called '{}'; did you mean '{}'?", doc, *near);
  }
  return WrongRow("no article is called '{}'", doc);
}

}  // namespace qiao::loaders
