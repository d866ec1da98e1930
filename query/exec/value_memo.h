// Remembers what a computation makes of the values of one column. Days, codes and names come again and again; where
// values don't, the memo gives up and costs nothing any more.
#pragma once

#include <vector>

#include "base/result.h"
#include "query/exec/column.h"

namespace qiao::query {

class ValueMemo {
 public:
  // The values of the column can be remembered, and it has paid so far.
  bool IsFor(const Column& input) const {
    const Form form = input.form();
    return !given_up_ && (form == Form::kDates || form == Form::kIntegers || form == Form::kTexts);
  }

  // Fills `out` with compute(row), a Result<Value>, for each row of the input; equal values are computed once.
  template <class Compute>
  base::Result<void> Map(const Column& input, size_t rows, Column& out, const Compute& compute) {
    if (input.form() != keys_.form() || keys_.size() > kMostKept) Forget(input.form());
    numbers_.resize(rows);
    size_t misses = 0;
    for (size_t row = 0; row < rows; ++row) {
      const bool null = input.IsNull(row);
      uint32_t& place = null ? null_place_ : places_[PlaceOf(input, row)];
      if (place == 0 || (!null && !IsKey(place - 1, input, row))) {
        QIAO_TRY(base::Value value, compute(row));
        given_up_ = given_up_ || base::HeapSize(value) > kLarge;
        if (null) {
          keys_.AppendNull();
        } else {
          keys_.AppendRow(input, row);
        }
        made_.Append(std::move(value));
        place = static_cast<uint32_t>(made_.size());
        ++misses;
      }
      numbers_[row] = place - 1;
    }
    out.Gather(made_, numbers_);
    rows_ += rows;
    misses_ += misses;
    given_up_ = given_up_ || (rows_ >= kTrialRows && misses_ * 2 > rows_);
    if (given_up_) Forget(Form::kNulls);
    return {};
  }

 private:
  static constexpr size_t kPlaces = 4096;
  static constexpr size_t kTrialRows = 2048;
  static constexpr size_t kMostKept = 4 * kPlaces;
  static constexpr size_t kLarge = 256;  // bytes of a result; larger ones aren't kept

  void Forget(Form form) {
    keys_.Clear(form);
    made_.Clear();
    places_.assign(form == Form::kNulls ? 0 : kPlaces, 0);
    null_place_ = 0;
  }
  static size_t PlaceOf(const Column& input, size_t row) {
    if (input.form() == Form::kTexts) return std::hash<std::string_view>()(input.Text(row)) % kPlaces;
    return input.Word(row) % kPlaces;
  }
  bool IsKey(size_t number, const Column& input, size_t row) const {
    return input.form() == Form::kTexts ? keys_.Text(number) == input.Text(row) : keys_.Word(number) == input.Word(row);
  }

  bool given_up_ = false;
  size_t rows_ = 0;
  size_t misses_ = 0;
  Column keys_;
  Column made_;                   // of the keys
  std::vector<uint32_t> places_;  // by value: the key's number + 1; another one with the same place takes it over
  uint32_t null_place_ = 0;
  std::vector<uint32_t> numbers_;
};

}  // namespace qiao::query
