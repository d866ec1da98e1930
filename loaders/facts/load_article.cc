#include "loaders/facts/load_article.h"

#include <fmt/chrono.h>

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

#include "loaders/facts/digest.h"
#include "loaders/facts/extract_ahead.h"

namespace qiao::loaders {

using base::Result;

namespace {

// Articles of one transaction: more in a large graph, where concluding costs more.
constexpr size_t kLeastBatch = 64;
constexpr size_t kMostBatch = 1024;

class Loading {
 public:
  Loading(engine::Database& database, const news::Extractor& extractor, FactGraph facts)
      : database_(database), extractor_(extractor), facts_(std::move(facts)) {
    facts_.BeginLoad(TimeNow());
  }

  Result<void> Take(news::Extraction article, const news::DocumentInfo& info) {
    if (!transaction_) {
      QIAO_TRY(transaction_, database_.BeginWrite());
      facts_.Begin(*transaction_);
    }
    QIAO_CHECK(Write(std::move(article), info));
    const size_t batch = std::clamp(facts_.documents().size() / 8, kLeastBatch, kMostBatch);
    return ++in_batch_ < batch ? Result<void>() : Commit();
  }

  Result<void> Commit() {
    if (!transaction_) return {};
    in_batch_ = 0;
    QIAO_CHECK(facts_.Settle());
    const auto transaction = std::exchange(transaction_, nullptr);
    QIAO_CHECK(transaction->Commit());
    return {};
  }

  ArticleReport& report() { return report_; }
  ArticleReport Finish() {
    report_.counts = facts_.counts();
    return std::move(report_);
  }

 private:
  Result<void> Write(news::Extraction article, const news::DocumentInfo& info) {
    const std::string text_hash = article.document.text_hash;
    const auto found = facts_.documents().find(text_hash);
    if (found == facts_.documents().end()) {
      ++report_.documents;
      return facts_.Add(article, info);
    }
    const KnownDocument known = found->second;
    news::DocumentInfo merged = info;
    if (article.document.doc == known.doc && known.Complete(merged)) {
      QIAO_TRY(article, ExtractFile(extractor_, merged));
    }
    const news::Document& document = article.document;
    if (document.doc == known.doc) {
      if (DigestOf(article) == known.facts_hash) {
        ++report_.known_documents;
        return {};
      }
      ++report_.replaced_documents;
      return Replace(article, merged, known.other_names);
    }
    // The name that stands for a text doesn't depend on which came first: one with a date, then the smaller one.
    report_.other_names.push_back({info.file, known.doc});
    ++report_.known_documents;
    const bool stands =
        std::tuple(document.published.empty(), document.doc) < std::tuple(known.published.empty(), known.doc);
    if (!stands) return facts_.AddOtherName(text_hash, document.doc);
    std::vector<std::string> names = known.other_names;
    names.push_back(known.doc);
    return Replace(article, merged, names);
  }

  Result<void> Replace(const news::Extraction& article, const news::DocumentInfo& info,
                       const std::vector<std::string>& other_names) {
    QIAO_CHECK(facts_.Remove(article.document.text_hash));
    QIAO_CHECK(facts_.Add(article, info));
    for (const std::string& name : other_names) {
      QIAO_CHECK(facts_.AddOtherName(article.document.text_hash, name));
    }
    return {};
  }

  engine::Database& database_;
  const news::Extractor& extractor_;
  FactGraph facts_;
  std::unique_ptr<engine::GraphTransaction> transaction_;
  size_t in_batch_ = 0;
  ArticleReport report_;
};

}  // namespace

std::string TimeNow() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
}

Result<ArticleReport> LoadArticles(engine::Database& database, std::vector<ArticleFile> files,
                                   const news::Extractor& extractor, const ArticleOptions& options) {
  std::ranges::stable_sort(files, {}, [](const ArticleFile& file) -> const std::string& { return file.info.file; });
  std::vector<news::DocumentInfo> infos;
  for (const ArticleFile& file : files) infos.push_back(file.info);
  QIAO_TRY(auto facts, FactGraph::Open(*database.Read()));
  Loading loading(database, extractor, std::move(facts));
  ExtractAhead extractions(extractor, infos, options.threads);
  for (size_t i = 0; i < files.size(); ++i) {
    if (options.cancelled != nullptr && options.cancelled->load()) {
      QIAO_CHECK(loading.Commit());
      return base::MakeError(base::ErrorCode::kCancelled, "stopped; {} of {} articles are loaded, each of them whole",
                             i, files.size());
    }
    if (options.progress) options.progress(infos[i].file, i, files.size());
    auto article = extractions.Next();
    if (article) {
      QIAO_CHECK(loading.Take(*std::move(article), infos[i]));
    } else if (files[i].named || article.error().code != base::ErrorCode::kInput) {
      QIAO_CHECK(loading.Commit());
      return std::move(article).error();
    } else {
      loading.report().skipped.push_back({infos[i].file, article.error().message});
    }
  }
  QIAO_CHECK(loading.Commit());
  return loading.Finish();
}

}  // namespace qiao::loaders
