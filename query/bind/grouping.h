// What an expression may use once rows are grouped: keys and aggregates.
#pragma once

#include <vector>

#include "query/bind/binder.h"

namespace qiao::query {

// What it means when something else is used.
enum class Leftover : uint8_t {
  kAmbiguous,  // in an item next to an aggregate: which row's value?
  kUndefined,  // in ORDER BY or WHERE: it is no longer there
};

// Replaces what equals a key by the key's slot. Beside an aggregate, only keys that are variables or properties count,
// as openCypher demands; elsewhere any. What remains must be made of keys, aggregates and `visible` slots.
Result<void> ReplaceKeys(ExpressionPtr& expression, const std::vector<ExpressionPtr>& keys,
                         const std::vector<Slot>& key_slots, const Binder& binder,
                         const std::vector<Aggregate::Item>& aggregations, Leftover leftover,
                         const std::vector<Slot>& visible = {});

}  // namespace qiao::query
