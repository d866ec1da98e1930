// All rules, asked at once: which of their patterns can fit a sentence at all, by the words and the kinds of names that
// they need.
#pragma once

#include <cstdint>
#include <vector>

#include "loaders/news/rule_match.h"
#include "loaders/news/trie.h"

namespace qiao::loaders::news {

class RuleIndex {
 public:
  explicit RuleIndex(std::vector<Rule> rules);

  const std::vector<Rule>& rules() const { return rules_; }
  // Matches of all rules in the order of the rules; of one pattern they don't begin twice at the same place.
  // `misses`, when wanted, gets the patterns that failed by one element.
  std::vector<Match> Find(const SentenceView& sentence, std::vector<NearMiss>* misses = nullptr) const;

 private:
  struct Plan {
    uint32_t rule;
    uint32_t pattern;
    uint8_t needs;                 // elements that need one of their words in the sentence
    std::vector<uint32_t> labels;  // of each slot for a name, the labels that fit it
  };
  std::vector<Rule> rules_;
  std::vector<Plan> plans_;
  Trie words_;
  uint32_t word_count_ = 0;
  std::vector<std::vector<uint32_t>> needs_of_;  // of each word, the elements that it meets
  std::vector<uint32_t> need_plan_;              // of each such element, its plan
};

}  // namespace qiao::loaders::news
