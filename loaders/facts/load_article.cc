#include "loaders/facts/load_article.h"

#include <fstream>
#include <sstream>
#include <unordered_set>
#include <utility>

#include "loaders/facts/neighbours.h"

namespace qiao::loaders {

using base::Result;
using base::Value;

namespace {

const std::vector<std::string_view>& EntityLabels() {
  static const std::vector<std::string_view> labels = [] {
    std::vector<std::string_view> names;
    for (auto label = news::EntityLabel::kProvince;;
         label = static_cast<news::EntityLabel>(static_cast<int>(label) + 1)) {
      names.push_back(news::Name(label));
      if (label == news::EntityLabel::kTroupe) return names;
    }
  }();
  return labels;
}

Result<std::unordered_set<std::string>> KnownTexts(const query::GraphReader& graph) {
  std::unordered_set<std::string> hashes;
  const auto label = graph.FindLabel("Document");
  const auto key = graph.FindKey("text_hash");
  if (!label || !key) return hashes;
  QIAO_CHECK(ForEachNode(graph, *label, [&](base::NodeId node) -> Result<void> {
    QIAO_TRY(Value hash, graph.Property(node, *key));
    if (hash.is(base::Kind::kString)) hashes.emplace(hash.string());
    return {};
  }));
  return hashes;
}

Result<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file) return base::MakeError(base::ErrorCode::kInput, "{}: can't be read", path);
  return std::move(content).str();
}

void Add(const ArticleCounts& one, ArticleCounts& sum) {
  sum.new_entities += one.new_entities;
  sum.known_entities += one.known_entities;
  sum.claims += one.claims;
  sum.links += one.links;
}

}  // namespace

Result<ArticleReport> LoadArticles(engine::Database& database, const std::vector<news::DocumentInfo>& files,
                                   const news::Extractor& extractor, const ArticleProgress& progress) {
  ArticleReport report;
  const auto before = database.Read();
  QIAO_TRY(auto entities, EntityIndex::Build(*before, EntityLabels()));
  QIAO_TRY(auto known, KnownTexts(*before));
  for (size_t i = 0; i < files.size(); ++i) {
    if (progress) progress(files[i].file, i, files.size());
    QIAO_TRY(const std::string bytes, ReadFile(files[i].file));
    QIAO_TRY(const news::Extraction article, extractor.Extract(bytes, files[i]));
    if (!known.insert(article.document.text_hash).second) {
      ++report.known_documents;
      continue;
    }
    QIAO_TRY(auto transaction, database.BeginWrite());
    QIAO_TRY(const auto counts, WriteArticle(article, transaction->reader(), transaction->writer(), entities));
    QIAO_CHECK(transaction->Commit());
    ++report.documents;
    Add(counts, report.counts);
  }
  return report;
}

}  // namespace qiao::loaders
