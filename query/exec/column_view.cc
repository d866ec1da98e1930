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
    case base::Kind::kString:
      return base::Value::String(Text(row));
    default:  // kinds without an array of their own
      return values[row];
  }
}

}  // namespace qiao::query
