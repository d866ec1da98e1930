#include "query/exec/row_order.h"

namespace qiao::query {

std::strong_ordering OrderBetween(const Column& a, size_t row_a, const Column& b, size_t row_b) {
  const Form form = a.form();
  if (form == b.form() && (form == Form::kIntegers || form == Form::kDates || form == Form::kTexts)) {
    const bool null_a = a.IsNull(row_a), null_b = b.IsNull(row_b);
    if (null_a || null_b) return null_a <=> null_b;  // null is the greatest
    if (form == Form::kTexts) return a.Text(row_a) <=> b.Text(row_b);
    return static_cast<int64_t>(a.Word(row_a)) <=> static_cast<int64_t>(b.Word(row_b));
  }
  if (form == Form::kValues && b.form() == Form::kValues) {
    return base::Order(a.values()[row_a * a.stride()], b.values()[row_b * b.stride()]);
  }
  return base::Order(a.At(row_a), b.At(row_b));
}

}  // namespace qiao::query
