#include "loaders/news/programme.h"

#include <array>

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

// Finer ones first: 京蒙协作 is a part of 东西部协作.
constexpr std::array<u32string_view, 23> kProgrammes = {
    U"京蒙协作", U"闽宁协作", U"苏陕协作", U"沪滇协作",       U"粤桂协作",   U"粤黔协作", U"浙川协作", U"津甘协作",
    U"鲁渝协作", U"鲁甘协作", U"京蒙帮扶", U"东西部扶贫协作", U"东西部协作", U"对口合作", U"对口支援", U"对口协作",
    U"对口帮扶", U"结对帮扶", U"山海协作", U"结对协作",       U"定点帮扶",   U"结对合作", U"支援合作"};

size_t Count(u32string_view text, u32string_view word) {
  size_t n = 0;
  for (size_t at = text.find(word); at != u32string_view::npos; at = text.find(word, at + word.size())) ++n;
  return n;
}

}  // namespace

std::u32string MainProgramme(u32string_view text) {
  u32string_view best;
  size_t most = 0;
  for (const u32string_view programme : kProgrammes) {
    const size_t n = Count(text, programme);
    if (n <= most) continue;
    most = n;
    best = programme;
  }
  return std::u32string(best);
}

std::u32string ProgrammeIn(u32string_view text) {
  for (const u32string_view programme : kProgrammes) {
    if (text.find(programme) != u32string_view::npos) return std::u32string(programme);
  }
  return {};
}

}  // namespace qiao::loaders::news
