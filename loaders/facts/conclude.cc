#include "loaders/facts/conclude.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "loaders/facts/neighbours.h"
#include "loaders/news/extraction.h"

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

}  // namespace

struct LinkConcluder::Claim {
  NodeId subject;
  base::Map properties;
  std::string published;
  std::string doc;
  std::string text_hash;

  double Number(std::string_view key) const {
    const Value* value = ValueIn(properties, key);
    return value != nullptr && value->is_number() ? value->number() : 0;
  }
};

namespace {

// Negative: `a` is better. Cheap questions first: most claims differ in those.
template <class Claim>
int Compare(const Claim& a, const Claim& b) {
  const auto order = [](const auto& x, const auto& y) { return x < y ? -1 : y < x ? 1 : 0; };
  const auto text = [&](std::string_view key) { return order(TextIn(a.properties, key), TextIn(b.properties, key)); };
  if (const int c = order(TextIn(a.properties, "by").empty(), TextIn(b.properties, "by").empty())) return c;
  if (const int c = order(TrueIn(a.properties, "inferred"), TrueIn(b.properties, "inferred"))) return c;
  if (const int c = order(b.published, a.published)) return c;
  if (const int c = order(TextIn(b.properties, "since").size(), TextIn(a.properties, "since").size())) return c;
  if (const int c = order(b.Number("confidence"), a.Number("confidence"))) return c;
  if (const int c = order(a.doc, b.doc)) return c;
  if (const int c = order(a.text_hash, b.text_hash)) return c;
  if (const int c = order(a.Number("offset"), b.Number("offset"))) return c;
  if (const int c = order(b.Number("decision"), a.Number("decision"))) return c;
  if (const int c = text("rule")) return c;
  if (const int c = text("evidence")) return c;
  return order(base::ToText(Value::Of(a.properties)), base::ToText(Value::Of(b.properties)));
}

}  // namespace

bool IsSymmetric(std::string_view type) {
  return type == news::Name(news::LinkType::kPairedWith) || type == news::Name(news::LinkType::kCooperatesWith);
}

// What anybody says of `subject`; claims that a person overruled are left out.
Result<const std::vector<LinkConcluder::Said>*> LinkConcluder::SaidOf(NodeId subject) {
  const auto [at, fresh] = said_.try_emplace(subject);
  if (!fresh) return &at->second;
  QIAO_TRY(const auto claims, NeighboursOf(graph_, subject, "SUBJECT", Direction::kIn));
  for (const Neighbour& claim : claims) {
    QIAO_TRY(const auto object, NeighbourOf(graph_, claim.node, "OBJECT", Direction::kOut));
    QIAO_TRY(std::string type, TextOf(graph_, claim.node, "type"));
    QIAO_TRY(const Value overruled, PropertyOf(graph_, claim.node, "overruled"));
    if (object && overruled.is_null()) at->second.push_back({claim.node, std::move(type), *object});
  }
  return &at->second;
}

Result<void> LinkConcluder::AddClaims(const LinkEnds& ends, std::vector<Claim>& claims) {
  QIAO_TRY(const auto* said, SaidOf(ends.from));
  for (const Said& one : *said) {
    if (one.object != ends.to || one.type != ends.type) continue;
    Claim claim{.subject = ends.from};
    QIAO_TRY(claim.properties, graph_.Properties(one.claim));
    QIAO_TRY(const auto document, NeighbourOf(graph_, one.claim, "SAID_IN", Direction::kOut));
    if (document) {
      QIAO_TRY(claim.published, TextOf(graph_, *document, "published"));
      QIAO_TRY(claim.doc, TextOf(graph_, *document, "doc"));
      QIAO_TRY(claim.text_hash, TextOf(graph_, *document, "text_hash"));
    }
    claims.push_back(std::move(claim));
  }
  return {};
}

Result<void> LinkConcluder::RemoveLinks(const LinkEnds& ends) {
  const auto key = graph_.FindKey("claims");
  if (!key) return {};
  QIAO_TRY(auto links, NeighboursOf(graph_, ends.from, ends.type, Direction::kOut));
  for (const Neighbour& link : links) {
    if (link.node != ends.to) continue;
    QIAO_TRY(const Value claims, graph_.Property(link.edge, *key));
    if (!claims.is_null()) QIAO_CHECK(writer_.DeleteEdge(link.edge));
  }
  return {};
}

Result<void> LinkConcluder::Conclude(const LinkEnds& ends) {
  std::vector<Claim> claims;
  const LinkEnds turned{ends.type, ends.to, ends.from};
  QIAO_CHECK(AddClaims(ends, claims));
  QIAO_CHECK(RemoveLinks(ends));
  if (ends.from == ends.to) return {};
  if (IsSymmetric(ends.type)) {
    QIAO_CHECK(AddClaims(turned, claims));
    QIAO_CHECK(RemoveLinks(turned));
  }
  if (claims.empty()) return {};
  std::ranges::sort(claims, [](const Claim& a, const Claim& b) { return Compare(a, b) < 0; });

  std::vector<std::pair<base::KeyId, Value>> properties;
  auto set = [&](std::string_view name, Value value) -> Result<void> {
    QIAO_TRY(base::KeyId key, writer_.InternKey(name));
    properties.emplace_back(key, std::move(value));
    return {};
  };
  for (const auto& group : kValueGroups) {
    auto states = [&](const Claim& claim) { return ValueIn(claim.properties, group.front()) != nullptr; };
    auto best = std::find_if(claims.begin(), claims.end(), states);
    if (best == claims.end()) continue;
    for (std::string_view name : group) {
      if (const Value* value = ValueIn(best->properties, name)) QIAO_CHECK(set(name, *value));
    }
  }
  double confidence = 0;
  for (const Claim& claim : claims) confidence = std::max(confidence, claim.Number("confidence"));
  QIAO_CHECK(set("confidence", Value::Float(confidence)));
  const bool inferred = std::ranges::all_of(claims, [](const Claim& c) { return TrueIn(c.properties, "inferred"); });
  if (inferred) QIAO_CHECK(set("inferred", Value::Boolean(true)));
  QIAO_CHECK(set("claims", Value::Integer(static_cast<int64_t>(claims.size()))));

  const LinkEnds& direction = claims.front().subject == ends.from ? ends : turned;
  QIAO_TRY(base::TypeId link, writer_.InternType(ends.type));
  QIAO_TRY([[maybe_unused]] base::EdgeId edge, writer_.CreateEdge(direction.from, link, direction.to, properties));
  return {};
}

}  // namespace qiao::loaders
