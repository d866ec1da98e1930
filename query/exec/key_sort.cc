#include "query/exec/key_sort.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <span>
#include <utility>

#include "base/radix_sort.h"
#include "query/exec/merge_sort.h"
#include "query/worker_pool.h"

namespace qiao::query {

using base::Result;

namespace {

constexpr size_t kFewRows = 64;  // are sorted by comparing them, unless their keys are numbers
constexpr size_t kHandful = 8;   // in place
constexpr uint64_t kSignBit = uint64_t{1} << 63;

// Of texts, seven bytes and how many more there are of the seven and what follows: 8 stands for more than the seven.
constexpr size_t kTextStep = 7;
constexpr uint64_t kTextGoesOn = kTextStep + 1;

uint64_t TextNumber(std::string_view rest) {
  uint64_t number = 0;
  for (size_t i = 0; i < kTextStep; ++i) {
    number = number << 8 | (i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0);
  }
  return number << 8 | std::min<uint64_t>(rest.size(), kTextGoesOn);
}

// NaN is the greatest, both zeros are equal.
uint64_t FloatNumber(double value) {
  if (std::isnan(value)) return UINT64_MAX;
  const auto bits = std::bit_cast<uint64_t>(value == 0 ? 0.0 : value);
  return (bits & kSignBit) != 0 ? ~bits : bits | kSignBit;
}

bool HasNumbers(Form form) { return HasOrderNumbers(form) || form == Form::kTexts; }

bool CanPack(const Column& column) { return HasOrderNumbers(column.form()) && !column.has_nulls(); }

template <class Visit>
void ForEachNumber(const Column& column, std::span<const uint32_t> rows, Visit visit) {
  if (column.form() == Form::kFloats) {
    for (size_t i = 0; i < rows.size(); ++i) visit(i, OrderNumber(column, rows[i]));
  } else {
    const uint64_t* words = column.words();
    for (size_t i = 0; i < rows.size(); ++i) visit(i, words[rows[i]] ^ kSignBit);
  }
}

// Numbers of the rows in the order of a key and of those behind it that fit into the same 64 bits, by how far they are
// from their least values. Returns the first key that doesn't.
size_t Pack(const Batch& store, const SortOrder& order, std::span<const uint32_t> rows, size_t key,
            std::vector<uint64_t>& numbers) {
  numbers.assign(rows.size(), 0);
  for (int left = 64; key < order.keys.size(); ++key) {
    const Column& column = store.Get(order.keys[key].slot);
    if (column.form() == Form::kNulls || column.constant()) continue;
    if (!CanPack(column)) break;
    uint64_t least = UINT64_MAX, greatest = 0;
    ForEachNumber(column, rows, [&](size_t, uint64_t number) {
      least = std::min(least, number);
      greatest = std::max(greatest, number);
    });
    const int bits = static_cast<int>(std::bit_width(greatest - least));
    if (bits > left) break;
    left -= bits;
    if (bits == 0) continue;
    const bool descending = order.keys[key].descending;
    ForEachNumber(column, rows, [&](size_t i, uint64_t number) {
      numbers[i] = (bits == 64 ? 0 : numbers[i] << bits) | (descending ? greatest - number : number - least);
    });
  }
  return key;
}

class KeySorter {
 public:
  KeySorter(const Batch& store, const SortOrder& order, std::vector<uint32_t>& rows, Interrupt& interrupt)
      : store_(store), order_(order), rows_(rows), interrupt_(interrupt) {}

  Result<void> Sort() {
    left_.push_back({0, rows_.size()});
    while (!left_.empty()) {
      const Part part = left_.back();
      left_.pop_back();
      QIAO_CHECK(SortPart(part));
    }
    return {};
  }

 private:
  // Rows that are equal in what has been looked at.
  struct Part {
    size_t begin;
    size_t end;
    size_t key = 0;     // the next one to look at
    size_t offset = 0;  // of texts: where to go on
  };

  Result<void> SortPart(const Part& part) {
    if (part.key == order_.keys.size() || part.end - part.begin < 2) return {};
    QIAO_CHECK(interrupt_.Tick(part.end - part.begin));
    const Column& column = store_.Get(order_.keys[part.key].slot);
    if (column.form() == Form::kNulls || (column.constant() && part.offset == 0)) {
      left_.push_back({part.begin, part.end, part.key + 1});
      return {};
    }
    const size_t count = part.end - part.begin;
    const bool packs = CanPack(column);
    if (!HasNumbers(column.form()) || count <= kHandful || (count < kFewRows && !packs)) return Compare(part);
    if (packs) {
      SortPacked(part);
    } else {
      SortNumbers(part.offset == 0 && column.has_nulls() ? TakeNulls(part, column) : part, column);
    }
    return {};
  }

  Result<void> Compare(const Part& part) {
    const auto rows = Rows(part);
    const auto before = [&](uint32_t a, uint32_t b) { return order_.IsBefore(store_, a, store_, b, part.key); };
    if (rows.size() <= kHandful) {
      for (size_t i = 1; i < rows.size(); ++i) {
        for (size_t at = i; at > 0 && before(rows[at], rows[at - 1]); --at) std::swap(rows[at], rows[at - 1]);
      }
      return {};
    }
    std::vector<uint32_t> sorted(rows.begin(), rows.end());
    QIAO_CHECK(MergeSort(sorted, before, interrupt_));
    std::ranges::copy(sorted, rows.begin());
    return {};
  }

  void SortPacked(const Part& part) {
    const auto rows = Rows(part);
    const size_t next = Pack(store_, order_, rows, part.key, keys_);
    SortByNumbers(rows);
    AddEqual(part, [&](uint64_t) { return std::pair(next, size_t{0}); });
  }

  // Moves the rows without a value, the greatest of all, to their end of the part; what is left are the others.
  Part TakeNulls(const Part& part, const Column& column) {
    const auto rows = Rows(part);
    const bool first = order_.keys[part.key].descending;
    const auto border =
        std::stable_partition(rows.begin(), rows.end(), [&](uint32_t row) { return column.IsNull(row) == first; });
    const size_t middle = part.begin + static_cast<size_t>(border - rows.begin());
    const Part nulls = {first ? part.begin : middle, first ? middle : part.end, part.key + 1};
    left_.push_back(nulls);
    return {first ? middle : part.begin, first ? part.end : middle, part.key};
  }

  void SortNumbers(const Part& part, const Column& column) {
    const auto rows = Rows(part);
    const uint64_t turned = order_.keys[part.key].descending ? UINT64_MAX : 0;
    keys_.resize(rows.size());
    for (size_t i = 0; i < rows.size(); ++i) keys_[i] = NumberOf(column, rows[i], part.offset) ^ turned;
    SortByNumbers(rows);
    AddEqual(part, [&](uint64_t number) {
      const bool goes_on = column.form() == Form::kTexts && ((number ^ turned) & 0xFF) == kTextGoesOn;
      return goes_on ? std::pair(part.key, part.offset + kTextStep) : std::pair(part.key + 1, size_t{0});
    });
  }

  void SortByNumbers(std::span<uint32_t> rows) {
    numbers_.assign(rows.begin(), rows.end());
    base::SortByKey(keys_, numbers_);
    std::ranges::copy(numbers_, rows.begin());
  }

  // Rows with equal numbers wait to be sorted by what comes next: a key and an offset.
  template <class Next>
  void AddEqual(const Part& part, Next next) {
    for (size_t begin = 0; begin < keys_.size();) {
      size_t end = begin + 1;
      while (end < keys_.size() && keys_[end] == keys_[begin]) ++end;
      if (end - begin > 1) {
        const auto [key, offset] = next(keys_[begin]);
        left_.push_back({part.begin + begin, part.begin + end, key, offset});
      }
      begin = end;
    }
  }

  static uint64_t NumberOf(const Column& column, uint32_t row, size_t offset) {
    return column.form() == Form::kTexts ? TextNumber(column.Text(row).substr(offset)) : OrderNumber(column, row);
  }

  std::span<uint32_t> Rows(const Part& part) { return std::span(rows_).subspan(part.begin, part.end - part.begin); }

  const Batch& store_;
  const SortOrder& order_;
  std::vector<uint32_t>& rows_;
  Interrupt& interrupt_;
  std::vector<Part> left_;
  std::vector<uint64_t> keys_;
  std::vector<uint32_t> numbers_;
};

}  // namespace

bool HasOrderNumbers(Form form) {
  return form == Form::kIntegers || form == Form::kFloats || form == Form::kBooleans || form == Form::kDates;
}

uint64_t OrderNumber(const Column& column, size_t row) {
  const uint64_t word = column.Word(row);
  return column.form() == Form::kFloats ? FloatNumber(std::bit_cast<double>(word)) : word ^ kSignBit;
}

namespace {

// Divides the rows by the first key, so that those of a division come before those of the next one and each can be
// sorted by itself. Where each division ends; one that ends at once where the first key has no numbers.
class Divider {
 public:
  Divider(const Batch& store, const SortOrder& order, std::vector<uint32_t>& rows)
      : column_(store.Get(order.keys[0].slot)), turned_(order.keys[0].descending ? UINT64_MAX : 0), rows_(rows) {}

  bool CanDivide() const { return HasNumbers(column_.form()) && !column_.has_nulls() && !column_.constant(); }

  Result<std::vector<size_t>> Divide(size_t divisions, WorkerPool& workers) {
    ChooseBorders(divisions);
    std::vector<uint8_t> places(rows_.size());
    QIAO_CHECK(workers.Run((rows_.size() + kRowsAtOnce - 1) / kRowsAtOnce, [&](size_t piece, size_t) -> Result<void> {
      const size_t end = std::min(rows_.size(), (piece + 1) * kRowsAtOnce);
      for (size_t i = piece * kRowsAtOnce; i < end; ++i) places[i] = PlaceOf(Number(rows_[i]));
      return {};
    }));
    std::vector<size_t> ends(borders_.size() + 1, 0);
    for (const uint8_t place : places) ++ends[place];
    size_t sum = 0;
    for (size_t& end : ends) sum += std::exchange(end, sum);
    std::vector<uint32_t> divided(rows_.size());
    for (size_t i = 0; i < rows_.size(); ++i) divided[ends[places[i]]++] = rows_[i];
    rows_.swap(divided);
    return ends;
  }

 private:
  uint64_t Number(uint32_t row) const {
    return (column_.form() == Form::kTexts ? TextNumber(column_.Text(row)) : OrderNumber(column_, row)) ^ turned_;
  }

  uint8_t PlaceOf(uint64_t number) const {
    size_t place = 0;
    for (const uint64_t border : borders_) place += number > border ? 1 : 0;
    return static_cast<uint8_t>(place);
  }

  // So that the divisions have about as many rows each, as far as a sample tells.
  void ChooseBorders(size_t divisions) {
    std::vector<uint64_t> sample;
    const size_t step = std::max<size_t>(rows_.size() / (divisions * kSampleOfDivision), 1);
    for (size_t i = 0; i < rows_.size(); i += step) sample.push_back(Number(rows_[i]));
    std::ranges::sort(sample);
    for (size_t i = 1; i < divisions; ++i) borders_.push_back(sample[sample.size() * i / divisions]);
    const auto repeated = std::ranges::unique(borders_);
    borders_.erase(repeated.begin(), repeated.end());
  }

  static constexpr size_t kRowsAtOnce = 1 << 14;
  static constexpr size_t kSampleOfDivision = 128;

  const Column& column_;
  const uint64_t turned_;
  std::vector<uint32_t>& rows_;
  std::vector<uint64_t> borders_;  // the greatest numbers of all divisions but the last
};

}  // namespace

Result<void> SortByKeys(const Batch& store, const SortOrder& order, std::vector<uint32_t>& rows, Interrupt& interrupt) {
  return KeySorter(store, order, rows, interrupt).Sort();
}

Result<void> SortByKeys(const Batch& store, const SortOrder& order, std::vector<uint32_t>& rows, Environment& env) {
  constexpr size_t kDivisionsOfThread = 4;
  constexpr size_t kMostDivisions = 64;
  const bool alone = env.workers == nullptr || env.workers->threads() < 2 || rows.size() < env.parallel_rows;
  if (alone || rows.empty()) return SortByKeys(store, order, rows, env.interrupt);
  Divider divider(store, order, rows);
  if (!divider.CanDivide()) return SortByKeys(store, order, rows, env.interrupt);
  const size_t divisions = std::min(env.workers->threads() * kDivisionsOfThread, kMostDivisions);
  QIAO_TRY(const std::vector<size_t> ends, divider.Divide(divisions, *env.workers));
  return env.workers->Run(ends.size(), [&](size_t piece, size_t) -> Result<void> {
    const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(piece == 0 ? 0 : ends[piece - 1]);
    std::vector<uint32_t> part(begin, rows.begin() + static_cast<std::ptrdiff_t>(ends[piece]));
    Interrupt interrupt = env.interrupt;
    QIAO_CHECK(SortByKeys(store, order, part, interrupt));
    std::ranges::copy(part, begin);
    return {};
  });
}

std::optional<uint32_t> SelectByKeys(const Batch& store, const SortOrder& order, std::vector<uint32_t>& rows,
                                     size_t wanted) {
  std::vector<uint64_t> numbers;
  if (Pack(store, order, rows, 0, numbers) < order.keys.size()) return std::nullopt;
  std::vector<uint64_t> divided = numbers;
  const auto border = divided.begin() + static_cast<std::ptrdiff_t>(wanted - 1);
  std::ranges::nth_element(divided, border);
  const uint64_t greatest = *border;
  // Of those that are equal to the greatest number the first ones are wanted.
  auto equal =
      static_cast<size_t>(wanted) -
      static_cast<size_t>(std::count_if(divided.begin(), border, [&](uint64_t one) { return one < greatest; }));
  size_t kept = 0;
  uint32_t last = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (numbers[i] > greatest || (numbers[i] == greatest && equal == 0)) continue;
    if (numbers[i] == greatest) {
      last = rows[i];
      --equal;
    }
    rows[kept++] = rows[i];
  }
  rows.resize(kept);
  return last;
}

}  // namespace qiao::query
