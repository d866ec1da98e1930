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
  ExpandOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<Expand>(node.step)),
        adjacency_(step_.pattern, env),
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
    edges_.clear();
    nodes_.clear();
    times_.clear();
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
  Result<void> CountRows() {
    const Column& from = input_batch_.Get(step_.from);
    for (; row_ < input_batch_.rows(); ++row_) {
      if (from.IsNull(row_)) continue;
      const base::NodeId node = NodeAt(from, row_);
      uint64_t degree = 0;
      for (Hop* hop : adjacency_.HopsFrom(node.table())) {
        QIAO_TRY(const Neighbours neighbours, adjacency_.Of(*hop, node.row()));
        degree += neighbours.rows.size();
        if (hop->skip_loops) degree -= LeadingTo(neighbours, node.row()).rows.size();
      }
      if (degree == 0) continue;
      origins_.push_back(static_cast<uint32_t>(row_));
      times_.push_back(degree);
    }
    return env_.interrupt.Tick(input_batch_.rows());
  }

  Result<void> FillRows() {
    const Column& from = input_batch_.Get(step_.from);
    while (row_ < input_batch_.rows() && origins_.size() < env_.batch_rows) {
      const bool null = from.IsNull(row_);
      const base::NodeId node = null ? base::NodeId() : NodeAt(from, row_);
      const auto hops = null ? std::span<Hop* const>() : adjacency_.HopsFrom(node.table());
      if (hop_ == hops.size()) {
        ++row_;
        hop_ = 0;
        offset_ = 0;
        continue;
      }
      Hop& hop = *hops[hop_];
      QIAO_TRY(const Neighbours neighbours, adjacency_.Of(hop, node.row()));
      const size_t begin = std::min(offset_, neighbours.rows.size());
      const size_t left = neighbours.rows.size() - begin;
      const size_t count = std::min(left, env_.batch_rows - origins_.size());
      QIAO_CHECK(env_.interrupt.Tick(count + 1));
      Take(hop, node, neighbours.rows.subspan(begin, count), neighbours.edges.subspan(begin, count));
      offset_ += count;
      if (count == left) {
        ++hop_;
        offset_ = 0;
      }
    }
    return {};
  }

  void Take(const Hop& hop, base::NodeId node, std::span<const uint32_t> rows, std::span<const uint32_t> edges) {
    const uint64_t node_base = base::NodeId(hop.far, 0).value;
    const uint64_t edge_base = base::EdgeId(hop.edges, 0).value;
    const size_t before = origins_.size();
    const size_t count = rows.size();
    if (!hop.skip_loops && exclusion_.empty()) {
      origins_.resize(before + count, static_cast<uint32_t>(row_));
      if (to_read_) {
        nodes_.resize(before + count);
        for (size_t i = 0; i < count; ++i) nodes_[before + i] = node_base | rows[i];
      }
      if (edge_read_) {
        edges_.resize(before + count);
        for (size_t i = 0; i < count; ++i) edges_[before + i] = edge_base | edges[i];
      }
      return;
    }
    for (size_t i = 0; i < count; ++i) {
      if (hop.skip_loops && rows[i] == node.row()) continue;
      if (exclusion_.Excludes(row_, base::EdgeId(edge_base | edges[i]))) continue;
      origins_.push_back(static_cast<uint32_t>(row_));
      if (to_read_) nodes_.push_back(node_base | rows[i]);
      if (edge_read_) edges_.push_back(edge_base | edges[i]);
    }
  }

  const Expand& step_;
  Adjacency adjacency_;
  EdgeExclusion exclusion_;
  std::vector<Slot> live_;
  bool edge_read_;
  bool to_read_;
  Batch input_batch_;
  size_t row_ = 0;     // of the input batch
  size_t hop_ = 0;     // of that row's node
  size_t offset_ = 0;  // among the hop's neighbours
  std::vector<uint32_t> origins_;
  std::vector<uint64_t> edges_;
  std::vector<uint64_t> nodes_;
  std::vector<uint64_t> times_;
};

}  // namespace

OperatorPtr MakeExpand(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live) {
  return std::make_unique<ExpandOperator>(env, node, std::move(input), std::move(live));
}

}  // namespace qiao::query
