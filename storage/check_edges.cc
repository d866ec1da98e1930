#include "storage/check_edges.h"

#include <algorithm>
#include <array>

#include "storage/catalog.h"
#include "storage/chunk_reader.h"

namespace qiao::storage {
namespace {

using base::Direction;

// Edges that are looked at together.
constexpr uint64_t kSlice = 16 << 20;
static_assert(kSlice % kRunRows == 0);

uint64_t RunsOf(uint64_t rows) { return (rows + kRunRows - 1) / kRunRows; }

// Which rows of a node table live.
std::vector<bool> LiveRows(const Snapshot& snapshot, const NodeTable& table, Findings& findings) {
  std::vector<bool> live(table.rows, true);
  if (table.live == table.rows) return live;
  for (uint32_t run = 0; run < RunsOf(table.rows); ++run) {
    auto view = snapshot.ReadLive(table.id, run);
    if (!view) {
      findings.Add(view.error());
      continue;
    }
    for (uint32_t row = 0; row < view->size; ++row) {
      live[uint64_t{run} * kRunRows + row] = (view->live[row / 64] >> (row % 64) & 1) != 0;
    }
  }
  return live;
}

class EdgeChecker {
 public:
  EdgeChecker(const Snapshot& snapshot, const EdgeTable& table, Findings& findings)
      : snapshot_(snapshot),
        table_(table),
        findings_(findings),
        sources_live_(LiveRows(snapshot, *snapshot.shared_catalog()->node_table(table.source), findings)),
        targets_live_(LiveRows(snapshot, *snapshot.shared_catalog()->node_table(table.target), findings)) {}

  base::Result<void> Run(const std::function<bool()>& go_on) {
    uint64_t live = 0;
    for (first_ = 0; first_ < table_.rows; first_ += kSlice) {
      edges_.assign(std::min(kSlice, table_.rows - first_), Edge());
      for (uint64_t run = first_ / kRunRows; run < RunsOf(first_ + edges_.size()); ++run) {
        ReadRun(static_cast<uint32_t>(run));
      }
      for (Direction direction : {Direction::kOut, Direction::kIn}) {
        const auto& side = direction == Direction::kOut ? sources_live_ : targets_live_;
        for (uint32_t run = 0; run < RunsOf(side.size()); ++run) {
          if (!go_on()) return base::MakeError(base::ErrorCode::kCancelled, "stopped");
          FollowLinks(direction, run);
        }
      }
      live += Conclude();
    }
    if (live != table_.live) {
      findings_.Add(base::MakeError(base::ErrorCode::kCorruption, "edge table {} is to have {} live rows and has {}",
                                    table_.id.value, table_.live, live));
    }
    return {};
  }

 private:
  struct Edge {
    uint32_t source = 0;
    uint32_t target = 0;
    bool known = false;  // its ends could be read
    bool live = false;
    std::array<bool, 2> linked = {false, false};  // seen at its source, at its target
  };

  void ReadRun(uint32_t run) {
    const uint64_t begin = uint64_t{run} * kRunRows;
    const auto count = static_cast<uint32_t>(std::min<uint64_t>(kRunRows, table_.rows - begin));
    auto live = snapshot_.ReadEdgeLive(table_.id, run);
    if (!live) findings_.Add(live.error());
    const ChunkId id{ChunkKind::kEnds, table_.id.value, 0, run};
    auto ends = snapshot_.chunks().Load<EndsChunk>(id);
    if (!ends) findings_.Add(ends.error());
    if (ends && (*ends)->sources.size() != count) {
      findings_.Add(base::MakeError(base::ErrorCode::kCorruption, "{}: {} edges are to be there, {} are", Describe(id),
                                    count, (*ends)->sources.size()));
    }
    for (uint32_t row = 0; row < count; ++row) {
      Edge& edge = edges_[begin - first_ + row];
      edge.live = live && (live->live[row / 64] >> (row % 64) & 1) != 0;
      if (!ends || row >= (*ends)->sources.size()) continue;
      edge.source = (*ends)->sources[row];
      edge.target = (*ends)->targets[row];
      edge.known = live.has_value();
      if (edge.source >= sources_live_.size() || edge.target >= targets_live_.size()) {
        AddFinding("edge {} of edge table {} leads to a node that never was", begin + row);
        edge.known = false;
      } else if (edge.live && (!sources_live_[edge.source] || !targets_live_[edge.target])) {
        AddFinding("edge {} of edge table {} leads to a deleted node", begin + row);
      }
    }
  }

  void FollowLinks(Direction direction, uint32_t run) {
    auto links = snapshot_.ReadAdjacency(table_.id, direction, run);
    if (!links) return findings_.Add(links.error());
    for (uint32_t row = 0; row < links->size; ++row) {
      for (uint32_t i = links->offsets[row]; i < links->offsets[row + 1]; ++i) {
        FollowLink(direction, run * kRunRows + row, links->neighbours[i], links->edges[i]);
      }
    }
  }

  void FollowLink(Direction direction, uint32_t row, uint32_t neighbour, uint32_t number) {
    if (number >= table_.rows) {
      // Told once, not in every slice.
      if (first_ == 0) AddFinding("edge {} of edge table {} is linked and never was", number);
      return;
    }
    if (number < first_ || number >= first_ + edges_.size()) return;
    Edge& edge = edges_[number - first_];
    const bool out = direction == Direction::kOut;
    if (!edge.known) return;
    if (!edge.live) return AddFinding("edge {} of edge table {} is deleted and still linked", number);
    if (row != (out ? edge.source : edge.target) || neighbour != (out ? edge.target : edge.source)) {
      return AddFinding("edge {} of edge table {} is linked to other nodes than its ends", number);
    }
    bool& linked = edge.linked[out ? 0 : 1];
    if (linked) AddFinding("edge {} of edge table {} is linked twice", number);
    linked = true;
  }

  // Yields the live edges.
  uint64_t Conclude() {
    uint64_t live = 0;
    for (uint64_t i = 0; i < edges_.size(); ++i) {
      if (!edges_[i].live) continue;
      ++live;
      if (!edges_[i].known) continue;
      if (!edges_[i].linked[0])
        AddFinding("edge {} of edge table {} is missing among the links of its source", first_ + i);
      if (!edges_[i].linked[1])
        AddFinding("edge {} of edge table {} is missing among the links of its target", first_ + i);
    }
    return live;
  }

  void AddFinding(fmt::format_string<const uint64_t&, const uint32_t&> text, const uint64_t& edge) {
    findings_.Add(base::MakeError(base::ErrorCode::kCorruption, text, edge, table_.id.value));
  }

  const Snapshot& snapshot_;
  const EdgeTable& table_;
  Findings& findings_;
  std::vector<bool> sources_live_;
  std::vector<bool> targets_live_;
  uint64_t first_ = 0;  // of the slice
  std::vector<Edge> edges_;
};

}  // namespace

base::Result<void> CheckEdges(const Snapshot& snapshot, const EdgeTable& table, Findings& findings,
                              const std::function<bool()>& go_on) {
  return EdgeChecker(snapshot, table, findings).Run(go_on);
}

}  // namespace qiao::storage
