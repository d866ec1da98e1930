#include "loaders/facts/claims.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "loaders/facts/conclude.h"
#include "loaders/facts/neighbours.h"
#include "loaders/news/extraction.h"

namespace qiao::loaders {

using base::Direction;
using base::NodeId;
using base::Result;
using base::Value;

namespace {

bool IsLinkType(std::string_view type) {
  for (auto link = news::LinkType::kPairedWith; link <= news::LinkType::kSupplies;
       link = static_cast<news::LinkType>(static_cast<int>(link) + 1)) {
    if (news::Name(link) == type) return true;
  }
  return false;
}

class Reader {
 public:
  Reader(const query::GraphReader& graph, NodeId entity, std::optional<NodeId> other)
      : graph_(graph), entity_(entity), other_(other) {}

  Result<std::vector<Said>> Read() {
    QIAO_TRY(const auto edges, EdgesOf(graph_, entity_));
    for (const EdgeOf& edge : edges) QIAO_CHECK(ReadEdge(edge));
    std::ranges::stable_sort(said_, [](const Said& a, const Said& b) {
      const auto rank = [](const Said& said) {
        const bool link =
            said.kind == SaidKind::kConcluded || said.kind == SaidKind::kClaim || said.kind == SaidKind::kTable;
        auto ends = link ? std::pair(said.from, said.to) : std::pair(NodeId(), NodeId());
        if (IsSymmetric(said.type) && ends.second < ends.first) std::swap(ends.first, ends.second);
        return std::tuple(!link, said.type, ends.first, ends.second, said.kind, said.article.published,
                          said.article.doc);
      };
      return rank(a) < rank(b);
    });
    return std::move(said_);
  }

 private:
  Result<void> ReadEdge(const EdgeOf& edge) {
    const std::string_view type = graph_.TypeName(edge.type);
    if (type == "SUBJECT" || type == "OBJECT") return edge.outgoing ? Result<void>() : ReadClaimAbout(edge.other);
    if (type == "ABOUT" && !edge.outgoing)
      return ReadOther(edge.other, SaidKind::kFigure, "metric", "ABOUT", Direction::kOut);
    if (type == "PARTY_TO" && edge.outgoing) {
      return ReadOther(edge.other, SaidKind::kAgreement, "name", "PARTY_TO", Direction::kIn);
    }
    if (other_ && edge.other != *other_) return {};
    if (edge.outgoing || edge.other != entity_) return ReadLink(edge, type);
    return {};
  }

  Result<void> ReadClaimAbout(NodeId claim) {
    if (!seen_.insert(claim).second) return {};
    QIAO_TRY(auto said, ReadClaim(graph_, claim));
    if (!said || (other_ && said->from != *other_ && said->to != *other_)) return {};
    said_.push_back(*std::move(said));
    return {};
  }

  // A figure or an agreement; it is about the pair when the other entity has an edge of this kind with it too.
  Result<void> ReadOther(NodeId node, SaidKind kind, std::string_view name, std::string_view type,
                         Direction direction) {
    if (!seen_.insert(node).second) return {};
    if (other_) {
      QIAO_TRY(const auto about, NeighboursOf(graph_, node, type, direction));
      if (std::ranges::none_of(about, [&](const Neighbour& n) { return n.node == *other_; })) return {};
    }
    Said said{.kind = kind, .node = node, .from = entity_, .to = other_.value_or(entity_)};
    QIAO_TRY(said.values, graph_.Properties(node));
    said.type = TextIn(said.values, name);
    said.sentence = TextIn(said.values, "evidence");
    QIAO_TRY(said.article, ArticleOf(graph_, node));
    said_.push_back(std::move(said));
    return {};
  }

  Result<void> ReadLink(const EdgeOf& edge, std::string_view type) {
    Said said{.kind = SaidKind::kConcluded,
              .type = std::string(type),
              .from = edge.outgoing ? entity_ : edge.other,
              .to = edge.outgoing ? edge.other : entity_};
    QIAO_TRY(said.values, graph_.Properties(edge.edge));
    if (ValueIn(said.values, "claims") == nullptr) {
      said.kind = SaidKind::kTable;
      said.article.doc = TextIn(said.values, "article");
      said.sentence = TextIn(said.values, "evidence");
      if (said.article.doc.empty() && !IsLinkType(type)) return {};  // MENTIONED_IN and the like
    }
    said_.push_back(std::move(said));
    return {};
  }

  const query::GraphReader& graph_;
  const NodeId entity_;
  const std::optional<NodeId> other_;
  std::vector<Said> said_;
  std::set<NodeId> seen_;
};

}  // namespace

std::string_view Name(SaidKind kind) {
  switch (kind) {
    case SaidKind::kConcluded:
      return "concluded";
    case SaidKind::kClaim:
      return "claim";
    case SaidKind::kFigure:
      return "figure";
    case SaidKind::kAgreement:
      return "agreement";
    case SaidKind::kTable:
      return "table";
  }
  return {};
}

std::string PlainText(const Value& value) {
  if (value.is_null()) return {};
  if (value.is(base::Kind::kString)) return std::string(value.string());
  constexpr double kMostExact = 9007199254740992;  // 2^53
  if (value.is(base::Kind::kFloat) && std::abs(value.floating()) < kMostExact &&
      value.floating() == std::trunc(value.floating())) {
    return std::to_string(static_cast<int64_t>(value.floating()));
  }
  return base::ToText(value);
}

std::string NumberText(const base::Map& figure) {
  const Value* value = ValueIn(figure, "value");
  return (value == nullptr ? std::string() : PlainText(*value)) + TextIn(figure, "unit");
}

Result<std::string> NameOf(const query::GraphReader& graph, NodeId node) {
  for (const std::string_view key : {"name", "title", "doc", "metric"}) {
    QIAO_TRY(std::string name, TextOf(graph, node, key));
    if (!name.empty()) return name;
  }
  return std::string();
}

Result<Article> ReadArticle(const query::GraphReader& graph, NodeId document) {
  QIAO_TRY(const base::Map properties, graph.Properties(document));
  return Article{TextIn(properties, "doc"), TextIn(properties, "title"), TextIn(properties, "published"),
                 TextIn(properties, "text_hash")};
}

Result<Article> ArticleOf(const query::GraphReader& graph, NodeId said) {
  QIAO_TRY(const auto document, NeighbourOf(graph, said, "SAID_IN", Direction::kOut));
  if (!document) return Article();
  return ReadArticle(graph, *document);
}

Result<std::optional<Said>> ReadClaim(const query::GraphReader& graph, NodeId claim) {
  QIAO_TRY(const auto subject, NeighbourOf(graph, claim, "SUBJECT", Direction::kOut));
  QIAO_TRY(const auto object, NeighbourOf(graph, claim, "OBJECT", Direction::kOut));
  if (!subject || !object) return std::optional<Said>();
  Said said{.kind = SaidKind::kClaim, .node = claim, .from = *subject, .to = *object};
  QIAO_TRY(said.values, graph.Properties(claim));
  said.type = TextIn(said.values, "type");
  said.sentence = TextIn(said.values, "evidence");
  QIAO_TRY(said.article, ArticleOf(graph, claim));
  return std::optional(std::move(said));
}

Result<void> ForEachClaim(const query::GraphReader& graph, const std::function<Result<void>(Said claim)>& visit) {
  return ForEachNode(graph, "Claim", [&](NodeId node) -> Result<void> {
    QIAO_TRY(auto said, ReadClaim(graph, node));
    return said ? visit(*std::move(said)) : Result<void>();
  });
}

Result<std::vector<Said>> SaidAbout(const query::GraphReader& graph, NodeId entity, std::optional<NodeId> other) {
  return Reader(graph, entity, other).Read();
}

}  // namespace qiao::loaders
