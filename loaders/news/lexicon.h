// All words that the extractor knows, in one trie: regions, known bodies, endings of names, stop words.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "loaders/news/data_lines.h"
#include "loaders/news/extraction.h"
#include "loaders/news/gazetteer.h"
#include "loaders/news/trie.h"

namespace qiao::loaders::news {

// words.txt says what each class is for.
enum class WordClass : uint8_t {
  kStop,
  kSoft,
  kKeep,
  kHold,
  kTitle,
  kGeneric,
  kAmbiguous,
  kIndustry,
  kGoods,
  kFounds,
  kBuilds,
  kBuilt,
  kSigns,
  kUnplaced,
  // From here on words of trade: Scan keeps where they stand.
  kSold,
  kSelling,
  kAdverb
};

// A way in which names end; names.txt explains the flags.
struct Ending {
  std::u32string text;
  EntityLabel label = EntityLabel::kAgency;
  std::string kind;
  bool region_suffices = false;
  bool needs_core = false;
  bool quotable = false;
  bool public_body = false;
  bool open_start = false;
  bool joint = false;
  bool of_school = false;
  bool needs_region = false;
  bool founded = false;
  bool branch = false;
};

struct KnownBody {
  std::u32string name;
  EntityLabel label = EntityLabel::kAgency;
  std::string kind;
  RegionId seat = kNoRegion;
};

enum class TermKind : uint8_t { kRegion, kKnown, kEnding, kWord };

struct Term {
  TermKind kind;
  uint32_t index;  // of names() of the gazetteer, of known(), of endings(), or the WordClass
};

class Lexicon {
 public:
  // `own` are further files by the names of the built-in ones: names.txt, words.txt, known.tsv.
  // Errors: kSyntax with file and line.
  static base::Result<Lexicon> Create(std::span<const OwnFile> own = {});

  const Gazetteer& gazetteer() const { return gazetteer_; }
  const std::vector<KnownBody>& known() const { return known_; }
  const std::vector<Ending>& endings() const { return endings_; }

  // Calls found(length, Term) for every word that begins at `at`, shorter ones first.
  template <class Found>
  void Match(std::u32string_view text, size_t at, Found&& found) const {
    trie_.Match(text, at, [&](size_t length, uint32_t value) {
      found(length, Term{static_cast<TermKind>(value >> 28), value & 0x0FFFFFFF});
    });
  }

  // True when `text` consists of generic words and digits only; with `industry`, of those of branches too.
  bool Generic(std::u32string_view text, bool industry = false) const;
  bool IsWord(std::u32string_view text, WordClass words) const;
  // The length of the longest word of the class that begins at `at`; 0 without one.
  size_t WordAt(std::u32string_view text, size_t at, WordClass words) const;
  // Does a word of the class end where `text` ends?
  bool EndsIn(std::u32string_view text, WordClass words) const;

 private:
  void Add(std::u32string_view word, TermKind kind, size_t index);
  base::Result<void> ReadFile(std::string_view kind, std::string_view file, std::string_view text);
  base::Result<void> ReadKnown(const DataRow& row);
  base::Result<void> ReadEndings(const DataRow& row);
  base::Result<void> ReadWordClass(const DataRow& row);

  Gazetteer gazetteer_;
  std::vector<KnownBody> known_;
  std::vector<Ending> endings_;
  Trie trie_;
};

}  // namespace qiao::loaders::news
