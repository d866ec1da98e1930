// The entries that an entity has in an index, as a view of the graph sees it.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/schema.h"
#include "storage/view.h"

namespace qiao::storage {

// True while the entity exists and has the rule's label or type.
base::Result<bool> Obeys(const View& view, const Rule& rule, uint64_t entity);
// The values of the rule's keys, null where the entity has none.
base::Result<std::vector<base::Value>> ValuesOf(const View& view, const Rule& rule, uint64_t entity);

// Appends the keys of the entries of an entity whose values of the rule's keys these are, each once and in order.
// Without effect for a rule that has none.
void AddEntries(const Rule& rule, std::span<const base::Value> values, uint64_t entity, std::vector<std::string>& keys);
// Appends the keys of the entity's entries, each once. Without effect for a rule that has none.
base::Result<void> AddEntries(const View& view, const Rule& rule, uint64_t entity, std::vector<std::string>& keys);

// Every entity that the rule is about, in the order of tables and rows; stops with the callee's error.
base::Result<void> ForEachEntity(const View& view, const Rule& rule,
                                 const std::function<base::Result<void>(uint64_t entity)>& visit);
// The same with the values of the rule's keys, read by whole columns; they hold during the call.
using VisitValues = std::function<base::Result<void>(uint64_t entity, std::span<const base::Value> values)>;
base::Result<void> ForEachValues(const View& view, const Rule& rule, const VisitValues& visit);
// Every entry of an index: what its rows in kIndex must be.
base::Result<void> ForEachEntry(const View& view, const Rule& rule,
                                const std::function<base::Result<void>(std::string_view key)>& visit);

}  // namespace qiao::storage
