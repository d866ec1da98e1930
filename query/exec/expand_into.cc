// Expand where both ends, or the edge itself, are given.
#include <algorithm>

#include "query/exec/adjacency.h"
#include "query/exec/edge_exclusion.h"
#include "query/exec/entity_column.h"
#include "query/exec/make.h"

namespace qiao::query {

using base::Result;

namespace {

// Edges between two bound nodes: looked for in the shorter of the two sorted lists.
class ExpandIntoOperator : public UnaryOperator {
 public:
  ExpandIntoOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<Expand>(node.step)),
        adjacency_(step_.pattern, env),
        exclusion_(step_.distinct_from),
        live_(std::move(live)),
        edge_read_(std::ranges::binary_search(live_, step_.edge)) {}

 protected:
  Result<bool> Pull(Batch& out) override {
    while (true) {
      QIAO_TRY(const bool more, input_->Next(input_batch_));
      if (!more) return false;
      adjacency_.Refresh();
      QIAO_CHECK(RequireNodes(input_batch_, step_.from));
      QIAO_CHECK(RequireNodes(input_batch_, step_.to));
      QIAO_CHECK(exclusion_.Read(input_batch_));
      origins_.clear();
      edges_.clear();
      from_words_ = WordsOf(input_batch_.Get(step_.from));
      to_words_ = WordsOf(input_batch_.Get(step_.to));
      if (are_words()) FetchLists();
      for (size_t row = 0; row < input_batch_.rows();) {
        const Stretch stretch = StretchFrom(row);
        QIAO_TRY(const bool marked, MarkPartners(row, stretch));
        for (; row < stretch.end; ++row) {
          if (!marked || IsMarked(row, stretch.common_to)) QIAO_CHECK(Match(row));
        }
        if (marked) ClearMarks();
      }
      if (origins_.empty()) continue;
      out.GatherFrom(input_batch_, origins_, live_);
      if (edge_read_) std::ranges::copy(edges_, out.Put(step_.edge).AppendWords(Form::kEdges, edges_.size()));
      return true;
    }
  }

 private:
  // Rows that have one end in common; the others lie in one table.
  struct Stretch {
    size_t end;
    bool common_to;
  };

  // A node for each row; nullptr where there are nulls or others than nodes, or all rows have the same one.
  static const uint64_t* WordsOf(const Column& column) {
    return column.form() == Form::kNodes && !column.has_nulls() && !column.constant() ? column.words() : nullptr;
  }
  // Has the processor fetch the lists in which the rows' other ends will be looked for.
  void FetchLists() {
    const auto each = [&](auto fetch) {
      for (size_t row = 0; row < input_batch_.rows(); ++row) {
        if (row > 0 && from_words_[row] == from_words_[row - 1]) continue;
        const base::NodeId from(from_words_[row]);
        for (Hop* hop : adjacency_.HopsFrom(from.table())) fetch(*hop, from.row());
      }
    };
    each(Adjacency::FetchPlace);
    each(Adjacency::FetchList);
  }

  bool are_words() const { return from_words_ != nullptr && to_words_ != nullptr; }

  // The longer of those that begin at the row.
  Stretch StretchFrom(size_t begin) const {
    if (are_words()) {
      const size_t with_to = EndOfCommon(to_words_, from_words_, begin);
      const size_t with_from = EndOfCommon(from_words_, to_words_, begin);
      return {std::max(with_to, with_from), with_to >= with_from};
    }
    const Column& from = input_batch_.Get(step_.from);
    const Column& to = input_batch_.Get(step_.to);
    const size_t with_to = EndOfCommon(to, from, begin), with_from = EndOfCommon(from, to, begin);
    return {std::max(with_to, with_from), with_to >= with_from};
  }

  size_t EndOfCommon(const uint64_t* common, const uint64_t* other, size_t begin) const {
    const base::TableId table = base::NodeId(other[begin]).table();
    size_t end = begin + 1;
    while (end < input_batch_.rows() && common[end] == common[begin] && base::NodeId(other[end]).table() == table)
      ++end;
    return end;
  }

  size_t EndOfCommon(const Column& common, const Column& other, size_t begin) const {
    size_t end = begin + 1;
    if (common.IsNull(begin) || other.IsNull(begin)) return end;
    const base::NodeId node = NodeAt(common, begin);
    const base::TableId table = NodeAt(other, begin).table();
    while (end < input_batch_.rows() && !common.IsNull(end) && !other.IsNull(end) && NodeAt(common, end) == node &&
           NodeAt(other, end).table() == table) {
      ++end;
    }
    return end;
  }

  // Marks who is connected to the common end, so that most rows cost one look; false where that doesn't pay.
  Result<bool> MarkPartners(size_t begin, const Stretch& stretch) {
    const size_t rows = stretch.end - begin;
    if (rows < kFewRows) return false;
    const base::NodeId from = NodeAt(input_batch_.Get(step_.from), begin);
    const base::NodeId to = NodeAt(input_batch_.Get(step_.to), begin);
    const auto partners_in = [&](Hop& hop) {
      return stretch.common_to ? adjacency_.BackOf(hop, to.row()) : adjacency_.Of(hop, from.row());
    };
    size_t count = 0;
    for (Hop* hop : adjacency_.HopsFrom(from.table())) {
      if (hop->far != to.table()) continue;
      QIAO_TRY(const Neighbours partners, partners_in(*hop));
      count += partners.rows.size();
    }
    if (count > rows * kMarksPerSearch) return false;
    QIAO_CHECK(env_.interrupt.Tick(count));
    for (Hop* hop : adjacency_.HopsFrom(from.table())) {
      if (hop->far != to.table()) continue;
      QIAO_TRY(const Neighbours partners, partners_in(*hop));
      if (partners.rows.empty()) continue;
      marks_.resize(std::max<size_t>(marks_.size(), partners.rows.back() / 64 + 1));
      for (const uint32_t row : partners.rows) marks_[row / 64] |= uint64_t{1} << (row % 64);
      marked_.insert(marked_.end(), partners.rows.begin(), partners.rows.end());
    }
    return true;
  }

  bool IsMarked(size_t row, bool common_to) const {
    const uint64_t* words = common_to ? from_words_ : to_words_;
    const uint32_t other = are_words() ? base::NodeId(words[row]).row()
                                       : NodeAt(input_batch_.Get(common_to ? step_.from : step_.to), row).row();
    return other / 64 < marks_.size() && (marks_[other / 64] >> (other % 64) & 1) != 0;
  }

  void ClearMarks() {
    for (const uint32_t row : marked_) marks_[row / 64] = 0;
    marked_.clear();
  }

  Result<void> Match(size_t row) {
    QIAO_CHECK(env_.interrupt.Tick());
    const Column& from_column = input_batch_.Get(step_.from);
    const Column& to_column = input_batch_.Get(step_.to);
    if (from_column.IsNull(row) || to_column.IsNull(row)) return {};
    const base::NodeId from = NodeAt(from_column, row);
    const base::NodeId to = NodeAt(to_column, row);
    for (Hop* hop : adjacency_.HopsFrom(from.table())) {
      if (hop->far != to.table() || (hop->skip_loops && from == to)) continue;
      QIAO_TRY(Neighbours neighbours, adjacency_.Of(*hop, from.row()));
      uint32_t wanted = to.row();
      if (neighbours.rows.size() > kShort) {
        QIAO_TRY(const Neighbours back, adjacency_.BackOf(*hop, to.row()));
        if (back.rows.size() < neighbours.rows.size()) {
          neighbours = back;
          wanted = from.row();
        }
      }
      for (uint32_t edge_row : LeadingTo(neighbours, wanted).edges) {
        const base::EdgeId edge(hop->edges, edge_row);
        if (exclusion_.Excludes(row, edge)) continue;
        origins_.push_back(static_cast<uint32_t>(row));
        if (edge_read_) edges_.push_back(edge.value);
      }
    }
    return {};
  }

  static constexpr size_t kShort = 64;           // not worth a look at the other end
  static constexpr size_t kFewRows = 4;          // are looked for one by one
  static constexpr size_t kMarksPerSearch = 32;  // so many are made in the time of a search

  const Expand& step_;
  Adjacency adjacency_;
  EdgeExclusion exclusion_;
  std::vector<Slot> live_;
  bool edge_read_;
  Batch input_batch_;
  const uint64_t* from_words_ = nullptr;  // of the input batch
  const uint64_t* to_words_ = nullptr;
  std::vector<uint32_t> origins_;
  std::vector<uint64_t> edges_;
  std::vector<uint64_t> marks_;  // by row of the table of the ends that are not common
  std::vector<uint32_t> marked_;
};

// The edge is given: the rows where it starts at `from` (and ends at `to`, if that is given too).
class ExpandBoundOperator : public UnaryOperator {
 public:
  ExpandBoundOperator(Environment& env, const PlanNode& node, OperatorPtr input)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<Expand>(node.step)),
        adjacency_(step_.pattern, env),
        exclusion_(step_.distinct_from) {}

 protected:
  Result<bool> Pull(Batch& out) override {
    while (true) {
      QIAO_TRY(const bool more, input_->Next(out));
      if (!more) return false;
      QIAO_CHECK(RequireNodes(out, step_.from));
      QIAO_CHECK(RequireEdges(out, step_.edge));
      if (step_.into) QIAO_CHECK(RequireNodes(out, step_.to));
      QIAO_CHECK(exclusion_.Read(out));
      rows_.clear();
      nodes_.clear();
      for (size_t row = 0; row < out.rows(); ++row) QIAO_CHECK(Match(out, row));
      if (rows_.empty()) continue;
      out.Keep(rows_);
      if (!step_.into) std::ranges::copy(nodes_, out.Put(step_.to).AppendWords(Form::kNodes, nodes_.size()));
      return true;
    }
  }

 private:
  Result<void> Match(const Batch& batch, size_t row) {
    QIAO_CHECK(env_.interrupt.Tick());
    const Column& from_column = batch.Get(step_.from);
    const Column& edge_column = batch.Get(step_.edge);
    if (edge_column.IsNull(row) || from_column.IsNull(row)) return {};
    const base::EdgeId edge = EdgeAt(edge_column, row);
    if (exclusion_.Excludes(row, edge)) return {};
    if (env_.deleted) {
      QIAO_TRY(const bool exists, env_.graph.Exists(edge));
      if (!exists) return {};
    }
    const base::NodeId from = NodeAt(from_column, row);
    QIAO_TRY(const EdgeEnds ends, env_.graph.Ends(edge));
    if (!adjacency_.Fits(ends.type)) return {};
    if (ends.source == from && step_.pattern.toward != Toward::kIn) {
      Add(batch, row, ends.target);
    } else if (ends.target == from && step_.pattern.toward != Toward::kOut) {
      Add(batch, row, ends.source);
    }
    return {};
  }

  void Add(const Batch& batch, size_t row, base::NodeId to) {
    if (step_.into) {
      const Column& column = batch.Get(step_.to);
      if (column.IsNull(row) || NodeAt(column, row) != to) return;
    }
    rows_.push_back(static_cast<uint32_t>(row));
    nodes_.push_back(to.value);
  }

  const Expand& step_;
  Adjacency adjacency_;
  EdgeExclusion exclusion_;
  std::vector<uint32_t> rows_;
  std::vector<uint64_t> nodes_;
};

}  // namespace

OperatorPtr MakeExpandInto(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live) {
  return std::make_unique<ExpandIntoOperator>(env, node, std::move(input), std::move(live));
}

OperatorPtr MakeExpandBound(Environment& env, const PlanNode& node, OperatorPtr input) {
  return std::make_unique<ExpandBoundOperator>(env, node, std::move(input));
}

}  // namespace qiao::query
