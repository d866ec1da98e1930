// Traditional -> Simplified, character by character in place, so that offsets hold.
//
// Threads: Convert may be called by any number of threads at once.
#pragma once

#include <memory>

#include "base/result.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {

class Simplifier {
 public:
  // Errors: kIo when OpenCC's tables are not installed.
  static base::Result<Simplifier> Create();
  Simplifier(Simplifier&&) noexcept;
  Simplifier& operator=(Simplifier&&) noexcept;
  ~Simplifier();

  // True when the text was Traditional. Simplified texts are told by their characters and left alone, since OpenCC
  // would change some of theirs (著名, 乾隆).
  bool Convert(Text& text) const;

 private:
  struct Tables;
  explicit Simplifier(std::unique_ptr<const Tables> tables);
  std::unique_ptr<const Tables> tables_;
};

}  // namespace qiao::loaders::news
