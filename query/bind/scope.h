// Names and the slots that they stand for.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/plan/expression.h"

namespace qiao::query {

// All slots of a statement. A hidden slot's name begins with a space.
struct SlotTable {
  std::vector<std::string> names;
  std::vector<Type> types;

  Slot Add(std::string name, Type type) {
    names.push_back(std::move(name));
    types.push_back(type);
    return static_cast<Slot>(names.size() - 1);
  }
  Slot AddHidden(std::string_view purpose, Type type) { return Add(" " + std::string(purpose), type); }
};

// What linenumber() and file() stand for after LOAD CSV: variables that no query can name.
inline constexpr std::string_view kLineName = " linenumber";
inline constexpr std::string_view kFileName = " file";

// The variables that a place of the query can see. A plain value: a clause that opens a scope copies the one around it.
class Scope {
 public:
  // kNoSlot when there is none of that name. A name that was declared again means the last one.
  Slot Find(std::string_view name) const {
    for (auto variable = variables_.rbegin(); variable != variables_.rend(); ++variable) {
      if (variable->first == name) return variable->second;
    }
    return kNoSlot;
  }
  bool Has(std::string_view name) const { return Find(name) != kNoSlot; }
  void Declare(std::string name, Slot slot) { variables_.emplace_back(std::move(name), slot); }
  void Undeclare() { variables_.pop_back(); }  // the last one
  const std::vector<std::pair<std::string, Slot>>& variables() const { return variables_; }
  bool empty() const { return variables_.empty(); }

 private:
  std::vector<std::pair<std::string, Slot>> variables_;
};

}  // namespace qiao::query
