// Chooses the order in which the parts of one pattern are found: from what is bound or most selective, along edges to
// what they connect, closing cycles as soon as both ends are there; groups without a connection are joined.
#pragma once

#include <unordered_set>
#include <utility>
#include <vector>

#include "query/planner/index_choice.h"
#include "query/planner/planner.h"

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
    bool placed = false;
  };
  struct Condition {
    ExpressionPtr expression;
    std::vector<Slot> reads;
    bool random = false;  // must be asked of each row of the finished pattern
    bool placed = false;
  };
  // A plan under way and what it has found.
  struct State {
    Piece piece;
    bool sees_upstream = true;  // false for a group that is planned on its own
    std::unordered_set<Slot> filled;
    std::vector<std::pair<Slot, const EdgePattern*>> edges;
  };
  struct Candidate {
    enum class Kind : uint8_t { kNone, kPart, kGivenEdge, kEdgeSeek, kScan };
    Kind kind = Kind::kNone;
    size_t index = 0;
    bool reversed = false;
    double rows = 0;
  };

  // match_groups.cc
  void CollectParts();
  void FormGroups();
  size_t GroupOf(Slot slot);
  void Unite(Slot a, Slot b);
  bool IsGrounded(size_t group);
  void JoinGroup(State& state, State group);
  bool HashKeys(State& left, State& right, std::vector<std::pair<Slot, Slot>>& keys);
  void KeepEdgesApart(State& left, const State& right);

  // match_planner.cc
  bool IsAvailable(const State& state, Slot slot) const;
  bool AreAvailable(const State& state, const std::vector<Slot>& slots) const;
  const LabelExpression& LabelsOf(Slot node) const;
  double Selectivity(const State& state, Slot node) const;
  void Grow(State& state, size_t group);
  Candidate Choose(const State& state, size_t group);
  void ConsiderPart(const State& state, size_t index, Candidate& best) const;
  void Consider(const Candidate& candidate, Candidate& best) const;
  void Place(State& state, const Candidate& candidate);
  void Settle(State& state);
  void PlaceComputed(State& state);
  void Finish(State& state);

  // match_seeks.cc
  std::vector<const Expression*> ConditionsOn(const State& state, Slot entity) const;
  std::optional<IndexChoice> SeekFor(const State& state, const bound::Node& node) const;
  std::optional<IndexChoice> SeekFor(const State& state, const bound::Edge& edge) const;
  bool SeekPays(const State& state, size_t group);
  void ConsiderEdgeSeeks(const State& state, size_t group, Candidate& best);
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
  std::vector<Slot> DistinctFrom(const State& state, const EdgePattern& pattern) const;

  Planner& planner_;
  bound::Pattern& pattern_;
  const base::TextSpan span_;
  std::vector<Part> parts_;
  std::vector<Condition> conditions_;
  std::vector<bool> computed_placed_;
  std::vector<size_t> groups_;         // of the pattern's nodes: the number of a node of the same group
  std::unordered_set<Slot> own_;       // slots that the pattern fills
  std::unordered_set<Slot> upstream_;  // slots that the input fills
};

}  // namespace qiao::query
