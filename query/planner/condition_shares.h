// Which share of a population fits conditions, as far as the statistics of its properties tell.
//
// Conditions on one property are put together: bounds make a range. Those on several properties are thought to hang
// together half: the most selective counts in full, the next by its square root, and so on.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "query/plan/expression.h"
#include "query/planner/property_values.h"

namespace qiao::query {

class ConditionShares {
 public:
  ConditionShares(const GraphReader& graph, const Population& population) : graph_(graph), population_(population) {}

  struct Told {
    double share = 1;
    double least = 1;       // of the shares of single properties
    size_t properties = 0;  // of which conditions speak
    std::vector<const Expression*> untold;
  };
  // Of conditions that all must hold and read `entity`.
  Told All(Slot entity, std::span<const Expression* const> conditions);
  // Different values of a property.
  std::optional<double> Distinct(const std::string& key);
  // The share of those that have one value of the key of which nothing is known.
  std::optional<double> OneValue(const std::string& key);

 private:
  using Bound = PropertyValues::Bound;
  // What one condition says of one property.
  struct Test {
    const PropertyValues* values = nullptr;
    std::string key;
    double share = 1;  // without the bounds
    std::optional<Bound> lower;
    std::optional<Bound> upper;
  };

  const PropertyValues* ValuesOf(const std::string& key);
  const PropertyValues* Of(Slot entity, const Expression& expression);
  std::optional<Test> TestOf(Slot entity, const Expression& condition);
  std::optional<Test> Compare(Slot entity, const Expression& condition);
  std::optional<double> In(const PropertyValues& values, Slot entity, const Expression& list);
  std::optional<double> Any(Slot entity, const Expression& condition, std::set<std::string>& keys);
  static double ShareOf(const Test& test);
  static void Narrow(Test& test, const Test& other);

  const GraphReader& graph_;
  const Population& population_;
  std::map<std::string, std::optional<PropertyValues>> values_;
};

}  // namespace qiao::query
