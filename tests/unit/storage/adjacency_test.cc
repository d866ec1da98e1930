// Adjacencies: links in any grouping give the same arrays; segments are small and come back.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "storage/adjacency_codec.h"
#include "storage/encoded_links.h"

namespace qiao::storage {
namespace {

using Changes = std::vector<AdjacencyChunk::Change>;

class AdjacencyTest : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Seeds, AdjacencyTest, testing::Range(1, 7));

std::vector<Link> LinksOf(const AdjacencyChunk& adjacency) {
  std::vector<Link> links;
  for (uint32_t row = 0; row < adjacency.size(); ++row) {
    for (uint32_t i = adjacency.offsets[row]; i < adjacency.offsets[row + 1]; ++i) {
      links.push_back({static_cast<uint16_t>(row), adjacency.neighbours[i], adjacency.edges[i]});
    }
  }
  return links;
}

// New links, and the removal of some that came before.
Changes RandomChanges(std::mt19937& random, size_t count, uint32_t rows) {
  Changes changes;
  for (uint32_t edge = 0; edge < count; ++edge) {
    if (edge > 0 && random() % 4 == 0) {
      Link link = changes[random() % changes.size()].link;
      bool is_there = std::ranges::count(changes, link, &AdjacencyChunk::Change::link) == 1;
      if (is_there) changes.push_back({link, true});
    }
    changes.push_back({{static_cast<uint16_t>(random() % rows), static_cast<uint32_t>(random() % 50), edge}, false});
  }
  return changes;
}

// Links that come in from sources whose edges are numbered in their order: each has `most` edges, or fewer.
AdjacencyChunk Incoming(std::mt19937& random, uint32_t sources, uint32_t rows, uint32_t most) {
  Changes changes;
  uint32_t edge = random() % 1000;
  for (uint32_t source = 0; source < sources; ++source) {
    for (uint32_t count = most == 1 ? 1 : random() % (most + 1); count > 0; --count) {
      changes.push_back({{static_cast<uint16_t>(random() % rows), source, edge++}, false});
    }
  }
  AdjacencyChunk adjacency;
  EXPECT_TRUE(adjacency.Apply(changes));
  return adjacency;
}

// One whose edges stand beside no line, and one whose edges do.
std::vector<AdjacencyChunk> BothEncodings(std::mt19937& random, size_t links, uint32_t rows) {
  std::vector<AdjacencyChunk> both(1);
  EXPECT_TRUE(both.front().Apply(RandomChanges(random, links, rows)));
  both.push_back(Incoming(random, static_cast<uint32_t>(links), rows, 2));
  return both;
}

TEST_P(AdjacencyTest, GroupsOfChangesGiveTheSameLinks) {
  std::mt19937 random(static_cast<uint32_t>(GetParam()));
  Changes changes = RandomChanges(random, 200, 1 + random() % kRunRows);
  std::set<Link> wanted;
  for (const auto& change : changes) {
    if (change.removed) {
      wanted.erase(change.link);
    } else {
      wanted.insert(change.link);
    }
  }
  AdjacencyChunk in_groups;
  for (size_t begin = 0; begin < changes.size();) {
    size_t size = std::min<size_t>(changes.size() - begin, 1 + random() % 30);
    ASSERT_TRUE(in_groups.Apply(std::span(changes).subspan(begin, size)));
    begin += size;
  }
  AdjacencyChunk at_once;
  ASSERT_TRUE(at_once.Apply(changes));
  EXPECT_EQ(LinksOf(in_groups), std::vector(wanted.begin(), wanted.end()));
  EXPECT_EQ(LinksOf(at_once), std::vector(wanted.begin(), wanted.end()));
}

// Few rows with many links, so that most changes fall between two links of a row.
TEST_P(AdjacencyTest, ChangesOfHubsFindTheirPlaces) {
  std::mt19937 random(static_cast<uint32_t>(GetParam()));
  std::set<Link> wanted;
  uint32_t edge = 0;
  const auto new_link = [&] {
    return Link{static_cast<uint16_t>(random() % 3 * 5), static_cast<uint32_t>(random() % 3000), edge++};
  };
  AdjacencyChunk hubs;
  for (int round = 0; round < 20; ++round) {
    Changes changes;
    for (size_t count = round == 0 ? 3000 : random() % 20; count > 0; --count) changes.push_back({new_link(), false});
    for (const Link& link : wanted) {
      if (random() % 200 == 0) changes.push_back({link, true});
    }
    // All that is left of a row may go at once.
    const uint32_t bare = random() % 40;
    for (const Link& link : wanted) {
      if (link.row == bare && std::ranges::count(changes, link, &AdjacencyChunk::Change::link) == 0) {
        changes.push_back({link, true});
      }
    }
    for (const auto& change : changes) {
      if (change.removed) {
        wanted.erase(change.link);
      } else {
        wanted.insert(change.link);
      }
    }
    ASSERT_TRUE(hubs.Apply(changes));
    ASSERT_EQ(LinksOf(hubs), std::vector(wanted.begin(), wanted.end())) << "round " << round;
  }
  AdjacencyChunk same = hubs;
  EXPECT_FALSE(same.Apply(std::vector{AdjacencyChunk::Change{*wanted.begin(), false}})) << "it is there";
  same = hubs;
  EXPECT_FALSE(same.Apply(std::vector{AdjacencyChunk::Change{new_link(), true}})) << "it isn't there";
}

TEST_P(AdjacencyTest, SegmentsAreSmallAndComeBack) {
  std::mt19937 random(static_cast<uint32_t>(GetParam()));
  // Some runs of ordinary nodes, some with hubs.
  std::vector<Link> links;
  for (uint32_t edge = 0; edge < 40000; ++edge) {
    auto row = static_cast<uint16_t>(random() % 3 == 0 ? 7 : random() % kRunRows);
    links.push_back({row, static_cast<uint32_t>(random() % (GetParam() % 2 == 0 ? 1U << 31 : 1000U)), edge});
  }
  std::ranges::sort(links);
  AdjacencyChunk adjacency;
  for (const Link& link : links) ASSERT_TRUE(adjacency.Append(link));

  std::vector<Segment> segments = EncodeSegments(adjacency, Link(), false);
  EXPECT_GT(segments.size(), 1U);
  EXPECT_EQ(segments.front().least, Link());
  AdjacencyChunk back;
  for (const Segment& segment : segments) {
    EXPECT_LE(segment.bytes.size(), kSegmentBytes);
    bool more = false;
    ByteReader reader(segment.bytes);
    ASSERT_TRUE(DecodeSegment(reader, back, more));
    EXPECT_EQ(more, &segment == &segments.front());
  }
  EXPECT_EQ(LinksOf(back), links);
  for (size_t i = 1; i < segments.size(); ++i) EXPECT_LT(segments[i - 1].least, segments[i].least);
}

TEST_P(AdjacencyTest, DamagedBytesNeverCrash) {
  std::mt19937 random(static_cast<uint32_t>(GetParam()));
  for (const AdjacencyChunk& adjacency : BothEncodings(random, 300, 64)) {
    std::string bytes = EncodeSegments(adjacency, Link(), false).front().bytes;
    bool more = false;
    for (size_t size = 0; size < bytes.size(); ++size) {
      ByteReader reader(std::string_view(bytes).substr(0, size));
      AdjacencyChunk cut;
      EXPECT_FALSE(DecodeSegment(reader, cut, more)) << "cut to " << size;
    }
    for (int i = 0; i < 500; ++i) {
      std::string damaged = bytes;
      damaged[random() % damaged.size()] = static_cast<char>(random());
      ByteReader reader(damaged);
      AdjacencyChunk read;
      if (!DecodeSegment(reader, read, more)) continue;
      std::vector<Link> links = LinksOf(read);
      EXPECT_TRUE(std::ranges::is_sorted(links));
    }
  }
}

TEST(Adjacency, ContradictionsAreRefused) {
  Link link{3, 4, 5};
  AdjacencyChunk adjacency;
  EXPECT_FALSE(adjacency.Apply(Changes{{link, true}}));
  AdjacencyChunk twice;
  ASSERT_TRUE(twice.Apply(Changes{{link, false}}));
  EXPECT_FALSE(twice.Apply(Changes{{link, false}}));
  AdjacencyChunk beyond;
  EXPECT_FALSE(beyond.Apply(Changes{{{kRunRows, 0, 0}, false}}));
}

TEST(Adjacency, EdgesInOrderTakeNextToNoRoom) {
  AdjacencyChunk adjacency;
  for (uint32_t edge = 0; edge < 20000; ++edge) {
    ASSERT_TRUE(adjacency.Append({static_cast<uint16_t>(edge / 10), edge % 10, edge}));
  }
  auto segments = EncodeSegments(adjacency, Link(), false);
  ASSERT_EQ(segments.size(), 1U);
  EXPECT_LT(segments.front().bytes.size(), 12000U);
}

// Where each source has one edge, the source says which one.
TEST_P(AdjacencyTest, EdgesOfTheirSourcesTakeNextToNoRoom) {
  std::mt19937 random(static_cast<uint32_t>(GetParam()));
  const AdjacencyChunk incoming = Incoming(random, 4000, 1 + random() % kRunRows, 1);
  AdjacencyChunk unordered = incoming;
  std::ranges::shuffle(unordered.edges, random);
  const size_t bytes = EncodeSegments(incoming, Link(), false).front().bytes.size();
  EXPECT_LT(bytes + 4000, EncodeSegments(unordered, Link(), false).front().bytes.size());
}

// Wherever the line lies: with few edges a source, none at most of them, or numbers at the end of what there is.
TEST_P(AdjacencyTest, EdgesBesideALineComeBack) {
  std::mt19937 random(static_cast<uint32_t>(GetParam()));
  for (const uint32_t most : {1, 2, 7, 60}) {
    AdjacencyChunk incoming = Incoming(random, 20'000 / most, 1 + random() % 300, most);
    const uint32_t raise = GetParam() % 2 == 0 ? UINT32_MAX - *std::ranges::max_element(incoming.edges) : 0;
    for (uint32_t& edge : incoming.edges) edge += raise;
    const uint32_t apart = 1 + random() % 200;
    for (uint32_t& neighbour : incoming.neighbours) neighbour *= apart;
    AdjacencyChunk back;
    EncodedLinks encoded;
    bool more = false;
    const auto segments = EncodeSegments(incoming, Link(), false);
    EXPECT_EQ(segments.front().bytes.front(), 2) << "the encoding";
    for (const Segment& segment : segments) {
      ByteReader reader(segment.bytes);
      ASSERT_TRUE(DecodeSegment(reader, back, more));
      ASSERT_TRUE(encoded.AddSegment(segment.bytes, more));
    }
    ASSERT_EQ(LinksOf(back), LinksOf(incoming));
    for (uint32_t row = 0; row < incoming.size(); ++row) {
      const auto alone = encoded.Row(row);
      ASSERT_NE(alone, nullptr);
      EXPECT_TRUE(std::ranges::equal(
          alone->edges,
          std::span(incoming.edges).subspan(incoming.offsets[row], incoming.offsets[row + 1] - incoming.offsets[row])));
    }
  }
}

// Rows with few links, with none, and one with many, in a number of segments, changed since.
TEST_P(AdjacencyTest, ARowAloneIsTheRowOfTheRun) {
  std::mt19937 random(static_cast<uint32_t>(GetParam()));
  Changes changes = RandomChanges(random, 3000, 1 + random() % kRunRows);
  for (uint32_t edge = 1'000'000; edge < 1'000'000 + (GetParam() - 1) * 20'000U; ++edge) {
    changes.push_back({{7, static_cast<uint32_t>(random()), edge}, false});
  }
  AdjacencyChunk base;
  ASSERT_TRUE(base.Apply(changes));
  EncodedLinks encoded;
  bool more = false;
  const auto segments = EncodeSegments(base, Link(), false);
  for (const Segment& segment : segments) ASSERT_TRUE(encoded.AddSegment(segment.bytes, more));
  EXPECT_EQ(segments.size() > 1, GetParam() > 1);
  Changes later{{{7, 3, 2'000'000}, false}, {{0, 3, 2'000'001}, false}, {{kRunRows - 1, 1, 2'000'002}, false}};
  for (const Link& link : LinksOf(base)) {
    if (random() % 100 == 0) later.push_back({link, true});
  }
  std::ranges::shuffle(later, random);
  encoded.SetChanges(later);
  AdjacencyChunk whole = base;
  ASSERT_TRUE(whole.Apply(later));

  ASSERT_NE(encoded.Whole(), nullptr);
  EXPECT_EQ(LinksOf(*encoded.Whole()), LinksOf(whole));
  std::vector<Link> by_rows;
  for (uint32_t row = 0; row < kRunRows; ++row) {
    const auto alone = encoded.Row(row);
    ASSERT_NE(alone, nullptr);
    for (Link link : LinksOf(*alone)) {
      EXPECT_EQ(link.row, 0);
      link.row = static_cast<uint16_t>(row);
      by_rows.push_back(link);
    }
  }
  EXPECT_EQ(by_rows, LinksOf(whole));
}

// Whatever the bytes are, a row is what the run says or nothing.
TEST_P(AdjacencyTest, ARowOfDamagedBytesIsNeverMadeUp) {
  std::mt19937 random(static_cast<uint32_t>(GetParam()));
  std::vector<std::string> both;
  for (const AdjacencyChunk& base : BothEncodings(random, 600, 400)) {
    both.push_back(EncodeSegments(base, Link(), false).front().bytes);
  }
  for (int i = 0; i < 6000; ++i) {
    std::string bytes = both[random() % both.size()];
    bytes[random() % bytes.size()] ^= static_cast<char>(1 + random() % 255);
    if (random() % 4 == 0) bytes.resize(random() % bytes.size());
    EncodedLinks encoded;
    bool more = false;
    AdjacencyChunk decoded;
    ByteReader reader(bytes);
    const bool sound = DecodeSegment(reader, decoded, more);
    if (!encoded.AddSegment(bytes, more)) {
      EXPECT_FALSE(sound);
      continue;
    }
    EXPECT_EQ(encoded.Whole() != nullptr, sound);
    for (uint32_t row = 0; row < 400; ++row) {
      const auto alone = encoded.Row(row);
      EXPECT_TRUE(alone != nullptr || !sound);
      if (!sound || alone == nullptr) continue;
      const bool has = row < decoded.size() && decoded.offsets[row] < decoded.offsets[row + 1];
      EXPECT_EQ(alone->links(), has ? decoded.offsets[row + 1] - decoded.offsets[row] : 0);
    }
  }
}

}  // namespace
}  // namespace qiao::storage
