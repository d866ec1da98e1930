// Further names that an article gives to what it has just named: 甲公司(下称“乙”), 丙医院(又名丁医院).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "loaders/news/resolve.h"

namespace qiao::loaders::news {

struct DeclaredName {
  std::u32string name;
  uint32_t actor = 0;  // whose name it is
};

// How long the word is that declares a name, at the beginning of `text`: 以下简称. 0 without one.
size_t DeclaringWord(std::u32string_view text);

// Hides from rules what stands in the brackets: there it acts no second time.
std::vector<DeclaredName> FindDeclared(const Lexicon& lexicon, std::u32string_view text, Reading& reading);

}  // namespace qiao::loaders::news
