// Frames at work: who does what to whom in a clause, wherever the names stand (docs/news.md).
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "loaders/news/clause.h"
#include "loaders/news/gazetteer.h"
#include "loaders/news/role_words.h"
#include "loaders/news/rule.h"
#include "loaders/news/rule_match.h"

namespace qiao::loaders::news {

// The verbs of all frames among `rules`, and the words around names.
class FrameIndex {
 public:
  static base::Result<FrameIndex> Create(const std::vector<Rule>& rules);

  const Trie& verbs() const { return verbs_; }  // -> rule
  const RoleWords& words() const { return words_; }

 private:
  Trie verbs_;
  RoleWords words_;
};

// Reads the sentences of one article in their order.
//
// Owner: the caller; index, rules and regions must outlive it.
class FrameReader {
 public:
  FrameReader(const FrameIndex& index, const std::vector<Rule>& rules, const Gazetteer& regions)
      : index_(index), rules_(rules), regions_(regions) {}

  // Matches whose bindings are called as the roles are, and `money`.
  std::vector<Match> Read(const SentenceView& sentence);

 private:
  void RememberSubject(const Reading& reading, const std::vector<Clause>& clauses);

  const FrameIndex& index_;
  const std::vector<Rule>& rules_;
  const Gazetteer& regions_;
  Named named_;
  std::optional<Clause> subject_;  // who acted last in this paragraph, as a clause before the sentence at hand
};

}  // namespace qiao::loaders::news
