#include "query/graph.h"

namespace qiao::query {

base::Value ColumnView::Get(uint32_t row) const {
  if (!Has(row)) return base::Value::Null();
  if (mixed) return values[row];
  switch (kind) {
    case base::Kind::kInteger:
      return base::Value::Integer(integers[row]);
    case base::Kind::kDate:
      return base::Value::Of(base::Date{integers[row]});
    case base::Kind::kFloat:
      return base::Value::Float(floats[row]);
    case base::Kind::kBoolean:
      return base::Value::Boolean(booleans[row] != 0);
    case base::Kind::kString: {
      const uint32_t begin = row > 0 ? string_ends[row - 1] : 0;
      return base::Value::String(std::string_view(string_bytes + begin, string_ends[row] - begin));
    }
    default:  // kinds without an array of their own
      return values[row];
  }
}

}  // namespace qiao::query
