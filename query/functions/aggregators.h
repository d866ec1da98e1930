// The states of the aggregate functions, by file.
#pragma once

#include <memory>

#include "query/functions/aggregation.h"

namespace qiao::query {

std::unique_ptr<Aggregator> NewCount();
std::unique_ptr<Aggregator> NewCollect();
std::unique_ptr<Aggregator> NewMin();
std::unique_ptr<Aggregator> NewMax();
std::unique_ptr<Aggregator> NewSum();
std::unique_ptr<Aggregator> NewAverage();
std::unique_ptr<Aggregator> NewSampleDeviation();
std::unique_ptr<Aggregator> NewPopulationDeviation();
std::unique_ptr<Aggregator> NewContinuousPercentile();
std::unique_ptr<Aggregator> NewDiscretePercentile();

}  // namespace qiao::query
