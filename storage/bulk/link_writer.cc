#include "storage/bulk/link_writer.h"

#include <algorithm>
#include <map>
#include <optional>

#include "storage/adjacency_codec.h"

namespace qiao::storage {
namespace {

uint32_t RowOf(uint64_t link) { return static_cast<uint32_t>(link >> 32); }

}  // namespace

base::Result<void> LinkWriter::Add(std::span<const uint64_t> links, std::span<const uint32_t> edges) {
  while (!links.empty()) {
    const uint32_t run = RunOf(RowOf(links.front()));
    if (run != id_.run) {
      QIAO_CHECK(WriteRun());
      id_.run = run;
    }
    const auto behind = std::ranges::find_if(links, [run](uint64_t link) { return RunOf(RowOf(link)) != run; });
    const auto count = static_cast<size_t>(behind - links.begin());
    Gather(links.first(count), edges.first(count));
    links = links.subspan(count);
    edges = edges.subspan(count);
  }
  return {};
}

void LinkWriter::Gather(std::span<const uint64_t> links, std::span<const uint32_t> edges) {
  const uint32_t before = run_.links();
  for (uint32_t i = 0; i < links.size(); ++i) {
    while (run_.offsets.size() <= RowInRun(RowOf(links[i]))) run_.offsets.push_back(before + i);
  }
  run_.neighbours.resize(before + links.size());
  std::ranges::transform(links, run_.neighbours.begin() + before,
                         [](uint64_t link) { return static_cast<uint32_t>(link); });
  run_.edges.insert(run_.edges.end(), edges.begin(), edges.end());
}

base::Result<void> LinkWriter::AddStored(std::vector<Link>& least) {
  QIAO_TRY(auto stored, stored_.Load<AdjacencyChunk>(id_));
  if (stored->links() == 0) return {};
  auto cursor = stored_.key_value().Scan(stored_.snapshot(), Family::kAdjacency, KeyOf(id_));
  while (true) {
    QIAO_TRY(bool found, cursor->Next());
    if (!found) break;
    if (auto link = LeastLink(cursor->key())) least.push_back(*link);
  }
  std::vector<AdjacencyChunk::Change> changes;
  changes.reserve(run_.links());
  for (uint32_t row = 0; row < run_.size(); ++row) {
    for (uint32_t i = run_.offsets[row]; i < run_.offsets[row + 1]; ++i) {
      changes.push_back({{static_cast<uint16_t>(row), run_.neighbours[i], run_.edges[i]}, false});
    }
  }
  run_ = *stored;
  if (run_.Apply(changes)) return {};
  return base::MakeError(base::ErrorCode::kCorruption, "the database is damaged: {} contradicts itself", Describe(id_));
}

base::Result<void> LinkWriter::WriteRun() {
  if (run_.links() == 0) return {};
  run_.offsets.push_back(run_.links());
  std::vector<Link> least;
  if (uint64_t{id_.run} * kRunRows < stored_rows_) QIAO_CHECK(AddStored(least));
  std::vector<Segment> segments = EncodeSegments(run_, Link(), false);
  // Segments that the run no longer has go.
  std::map<std::string, const Segment*> writes;
  for (const Link& link : least) writes[SegmentKey(id_, link)] = nullptr;
  for (const Segment& segment : segments) writes[SegmentKey(id_, segment.least)] = &segment;
  for (const auto& [key, segment] : writes) {
    QIAO_CHECK(segment == nullptr ? range_.Delete(key) : range_.Put(key, segment->bytes));
  }
  range_.Touch(id_);
  run_.offsets.clear();
  run_.neighbours.clear();
  run_.edges.clear();
  return {};
}

}  // namespace qiao::storage
