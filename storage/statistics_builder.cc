#include "storage/statistics_builder.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "storage/statistics_chunk.h"

namespace qiao::storage {

using base::DistinctSketch;
using base::Kind;
using base::Value;
using base::ValueStatistics;

namespace {

constexpr size_t kSample = 1024;  // rows at least, once there are so many; twice as many at most
constexpr size_t kFrequent = 100;
constexpr size_t kBuckets = 64;
constexpr int kRunLevel = 11;  // at which a run gives one row
static_assert(1 << kRunLevel == kRunRows);

// The bits of the rows that count, 64 at a time.
uint64_t RowsOf(const ColumnView& column, const uint64_t* live, uint32_t word) {
  return column.present[word] & (live == nullptr ? ~uint64_t{0} : live[word]);
}

template <class Visit>
uint64_t ForEachRow(const ColumnView& column, const uint64_t* live, Visit visit) {
  uint64_t count = 0;
  for (uint32_t word = 0; word * 64 < column.size; ++word) {
    uint64_t rows = RowsOf(column, live, word);
    count += static_cast<uint64_t>(std::popcount(rows));
    for (; rows != 0; rows &= rows - 1) visit(word * 64 + static_cast<uint32_t>(std::countr_zero(rows)));
  }
  return count;
}

// Each text of a dictionary once.
uint64_t SketchCodes(const ColumnView& column, const uint64_t* live, DistinctSketch& sketch) {
  std::vector<bool> seen(column.string_texts);
  const uint64_t count = ForEachRow(column, live, [&](uint32_t row) { seen[column.string_codes[row]] = true; });
  for (uint32_t text = 0; text < column.string_texts; ++text) {
    if (seen[text]) sketch.Add(SketchHash(column.TextAt(text)));
  }
  return count;
}

// Yields how many values there are.
uint64_t SketchOf(const ColumnView& column, const uint64_t* live, DistinctSketch& sketch) {
  if (column.mixed) {
    return ForEachRow(column, live, [&](uint32_t row) { sketch.Add(SketchHash(column.values[row])); });
  }
  switch (column.kind) {
    case Kind::kNull:
      return 0;
    case Kind::kInteger:
    case Kind::kDate:
      return column.integers.With([&](const auto* distances) {
        const auto first = static_cast<uint64_t>(column.integers.first);
        return ForEachRow(column, live, [&](uint32_t row) {
          sketch.Add(SketchHash(static_cast<int64_t>(first + uint64_t{distances[row]})));
        });
      });
    case Kind::kFloat:
      return ForEachRow(column, live, [&](uint32_t row) { sketch.Add(SketchHash(column.floats[row])); });
    case Kind::kBoolean:
      return ForEachRow(column, live,
                        [&](uint32_t row) { sketch.Add(SketchHash(int64_t{column.booleans[row] != 0})); });
    case Kind::kString:
      if (column.string_codes != nullptr) return SketchCodes(column, live, sketch);
      return ForEachRow(column, live, [&](uint32_t row) { sketch.Add(SketchHash(column.Text(row))); });
    default:
      return ForEachRow(column, live, [&](uint32_t row) { sketch.Add(SketchHash(column.values[row])); });
  }
}

Value ValueAt(const ColumnView& column, uint32_t row) {
  if (column.mixed) return column.values[row];
  switch (column.kind) {
    case Kind::kInteger:
      return Value::Integer(column.integers[row]);
    case Kind::kDate:
      return Value::Of(base::Date{column.integers[row]});
    case Kind::kFloat:
      return Value::Float(column.floats[row]);
    case Kind::kBoolean:
      return Value::Boolean(column.booleans[row] != 0);
    case Kind::kString:
      return Value::String(column.Text(row));
    default:
      return column.values[row];
  }
}

// Of a text, without cutting through a character.
std::string_view Beginning(std::string_view text) {
  size_t end = ValueStatistics::kTextBytes;
  while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

// Where in a run its first sampled row stands, so that what repeats every few rows doesn't decide the sample.
uint64_t Shift(uint32_t run) { return base::HashNumber(run); }

uint32_t StepOf(int level) { return uint32_t{1} << std::min(level, kRunLevel); }

bool IsSampledRun(uint32_t run, int level) {
  if (level <= kRunLevel) return true;
  return (Shift(run) >> kRunLevel & ((uint64_t{1} << (level - kRunLevel)) - 1)) == 0;
}

}  // namespace

double StatisticsBuilder::Distinct() const {
  std::lock_guard lock(mutex_);
  return sketch_.Estimate();
}

bool StatisticsBuilder::IsSampled(uint32_t run, uint32_t row) const {
  return IsSampledRun(run, level_) && ((row + Shift(run)) & (StepOf(level_) - 1)) == 0;
}

void StatisticsBuilder::Add(uint32_t run, const ColumnView& column, const uint64_t* live) {
  DistinctSketch sketch;
  const uint64_t present = SketchOf(column, live, sketch);
  if (present == 0) return;
  std::lock_guard lock(mutex_);
  present_ += present;
  sketch_.Merge(sketch);
  Sample(run, column, live);
}

void StatisticsBuilder::Sample(uint32_t run, const ColumnView& column, const uint64_t* live) {
  if (!IsSampledRun(run, level_)) return;
  const uint32_t step = StepOf(level_);
  for (auto row = static_cast<uint32_t>((0 - Shift(run)) & (step - 1)); row < column.size; row += step) {
    if ((RowsOf(column, live, row / 64) >> (row % 64) & 1) == 0) continue;
    Value value = ValueAt(column, row);
    if (value.is(Kind::kList)) continue;  // may be long, and is hardly ever compared with
    const bool cut = value.is(Kind::kString) && value.string().size() > ValueStatistics::kTextBytes;
    if (cut) value = Value::String(Beginning(value.string()));
    sample_.push_back({run, row, std::move(value), cut});
  }
  while (sample_.size() > 2 * kSample) {
    ++level_;
    std::erase_if(sample_, [this](const Sampled& sampled) { return !IsSampled(sampled.run, sampled.row); });
  }
}

// Sorts the sample and finds equal values.
std::vector<StatisticsBuilder::Group> StatisticsBuilder::GroupSample() {
  std::ranges::sort(sample_, [](const Sampled& a, const Sampled& b) { return base::Order(a.value, b.value) < 0; });
  std::vector<Group> groups;
  for (size_t i = 0; i < sample_.size(); ++i) {
    if (groups.empty() || !base::Equivalent(sample_[groups.back().begin].value, sample_[i].value)) {
      groups.push_back({i, i, false, false});
    }
    groups.back().end = i + 1;
    groups.back().cut |= sample_[i].cut;
  }
  return groups;
}

double StatisticsBuilder::EstimateDistinct(const std::vector<Group>& groups, double present, double seen,
                                           double distinct_in_half) const {
  const bool everything = level_ == 0 && seen >= 1 && sample_.size() == present_;
  if (everything && std::ranges::none_of(groups, &Group::cut)) return static_cast<double>(groups.size());
  double distinct = sketch_.Estimate();
  if (seen < 1 && distinct_in_half > 0) {
    const double growth = std::clamp(std::log2(distinct / distinct_in_half), 0.0, 1.0);
    distinct *= std::pow(1 / seen, growth);
  }
  // Where no value came twice, as many as the sketch can't tell from all are all.
  constexpr double kSketchError = 0.1;
  if (groups.size() == sample_.size() && distinct > present * (1 - kSketchError)) return present;
  return std::min(std::max(std::round(distinct), static_cast<double>(groups.size())), present);
}

// Takes the values that come most often out of the groups: those that chance doesn't make of the values that are left.
void StatisticsBuilder::TakeFrequent(std::vector<Group>& groups, ValueStatistics& statistics) const {
  constexpr size_t kLeast = 3;
  constexpr double kDeviations = 2.5;
  std::vector<Group*> often;
  for (Group& group : groups) {
    if (!group.cut) often.push_back(&group);
  }
  std::ranges::stable_sort(often, std::ranges::greater(), [](const Group* group) { return group->size(); });
  const bool few = groups.size() <= kFrequent;
  const double scale = static_cast<double>(statistics.present) / static_cast<double>(sample_.size());
  auto rows = static_cast<double>(sample_.size());
  double values = statistics.distinct;
  for (Group* group : often) {
    const auto size = static_cast<double>(group->size());
    const double usual = rows / std::max(values, 1.0);
    const bool is_often = group->size() >= kLeast && size >= usual + kDeviations * std::sqrt(usual);
    if (statistics.frequent.size() == kFrequent || (!few && !is_often)) return;
    group->taken = true;
    rows -= size;
    values -= 1;
    statistics.frequent.push_back({sample_[group->begin].value, static_cast<uint64_t>(std::llround(size * scale))});
  }
}

void StatisticsBuilder::SetBounds(const std::vector<Group>& groups, ValueStatistics& statistics) const {
  std::vector<const Value*> others;
  for (const Group& group : groups) {
    for (size_t i = group.begin; !group.taken && i < group.end; ++i) others.push_back(&sample_[i].value);
  }
  if (others.empty()) return;
  const size_t buckets = std::clamp<size_t>(others.size() - 1, 1, kBuckets);
  for (size_t i = 0; i <= buckets; ++i) statistics.bounds.push_back(*others[i * (others.size() - 1) / buckets]);
}

ValueStatistics StatisticsBuilder::Finish(uint64_t rows, double seen, double distinct_in_half) {
  ValueStatistics statistics;
  statistics.rows = rows;
  statistics.sketch = sketch_;
  statistics.present = std::min(rows, static_cast<uint64_t>(std::llround(static_cast<double>(present_) / seen)));
  std::vector<Group> groups = GroupSample();
  statistics.distinct = EstimateDistinct(groups, static_cast<double>(statistics.present), seen, distinct_in_half);
  TakeFrequent(groups, statistics);
  SetBounds(groups, statistics);
  return statistics;
}

}  // namespace qiao::storage
