// Makes up graphs and queries at random. The same seed gives the same texts.
//
// Every query has one right answer as a bag of rows: rows are cut only where their order is total, values whose order
// is open are only used in ways that it does not matter for, and what a clause writes does not depend on the order of
// its rows.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace qiao::tests {

class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}
  int Between(int low, int high) { return low + static_cast<int>(random_() % static_cast<uint64_t>(high - low + 1)); }
  bool Chance(int percent) { return Between(1, 100) <= percent; }
  template <class Choice>
  const Choice& Pick(const std::vector<Choice>& choices) {
    return choices[static_cast<size_t>(Between(0, static_cast<int>(choices.size()) - 1))];
  }
  std::string_view Pick(std::initializer_list<std::string_view> choices) {
    return choices.begin()[Between(0, static_cast<int>(choices.size()) - 1)];
  }

 private:
  std::mt19937_64 random_;
};

// A CREATE statement: several labels or none on a node, parallel edges, self-loops, properties of mixed kinds. Every
// node and every relationship has a `uid` of its own.
std::string MakeGraph(Dice& dice);

// CREATE INDEX statements for some of the labels, types and properties of such graphs.
std::vector<std::string> MakeIndexes(Dice& dice);

struct MadeQuery {
  std::string text;
  bool ordered = false;          // its rows come in one right order
  bool open_list_order = false;  // lists in its rows may stand in any order
  bool writes = false;
};

struct QueryWishes {
  bool may_write = false;
  bool counts_only = false;  // only queries that count matches of patterns
  bool unique_ids = true;    // whether all `uid`s of the graph differ: only then do they make an order total
};
MadeQuery MakeQuery(Dice& dice, const QueryWishes& wishes);

}  // namespace qiao::tests
