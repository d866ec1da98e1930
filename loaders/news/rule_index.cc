#include "loaders/news/rule_index.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "loaders/news/sentence_places.h"

namespace qiao::loaders::news {

namespace {

// Labels of all that the sentence names, inside longer names, too: bit i for EntityLabel i.
uint32_t LabelsIn(const SentenceView& sentence) {
  const std::vector<Item>& items = sentence.reading->items;
  uint32_t labels = 0;
  for (size_t i = sentence.items.empty() ? items.size() : sentence.items.front();
       i < items.size() && items[i].begin < sentence.end; ++i) {
    for (const uint32_t actor : items[i].actors)
      labels |= 1u << static_cast<uint32_t>(sentence.reading->actors[actor].label);
  }
  return labels;
}

}  // namespace

RuleIndex::RuleIndex(std::vector<Rule> rules) : rules_(std::move(rules)) {
  std::map<std::u32string, uint32_t> numbers;
  for (uint32_t r = 0; r < rules_.size(); ++r) {
    for (uint32_t p = 0; p < rules_[r].patterns.size(); ++p) {
      Plan plan{r, p, 0, {}};
      for (const Element& element : rules_[r].patterns[p]) {
        if (element.kind == ElementKind::kSlot && element.slot.source == SlotSource::kItem)
          plan.labels.push_back(element.slot.labels);
        if (element.kind != ElementKind::kWords || element.optional || element.forbidden) continue;
        std::vector<uint32_t> alternatives;
        for (const auto& word : element.words) {
          const auto [at, fresh] = numbers.try_emplace(word, word_count_);
          if (fresh) words_.Add(word, word_count_++);
          alternatives.push_back(at->second);
        }
        std::sort(alternatives.begin(), alternatives.end());
        alternatives.erase(std::unique(alternatives.begin(), alternatives.end()), alternatives.end());
        needs_of_.resize(word_count_);
        for (const uint32_t word : alternatives) needs_of_[word].push_back(static_cast<uint32_t>(need_plan_.size()));
        need_plan_.push_back(static_cast<uint32_t>(plans_.size()));
        ++plan.needs;
      }
      plans_.push_back(std::move(plan));
    }
  }
}

std::vector<Match> RuleIndex::Find(const SentenceView& sentence, std::vector<NearMiss>* misses) const {
  // Of each plan, how many of its elements find one of their words in the sentence.
  std::vector<uint8_t> met(plans_.size(), 0), need_met(need_plan_.size(), 0), present(word_count_, 0);
  const std::u32string_view text = sentence.text.substr(0, sentence.end);
  for (size_t i = sentence.begin; i < sentence.end; ++i) {
    words_.Match(text, i, [&](size_t, uint32_t word) {
      if (present[word]++ != 0) {
        present[word] = 1;
        return;
      }
      for (const uint32_t need : needs_of_[word]) {
        if (need_met[need]++ == 0) ++met[need_plan_[need]];
        need_met[need] = 1;
      }
    });
  }
  const uint32_t labels = misses ? ~0u : LabelsIn(sentence);
  std::vector<Match> matches;
  const SentencePlaces places(sentence);
  const size_t bearable = misses ? 1 : 0;  // words that may be missing
  for (size_t p = 0; p < plans_.size(); ++p) {
    const Plan& plan = plans_[p];
    if (met[p] + bearable < plan.needs) continue;
    if (std::any_of(plan.labels.begin(), plan.labels.end(), [&](uint32_t slot) { return (slot & labels) == 0; }))
      continue;
    const Rule& rule = rules_[plan.rule];
    std::vector<Match> found = MatchPattern(sentence, places, rule, rule.patterns[plan.pattern], misses);
    matches.insert(matches.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  }
  return matches;
}

}  // namespace qiao::loaders::news
