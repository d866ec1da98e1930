#include "loaders/facts/load_article.h"

#include <fmt/chrono.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
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

// The name that stands for a text doesn't depend on which came first: one with a date, then the smaller one.
bool StandsBefore(const news::Document& document, const std::string& published, const std::string& doc) {
  return std::tuple(document.published.empty(), document.doc) < std::tuple(published.empty(), doc);
}

class Loading {
 public:
  Loading(engine::Database& database, const news::Extractor& extractor, FactGraph facts)
      : database_(database), extractor_(extractor), facts_(std::move(facts)) {
    facts_.BeginLoad(TimeNow());
  }

  // `info` must outlive this object.
  Result<void> Take(news::Extraction article, const news::DocumentInfo& info) {
    files_[article.document.text_hash].push_back(&info);
    QIAO_CHECK(Begin());
    QIAO_CHECK(Write(std::move(article), info));
    return EndOfOne();
  }

  // Documents are those of the files that were taken.
  Result<void> Sync() {
    const std::map<std::string, KnownDocument> documents = facts_.documents();
    for (const auto& [text_hash, document] : documents) {
      const auto files = files_.find(text_hash);
      if (files != files_.end() && Named(document, files->second)) continue;
      QIAO_CHECK(Begin());
      if (files == files_.end()) {
        report_.forgotten.push_back(document.doc);
        QIAO_CHECK(facts_.Remove(text_hash));
      } else {
        QIAO_CHECK(Rename(document, files->second));
      }
      QIAO_CHECK(EndOfOne());
    }
    std::ranges::sort(report_.forgotten);
    return {};
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
    ListSameNames();
    report_.counts = facts_.counts();
    return std::move(report_);
  }

 private:
  using Files = std::vector<const news::DocumentInfo*>;

  Result<void> Begin() {
    if (transaction_) return {};
    QIAO_TRY(transaction_, database_.BeginWrite());
    facts_.Begin(*transaction_);
    return {};
  }

  Result<void> EndOfOne() {
    const size_t batch = std::clamp(facts_.documents().size() / 8, kLeastBatch, kMostBatch);
    return ++in_batch_ < batch ? Result<void>() : Commit();
  }

  static bool Named(const KnownDocument& document, const Files& files) {
    std::set<std::string> now, known(document.other_names.begin(), document.other_names.end());
    for (const news::DocumentInfo* file : files) now.insert(news::DocumentName(file->file));
    known.insert(document.doc);
    return now == known;
  }

  // The document gets the names of its files, as if it had been loaded from them alone.
  Result<void> Rename(const KnownDocument& document, const Files& files) {
    std::optional<std::pair<news::Extraction, news::DocumentInfo>> standing;
    std::set<std::string> names;
    for (const news::DocumentInfo* file : files) {
      news::DocumentInfo info = *file;
      document.Complete(info);
      QIAO_TRY(auto article, ExtractFile(extractor_, info));
      names.insert(article.document.doc);
      const news::Document* other = standing ? &standing->first.document : nullptr;
      if (other == nullptr || StandsBefore(article.document, other->published, other->doc)) {
        standing.emplace(std::move(article), std::move(info));
      }
    }
    names.erase(standing->first.document.doc);
    return Replace(standing->first, standing->second, {names.begin(), names.end()});
  }

  // Of the articles that came, those whose name another document has: most likely an older state of the same file.
  void ListSameNames() {
    if (added_.empty()) return;
    std::map<std::string_view, std::vector<std::string_view>> others;
    for (const auto& [text_hash, document] : facts_.documents()) {
      if (!files_.contains(text_hash)) others[document.doc].push_back(text_hash);
    }
    for (const std::string& added : added_) {
      const std::string& doc = facts_.documents().at(added).doc;
      for (const std::string_view other : others[doc]) {
        report_.same_names.push_back({files_[added].front()->file, doc, std::string(other)});
      }
    }
  }

  Result<void> Write(news::Extraction article, const news::DocumentInfo& info) {
    const std::string text_hash = article.document.text_hash;
    const auto found = facts_.documents().find(text_hash);
    if (found == facts_.documents().end()) {
      ++report_.documents;
      added_.push_back(text_hash);
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
    report_.other_names.push_back({info.file, known.doc});
    ++report_.known_documents;
    if (!StandsBefore(document, known.published, known.doc)) return facts_.AddOtherName(text_hash, document.doc);
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
  std::map<std::string, Files> files_;  // by text hash
  std::vector<std::string> added_;      // text hashes
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
  if (options.sync) QIAO_CHECK(loading.Sync());
  QIAO_CHECK(loading.Commit());
  return loading.Finish();
}

}  // namespace qiao::loaders
