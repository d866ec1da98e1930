#include "loaders/load.h"

#include "loaders/file_kind.h"
#include "loaders/find_files.h"
#include "loaders/input.h"
#include "loaders/news/decode.h"
#include "loaders/news/html.h"
#include "loaders/read_file.h"

namespace qiao::loaders {
namespace {

struct Plan {
  std::vector<std::string> tables;
  std::vector<std::string> scripts;
  std::vector<news::DocumentInfo> articles;
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

base::Result<void> Sort(const std::string& path, std::string_view delimiter, Plan& plan) {
  QIAO_TRY(const FileKind kind, KindOf(path, delimiter));
  switch (kind) {
    case FileKind::kTable:
      plan.tables.push_back(path);
      break;
    case FileKind::kScript:
      plan.scripts.push_back(path);
      break;
    case FileKind::kArticle:
      QIAO_CHECK(CheckArticle(path));
      plan.articles.push_back({.file = path});
      break;
  }
  return {};
}

base::Result<Plan> MakePlan(std::span<const std::string> paths, const LoadOptions& options) {
  QIAO_TRY(const auto files, FindFiles(paths));
  Plan plan;
  for (const FoundFile& file : files) {
    auto sorted = Sort(file.path, options.tables.delimiter.value_or(""), plan);
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

base::Result<void> LoadArticleFiles(engine::Database& database, const Plan& plan, const LoadOptions& options,
                                    LoadReport& report) {
  if (plan.articles.empty()) return {};
  QIAO_TRY(const auto extractor, news::Extractor::Create());
  const ArticleProgress progress = [&](const std::string& path, size_t done, size_t total) {
    if (options.progress) options.progress({path, done + 1, total, done, total, done});
  };
  QIAO_TRY(report.articles, LoadArticles(database, plan.articles, extractor, progress));
  return {};
}

}  // namespace

base::Result<LoadReport> Load(engine::Database& database, std::span<const std::string> paths,
                              const LoadOptions& options) {
  QIAO_TRY(auto plan, MakePlan(paths, options));
  LoadReport report;
  if (!plan.tables.empty()) {
    QIAO_TRY(report.rows, csv::LoadTables(database, plan.tables, options.tables, options.progress, options.cancelled));
    report.tables = plan.tables.size();
  }
  for (const std::string& path : plan.scripts) {
    QIAO_TRY(const auto script, cypher::LoadScript(database, path, options.language, options.cancelled));
    ++report.scripts;
    report.statements += script.statements;
    cypher::Add(script.counters, report.changes);
  }
  QIAO_CHECK(LoadArticleFiles(database, plan, options, report));
  report.skipped = std::move(plan.skipped);
  return report;
}

}  // namespace qiao::loaders
