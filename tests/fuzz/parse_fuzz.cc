// libFuzzer target: no text may crash the parser or take it out of bounds, and every tree must survive being printed
// and parsed again. Run it over the corpus beside it:
//     parse_fuzz -max_len=4096 tests/fuzz/parse_corpus
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "query/parse/parse.h"
#include "query/parse/print.h"

namespace {

using qiao::base::ErrorCode;
using qiao::query::syntax::Parse;
using qiao::query::syntax::Print;

[[noreturn]] void Report(std::string_view what, std::string_view printed) {
  std::fprintf(stderr, "%.*s\n%.*s\n", static_cast<int>(what.size()), what.data(), static_cast<int>(printed.size()),
               printed.data());
  std::abort();
}

void CheckError(const qiao::base::Error& error, std::string_view text) {
  if (error.code != ErrorCode::kSyntax && error.code != ErrorCode::kLimit) Report("an error of another kind", text);
  if (error.span && (error.span->begin > error.span->end || error.span->end > text.size() + 1)) {
    Report("an error outside the text", text);
  }
  static_cast<void>(Describe(error, text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto tree = Parse(text);
  if (!tree) {
    CheckError(tree.error(), text);
    return 0;
  }
  const std::string printed = Print(*tree);
  const auto again = Parse(printed);
  // Parentheses that the printer adds count as depth, as the writer's did.
  if (!again && again.error().code == ErrorCode::kLimit) return 0;
  if (!again) Report(again.error().Text(), printed);
  if (!(*again == *tree)) Report("the printed text means something else", printed);
  return 0;
}
