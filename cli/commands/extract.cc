#include "loaders/news/extract.h"

#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/interrupt.h"
#include "cli/say.h"
#include "loaders/facts/manifest.h"
#include "loaders/find_files.h"
#include "loaders/news/own_knowledge.h"
#include "loaders/read_file.h"

namespace qiao::cli {
namespace {

struct Arguments {
  std::vector<std::string> files;
  std::string format = "jsonl";
  bool explain = false;
  std::string rules;
  std::string published;
};

base::Result<std::string> ExtractBytes(const loaders::news::Extractor& extractor, const Arguments& arguments,
                                       const std::string& path) {
  QIAO_TRY(const std::string bytes, loaders::ReadBytes(path, loaders::news::kMaxArticleBytes));
  const loaders::news::DocumentInfo info{.file = path, .published = arguments.published};
  if (arguments.explain) return extractor.Explain(bytes, info);
  QIAO_TRY(const auto extraction, extractor.Extract(bytes, info));
  return loaders::news::ToJson(extraction);
}

base::Result<std::string> ExtractFile(const loaders::news::Extractor& extractor, const Arguments& arguments,
                                      const std::string& path) {
  auto text = ExtractBytes(extractor, arguments, path);
  if (text) return text;
  base::Error error = std::move(text).error();
  error.message = base::Message("{}: {}", path, error.Text());
  return error;
}

int RunExtract(const Arguments& given, Session& session) {
  Arguments arguments = given;
  if (!arguments.published.empty()) {
    auto day = loaders::ReadDay("--published", arguments.published);
    if (!day) return session.Fail(day.error());
    arguments.published = *std::move(day);
  }
  const auto files = loaders::FindFiles(arguments.files);
  if (!files) return session.Fail(files.error());
  const auto options = loaders::news::ReadOwnKnowledge(arguments.rules);
  if (!options) return session.Fail(options.error());
  const auto extractor = loaders::news::Extractor::Create(*options);
  if (!extractor) return session.Fail(extractor.error());
  for (const loaders::FoundFile& file : *files) {
    if (Interrupted()) return kExitInterrupted;
    auto line = ExtractFile(*extractor, arguments, file.path);
    if (line) {
      session.out.Write(*line);
      if (!line->ends_with('\n')) session.out.Write("\n");
    } else if (file.named || line.error().code != base::ErrorCode::kInput) {
      return session.Fail(line.error());
    } else {  // whatever lies in a folder beside the articles
      session.err.Write(Say(session.language, "skipped {}", line.error().Text(session.language)) + "\n");
    }
    if (session.out.closed()) break;
  }
  return kExitOk;
}

}  // namespace

void AddExtract(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *app.add_subcommand("extract", Say(language, "Print what articles say, without a database"));
  command.add_option("FILE", arguments->files, Say(language, "articles, or folders of articles"))
      ->required()
      ->type_name("");
  AddFormat(command, arguments->format, Say(language, "jsonl: one JSON object an article"), {"jsonl"});
  command.add_flag("--explain", arguments->explain,
                   Say(language, "print the article with marked names, the rule behind each fact, and near misses"));
  command.add_option("--rules", arguments->rules, Say(language, "a folder or file of own rules and words"))
      ->type_name("PATH");
  command.add_option("--published", arguments->published, Say(language, "the articles' date, for 今年 and 去年"))
      ->type_name("DATE");
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao extract article.txt\n"
                     "  qiao extract article.txt --explain\n"
                     "  qiao extract articles/ --rules my-rules/ > facts.jsonl"));
  RunWhenChosen(command, run, arguments, RunExtract);
}

}  // namespace qiao::cli
