// Finds the parts of one pattern in the order that costs least (join_order.h): from what is bound or most selective,
// along edges to what they connect, closing cycles as soon as both ends are there; groups without a connection are
// joined.
#pragma once

#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "query/planner/index_choice.h"
#include "query/planner/join_order.h"
#include "query/planner/planner.h"
#include "query/planner/sample.h"

namespace qiao::query {

class MatchPlanner {
 public:
  MatchPlanner(Planner& planner, bound::Pattern& pattern, base::TextSpan span);

  Piece Plan(Piece input);

 private:
  // What is to be found: an edge, a repeated path, a shortest path. It needs slots besides its ends when its conditions
  // look at them.
  struct Part {
    enum class Kind : uint8_t { kEdge, kRepeated, kSelected };
    Kind kind;
    size_t index;  // in the pattern's list of that kind
    Slot from;
    Slot to;
    std::vector<Slot> needs;
    std::vector<Slot> fills;  // besides its ends
    bool placed = false;
  };
  struct Condition {
    ExpressionPtr expression;
    std::vector<Slot> reads;
    double share = 1;     // of the rows that it is thought to keep
    bool random = false;  // must be asked of each row of the finished pattern
    bool placed = false;
  };
  // An edge, or a list of them, that has been found. Those of one clause are different from each other.
  struct Found {
    Slot slot;
    const EdgePattern* pattern;
    size_t clause;
  };
  // A plan under way and what it has found.
  struct State {
    Piece piece;
    bool sees_upstream = true;  // false for a group that is planned on its own
    std::unordered_set<Slot> filled;
    std::vector<Found> edges;
  };
  // A group as a problem of order, with the places of its nodes and parts in the pattern.
  struct Group {
    JoinProblem problem;
    std::vector<size_t> nodes;
    std::vector<size_t> parts;
  };

  // match_groups.cc
  void CollectParts();
  void FormGroups();
  size_t GroupOf(Slot slot);
  std::optional<size_t> NodeOf(Slot slot) const;
  void Unite(Slot a, Slot b);
  bool IsGrounded(size_t group);
  size_t NextGroup(const State& state, const std::vector<size_t>& apart);
  bool IsLinked(const State& state, size_t group);
  void JoinGroup(State& state, State group);
  bool HashKeys(State& left, State& right, std::vector<std::pair<Slot, Slot>>& keys, double& share);
  void KeepEdgesApart(State& left, const State& right);

  // match_estimates.cc
  void EstimateTables();
  const std::vector<base::TableId>& TablesOf(Slot node) const;
  double CountOf(Slot node) const;
  double ShareOf(const State& state, Slot entity, Population population) const;
  Group ProblemOf(const State& state, size_t group);
  void DescribeNode(const State& state, const bound::Node& node, JoinProblem::Node& described);
  void DescribePart(const State& state, const Part& part, JoinProblem::Part& described);
  void NoteFound();
  bool IsSingleEdge(const Group& group, size_t item) const;
  double ShareBetween(const Condition& condition) const;
  void AddLookups(const State& state, const std::unordered_map<Slot, size_t>& items, Group& group);
  double RowsOf(size_t group);

  // match_planner.cc
  bool IsAvailable(const State& state, Slot slot) const;
  bool AreAvailable(const State& state, const std::vector<Slot>& slots) const;
  const LabelExpression& LabelsOf(Slot node) const;
  void Grow(State& state, size_t group);
  void Place(State& state, const Group& group, const JoinStep& step);
  void PlacePart(State& state, Part& part, bool reversed, double rows);
  void Settle(State& state);
  void PlaceComputed(State& state);
  void Finish(State& state);

  // match_seeks.cc
  std::vector<const Expression*> ConditionsOn(const State& state, Slot entity) const;
  std::optional<IndexChoice> SeekFor(const State& state, const bound::Node& node) const;
  std::optional<IndexChoice> SeekFor(const State& state, const bound::Edge& edge) const;
  std::optional<IndexChoice> Choose(IndexQuestion& question, const Population& population) const;
  const Expression* FindIds(const State& state, Slot node) const;
  bool SeekPays(const State& state, size_t group);
  bool IsSought(const State& state, size_t group);
  void PlaceEdgeSeek(State& state, bound::Edge& edge, double rows);
  bool PlaceNodeSeek(State& state, const bound::Node& node, double rows);

  // match_steps.cc
  void PlaceEdge(State& state, bound::Edge& edge, bool reversed, double rows);
  void PlaceVariable(State& state, bound::Edge& edge, bool reversed, double rows);
  void PlaceRepeated(State& state, bound::Repeated& repeated, double rows);
  void PlaceSelected(State& state, bound::Selected& selected, double rows);
  void PlaceGivenEdge(State& state, const bound::Edge& edge);
  void PlaceScan(State& state, const bound::Node& node, double rows);
  void CheckGivenNodes(State& state);
  void FillNode(State& state, Slot node);
  void CheckLabels(State& state, Slot node);
  std::vector<Slot> DistinctFrom(const State& state, const EdgePattern& pattern, size_t clause) const;

  Planner& planner_;
  bound::Pattern& pattern_;
  const base::TextSpan span_;
  std::vector<Part> parts_;
  std::vector<Condition> conditions_;
  std::vector<bool> computed_placed_;
  std::vector<std::vector<base::TableId>> tables_;  // that the pattern's nodes can be in
  std::unordered_map<Slot, size_t> places_;         // of a slot: the pattern's node that it is or hangs on
  std::vector<size_t> groups_;                      // of the pattern's nodes: the number of a node of the same group
  std::unordered_map<size_t, double> rows_alone_;   // of groups that were asked for
  std::unordered_set<Slot> own_;                    // slots that the pattern fills
  std::unordered_set<Slot> scanned_;   // nodes for which reading all of them costs less than asking an index
  std::unordered_set<Slot> upstream_;  // slots that the input fills
};

}  // namespace qiao::query
