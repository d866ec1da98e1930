#include "loaders/facts/conclude.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "loaders/facts/neighbours.h"

namespace qiao::loaders {

using base::Direction;
using base::Kind;
using base::NodeId;
using base::Result;
using base::Value;

namespace {

// The values that a link takes over from its claims: each group from the best claim that has the group's first value.
const std::vector<std::vector<std::string_view>> kValueGroups = {
    {"status"},
    {"since", "since_first", "since_last", "since_inferred"},
    {"until", "until_first", "until_last", "until_inferred"},
    {"amount_yuan", "approximate"},
    {"field"},
    {"programme"},
    {"role"},
};

struct ClaimRecord {
  NodeId subject;
  base::Map properties;
  std::string published;
  std::string doc;

  const Value* Find(std::string_view key) const {
    auto found =
        std::find_if(properties.begin(), properties.end(), [&](const auto& entry) { return entry.first == key; });
    return found == properties.end() ? nullptr : &found->second;
  }
  bool Is(std::string_view key) const {
    const Value* value = Find(key);
    return value != nullptr && value->is(Kind::kBoolean) && value->boolean();
  }
  std::string_view Text(std::string_view key) const {
    const Value* value = Find(key);
    return value != nullptr && value->is(Kind::kString) ? value->string() : std::string_view();
  }
  double Number(std::string_view key) const {
    const Value* value = Find(key);
    return value != nullptr && value->is_number() ? value->number() : 0;
  }
};

// The smallest key is the best claim.
auto Rank(const ClaimRecord& claim) {
  const bool unreviewed = claim.Text("by").empty();
  return std::tuple(unreviewed, claim.Is("inferred"), claim.published.empty(), claim.published,
                    claim.Text("since").size(), claim.Number("confidence"), claim.doc, claim.Number("offset"));
}

bool Better(const ClaimRecord& a, const ClaimRecord& b) {
  const auto [a_raw, a_inferred, a_undated, a_published, a_precision, a_confidence, a_doc, a_offset] = Rank(a);
  const auto [b_raw, b_inferred, b_undated, b_published, b_precision, b_confidence, b_doc, b_offset] = Rank(b);
  // Later, more precise and more confident are better: those stand swapped.
  return std::tie(a_raw, a_inferred, a_undated, b_published, b_precision, b_confidence, a_doc, a_offset) <
         std::tie(b_raw, b_inferred, b_undated, a_published, a_precision, a_confidence, b_doc, b_offset);
}

Result<std::string> TextOf(const query::GraphReader& graph, NodeId node, std::string_view key) {
  const auto id = graph.FindKey(key);
  if (!id) return std::string();
  QIAO_TRY(Value value, graph.Property(node, *id));
  return value.is(Kind::kString) ? std::string(value.string()) : std::string();
}

// The claims of `type` with this subject and this object.
Result<void> AddClaims(const query::GraphReader& graph, std::string_view type, NodeId subject, NodeId object,
                       std::vector<ClaimRecord>& claims) {
  QIAO_TRY(auto candidates, NeighboursOf(graph, subject, "SUBJECT", Direction::kIn));
  for (const Neighbour& candidate : candidates) {
    QIAO_TRY(auto objects, NeighboursOf(graph, candidate.node, "OBJECT", Direction::kOut));
    const bool about =
        std::any_of(objects.begin(), objects.end(), [&](const Neighbour& n) { return n.node == object; });
    if (!about) continue;
    ClaimRecord claim{.subject = subject};
    QIAO_TRY(claim.properties, graph.Properties(candidate.node));
    if (claim.Text("type") != type) continue;
    QIAO_TRY(auto documents, NeighboursOf(graph, candidate.node, "SAID_IN", Direction::kOut));
    if (!documents.empty()) {
      QIAO_TRY(claim.published, TextOf(graph, documents.front().node, "published"));
      QIAO_TRY(claim.doc, TextOf(graph, documents.front().node, "doc"));
    }
    claims.push_back(std::move(claim));
  }
  return {};
}

Result<void> RemoveLinks(const query::GraphReader& graph, query::GraphWriter& writer, std::string_view type,
                         NodeId from, NodeId to) {
  QIAO_TRY(auto links, NeighboursOf(graph, from, type, Direction::kOut));
  for (const Neighbour& link : links) {
    if (link.node == to) QIAO_CHECK(writer.DeleteEdge(link.edge));
  }
  return {};
}

}  // namespace

Result<void> ConcludeLink(const query::GraphReader& graph, query::GraphWriter& writer, std::string_view type,
                          bool symmetric, NodeId from, NodeId to) {
  std::vector<ClaimRecord> claims;
  QIAO_CHECK(AddClaims(graph, type, from, to, claims));
  QIAO_CHECK(RemoveLinks(graph, writer, type, from, to));
  if (symmetric && from != to) {
    QIAO_CHECK(AddClaims(graph, type, to, from, claims));
    QIAO_CHECK(RemoveLinks(graph, writer, type, to, from));
  }
  if (claims.empty()) return {};
  std::sort(claims.begin(), claims.end(), Better);

  std::vector<std::pair<base::KeyId, Value>> properties;
  auto set = [&](std::string_view name, Value value) -> Result<void> {
    QIAO_TRY(base::KeyId key, writer.InternKey(name));
    properties.emplace_back(key, std::move(value));
    return {};
  };
  for (const auto& group : kValueGroups) {
    auto states = [&](const ClaimRecord& claim) { return claim.Find(group.front()) != nullptr; };
    auto best = std::find_if(claims.begin(), claims.end(), states);
    if (best == claims.end()) continue;
    for (std::string_view name : group) {
      if (const Value* value = best->Find(name)) QIAO_CHECK(set(name, *value));
    }
  }
  double confidence = 0;
  for (const ClaimRecord& claim : claims) confidence = std::max(confidence, claim.Number("confidence"));
  QIAO_CHECK(set("confidence", Value::Float(confidence)));
  const bool inferred =
      std::all_of(claims.begin(), claims.end(), [](const ClaimRecord& c) { return c.Is("inferred"); });
  if (inferred) QIAO_CHECK(set("inferred", Value::Boolean(true)));
  QIAO_CHECK(set("claims", Value::Integer(static_cast<int64_t>(claims.size()))));

  const bool turned = claims.front().subject != from;
  QIAO_TRY(base::TypeId link, writer.InternType(type));
  QIAO_TRY([[maybe_unused]] base::EdgeId edge,
           writer.CreateEdge(turned ? to : from, link, turned ? from : to, properties));
  return {};
}

}  // namespace qiao::loaders
