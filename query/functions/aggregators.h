// The states of the aggregate functions, by file.
#pragma once

#include <memory>

#include "query/functions/aggregation.h"

namespace qiao::query {

std::unique_ptr<Aggregator> NewCount(const FunctionContext&);
std::unique_ptr<Aggregator> NewCollect(const FunctionContext&);
std::unique_ptr<Aggregator> NewMin(const FunctionContext&);
std::unique_ptr<Aggregator> NewMax(const FunctionContext&);
std::unique_ptr<Aggregator> NewSum(const FunctionContext&);
std::unique_ptr<Aggregator> NewAverage(const FunctionContext&);
std::unique_ptr<Aggregator> NewSampleDeviation(const FunctionContext&);
std::unique_ptr<Aggregator> NewPopulationDeviation(const FunctionContext&);
std::unique_ptr<Aggregator> NewContinuousPercentile(const FunctionContext&);
std::unique_ptr<Aggregator> NewDiscretePercentile(const FunctionContext&);

}  // namespace qiao::query
