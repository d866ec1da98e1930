#include "query/exec/word_groups.h"

#include <algorithm>
#include <span>

namespace qiao::query {

void WordGroups::Clear() {
  rows_seen_ = 0;
  too_wide_ = false;
  group_at_.clear();
}

bool WordGroups::Fits(const Column& key) {
  const bool whole = key.form() == Form::kIntegers || key.form() == Form::kDates;
  return whole && !key.has_nulls() && !key.constant() && key.size() > 0;
}

bool WordGroups::Find(const Column& key, std::vector<uint32_t>& numbers, std::vector<uint32_t>& unknown) const {
  if (group_at_.empty() || !Fits(key) || key.form() != form_) return false;
  numbers.resize(key.size());
  unknown.resize(key.size());
  size_t count = 0;
  const uint64_t* words = key.words();
  for (size_t row = 0; row < key.size(); ++row) {
    const uint64_t place = words[row] - first_;
    const uint32_t group = place < kPlaces ? group_at_[place] : kUnknown;
    numbers[row] = group;
    unknown[count] = static_cast<uint32_t>(row);
    count += group == kUnknown ? 1 : 0;
  }
  unknown.resize(count);
  return true;
}

void WordGroups::Learn(const Column& key, const std::vector<uint32_t>& numbers, const Column& known) {
  if (too_wide_ || !Fits(key)) return;
  rows_seen_ += key.size();
  if (rows_seen_ < kTrialRows) return;
  if (group_at_.empty()) Start(key, known);
  if (too_wide_ || key.form() != form_) return;
  for (size_t row = 0; row < key.size(); ++row) Put(key.words()[row], numbers[row]);
}

void WordGroups::Start(const Column& key, const Column& known) {
  const std::span<const uint64_t> words(key.words(), key.size());
  const auto less = [](uint64_t a, uint64_t b) { return static_cast<int64_t>(a) < static_cast<int64_t>(b); };
  const auto [least, greatest] = std::ranges::minmax(words, less);
  const uint64_t width = greatest - least;
  too_wide_ = width >= kPlaces;
  if (too_wide_) return;
  form_ = key.form();
  first_ = least - (kPlaces - width) / 2;
  group_at_.assign(kPlaces, kUnknown);
  if (known.form() != form_) return;
  for (uint32_t group = 0; group < known.size(); ++group) {
    if (!known.IsNull(group)) Put(known.Word(group), group);
  }
}

}  // namespace qiao::query
