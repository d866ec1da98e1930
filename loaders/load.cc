#include "loaders/load.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>

#include "loaders/facts/manifest.h"
#include "loaders/file_kind.h"
#include "loaders/find_files.h"
#include "loaders/import/find_groups.h"
#include "loaders/import/import_tables.h"
#include "loaders/import/kuzu_folder.h"
#include "loaders/input.h"
#include "loaders/news/decode.h"
#include "loaders/news/html.h"
#include "loaders/news/own_knowledge.h"
#include "loaders/read_file.h"

namespace qiao::loaders {
namespace {

struct Plan {
  std::vector<std::string> tables;
  std::vector<std::string> scripts;
  std::vector<ArticleFile> articles;
  std::vector<SkippedFile> skipped;
};

base::Error InFile(base::Error error, const std::string& path) {
  return InputError("{}: {}", InputPlace{path}, error.Text());
}

base::Result<void> CheckArticle(const std::string& path) {
  QIAO_TRY(const std::string bytes, ReadBytes(path, news::kMaxArticleBytes));
  base::Charset charset;
  auto text = news::DecodeArticle(bytes, &charset);
  if (!text) return InFile(std::move(text).error(), path);
  auto chinese = news::CheckChinese(news::StripHtml(*text).text);
  if (!chinese) return InFile(std::move(chinese).error(), path);
  return {};
}

base::Result<void> Sort(const FoundFile& file, std::string_view delimiter, Plan& plan) {
  const std::string& path = file.path;
  QIAO_TRY(const FileKind kind, KindOf(path, delimiter));
  switch (kind) {
    case FileKind::kTable:
      plan.tables.push_back(path);
      break;
    case FileKind::kScript:
      plan.scripts.push_back(path);
      break;
    case FileKind::kArticle:
      // A folder's file is looked at when its turn comes: one that is no article is skipped.
      if (file.named) QIAO_CHECK(CheckArticle(path));
      plan.articles.push_back({{.file = path}, file.named});
      break;
  }
  return {};
}

base::Result<Plan> MakePlan(std::span<const std::string> paths, const LoadOptions& options) {
  for (const std::string& path : paths) {
    if (!import::IsKuzuFolder(path)) continue;
    return InputError("{}: what Kùzu's or Ladybug's EXPORT DATABASE wrote is read by 'qiao import'", InputPlace{path});
  }
  std::vector<std::string> passed;
  QIAO_TRY(const auto files, FindFiles(paths, &passed));
  Plan plan;
  for (const std::string& path : passed) {
    plan.skipped.push_back({path, base::Message("{}: no file, or a link to a folder, which isn't followed", path)});
  }
  std::error_code error;
  for (const FoundFile& file : files) {
    if (!options.manifest.empty() && std::filesystem::equivalent(file.path, options.manifest, error)) continue;
    auto sorted = Sort(file, options.tables.delimiter.value_or(""), plan);
    if (sorted) continue;
    if (file.named || sorted.error().code != base::ErrorCode::kInput) return std::move(sorted).error();
    plan.skipped.push_back({file.path, sorted.error().message});
  }
  if (plan.tables.empty() && plan.scripts.empty() && plan.articles.empty()) {
    if (!plan.skipped.empty()) return base::Error{.code = base::ErrorCode::kInput, .message = plan.skipped[0].reason};
    return base::MakeError(base::ErrorCode::kInput, "there is no file to load");
  }
  return plan;
}

base::Result<void> Inform(Plan& plan, const LoadOptions& options, LoadReport& report) {
  std::string published;
  if (!options.published.empty()) {
    QIAO_TRY(published, ReadDay("--published", options.published));
  }
  if (!options.manifest.empty()) {
    QIAO_TRY(auto manifest, Manifest::Read(options.manifest));
    for (ArticleFile& file : plan.articles) manifest.Complete(file.info);
    report.unused = manifest.Unused();
  }
  for (ArticleFile& file : plan.articles) {
    if (file.info.published.empty()) file.info.published = published;
  }
  return {};
}

base::Result<news::Extractor> MakeExtractor(const std::vector<std::string>& paths) {
  news::ExtractorOptions options;
  for (const std::string& path : paths) {
    QIAO_TRY(auto own, news::ReadOwnKnowledge(path));
    std::ranges::move(own.extra_rules, std::back_inserter(options.extra_rules));
    std::ranges::move(own.extra_words, std::back_inserter(options.extra_words));
  }
  return news::Extractor::Create(options);
}

base::Result<csv::TableReport> LoadTableFiles(engine::Database& database, std::span<const std::string> paths,
                                              const LoadOptions& options) {
  uint64_t bytes = 0;
  std::error_code error;  // of a file that has gone meanwhile, which is told when it is opened
  for (const std::string& path : paths) bytes += std::filesystem::file_size(path, error);
  if (options.tables.update || bytes < options.bulk_bytes) {
    return csv::LoadTables(database, paths, options.tables, options.progress, options.cancelled);
  }
  import::ImportOptions bulk;
  bulk.tables = options.tables;
  bulk.threads = static_cast<unsigned>(options.threads);
  bulk.progress = options.progress;
  bulk.cancelled = options.cancelled;
  QIAO_TRY(const auto groups, import::FindGroups(paths, bulk));
  QIAO_TRY(const auto report, import::ImportTables(database, groups.nodes, groups.relationships, bulk));
  return csv::TableReport{.nodes_created = report.nodes, .relationships_created = report.relationships};
}

base::Result<void> LoadArticleFiles(engine::Database& database, Plan& plan, const LoadOptions& options,
                                    const news::Extractor& extractor, LoadReport& report) {
  ArticleOptions article_options{.threads = options.threads, .sync = options.sync, .cancelled = options.cancelled};
  article_options.progress = [&](const std::string& path, size_t done, size_t total) {
    if (options.progress) options.progress({path, done + 1, total, done, total, done});
  };
  QIAO_TRY(report.articles, LoadArticles(database, std::move(plan.articles), extractor, article_options));
  auto& skipped = report.articles.skipped;
  std::ranges::move(skipped, std::back_inserter(plan.skipped));
  skipped.clear();
  return {};
}

}  // namespace

base::Result<LoadReport> Load(engine::Database& database, std::span<const std::string> paths,
                              const LoadOptions& options) {
  QIAO_TRY(auto plan, MakePlan(paths, options));
  LoadReport report;
  QIAO_CHECK(Inform(plan, options, report));
  std::optional<news::Extractor> extractor;
  if (!plan.articles.empty() || !options.rules.empty()) {
    QIAO_TRY(extractor, MakeExtractor(options.rules));
  }
  if (!plan.tables.empty()) {
    QIAO_TRY(report.rows, LoadTableFiles(database, plan.tables, options));
    report.tables = plan.tables.size();
  }
  for (const std::string& path : plan.scripts) {
    QIAO_TRY(const auto script, cypher::LoadScript(database, path, options.language, options.cancelled));
    ++report.scripts;
    report.statements += script.statements;
    cypher::Add(script.counters, report.changes);
  }
  if (!plan.articles.empty()) QIAO_CHECK(LoadArticleFiles(database, plan, options, *extractor, report));
  report.skipped = std::move(plan.skipped);
  return report;
}

}  // namespace qiao::loaders
