// The state programmes under which regions help each other.
#pragma once

#include <string>
#include <string_view>

namespace qiao::loaders::news {

// The one that the article names most: 京蒙协作, 对口合作 …; empty when it names none.
std::u32string MainProgramme(std::u32string_view text);
// The one named in this stretch.
std::u32string ProgrammeIn(std::u32string_view text);

}  // namespace qiao::loaders::news
