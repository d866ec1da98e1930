// Articles in Chinese -> what they say. A pure function of bytes, rules and data built into the library; no database.
//
// Threads: an Extractor is immutable after Create; any number of threads may call Extract at once.
// Errors:  kInput for bytes that hold no Chinese article (the message says what they are instead), kSyntax for a rule
//          file that can't be read (the message names file, line and column).
// Memory:  a small multiple of the article; files above kMaxArticleBytes are refused.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "loaders/news/data_lines.h"
#include "loaders/news/extraction.h"

namespace qiao::loaders::news {

inline constexpr size_t kMaxArticleBytes = 16u << 20;

struct ExtractorOptions {
  std::vector<OwnFile> extra_rules;  // added to the built-in ones; a rule with a known id replaces it
  std::vector<OwnFile> extra_words;  // added to the built-in names.txt, words.txt and known.tsv
};

// What the document of a file is called: the file's name without folders and ending.
std::string DocumentName(std::string_view file);

class Extractor {
 public:
  static base::Result<Extractor> Create(const ExtractorOptions& options = {});
  Extractor(Extractor&&) noexcept;
  Extractor& operator=(Extractor&&) noexcept;
  ~Extractor();

  base::Result<Extraction> Extract(std::string_view bytes, const DocumentInfo& info) const;
  // The same reading for people: every sentence with its names marked, the facts that it states with their rules, and
  // the rules that failed by one condition.
  base::Result<std::string> Explain(std::string_view bytes, const DocumentInfo& info) const;

 private:
  struct Parts;
  struct Work;
  base::Result<void> Read(std::string_view bytes, const DocumentInfo& info, Work& work) const;
  explicit Extractor(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

// One line of JSON: {"doc", "title", "published", "entities": [...], "relations": [...]}.
std::string ToJson(const Extraction& extraction);

}  // namespace qiao::loaders::news
