
#include "base/text.h"
#include "query/functions/aggregators.h"

namespace qiao::query {
namespace {

using base::Kind;

const Type kNumber = Type::Number();
const Type kFloat = Type::Of(Kind::kFloat);
const Type kSummable = Type::OneOf({Kind::kInteger, Kind::kFloat, Kind::kDuration});

const std::vector<Aggregation>& Rows() {
  static const std::vector<Aggregation> kRows = {
      {.name = "avg",
       .parameters = {{"value", kSummable}},
       .result = Type::OneOf({Kind::kFloat, Kind::kDuration}),
       .create = &NewAverage,
       .help = "The average of numbers or durations.",
       .example = "UNWIND [1, 2, 6] AS x RETURN avg(x) = 3.0"},
      {.name = "collect",
       .parameters = {{"value", Type::Any()}},
       .result = Type::Of(Kind::kList),
       .create = &NewCollect,
       .help = "The list of the values that aren't null.",
       .example = "UNWIND ['甲', null, '乙'] AS x RETURN collect(x) = ['甲', '乙']"},
      {.name = "count",
       .parameters = {{"value", Type::Any()}},
       .result = Type::Of(Kind::kInteger),
       .create = &NewCount,
       .help = "The number of values that aren't null; count(*) counts rows.",
       .example = "UNWIND [1, null, 1] AS x RETURN count(x) = 2"},
      {.name = "max",
       .parameters = {{"value", Type::Any()}},
       .create = &NewMax,
       .help = "The greatest value in the order of ORDER BY, nulls apart.",
       .example = "UNWIND [1, 7, 3] AS x RETURN max(x) = 7"},
      {.name = "min",
       .parameters = {{"value", Type::Any()}},
       .create = &NewMin,
       .help = "The smallest value in the order of ORDER BY, nulls apart.",
       .example = "UNWIND [4, 1, 3] AS x RETURN min(x) = 1"},
      {.name = "percentileCont",
       .parameters = {{"number", kNumber}, {"percentile", kNumber}},
       .result = kFloat,
       .create = &NewContinuousPercentile,
       .help = "The number below which a share of the numbers lies, interpolated between neighbours.",
       .example = "UNWIND [1, 2] AS x RETURN percentileCont(x, 0.5) = 1.5"},
      {.name = "percentileDisc",
       .parameters = {{"number", kNumber}, {"percentile", kNumber}},
       .result = kNumber,
       .create = &NewDiscretePercentile,
       .help = "The number below which a share of the numbers lies, one of the numbers given.",
       .example = "UNWIND [1, 2, 3] AS x RETURN percentileDisc(x, 0.5) = 2"},
      {.name = "stDev",
       .parameters = {{"number", kNumber}},
       .result = kFloat,
       .create = &NewSampleDeviation,
       .help = "The standard deviation, the numbers being a sample; null of none.",
       .example = "UNWIND [1, 2, 3] AS x RETURN stDev(x) = 1.0"},
      {.name = "stDevP",
       .parameters = {{"number", kNumber}},
       .result = kFloat,
       .create = &NewPopulationDeviation,
       .help = "The standard deviation, the numbers being all there are; null of none.",
       .example = "UNWIND [1, 3] AS x RETURN stDevP(x) = 1.0"},
      {.name = "sum",
       .parameters = {{"value", kSummable}},
       .result = kSummable,
       .create = &NewSum,
       .help = "The sum of numbers or durations; 0 of none.",
       .example = "UNWIND [1, 2, 3] AS x RETURN sum(x) = 6"},
  };
  return kRows;
}

}  // namespace

const Aggregation* FindAggregation(std::string_view name) {
  const std::string lower = base::AsciiLower(name);
  for (const Aggregation& row : Rows()) {
    if (base::AsciiLower(row.name) == lower) return &row;
  }
  return nullptr;
}

std::span<const Aggregation* const> AllAggregations() {
  static const std::vector<const Aggregation*> kAll = [] {
    std::vector<const Aggregation*> all;
    for (const Aggregation& row : Rows()) all.push_back(&row);
    return all;
  }();
  return kAll;
}

}  // namespace qiao::query
