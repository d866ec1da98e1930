// Runs a regular expression's program over texts, a table look-up for each byte: sets of steps in which the program may
// be are numbered as texts lead to them. Time is in proportion to the text, whatever the pattern.
//
// Threads: one.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "base/regex_program.h"

namespace qiao::base {

class RegexAutomaton {
 public:
  explicit RegexAutomaton(std::shared_ptr<const RegexProgram> program);

  bool Matches(std::string_view text);

 private:
  using Steps = std::vector<uint32_t>;  // sorted, without splits

  uint32_t Follow(uint32_t state, uint8_t byte);
  uint32_t StateOf(Steps steps);
  void Reach(uint32_t step, Steps& steps);
  void Forget();

  static constexpr uint32_t kDead = 0;  // no step is left
  static constexpr uint32_t kUnknown = UINT32_MAX;
  static constexpr size_t kMostStates = 2'000;

  std::shared_ptr<const RegexProgram> program_;
  std::array<uint8_t, 256> classes_{};  // of bytes that all steps treat alike
  size_t class_count_ = 1;
  std::map<Steps, uint32_t> states_;
  std::vector<const Steps*> steps_;  // by state
  std::vector<uint8_t> matches_;     // by state
  std::vector<uint32_t> next_;       // by state and class
  uint32_t start_ = kDead;
  std::vector<uint32_t> reached_;  // by step: the round in which it was
  uint32_t round_ = 0;
  std::vector<uint32_t> pending_;
};

}  // namespace qiao::base
