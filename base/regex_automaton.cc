#include "base/regex_automaton.h"

#include <algorithm>
#include <bitset>
#include <utility>

namespace qiao::base {

using Kind = RegexProgram::Kind;

RegexAutomaton::RegexAutomaton(std::shared_ptr<const RegexProgram> program)
    : program_(std::move(program)), reached_(program_->steps.size()) {
  std::bitset<257> begins;  // bytes at which some step treats bytes differently from the one before
  for (const RegexProgram::Step& step : program_->steps) {
    if (step.kind != Kind::kByte) continue;
    begins.set(step.least);
    begins.set(size_t{step.greatest} + 1);
  }
  for (size_t byte = 1; byte < classes_.size(); ++byte) {
    if (begins[byte]) ++class_count_;
    classes_[byte] = static_cast<uint8_t>(class_count_ - 1);
  }
  Forget();
}

bool RegexAutomaton::Matches(std::string_view text) {
  uint32_t state = start_;
  for (const char byte : text) {
    const uint32_t next = next_[state * class_count_ + classes_[static_cast<uint8_t>(byte)]];
    state = next == kUnknown ? Follow(state, static_cast<uint8_t>(byte)) : next;
    if (state == kDead) return false;
  }
  return matches_[state] != 0;
}

void RegexAutomaton::Forget() {
  states_.clear();
  steps_.clear();
  matches_.clear();
  next_.clear();
  StateOf({});
  Steps steps;
  ++round_;
  Reach(program_->start, steps);
  start_ = StateOf(std::move(steps));
}

uint32_t RegexAutomaton::Follow(uint32_t state, uint8_t byte) {
  Steps steps;
  ++round_;
  for (const uint32_t from : *steps_[state]) {
    const RegexProgram::Step& step = program_->steps[from];
    if (step.kind == Kind::kByte && byte >= step.least && byte <= step.greatest) Reach(step.next, steps);
  }
  if (steps_.size() >= kMostStates && !states_.contains(steps)) {
    Forget();  // the state at hand too
    return StateOf(std::move(steps));
  }
  const uint32_t next = StateOf(std::move(steps));
  next_[state * class_count_ + classes_[byte]] = next;
  return next;
}

uint32_t RegexAutomaton::StateOf(Steps steps) {
  std::ranges::sort(steps);
  const auto [found, added] = states_.try_emplace(std::move(steps), static_cast<uint32_t>(steps_.size()));
  if (!added) return found->second;
  steps_.push_back(&found->first);
  matches_.push_back(
      std::ranges::any_of(found->first, [&](uint32_t step) { return program_->steps[step].kind == Kind::kMatch; }));
  next_.resize(steps_.size() * class_count_, kUnknown);
  return found->second;
}

// The step and, where it splits, those that it leads to.
void RegexAutomaton::Reach(uint32_t first, Steps& steps) {
  pending_.assign(1, first);
  while (!pending_.empty()) {
    const uint32_t at = pending_.back();
    pending_.pop_back();
    if (std::exchange(reached_[at], round_) == round_) continue;
    const RegexProgram::Step& step = program_->steps[at];
    if (step.kind != Kind::kSplit) {
      steps.push_back(at);
      continue;
    }
    pending_.push_back(step.next);
    pending_.push_back(step.other);
  }
}

}  // namespace qiao::base
