#include "storage/bulk/link_writer.h"

#include <map>
#include <optional>

#include "storage/adjacency_codec.h"

namespace qiao::storage {

base::Result<void> LinkWriter::Add(uint32_t row, uint32_t neighbour, uint32_t edge) {
  if (RunOf(row) != id_.run) {
    QIAO_CHECK(WriteRun());
    id_.run = RunOf(row);
  }
  const uint32_t in_run = RowInRun(row);
  if (run_.offsets.empty()) run_.offsets.push_back(0);
  run_.offsets.resize(std::max<size_t>(run_.offsets.size(), in_run + 2), run_.links());
  run_.neighbours.push_back(neighbour);
  run_.edges.push_back(edge);
  run_.offsets.back() = run_.links();
  return {};
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
