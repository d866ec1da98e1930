// Identities of things in a graph. Each kind is its own type, so that a label can't be passed where a key is meant.
//
// A node is a row of a node table, an edge a row of an edge table: 21 bits of table and 32 bits of row make 53 bits,
// which JavaScript keeps exact. Ids are stable for life and are never reused.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace qiao::base {

// A number that can be compared and hashed but not mixed with the numbers of another kind.
template <class Tag, class Number>
struct StrongId {
  Number value = 0;

  constexpr StrongId() = default;
  constexpr explicit StrongId(Number number) : value(number) {}
  friend constexpr auto operator<=>(StrongId, StrongId) = default;
};

using LabelId = StrongId<struct LabelTag, uint32_t>;  // a node label, :医院
using TypeId = StrongId<struct TypeTag, uint32_t>;    // a relationship type, :结对
using KeyId = StrongId<struct KeyTag, uint32_t>;      // a property key, name
using TableId = StrongId<struct TableTag, uint32_t>;  // a node table or an edge table; the two are numbered apart

// Place of a node or an edge: (table, row).
template <class Tag>
struct RowId {
  uint64_t value = 0;

  static constexpr int kRowBits = 32;
  static constexpr int kTableBits = 21;
  static constexpr uint32_t kMaxTable = (1U << kTableBits) - 1;

  constexpr RowId() = default;
  constexpr explicit RowId(uint64_t number) : value(number) {}
  constexpr RowId(TableId table, uint32_t row) : value((uint64_t{table.value} << kRowBits) | row) {}

  constexpr TableId table() const { return TableId(static_cast<uint32_t>(value >> kRowBits)); }
  constexpr uint32_t row() const { return static_cast<uint32_t>(value); }
  friend constexpr auto operator<=>(RowId, RowId) = default;
};

using NodeId = RowId<struct NodeTag>;
using EdgeId = RowId<struct EdgeTag>;

enum class Direction : uint8_t { kOut, kIn };

constexpr Direction Opposite(Direction direction) {
  return direction == Direction::kOut ? Direction::kIn : Direction::kOut;
}

}  // namespace qiao::base

template <class Tag, class Number>
struct std::hash<qiao::base::StrongId<Tag, Number>> {
  size_t operator()(qiao::base::StrongId<Tag, Number> id) const noexcept { return std::hash<Number>()(id.value); }
};

template <class Tag>
struct std::hash<qiao::base::RowId<Tag>> {
  size_t operator()(qiao::base::RowId<Tag> id) const noexcept { return std::hash<uint64_t>()(id.value); }
};
