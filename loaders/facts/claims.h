// What articles say, read back from the graph: claims, figures and agreements with their sentences, and the links that
// were concluded from them. Links of tables, which carry `article` and `line` themselves, are read as claims too.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "query/graph.h"

namespace qiao::loaders {

struct Article {
  std::string doc;  // its file's name
  std::string title;
  std::string published;
  std::string text_hash;  // empty for one that a table names
};

enum class SaidKind : uint8_t { kConcluded, kClaim, kFigure, kAgreement, kTable };
std::string_view Name(SaidKind kind);  // "concluded", "claim" …

struct Said {
  SaidKind kind = SaidKind::kClaim;
  base::NodeId node;  // of a claim, figure or agreement
  std::string type;   // of the link; what a figure counts; the name of an agreement
  base::NodeId from;
  base::NodeId to;       // of a link or claim
  base::Map values;      // status, since, amount_yuan, rule, confidence …
  std::string sentence;  // in its original wording
  Article article;
};

// A value as people read it: a text without quotes, 50 for 50.0; empty for null.
std::string PlainText(const base::Value& value);
// What a figure states: 50个.
std::string NumberText(const base::Map& figure);

// The name that people know a node by: its name, a document's title.
base::Result<std::string> NameOf(const query::GraphReader& graph, base::NodeId node);
base::Result<Article> ReadArticle(const query::GraphReader& graph, base::NodeId document);
// The article that a claim, figure or agreement stands in; an empty one when nobody's.
base::Result<Article> ArticleOf(const query::GraphReader& graph, base::NodeId said);
// Nothing when the claim has lost an end.
base::Result<std::optional<Said>> ReadClaim(const query::GraphReader& graph, base::NodeId claim);
base::Result<void> ForEachClaim(const query::GraphReader& graph,
                                const std::function<base::Result<void>(Said claim)>& visit);

// All that is said about `entity`, or about it and `other`: each concluded link before the claims that it rests on,
// then figures and agreements.
base::Result<std::vector<Said>> SaidAbout(const query::GraphReader& graph, base::NodeId entity,
                                          std::optional<base::NodeId> other);

}  // namespace qiao::loaders
