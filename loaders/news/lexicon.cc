#include "loaders/news/lexicon.h"

#include <array>
#include <charconv>
#include <optional>

#include "base/charset.h"
#include "loaders/news/data_lines.h"
#include "loaders/news/names.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

constexpr std::array<std::string_view, 3> kLexiconFiles = {"known.tsv", "names.txt", "words.txt"};
constexpr size_t kLongestWord = 6;
constexpr std::array<std::string_view, 17> kWordClasses = {
    "stop",   "soft",   "keep",  "hold",  "title",    "generic", "ambiguous", "industry", "goods",
    "founds", "builds", "built", "signs", "unplaced", "sold",    "selling",   "adverb"};

std::optional<WordClass> ClassOf(std::string_view name) {
  for (size_t i = 0; i < kWordClasses.size(); ++i) {
    if (kWordClasses[i] == name) return static_cast<WordClass>(i);
  }
  return std::nullopt;
}

}  // namespace

base::Result<Lexicon> Lexicon::Create(std::span<const OwnFile> own) {
  Lexicon lexicon;
  QIAO_TRY(lexicon.gazetteer_, Gazetteer::Create());
  const auto& names = lexicon.gazetteer_.names();
  for (size_t i = 0; i < names.size(); ++i) lexicon.Add(names[i].text, TermKind::kRegion, i);
  for (const std::string_view kind : kLexiconFiles) {
    QIAO_TRY(const std::string_view text, DataText(kind));
    QIAO_CHECK(lexicon.ReadFile(kind, kind, text));
    for (const OwnFile& file : own) {
      if (file.name.ends_with(kind)) QIAO_CHECK(lexicon.ReadFile(kind, file.name, file.text));
    }
  }
  return lexicon;
}

base::Result<void> Lexicon::ReadFile(std::string_view kind, std::string_view file, std::string_view text) {
  const bool table = kind.ends_with(".tsv");
  const size_t least = kind == kLexiconFiles[0] || kind == kLexiconFiles[1] ? 4 : 2;
  QIAO_TRY(const auto rows, ParseRows(file, text, table ? '\t' : ' ', least));
  for (const DataRow& row : rows) {
    QIAO_CHECK(kind == kLexiconFiles[0]   ? ReadKnown(row)
               : kind == kLexiconFiles[1] ? ReadEndings(row)
                                          : ReadWordClass(row));
  }
  return {};
}

void Lexicon::Add(std::u32string_view word, TermKind kind, size_t index) {
  trie_.Add(word, static_cast<uint32_t>(kind) << 28 | static_cast<uint32_t>(index));
}

base::Result<void> Lexicon::ReadKnown(const DataRow& row) {
  const auto& cells = row.cells;
  const auto label = LabelNamed(cells[0]);
  if (!label) return base::MakeError(base::ErrorCode::kSyntax, "{}: unknown label {}", row.place, cells[0]);
  std::optional<RegionId> seat = kNoRegion;
  if (cells[3] != "-") {
    uint32_t code = 0;
    const auto [end, error] = std::from_chars(cells[3].data(), cells[3].data() + cells[3].size(), code);
    seat = error == std::errc() && *end == '\0' ? gazetteer_.OfCode(code) : std::nullopt;
  }
  if (!seat) return base::MakeError(base::ErrorCode::kSyntax, "{}: no region has the code {}", row.place, cells[3]);
  Add(base::ToUtf32(cells[2]), TermKind::kKnown, known_.size());
  std::string_view briefs = cells.size() > 4 ? std::string_view(cells[4]) : std::string_view();
  while (!briefs.empty()) {
    const size_t end = briefs.find(',');
    Add(base::ToUtf32(briefs.substr(0, end)), TermKind::kKnown, known_.size());
    briefs.remove_prefix(end == std::string_view::npos ? briefs.size() : end + 1);
  }
  known_.push_back({base::ToUtf32(cells[2]), *label, cells[1] == "-" ? "" : cells[1], *seat});
  return {};
}

base::Result<void> Lexicon::ReadEndings(const DataRow& row) {
  const auto label = LabelNamed(row.cells[0]);
  if (!label) return base::MakeError(base::ErrorCode::kSyntax, "{}: unknown label {}", row.place, row.cells[0]);
  Ending ending;
  ending.label = *label;
  ending.kind = row.cells[1] == "-" ? "" : row.cells[1];
  auto has = [&](char flag) { return row.cells[2].find(flag) != std::string::npos; };
  ending.region_suffices = has('r');
  ending.needs_core = has('c');
  ending.quotable = has('q');
  ending.public_body = has('p');
  ending.open_start = has('a');
  ending.joint = has('j');
  ending.of_school = has('s');
  ending.needs_region = has('l');
  ending.founded = has('b');
  ending.branch = has('n');
  for (size_t i = 3; i < row.cells.size(); ++i) {
    ending.text = base::ToUtf32(row.cells[i]);
    // A later meaning takes the place of an earlier one, so own words can say what a built-in ending means.
    std::optional<uint32_t> known;
    Match(ending.text, 0, [&](size_t length, Term term) {
      if (term.kind == TermKind::kEnding && length == ending.text.size()) known = term.index;
    });
    if (known) {
      endings_[*known] = ending;
      continue;
    }
    Add(ending.text, TermKind::kEnding, endings_.size());
    endings_.push_back(ending);
  }
  return {};
}

base::Result<void> Lexicon::ReadWordClass(const DataRow& row) {
  const auto word_class = ClassOf(row.cells[0]);
  if (!word_class) return base::MakeError(base::ErrorCode::kSyntax, "{}: unknown class {}", row.place, row.cells[0]);
  for (size_t i = 1; i < row.cells.size(); ++i) {
    Add(base::ToUtf32(row.cells[i]), TermKind::kWord, static_cast<size_t>(*word_class));
  }
  return {};
}

bool Lexicon::Generic(std::u32string_view text, bool industry) const {
  // Which prefixes can be made; words overlap, so all ways are tried at once.
  std::vector<bool> reached(text.size() + 1, false);
  reached[0] = true;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!reached[i]) continue;
    if (IsDigit(text[i]) || text[i] == U'.' || text[i] == U' ') reached[i + 1] = true;
    Match(text, i, [&](size_t length, Term term) {
      if (term.kind != TermKind::kWord) return;
      const auto word_class = static_cast<WordClass>(term.index);
      if (word_class == WordClass::kGeneric || (industry && word_class == WordClass::kIndustry))
        reached[i + length] = true;
    });
  }
  return reached[text.size()];
}

bool Lexicon::IsWord(std::u32string_view text, WordClass words) const {
  return !text.empty() && WordAt(text, 0, words) == text.size();
}

bool Lexicon::EndsIn(std::u32string_view text, WordClass words) const {
  for (size_t length = 1; length <= std::min(text.size(), kLongestWord); ++length) {
    if (IsWord(text.substr(text.size() - length), words)) return true;
  }
  return false;
}

size_t Lexicon::WordAt(std::u32string_view text, size_t at, WordClass words) const {
  size_t longest = 0;
  Match(text, at, [&](size_t length, Term term) {
    if (term.kind == TermKind::kWord && term.index == static_cast<uint32_t>(words)) longest = length;
  });
  return longest;
}

}  // namespace qiao::loaders::news
