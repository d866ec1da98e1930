// Values of every kind, among them the extremes at which arithmetic can go wrong.
#pragma once

#include "base/value.h"

namespace qiao::query::testing {

inline base::List Samples() {
  using base::Value;
  return {
      Value::Null(),
      Value::Boolean(true),
      Value::Integer(INT64_MIN),
      Value::Integer(0),
      Value::Integer(3),
      Value::Float(-1e308),
      Value::Float(0.0 / 0.0),
      Value::String(""),
      Value::String("day"),
      Value::String("2023-07-21T12:34:56.7+08:00[Asia/Shanghai]"),
      Value::String("\xff\xfe潞"),
      Value::Of(base::List{}),
      Value::Of(base::List{Value::Null(), Value::String("甲")}),
      Value::Of(base::Map{}),
      Value::Of(base::Map{{"year", Value::Integer(INT64_MAX)}, {"day", Value::Integer(INT64_MIN)}}),
      Value::Of(base::Map{{"x", Value::Float(1)}, {"y", Value::Float(0.0 / 0.0)}}),
      Value::Of(base::Map{{"epochMillis", Value::Integer(INT64_MIN)}}),
      Value::Of(base::NodeRecord{base::NodeId(1), {"甲"}, {}}),
      Value::Of(base::RelationshipRecord{base::EdgeId(1), base::NodeId(1), base::NodeId(2), "乙", {}}),
      Value::Of(base::Path{{base::NodeId(1)}, {}}),
      Value::Of(base::Date{-365'243'219'162}),
      Value::Of(base::LocalTime{0}),
      Value::Of(base::Time{86'399'999'999'999, -64'800}),
      Value::Of(base::LocalDateTime{31'556'889'864'403'199, 999'999'999}),
      Value::Of(base::DateTime{-31'557'014'167'219'200, 0, 28'800, "Asia/Shanghai"}),
      Value::Of(base::Duration{INT64_MIN, INT64_MIN, INT64_MIN, 999'999'999}),
      Value::Of(base::Point{base::Crs::kWgs84_3D, 180, -90, 1e300}),
  };
}

}  // namespace qiao::query::testing
