// The words around a name that tell its part in a clause: data/roles.txt.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "loaders/news/extraction.h"
#include "loaders/news/trie.h"

namespace qiao::loaders::news {

// What stands directly before a name.
enum class Marker : uint8_t { kNone, kAt, kTo, kWith, kBy, kTakes, kPivot, kOff };
std::string_view Name(Marker marker);  // "at" …, as roles.txt calls it; "plain" for kNone

class RoleWords {
 public:
  static base::Result<RoleWords> Create();

  struct Marked {
    Marker marker = Marker::kNone;
    size_t length = 0;  // of the word
  };
  // The longest word that marks a name and ends where `before` ends.
  Marked MarkedBy(std::u32string_view before) const;
  // Does one of the words stand in `text`; or does `text` begin with one?
  bool Staff(std::u32string_view text) const { return Holds(staff_, text); }
  bool Hearsay(std::u32string_view text) const { return Holds(hearsay_, text); }
  // Does `text` begin with a noun for what is done to whom 的 stands behind: 牌子, 建设?
  bool Deed(std::u32string_view text) const { return Longest(deed_, text) != 0; }
  // Does `text` end with words of several who have agreed: 商定, 携手?
  bool Accord(std::u32string_view text) const;
  // 甲园企业乙公司: does `text` only say what kind of body of the first the second is?
  bool Apposed(std::u32string_view text) const { return !text.empty() && Longest(apposed_, text) == text.size(); }
  // How many characters at the head of `text` only say when and how the last one goes on.
  size_t Opening(std::u32string_view text) const;
  // Does `text` begin with a word for what a deed was worth: 总值90万元?
  bool Worth(std::u32string_view text) const { return Longest(worth_, text) != 0; }
  bool OtherMoney(std::u32string_view text) const { return Holds(other_money_, text); }
  bool Turnover(std::u32string_view text) const { return Holds(turnover_, text); }
  bool Title(std::u32string_view text) const { return Longest(title_, text) != 0; }
  // Is `text` nothing but words that open a sentence about whom the last one spoke of: 随后, 2021年又?
  bool Continues(std::u32string_view text) const;
  bool FollowsRegion(std::u32string_view text) const { return Longest(region_, text) != 0; }
  // 公司: the kind of name that `text` begins with a common noun for, and the noun's length; kBoth for 双方.
  struct Noun {
    std::optional<EntityLabel> label;  // empty for two of any kind
    size_t length = 0;
  };
  Noun NounAt(std::u32string_view text) const;
  const Trie& whole() const { return whole_; }

 private:
  static bool Holds(const Trie& words, std::u32string_view text);
  static size_t Longest(const Trie& words, std::u32string_view text);

  Trie markers_;  // reversed words -> Marker
  Trie staff_, hearsay_, region_, title_, whole_, goes_on_, worth_, other_money_, turnover_, deed_, apposed_;
  Trie accord_;  // reversed words
  Trie nouns_;   // -> label, or kBoth
};

}  // namespace qiao::loaders::news
