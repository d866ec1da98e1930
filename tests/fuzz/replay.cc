// Runs a fuzz target over files, so that what a fuzzer once found stays found with any compiler, and over texts put
// together from pieces of them: a fuzzer for those who have no Clang.
//     replay [--mutations COUNT] [--seed SEED] FOLDER…
// Without a count there are 20,000 such texts; with QIAO_LONG in the environment 5,000,000. The same seed gives the
// same.
#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using Pieces = std::vector<std::string>;

constexpr size_t kLongestText = 2000;

bool IsWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || (c & 0x80) != 0; }

// Words, strings and single signs, each with the white space before it.
Pieces Split(std::string_view text) {
  Pieces pieces;
  size_t begin = 0;
  while (begin < text.size()) {
    size_t end = begin;
    while (end < text.size() && std::isspace(static_cast<unsigned char>(text[end]))) ++end;
    if (end < text.size()) {
      const char first = text[end++];
      if (first == '\'' || first == '"' || first == '`') {
        while (end < text.size() && text[end] != first) ++end;
        if (end < text.size()) ++end;
      } else if (IsWord(first)) {
        while (end < text.size() && IsWord(text[end])) ++end;
      }
    }
    pieces.emplace_back(text.substr(begin, end - begin));
    begin = end;
  }
  return pieces;
}

class Mutator {
 public:
  Mutator(std::vector<Pieces> texts, uint64_t seed) : texts_(std::move(texts)), random_(seed) {}

  std::string Next() {
    Pieces pieces = Any();
    for (size_t changes = 1 + Below(4); changes > 0; --changes) Change(pieces);
    std::string text;
    for (const std::string& piece : pieces) {
      if (text.size() > kLongestText) break;
      text += piece;
    }
    if (Below(50) == 0 && !text.empty()) text[Below(text.size())] = static_cast<char>(Below(256));
    return text;
  }

 private:
  size_t Below(size_t end) { return static_cast<size_t>(random_() % end); }
  const Pieces& Any() { return texts_[Below(texts_.size())]; }

  void Change(Pieces& pieces) {
    if (pieces.empty()) return;
    const size_t at = Below(pieces.size());
    const size_t length = std::min(1 + Below(Below(4) == 0 ? 12 : 3), pieces.size() - at);
    const auto from = pieces.begin() + static_cast<ptrdiff_t>(at);
    const Pieces& other = Any();
    const size_t there = Below(other.size());
    const auto source = other.begin() + static_cast<ptrdiff_t>(there);
    const auto source_end = source + static_cast<ptrdiff_t>(std::min(1 + Below(8), other.size() - there));
    switch (Below(4)) {
      case 0:  // away
        pieces.erase(from, from + static_cast<ptrdiff_t>(length));
        return;
      case 1: {  // twice
        const Pieces again(from, from + static_cast<ptrdiff_t>(length));
        pieces.insert(from, again.begin(), again.end());
        return;
      }
      case 2:  // something else instead
        pieces.erase(from, from + static_cast<ptrdiff_t>(length));
        [[fallthrough]];
      default:
        pieces.insert(pieces.begin() + static_cast<ptrdiff_t>(at), source, source_end);
    }
  }

  std::vector<Pieces> texts_;
  std::mt19937_64 random_;
};

void Run(const std::string& text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

}  // namespace

int main(int count, char** arguments) {
  uint64_t mutations = std::getenv("QIAO_LONG") != nullptr ? 5'000'000 : 20'000;
  uint64_t seed = 1;
  std::vector<Pieces> texts;
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = arguments[i];
    if ((argument == "--mutations" || argument == "--seed") && i + 1 < count) {
      (argument == "--seed" ? seed : mutations) = std::strtoull(arguments[++i], nullptr, 10);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(arguments[i])) {
      std::ifstream stream(entry.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(stream), {}};
      Run(text);
      if (Pieces pieces = Split(text); !pieces.empty()) texts.push_back(std::move(pieces));
    }
  }
  if (texts.empty()) {
    std::fprintf(stderr, "no texts\n");
    return 1;
  }
  std::printf("%zu files, seed %llu\n", texts.size(), static_cast<unsigned long long>(seed));
  std::fflush(stdout);
  Mutator mutator(std::move(texts), seed);
  for (uint64_t i = 0; i < mutations; ++i) Run(mutator.Next());
  std::printf("%llu texts made of them\n", static_cast<unsigned long long>(mutations));
  return 0;
}
