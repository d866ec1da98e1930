#include "loaders/news/lexicon.h"

#include <array>
#include <optional>

#include "base/charset.h"
#include "loaders/news/data_lines.h"
#include "loaders/news/names.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

constexpr std::array<std::string_view, 8> kWordClasses = {"stop",  "soft",    "keep",      "hold",
                                                          "title", "generic", "ambiguous", "industry"};

std::optional<WordClass> ClassOf(std::string_view name) {
  for (size_t i = 0; i < kWordClasses.size(); ++i) {
    if (kWordClasses[i] == name) return static_cast<WordClass>(i);
  }
  return std::nullopt;
}

}  // namespace

base::Result<Lexicon> Lexicon::Create() {
  Lexicon lexicon;
  QIAO_TRY(lexicon.gazetteer_, Gazetteer::Create());
  const auto& names = lexicon.gazetteer_.names();
  for (size_t i = 0; i < names.size(); ++i) lexicon.Add(names[i].text, TermKind::kRegion, i);
  QIAO_CHECK(lexicon.ReadKnown());
  QIAO_CHECK(lexicon.ReadEndings());
  QIAO_CHECK(lexicon.ReadWordClasses());
  return lexicon;
}

void Lexicon::Add(std::u32string_view word, TermKind kind, size_t index) {
  trie_.Add(word, static_cast<uint32_t>(kind) << 28 | static_cast<uint32_t>(index));
}

base::Result<void> Lexicon::ReadKnown() {
  QIAO_TRY(const auto rows, ReadTable("known.tsv", 4));
  for (const auto& row : rows) {
    const auto label = LabelNamed(row[0]);
    const auto seat =
        row[3] == "-" ? std::optional(kNoRegion) : gazetteer_.OfCode(static_cast<uint32_t>(std::stoul(row[3])));
    if (!label || !seat)
      return base::MakeError(base::ErrorCode::kInternal, "known.tsv: wrong label or seat: {}", row[2]);
    Add(base::ToUtf32(row[2]), TermKind::kKnown, known_.size());
    std::string_view briefs = row.size() > 4 ? std::string_view(row[4]) : std::string_view();
    while (!briefs.empty()) {
      const size_t end = briefs.find(',');
      Add(base::ToUtf32(briefs.substr(0, end)), TermKind::kKnown, known_.size());
      briefs.remove_prefix(end == std::string_view::npos ? briefs.size() : end + 1);
    }
    known_.push_back({base::ToUtf32(row[2]), *label, row[1] == "-" ? "" : row[1], *seat});
  }
  return {};
}

base::Result<void> Lexicon::ReadEndings() {
  QIAO_TRY(const auto rows, ReadWords("names.txt", 4));
  for (const auto& row : rows) {
    const auto label = LabelNamed(row[0]);
    if (!label) return base::MakeError(base::ErrorCode::kInternal, "names.txt: unknown label {}", row[0]);
    Ending ending;
    ending.label = *label;
    ending.kind = row[1] == "-" ? "" : row[1];
    auto has = [&](char flag) { return row[2].find(flag) != std::string::npos; };
    ending.region_suffices = has('r');
    ending.needs_core = has('c');
    ending.quotable = has('q');
    ending.public_body = has('p');
    ending.open_start = has('a');
    ending.joint = has('j');
    ending.of_school = has('s');
    ending.needs_region = has('l');
    for (size_t i = 3; i < row.size(); ++i) {
      ending.text = base::ToUtf32(row[i]);
      Add(ending.text, TermKind::kEnding, endings_.size());
      endings_.push_back(ending);
    }
  }
  return {};
}

base::Result<void> Lexicon::ReadWordClasses() {
  QIAO_TRY(const auto rows, ReadWords("words.txt", 2));
  for (const auto& row : rows) {
    const auto word_class = ClassOf(row[0]);
    if (!word_class) return base::MakeError(base::ErrorCode::kInternal, "words.txt: unknown class {}", row[0]);
    for (size_t i = 1; i < row.size(); ++i) {
      Add(base::ToUtf32(row[i]), TermKind::kWord, static_cast<size_t>(*word_class));
    }
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
  bool is = false;
  Match(text, 0, [&](size_t length, Term term) {
    is |= length == text.size() && term.kind == TermKind::kWord && term.index == static_cast<uint32_t>(words);
  });
  return is;
}

}  // namespace qiao::loaders::news
