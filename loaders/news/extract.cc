#include "loaders/news/extract.h"

#include <fmt/format.h>

#include <algorithm>

#include "loaders/news/agreements.h"
#include "loaders/news/apply.h"
#include "loaders/news/assemble.h"
#include "loaders/news/data_files.h"
#include "loaders/news/decode.h"
#include "loaders/news/doubts.h"
#include "loaders/news/explain.h"
#include "loaders/news/figures.h"
#include "loaders/news/html.h"
#include "loaders/news/join.h"
#include "loaders/news/lists.h"
#include "loaders/news/page.h"
#include "loaders/news/programme.h"
#include "loaders/news/region_context.h"
#include "loaders/news/repair.h"
#include "loaders/news/resolve.h"
#include "loaders/news/scan.h"
#include "loaders/news/simplify.h"
#include "loaders/news/spot.h"
#include "loaders/news/structure.h"
#include "loaders/news/table.h"

namespace qiao::loaders::news {
namespace {

// FNV-1a over code points: stable across encodings and page furniture.
std::string TextHash(std::u32string_view text) {
  uint64_t hash = 14695981039346656037ull;
  for (const char32_t c : text) {
    hash ^= c;
    hash *= 1099511628211ull;
  }
  return fmt::format("{:016x}", hash);
}

// The built-in rules, then the caller's: a later rule takes the place of one with its id.
base::Result<std::vector<Rule>> AllRules(const std::vector<OwnFile>& extra) {
  std::vector<Rule> rules;
  auto add = [&](std::vector<Rule> more) {
    for (Rule& rule : more) {
      const auto same = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.id == rule.id; });
      if (same != rules.end()) {
        *same = std::move(rule);
      } else {
        rules.push_back(std::move(rule));
      }
    }
  };
  for (const DataFile& file : DataFiles()) {
    if (!file.name.ends_with(".rules")) continue;
    QIAO_TRY(auto parsed, ParseRules(file.name, file.text));
    add(std::move(parsed));
  }
  for (const OwnFile& file : extra) {
    QIAO_TRY(auto parsed, ParseRules(file.name, file.text));
    add(std::move(parsed));
  }
  return rules;
}

constexpr size_t kLongestHead = 120;  // of a line that leads through a site: 某某医院官网 | 动态

// Who publishes the page: 来源:某某医院, a page's title that ends with -某某医院, or such a line.
std::u32string PageBody(const std::string& outlet, const std::u32string& page_title, std::u32string_view text) {
  std::u32string body = base::ToUtf32(outlet);
  const size_t joint = page_title.find_last_of(U"-—_|");
  if (joint != std::u32string::npos) body += U'|' + page_title.substr(joint + 1);
  const std::u32string_view line = text.substr(0, std::min(text.find(U'\n'), kLongestHead));
  if (line.find_first_of(U"|>/") != std::u32string_view::npos) body.append(U"|").append(line);
  return body;
}

std::string Or(const std::string& given, const std::string& read) { return given.empty() ? read : given; }

}  // namespace

std::string DocumentName(std::string_view file) {
  const size_t slash = file.find_last_of("/\\");
  if (slash != std::string_view::npos) file.remove_prefix(slash + 1);
  const size_t dot = file.find_last_of('.');
  if (dot != std::string_view::npos && dot > 0) file = file.substr(0, dot);
  return std::string(file);
}

struct Extractor::Parts {
  Lexicon lexicon;
  Simplifier simplifier;
  PageReader pages;
  ListReader lists;
  Resolver resolver;
  FieldFinder fields;
  FigureReader figures;
  RuleIndex rules;
  FrameIndex frames;
};

Extractor::Extractor(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;
Extractor::~Extractor() = default;

base::Result<Extractor> Extractor::Create(const ExtractorOptions& options) {
  QIAO_TRY(Lexicon lexicon, Lexicon::Create(options.extra_words));
  QIAO_TRY(Simplifier simplifier, Simplifier::Create());
  QIAO_TRY(PageReader pages, PageReader::Create());
  QIAO_TRY(ListReader lists, ListReader::Create());
  QIAO_TRY(Resolver resolver, Resolver::Create());
  QIAO_TRY(FieldFinder fields, FieldFinder::Create());
  QIAO_TRY(FigureReader figures, FigureReader::Create());
  QIAO_TRY(std::vector<Rule> rules, AllRules(options.extra_rules));
  QIAO_TRY(FrameIndex frames, FrameIndex::Create(rules));
  return Extractor(std::make_unique<const Parts>(
      Parts{std::move(lexicon), std::move(simplifier), std::move(pages), std::move(lists), std::move(resolver),
            std::move(fields), std::move(figures), RuleIndex(std::move(rules)), std::move(frames)}));
}

// What a reading leaves behind beside the extraction.
struct Extractor::Work {
  Extraction extraction;
  Text text;  // cleaned
  Reading reading;
  Trace trace;
  bool explain = false;
};

base::Result<void> Extractor::Read(std::string_view bytes, const DocumentInfo& info, Work& work) const {
  const Parts& parts = *parts_;
  base::Charset charset;
  QIAO_TRY(const Text decoded, DecodeArticle(bytes, &charset));
  HtmlText page = StripHtml(decoded);
  QIAO_CHECK(CheckChinese(page.text));
  Text repaired = Repair(page.text);
  Extraction& extraction = work.extraction;
  Document& document = extraction.document;
  document.traditional = parts.simplifier.Convert(repaired);
  const Article article = parts.pages.Read(FillUnits(repaired));
  work.text = JoinLines(parts.lexicon, article.text);
  const Text& text = work.text;

  document.doc = DocumentName(info.file);
  document.title = Or(info.title, article.title);
  document.published = Or(info.published, article.published);
  document.outlet = Or(info.outlet, article.outlet);
  document.url = info.url;
  document.encoding = base::Name(charset);
  document.text_hash = TextHash(text.chars());

  const Scan scan = ScanText(parts.lexicon, text.chars());
  const RegionContext context(parts.lexicon.gazetteer(), scan, document.outlet);
  const std::vector<Spot> spots = SpotNames(parts.lexicon, scan);
  const std::vector<ListItem> listed = parts.lists.Read(parts.lexicon, scan, spots);
  const std::u32string programme = MainProgramme(text.chars());
  work.reading = parts.resolver.Resolve(parts.lexicon, scan, context, spots, listed, programme,
                                        PageBody(document.outlet, page.title, repaired.chars()));
  Applied applied = ApplyRules(parts.rules, parts.frames, parts.fields, text.chars(), context, work.reading,
                               document.published, programme, work.explain ? &work.trace : nullptr);
  std::vector<Finding> findings = std::move(applied.findings);
  std::vector<Finding> structure = FindStructure(parts.lexicon, scan, context, work.reading, findings);
  findings.insert(findings.end(), structure.begin(), structure.end());
  const Source source{bytes, charset, &text};
  Assemble(parts.lexicon, source, work.reading, std::move(findings), applied.worths, extraction);
  parts.figures.Read(source, work.reading, context, extraction);
  ReadAgreements(source, extraction);
  extraction.doubts = FindDoubts(work.reading);
  return {};
}

base::Result<Extraction> Extractor::Extract(std::string_view bytes, const DocumentInfo& info) const {
  Work work;
  QIAO_CHECK(Read(bytes, info, work));
  return std::move(work.extraction);
}

base::Result<std::string> Extractor::Explain(std::string_view bytes, const DocumentInfo& info) const {
  Work work;
  work.explain = true;
  QIAO_CHECK(Read(bytes, info, work));
  return ExplainReading(work.text, work.reading, work.extraction, work.trace);
}

}  // namespace qiao::loaders::news
