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
#include "loaders/news/extraction.h"

namespace qiao::loaders::news {

inline constexpr size_t kMaxArticleBytes = 16u << 20;

struct RuleFile {
  std::string name;  // for messages and rule ids
  std::string text;
};

struct ExtractorOptions {
  std::vector<RuleFile> extra_rules;  // added to the built-in ones; a rule with a known id replaces it
};

class Extractor {
 public:
  static base::Result<Extractor> Create(const ExtractorOptions& options = {});
  Extractor(Extractor&&) noexcept;
  Extractor& operator=(Extractor&&) noexcept;
  ~Extractor();

  base::Result<Extraction> Extract(std::string_view bytes, const DocumentInfo& info) const;

 private:
  struct Parts;
  explicit Extractor(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

// One line of JSON: {"doc", "title", "published", "entities": [...], "relations": [...]}.
std::string ToJson(const Extraction& extraction);

}  // namespace qiao::loaders::news
