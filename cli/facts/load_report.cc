#include "cli/facts/load_report.h"

#include "cli/format/json_text.h"
#include "cli/format/values.h"
#include "cli/say.h"

namespace qiao::cli {
namespace {

using base::Value;

constexpr size_t kMostListed = 20;  // of a kind

void AppendArticles(std::string& text, const loaders::ArticleReport& articles, base::Language language) {
  const auto line = [&](const std::string& words) { text += words + "\n"; };
  if (articles.documents + articles.known_documents + articles.replaced_documents == 0) return;
  const auto list = [&](const auto& items, const auto& words) {
    size_t shown = 0;
    for (const auto& item : items) {
      if (++shown > kMostListed) break;
      line(words(item));
    }
    if (items.size() > kMostListed) line(Say(language, "  … and {} more", items.size() - kMostListed));
  };
  line(Say(language, "{} articles loaded, {} known already: {} new entities, {} known ones, {} claims, {} links",
           articles.documents, articles.known_documents, articles.counts.new_entities, articles.counts.known_entities,
           articles.counts.claims, articles.counts.links));
  if (articles.replaced_documents > 0) {
    line(Say(language, "  {} articles say something else than before; their facts were replaced",
             articles.replaced_documents));
  }
  if (articles.counts.doubts > 0) {
    line(Say(language, "  {} pairs of entities that may be one; 'qiao review' lists them", articles.counts.doubts));
  }
  list(articles.other_names,
       [&](const loaders::OtherName& name) { return Say(language, "  the same text as {}: {}", name.doc, name.path); });
  list(articles.same_names, [&](const loaders::SameName& name) {
    return Say(language, "  another text is called {} too; if {} replaces it: qiao forget DB {}", name.doc, name.path,
               name.text_hash);
  });
  list(articles.forgotten,
       [&](const std::string& doc) { return Say(language, "  taken out, since no file holds it: {}", doc); });
}

}  // namespace

std::string LoadReportText(const loaders::LoadReport& report, base::Language language) {
  std::string text;
  const auto line = [&](const std::string& words) { text += words + "\n"; };
  if (report.tables > 0) {
    line(Say(language, "{} tables: {} nodes and {} relationships created", report.tables, report.rows.nodes_created,
             report.rows.relationships_created));
    if (report.rows.nodes_known + report.rows.relationships_known > 0) {
      line(Say(language, "  there already: {} nodes ({} changed) and {} relationships", report.rows.nodes_known,
               report.rows.nodes_changed, report.rows.relationships_known));
    }
  }
  if (report.scripts > 0) {
    line(Say(language, "{} scripts, {} statements: {} nodes and {} relationships created", report.scripts,
             report.statements, report.changes.nodes_created, report.changes.relationships_created));
  }
  AppendArticles(text, report.articles, language);
  for (const loaders::SkippedFile& skipped : report.skipped) {
    line(Say(language, "skipped {}", skipped.reason.In(language)));
  }
  for (const base::Message& row : report.unused) line(row.In(language));
  if (text.empty()) line(Say(language, "nothing was loaded"));
  return text;
}

std::string LoadReportJson(const loaders::LoadReport& report, base::Language language) {
  const loaders::ArticleReport& articles = report.articles;
  base::List other_names, same_names, forgotten, skipped, unused;
  for (const loaders::OtherName& name : articles.other_names) {
    other_names.push_back(
        Value::Of(base::Map{{"file", Value::String(name.path)}, {"document", Value::String(name.doc)}}));
  }
  for (const loaders::SameName& name : articles.same_names) {
    same_names.push_back(Value::Of(base::Map{{"file", Value::String(name.path)},
                                             {"document", Value::String(name.doc)},
                                             {"text_hash", Value::String(name.text_hash)}}));
  }
  for (const std::string& doc : articles.forgotten) forgotten.push_back(Value::String(doc));
  for (const loaders::SkippedFile& file : report.skipped) {
    skipped.push_back(
        Value::Of(base::Map{{"file", Value::String(file.path)}, {"reason", Value::String(file.reason.In(language))}}));
  }
  for (const base::Message& row : report.unused) unused.push_back(Value::String(row.In(language)));
  const base::Map tables{{"files", Number(report.tables)},
                         {"nodes_created", Number(report.rows.nodes_created)},
                         {"nodes_known", Number(report.rows.nodes_known)},
                         {"nodes_changed", Number(report.rows.nodes_changed)},
                         {"relationships_created", Number(report.rows.relationships_created)},
                         {"relationships_known", Number(report.rows.relationships_known)}};
  const base::Map scripts{{"files", Number(report.scripts)}, {"statements", Number(report.statements)}};
  const base::Map told{{"new", Number(articles.documents)},
                       {"replaced", Number(articles.replaced_documents)},
                       {"known", Number(articles.known_documents)},
                       {"new_entities", Number(articles.counts.new_entities)},
                       {"known_entities", Number(articles.counts.known_entities)},
                       {"claims", Number(articles.counts.claims)},
                       {"links", Number(articles.counts.links)},
                       {"doubts", Number(articles.counts.doubts)},
                       {"other_names", Value::Of(std::move(other_names))},
                       {"same_names", Value::Of(std::move(same_names))},
                       {"forgotten", Value::Of(std::move(forgotten))}};
  return ToJson(Value::Of(base::Map{{"tables", Value::Of(tables)},
                                    {"scripts", Value::Of(scripts)},
                                    {"articles", Value::Of(told)},
                                    {"skipped", Value::Of(std::move(skipped))},
                                    {"unused_manifest_rows", Value::Of(std::move(unused))}})) +
         "\n";
}

}  // namespace qiao::cli
