#include "loaders/news/programme.h"

#include <algorithm>
#include <array>

#include "loaders/news/trie.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

// Finer ones first: 京蒙协作 is a part of 东西部协作.
constexpr std::array<u32string_view, 23> kProgrammes = {
    U"京蒙协作", U"闽宁协作", U"苏陕协作", U"沪滇协作",       U"粤桂协作",   U"粤黔协作", U"浙川协作", U"津甘协作",
    U"鲁渝协作", U"鲁甘协作", U"京蒙帮扶", U"东西部扶贫协作", U"东西部协作", U"对口合作", U"对口支援", U"对口协作",
    U"对口帮扶", U"结对帮扶", U"山海协作", U"结对协作",       U"定点帮扶",   U"结对合作", U"支援合作"};

const Trie& Programmes() {
  static const Trie trie = [] {
    Trie made;
    for (uint32_t i = 0; i < kProgrammes.size(); ++i) made.Add(kProgrammes[i], i);
    return made;
  }();
  return trie;
}

// How often each programme is named.
std::array<size_t, kProgrammes.size()> Counts(u32string_view text) {
  std::array<size_t, kProgrammes.size()> counts{};
  for (size_t i = 0; i < text.size(); ++i) Programmes().Match(text, i, [&](size_t, uint32_t p) { ++counts[p]; });
  return counts;
}

}  // namespace

std::u32string MainProgramme(u32string_view text) {
  const auto counts = Counts(text);
  const auto most = std::max_element(counts.begin(), counts.end());
  return *most == 0 ? std::u32string() : std::u32string(kProgrammes[static_cast<size_t>(most - counts.begin())]);
}

std::u32string ProgrammeIn(u32string_view text) {
  const auto counts = Counts(text);
  const auto first = std::find_if(counts.begin(), counts.end(), [](size_t n) { return n > 0; });
  return first == counts.end() ? std::u32string()
                               : std::u32string(kProgrammes[static_cast<size_t>(first - counts.begin())]);
}

}  // namespace qiao::loaders::news
