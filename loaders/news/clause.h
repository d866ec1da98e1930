// Sentences cut into clauses, as frames see them: names with what marks their part, and verbs between them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "loaders/news/named.h"
#include "loaders/news/role_words.h"
#include "loaders/news/rule_match.h"

namespace qiao::loaders::news {

// A name, or a list of names: 甲、乙和丙.
struct Phrase {
  size_t begin = 0;
  size_t end = 0;
  std::vector<uint32_t> actors;
  std::vector<std::pair<size_t, size_t>> spans;
  Marker marker = Marker::kNone;
  size_t mark_begin = 0;    // of the word that marks it; begin without one
  bool after_verb = false;  // a verb stands directly before it: it is what is done
  bool modifies = false;    // belongs to what stands behind it: 甲的厂房, 甲市乙公司
  bool staff = false;       // 甲的专家
  bool titled = false;      // 甲县县长
  bool abuts = false;       // joined to the phrase before by 和 or 与 alone
  bool heads = false;       // nothing but the time stands before it in the clause
  bool told = false;        // 甲旗下的乙: what the words before 的 tell about
  bool noun = false;        // 公司: a common noun for what was named before
};

struct Verb {
  size_t begin = 0;
  size_t end = 0;
  std::vector<uint32_t> frames;
};

struct Clause {
  size_t begin = 0;
  size_t end = 0;
  std::vector<Phrase> phrases;
  std::vector<Verb> verbs;
  std::optional<size_t> each = std::nullopt;  // where 分别 stands: lists go member by member
};

// `verbs` -> frame; words of `words.whole()` hide the verbs in them.
std::vector<Clause> CutClauses(const SentenceView& sentence, const RoleWords& words, const Trie& verbs, Named& named);

}  // namespace qiao::loaders::news
