#include "loaders/news/role_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/charset.h"
#include "loaders/news/data_lines.h"
#include "loaders/news/names.h"

namespace qiao::loaders::news {
namespace {

constexpr std::array<std::string_view, 8> kMarkers = {"plain", "at", "to", "with", "by", "takes", "pivot", "off"};
constexpr uint32_t kBoth = UINT32_MAX;
constexpr size_t kLongestMarker = 6;

}  // namespace

std::string_view Name(Marker marker) { return kMarkers[static_cast<size_t>(marker)]; }

base::Result<RoleWords> RoleWords::Create() {
  RoleWords made;
  QIAO_TRY(const auto rows, ReadWords("roles.txt", 2));
  for (const auto& row : rows) {
    const std::string& kind = row[0];
    const auto marker = std::find(kMarkers.begin(), kMarkers.end(), kind);
    const auto label = LabelNamed(kind);
    Trie* words = kind == "staff"         ? &made.staff_
                  : kind == "hearsay"     ? &made.hearsay_
                  : kind == "region"      ? &made.region_
                  : kind == "title"       ? &made.title_
                  : kind == "whole"       ? &made.whole_
                  : kind == "goes-on"     ? &made.goes_on_
                  : kind == "worth"       ? &made.worth_
                  : kind == "turnover"    ? &made.turnover_
                  : kind == "other-money" ? &made.other_money_
                  : kind == "apposed"     ? &made.apposed_
                  : kind == "deed"        ? &made.deed_
                  : kind == "accord"      ? &made.accord_
                                          : nullptr;
    if (marker == kMarkers.end() && !label && !words && kind != "both")
      return base::MakeError(base::ErrorCode::kSyntax, "{}: unknown class {}", "roles.txt", kind);
    for (size_t i = 1; i < row.size(); ++i) {
      std::u32string word = base::ToUtf32(row[i]);
      if (words == &made.accord_) std::reverse(word.begin(), word.end());
      if (words) {
        words->Add(word, 0);
      } else if (marker != kMarkers.end()) {
        std::reverse(word.begin(), word.end());
        made.markers_.Add(word, static_cast<uint32_t>(marker - kMarkers.begin()));
      } else {
        made.nouns_.Add(word, label ? static_cast<uint32_t>(*label) : kBoth);
      }
    }
  }
  return made;
}

RoleWords::Marked RoleWords::MarkedBy(std::u32string_view before) const {
  std::u32string turned(before.substr(before.size() - std::min(before.size(), kLongestMarker)));
  std::reverse(turned.begin(), turned.end());
  Marked marked;
  markers_.Match(turned, 0, [&](size_t length, uint32_t marker) {
    if (length > marked.length) marked = {static_cast<Marker>(marker), length};
  });
  return marked;
}

bool RoleWords::Accord(std::u32string_view text) const {
  std::u32string turned(text.substr(text.size() - std::min(text.size(), kLongestMarker)));
  std::reverse(turned.begin(), turned.end());
  return Longest(accord_, turned) != 0;
}

size_t RoleWords::Opening(std::u32string_view text) const {
  size_t at = 0;
  while (at < text.size()) {
    const bool digit = text[at] >= U'0' && text[at] <= U'9';
    const size_t length = digit ? 1 : Longest(goes_on_, text.substr(at));
    if (length == 0) break;
    at += length;
  }
  return at;
}

bool RoleWords::Continues(std::u32string_view text) const { return !text.empty() && Opening(text) == text.size(); }

RoleWords::Noun RoleWords::NounAt(std::u32string_view text) const {
  Noun noun;
  nouns_.Match(text, 0, [&](size_t length, uint32_t label) {
    noun.length = length;
    noun.label = label == kBoth ? std::nullopt : std::optional(static_cast<EntityLabel>(label));
  });
  return noun;
}

bool RoleWords::Holds(const Trie& words, std::u32string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (Longest(words, text.substr(i)) != 0) return true;
  }
  return false;
}

size_t RoleWords::Longest(const Trie& words, std::u32string_view text) {
  size_t longest = 0;
  words.Match(text, 0, [&](size_t length, uint32_t) { longest = length; });
  return longest;
}

}  // namespace qiao::loaders::news
