// The parts of the generator: expressions, patterns, clauses. A Maker makes one query.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/oracle/generator.h"

namespace qiao::tests {

// What a variable or an expression yields, if not null.
enum class Sort {
  kInteger,
  kText,
  kBoolean,
  kScalar,   // a property of any kind
  kNumbers,  // a list of integers
  kBag,      // a list of scalars whose order is open
  kNode,
  kEdge,
  kEdges,  // a list of relationships
  kPath,
  kLength,  // a path of which only the length is certain
};

struct Variable {
  std::string name;
  Sort sort;
  bool nullable = false;
};
using Scope = std::vector<Variable>;

class Maker {
 public:
  Maker(Dice& dice, const QueryWishes& wishes) : dice_(dice), wishes_(wishes), unique_(wishes.unique_ids) {}
  MadeQuery Make();

 private:
  // --- make_expression.cc; `depth` is how deep they may still nest ---
  std::string Of(Sort sort, int depth);
  std::string Integer(int depth);
  std::string Text(int depth);
  std::string Boolean(int depth);
  std::string PathTest(const std::string& parts);
  std::string Scalar(int depth);
  std::string Numbers(int depth);
  std::string Bag(int depth);
  std::string Comparison(int depth);
  std::string Where(int depth);
  std::string PatternTest();
  std::string Subquery(std::string_view kind);
  std::string OverList(int depth);
  std::string IntegerLiteral();
  std::string TextLiteral();
  std::string ScalarLiteral();

  // --- make_pattern.cc ---
  enum class Use { kMatch, kTest };  // a test gives no names
  std::string Labels();
  std::string Types();
  std::string NodePattern(Use use);
  std::string EdgePattern(Use use);
  std::string Path(Use use, int hops);
  std::string QuantifiedPath();
  std::string ShortestPath();
  std::string Patterns();

  // --- make_clause.cc ---
  void Reading(int clauses, bool calls);
  void Match();
  void Unwind();
  void With();
  void ShortWith();
  void Call();
  void Return(const Scope* columns);
  std::string Projection(bool last, const Scope* columns);
  std::string Aggregate(Sort& made);
  std::string Order(const Scope& variables, const std::string& first, bool last);
  std::string OrderKey(const Variable& variable) const;
  Sort AnySort();

  // --- make_count.cc ---
  void Counting();
  void CountedMatch(std::vector<std::string>& nodes, int edges);
  std::string CountedPaths(std::vector<std::string>& nodes, int edges);
  std::string CountedChain();
  std::string CountedRing(std::vector<std::string>& nodes);
  std::string CountedNode(const std::string& name);
  std::string CountedEdge();
  std::string CountedCondition(const std::vector<std::string>& nodes);

  // --- make_update.cc ---
  void Writing();
  void Update();
  std::string Create();
  std::string Merge();
  std::string Remove(const Variable& variable);
  std::string Foreach();
  std::string SettingOf(const Variable& variable);
  std::string NewProperties();
  std::string NewLabels();
  std::string NewType();

  // --- names ---
  std::string NewName(char first) { return first + std::to_string(next_name_++); }
  void Add(const std::string& name, Sort sort) { scope_.push_back({name, sort, optional_}); }
  std::optional<Variable> Find(Sort sort, bool nullable = true);
  void Line(std::string text) { query_ += (query_.empty() ? "" : "\n") + std::move(text); }

  Dice& dice_;
  const QueryWishes& wishes_;
  Scope scope_;
  std::string query_;
  MadeQuery made_;
  int next_name_ = 0;
  bool unique_;                    // all `uid`s differ
  bool plain_ = false;             // expressions don't look at patterns
  bool in_match_ = false;          // relationships of counted patterns may have names and lengths
  bool where_ = false;             // a condition: patterns may stand for truth values
  bool optional_ = false;          // new variables may be null
  std::string last_node_;          // of the path at hand
  std::vector<std::string> used_;  // relationships of the MATCH at hand
};

}  // namespace qiao::tests
