// What is known of an expression's value before it runs: the set of kinds that it may have.
//
// A set, rather than one type, because openCypher is typed at run time: a property may be anything. The binder reports
// an error only where no possible kind fits. Null is always possible and is not in the set.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "base/value.h"

namespace qiao::query {

struct Type {
  uint32_t kinds = kAllKinds;     // bit base::Kind
  uint32_t elements = kAllKinds;  // the kinds of a list's elements; means nothing for a type that can't be a list

  static constexpr uint32_t kAllKinds = 0xffffffff;

  static constexpr uint32_t Bit(base::Kind kind) { return 1U << static_cast<uint32_t>(kind); }
  static constexpr Type Any() { return {}; }
  static constexpr Type Null() { return {0, 0}; }
  static constexpr Type Of(base::Kind kind) { return {Bit(kind), kAllKinds}; }
  static constexpr Type OneOf(std::initializer_list<base::Kind> kinds) {
    Type type{0, kAllKinds};
    for (base::Kind kind : kinds) type.kinds |= Bit(kind);
    return type;
  }
  static constexpr Type Number() { return OneOf({base::Kind::kInteger, base::Kind::kFloat}); }
  static constexpr Type ListOf(Type element) { return {Bit(base::Kind::kList), element.kinds}; }

  constexpr Type Element() const { return {elements, kAllKinds}; }
  constexpr bool May(base::Kind kind) const { return kinds & Bit(kind); }
  // Certainly of that kind, or null.
  constexpr bool Is(base::Kind kind) const { return (kinds & ~Bit(kind)) == 0; }
  // Some value (or null) fits both.
  constexpr bool Meets(Type other) const { return kinds == 0 || other.kinds == 0 || (kinds & other.kinds) != 0; }
  constexpr Type Union(Type other) const { return {kinds | other.kinds, elements | other.elements}; }
  friend constexpr bool operator==(Type, Type) = default;
};

}  // namespace qiao::query
