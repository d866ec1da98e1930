// Whether entities obey constraints, and the words of the errors when they don't. All of them are kConstraint and name
// the entities and values.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/index_reader.h"
#include "storage/schema.h"
#include "storage/view.h"

namespace qiao::storage {

// Looks for other entities with the values of one.
class UniqueCheck {
 public:
  UniqueCheck(const View& view, const Rule& rule);
  ~UniqueCheck();

  bool IsOf(std::string_view key) const { return key.starts_with(prefix_); }
  // `key`: an entry of the rule, as the view has it.
  base::Result<void> Check(std::string_view key);

 private:
  const View& view_;
  const Rule& rule_;
  const std::string prefix_;
  std::unique_ptr<IndexReader> reader_;
  std::vector<uint64_t> found_;
};

// Finds entities with equal values among the entries of a unique rule, which are handed over in the order of their
// keys.
class EqualEntries {
 public:
  EqualEntries(const View& view, const Rule& rule) : view_(view), rule_(rule) {}

  // NotUnique for an earlier entity that has the values of this entry's, if there is one.
  base::Result<std::optional<base::Error>> Add(std::string_view key);

 private:
  const View& view_;
  const Rule& rule_;
  std::string before_;
  std::vector<uint64_t> alike_;  // entities before that have the same key: not equal only where long texts begin alike
};

// What kKey, kExists and kType ask of one entity. Without effect for one that the rule is not about.
base::Result<void> CheckEntity(const View& view, const Rule& rule, uint64_t entity);

// Which of the rule's keys has a value, of these, that kKey, kExists or kType forbid.
std::optional<size_t> BrokenKey(const Rule& rule, std::span<const base::Value> values);
// The value for a message, cut where it is long.
std::string ShortText(const base::Value& value);
// `id` = 5, `name` = '甲'
std::string Listed(std::span<const std::string> keys, const std::vector<base::Value>& values);

// Two rules answer the same question, or forbid the same thing.
bool IsEquivalent(const Rule& a, const Rule& b);
// All values are equal and none is null or NaN.
bool Equal(const std::vector<base::Value>& a, const std::vector<base::Value>& b);
// `first` = '甲', `second` = 5
std::string PropertiesText(const View& view, const Rule& rule, const std::vector<base::Value>& values);
// Node(17) already exists with label `Person` and property `id` = 5
base::Error NotUnique(const View& view, const Rule& rule, uint64_t entity, const std::vector<base::Value>& values);
// Node(17) and Node(18) with label `Person` both have `id` = 5
base::Error BothHave(const View& view, const Rule& rule, uint64_t first, uint64_t second,
                     const std::vector<base::Value>& values);
// The constraint can't be made: the first entities that break it.
base::Error BrokenByData(const Rule& rule, const std::vector<base::Error>& faults, bool more);

}  // namespace qiao::storage
