// A place in an input file, and errors that begin with it: "people.csv:3:7: …".
#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <string>
#include <utility>

#include "base/error.h"

namespace qiao::loaders {

struct InputPlace {
  std::string file;
  uint64_t line = 0;    // from 1; 0: the file as a whole
  uint64_t column = 0;  // from 1, in characters; 0: the line as a whole

  std::string Text() const {
    if (line == 0) return file;
    return column == 0 ? fmt::format("{}:{}", file, line) : fmt::format("{}:{}:{}", file, line, column);
  }
};

// `text` begins with "{}: ", which takes the place.
template <class... Args>
base::Error InputError(fmt::format_string<std::string, Args...> text, const InputPlace& place, Args&&... args) {
  return base::MakeError<std::string, Args...>(base::ErrorCode::kInput, text, place.Text(),
                                               std::forward<Args>(args)...);
}

}  // namespace qiao::loaders
