// What the statistics of the graph say of one property of a population: which share of its nodes or relationships has a
// certain value, one of a range, any at all.
//
// Values are thought to spread evenly between two bounds of the statistics, and to come equally often where they aren't
// among the frequent ones.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/graph.h"
#include "query/planner/population.h"

namespace qiao::query {

class PropertyValues {
 public:
  // nullopt where statistics are missing, for more than a small part of the population.
  static std::optional<PropertyValues> Of(const GraphReader& graph, const Population& population,
                                          const std::string& key);

  struct Bound {
    base::Value value;
    bool inclusive = true;
  };

  // Different values.
  double Distinct() const;
  // Shares of the population.
  double Present() const;
  double Equal(const base::Value& value) const;
  double OneValue() const;  // that nothing is known of
  // Comparable with the bounds, of which there is one at least, and between them.
  double Between(const std::optional<Bound>& lower, const std::optional<Bound>& upper) const;
  double WithPrefix(std::string_view prefix) const;

 private:
  // Of one table.
  struct Part {
    double weight;  // its share of the population
    GraphReader::StatisticsPtr statistics;
  };
  template <class Share>
  double Sum(Share share) const;

  std::vector<Part> parts_;
};

}  // namespace qiao::query
