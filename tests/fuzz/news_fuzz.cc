// libFuzzer target: no bytes may crash cleaning or rules, take them out of bounds or make them claim what no slice of
// the file says. Run it over the corpus beside it:
//     news_fuzz -max_len=4096 tests/news_gold
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "loaders/news/extract.h"

namespace {

using namespace qiao::loaders::news;

void Check(bool right, const char* what) {
  if (right) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

const Extractor& TheExtractor() {
  static const Extractor extractor = Extractor::Create().value();
  return extractor;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto told = TheExtractor().Extract(bytes, {"fuzz.txt"});
  if (!told) {
    Check(told.error().code == qiao::base::ErrorCode::kInput, "an error of another kind");
    return 0;
  }
  const size_t entities = told->entities.size();
  for (const Claim& claim : told->claims) {
    Check(claim.subject < entities && claim.object < entities, "a claim about nobody");
    Check(claim.place.offset + claim.place.length <= size, "evidence outside the file");
    Check(claim.confidence > 0 && claim.confidence <= 1, "a confidence that is none");
  }
  for (const Entity& entity : told->entities) {
    Check(!entity.name.empty(), "an entity without a name");
    for (const Mention& mention : entity.mentions)
      Check(mention.place.offset + mention.place.length <= size, "a mention outside the file");
  }
  for (const Link& link : told->links) {
    Check(link.from < entities && link.to < entities && !link.claims.empty(), "a link that nothing says");
  }
  Check(TheExtractor().Explain(bytes, {"fuzz.txt"}).has_value(), "read but not explained");
  return 0;
}
