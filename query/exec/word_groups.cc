#include "query/exec/word_groups.h"

#include <algorithm>
#include <optional>

namespace qiao::query {

void WordGroups::Clear() {
  rows_seen_ = 0;
  next_trial_ = kTrialRows;
  group_at_.clear();
}

bool WordGroups::Fits(const Column& key) {
  const bool whole = key.form() == Form::kIntegers || key.form() == Form::kDates || key.form() == Form::kNodes;
  return whole && !key.has_nulls() && !key.constant() && key.size() > 0;
}

bool WordGroups::Find(const Column& key, std::vector<uint32_t>& numbers, std::vector<uint32_t>& unknown) {
  if (group_at_.empty() || !Fits(key) || key.form() != form_) return false;
  rows_seen_ += key.size();
  numbers.resize(key.size());
  unknown.resize(key.size());
  size_t count = 0;
  const uint64_t* words = key.words();
  const uint64_t places = group_at_.size();
  for (size_t row = 0; row < key.size(); ++row) {
    const uint64_t place = words[row] - first_;
    const uint32_t group = place < places ? group_at_[place] : kUnknown;
    numbers[row] = group;
    unknown[count] = static_cast<uint32_t>(row);
    count += group == kUnknown ? 1 : 0;
  }
  unknown.resize(count);
  return true;
}

void WordGroups::Learn(const Column& key, const std::vector<uint32_t>& numbers, const Column& known) {
  if (!Fits(key)) return;
  if (group_at_.empty()) rows_seen_ += key.size();
  if (rows_seen_ >= next_trial_) {
    next_trial_ = rows_seen_ * 2;
    Start(known);
  } else if (!group_at_.empty() && key.form() == form_) {
    for (size_t row = 0; row < key.size(); ++row) Put(key.words()[row], numbers[row]);
  }
}

// Makes the array for all groups known so far, if it doesn't get too long for so many and rows repeat them.
void WordGroups::Start(const Column& known) {
  const bool words = known.form() == Form::kIntegers || known.form() == Form::kDates || known.form() == Form::kNodes;
  if (!words || known.size() * 2 > rows_seen_) return;
  const auto less = [](uint64_t a, uint64_t b) { return static_cast<int64_t>(a) < static_cast<int64_t>(b); };
  std::optional<uint64_t> least, greatest;
  for (uint32_t group = 0; group < known.size(); ++group) {
    if (known.IsNull(group)) continue;
    const uint64_t word = known.Word(group);
    if (!least || less(word, *least)) least = word;
    if (!greatest || less(*greatest, word)) greatest = word;
  }
  if (!least) return;
  const uint64_t width = *greatest - *least;
  if (width >= std::max(kPlaces, kPlacesOfGroup * known.size())) return;
  const uint64_t places = std::max(kPlaces, width + width / 2 + 1);
  form_ = known.form();
  first_ = *least - (places - width) / 2;
  group_at_.assign(places, kUnknown);
  for (uint32_t group = 0; group < known.size(); ++group) {
    if (!known.IsNull(group)) Put(known.Word(group), group);
  }
}

}  // namespace qiao::query
