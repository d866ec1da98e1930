// Expand from a bound node to its neighbours.
//
// Where neither the edge nor the node it leads to is read above, a row isn't repeated for each edge: it counts as often
// as there are edges.
#include <algorithm>

#include "query/exec/adjacency.h"
#include "query/exec/edge_exclusion.h"
#include "query/exec/entity_column.h"
#include "query/exec/make.h"

namespace qiao::query {

using base::Result;

namespace {

class ExpandOperator : public UnaryOperator {
 public:
  ExpandOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live,
                 const LabelExpression* labels)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<Expand>(node.step)),
        adjacency_(step_.pattern, env, labels),
        exclusion_(step_.distinct_from),
        live_(std::move(live)),
        edge_read_(std::ranges::binary_search(live_, step_.edge)),
        to_read_(std::ranges::binary_search(live_, step_.to)) {}

  Result<void> Open() override {
    input_batch_.Clear();
    row_ = 0;
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    origins_.clear();
    times_.clear();
    found_ = 0;
    const bool counting = !edge_read_ && !to_read_ && step_.distinct_from.empty();
    while (origins_.empty()) {
      if (row_ == input_batch_.rows()) {
        QIAO_TRY(const bool more, input_->Next(input_batch_));
        if (!more) return false;
        row_ = 0;
        hop_ = 0;
        offset_ = 0;
        adjacency_.Refresh();
        QIAO_CHECK(RequireNodes(input_batch_, step_.from));
        FindCommonHops();
        QIAO_CHECK(exclusion_.Read(input_batch_));
      }
      if (counting) {
        QIAO_CHECK(CountRows());
      } else {
        QIAO_CHECK(FillRows());
      }
    }
    out.GatherFrom(input_batch_, origins_, live_);
    if (edge_read_) std::ranges::copy(edges_, out.Put(step_.edge).AppendWords(Form::kEdges, edges_.size()));
    if (to_read_) std::ranges::copy(nodes_, out.Put(step_.to).AppendWords(Form::kNodes, nodes_.size()));
    if (counting) {
      if (!out.counted()) out.times().assign(origins_.size(), 1);
      for (size_t i = 0; i < times_.size(); ++i) {
        QIAO_TRY(out.times()[i], MultiplyTimes(out.times()[i], times_[i]));
      }
    }
    return true;
  }

 private:
  // The hops that all nodes of the batch have, if they lie in one table and none is null.
  void FindCommonHops() {
    const Column& from = input_batch_.Get(step_.from);
    common_ = from.form() == Form::kNodes && !from.has_nulls() && from.size() > 0;
    if (!common_) return;
    const base::TableId table = base::NodeId(from.Word(0)).table();
    const std::span<const uint64_t> words(from.words(), from.constant() ? 1 : from.size());
    common_ = std::ranges::all_of(words, [&](uint64_t word) { return base::NodeId(word).table() == table; });
    if (common_) common_hops_ = adjacency_.HopsFrom(table);
  }

  std::span<Hop* const> HopsOf(const Column& from, size_t row) const {
    if (common_) return common_hops_;
    return from.IsNull(row) ? std::span<Hop* const>() : adjacency_.HopsFrom(NodeAt(from, row).table());
  }
  // Of a row that has hops.
  uint32_t NodeRow(const Column& from, size_t row) const {
    return (common_ ? base::NodeId(from.Word(row)) : NodeAt(from, row)).row();
  }

  Result<void> CountRows() {
    const Column& from = input_batch_.Get(step_.from);
    for (; row_ < input_batch_.rows(); ++row_) {
      FetchAhead(from);
      uint64_t degree = 0;
      for (Hop* hop : HopsOf(from, row_)) {
        const uint32_t node = NodeRow(from, row_);
        QIAO_TRY(const Neighbours neighbours, adjacency_.Of(*hop, node));
        degree += neighbours.rows.size();
        if (hop->skip_loops) degree -= LeadingTo(neighbours, node).rows.size();
      }
      if (degree == 0) continue;
      origins_.push_back(static_cast<uint32_t>(row_));
      times_.push_back(degree);
    }
    return env_.interrupt.Tick(input_batch_.rows());
  }

  Result<void> FillRows() {
    Resize(env_.batch_rows);
    const Column& from = input_batch_.Get(step_.from);
    const size_t first_row = row_;
    if (common_ && common_hops_.size() == 1 && !common_hops_[0]->skip_loops && exclusion_.empty()) {
      QIAO_CHECK(FillFrom(from, *common_hops_[0]));
    }
    while (row_ < input_batch_.rows() && found_ < env_.batch_rows) {
      if (hop_ == 0 && offset_ == 0) FetchAhead(from);
      const auto hops = HopsOf(from, row_);
      if (hop_ == hops.size()) {
        ++row_;
        hop_ = 0;
        offset_ = 0;
        continue;
      }
      Hop& hop = *hops[hop_];
      const uint32_t node = NodeRow(from, row_);
      QIAO_TRY(const Neighbours neighbours, adjacency_.Of(hop, node));
      const size_t begin = std::min(offset_, neighbours.rows.size());
      const size_t left = neighbours.rows.size() - begin;
      const size_t count = std::min(left, env_.batch_rows - found_);
      Take(hop, node, {neighbours.rows.subspan(begin, count), neighbours.edges.subspan(begin, count)});
      offset_ += count;
      if (count < left) continue;
      offset_ = 0;
      if (++hop_ < hops.size()) continue;
      ++row_;
      hop_ = 0;
    }
    Resize(found_);
    return env_.interrupt.Tick(row_ - first_row + found_);
  }

  // Rows that have but this hop, of which nothing is left out, up to one with more neighbours than there is room for.
  Result<void> FillFrom(const Column& from, Hop& hop) {
    const size_t rows = input_batch_.rows();
    for (; offset_ == 0 && row_ < rows; ++row_) {
      FetchAhead(from);
      QIAO_TRY(const Neighbours neighbours, adjacency_.Of(hop, base::NodeId(from.Word(row_)).row()));
      if (neighbours.rows.size() > env_.batch_rows - found_) break;
      Append(hop, neighbours, 0, neighbours.rows.size());
    }
    return {};
  }

  // What rows behind the one at hand will read.
  void FetchAhead(const Column& from) {
    constexpr size_t kSoon = 8;
    const auto fetch = [&](size_t row, auto fetch_row) {
      if (row >= input_batch_.rows()) return;
      for (Hop* hop : HopsOf(from, row)) fetch_row(*hop, NodeRow(from, row));
    };
    fetch(row_ + 2 * kSoon, Adjacency::FetchPlace);
    fetch(row_ + kSoon, Adjacency::FetchList);
  }

  void Resize(size_t rows) {
    origins_.resize(rows);
    if (to_read_) nodes_.resize(rows);
    if (edge_read_) edges_.resize(rows);
  }

  // Neighbours of the row at hand, without loops that are left out and without edges that it has matched already.
  void Take(const Hop& hop, uint32_t node, const Neighbours& neighbours) {
    const bool loops = hop.skip_loops && !LeadingTo(neighbours, node).rows.empty();
    if (!exclusion_.empty()) ListExcluded(hop);
    size_t begin = 0;
    for (size_t i = 0; (loops || !excluded_.empty()) && i < neighbours.rows.size(); ++i) {
      const bool loop = loops && neighbours.rows[i] == node;
      if (!loop && std::ranges::find(excluded_, neighbours.edges[i]) == excluded_.end()) continue;
      Append(hop, neighbours, begin, i);
      begin = i + 1;
    }
    Append(hop, neighbours, begin, neighbours.rows.size());
  }

  void ListExcluded(const Hop& hop) {
    excluded_.clear();
    exclusion_.ForEach(row_, [&](base::EdgeId edge) {
      if (edge.table() == hop.edges) excluded_.push_back(edge.row());
    });
  }

  void Append(const Hop& hop, const Neighbours& neighbours, size_t begin, size_t end) {
    const uint64_t node_base = base::NodeId(hop.far, 0).value;
    const uint64_t edge_base = base::EdgeId(hop.edges, 0).value;
    const size_t count = end - begin;
    uint32_t* origins = origins_.data() + found_;
    for (size_t i = 0; i < count; ++i) origins[i] = static_cast<uint32_t>(row_);
    const auto put = [&](std::vector<uint64_t>& ids, std::span<const uint32_t> rows, uint64_t first) {
      for (size_t i = 0; i < count; ++i) ids[found_ + i] = first | rows[begin + i];
    };
    if (to_read_) put(nodes_, neighbours.rows, node_base);
    if (edge_read_) put(edges_, neighbours.edges, edge_base);
    found_ += count;
  }

  const Expand& step_;
  Adjacency adjacency_;
  EdgeExclusion exclusion_;
  std::vector<Slot> live_;
  bool edge_read_;
  bool to_read_;
  Batch input_batch_;
  bool common_ = false;  // all nodes of the input batch have these hops
  std::span<Hop* const> common_hops_;
  size_t row_ = 0;     // of the input batch
  size_t hop_ = 0;     // of that row's node
  size_t offset_ = 0;  // among the hop's neighbours
  // What was found for the batch: as many elements as are counted by found_.
  size_t found_ = 0;
  std::vector<uint32_t> origins_;
  std::vector<uint64_t> edges_;
  std::vector<uint64_t> nodes_;
  std::vector<uint64_t> times_;
  std::vector<uint32_t> excluded_;  // edges of the hop at hand
};

}  // namespace

OperatorPtr MakeExpand(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live,
                       const LabelExpression* labels) {
  return std::make_unique<ExpandOperator>(env, node, std::move(input), std::move(live), labels);
}

}  // namespace qiao::query
