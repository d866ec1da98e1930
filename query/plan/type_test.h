// What IS :: TYPE asks of a value, with everything that the type says: LIST<LIST<INTEGER NOT NULL> NOT NULL>.
#pragma once

#include <algorithm>
#include <vector>

#include "base/value.h"
#include "query/type.h"

namespace qiao::query {

struct TypeTest {
  uint32_t kinds = 0;           // fit as they are; base::Kind::kList: lists of anything
  bool nullable = true;         // null fits
  std::vector<TypeTest> lists;  // a list fits one of these when all of its elements do

  bool Fits(const base::Value& value) const {
    if (value.is_null()) return nullable;
    if (kinds & Type::Bit(value.kind())) return true;
    return value.is(base::Kind::kList) && std::ranges::any_of(lists, [&](const TypeTest& element) {
             return std::ranges::all_of(value.list(), [&](const base::Value& one) { return element.Fits(one); });
           });
  }
  friend bool operator==(const TypeTest&, const TypeTest&) = default;
};

}  // namespace qiao::query
