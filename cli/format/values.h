// Values of the answers that commands make themselves.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"

namespace qiao::cli {

inline base::Value Number(uint64_t number) { return base::Value::Integer(static_cast<int64_t>(number)); }

inline base::Value Texts(const std::vector<std::string>& texts) {
  base::List list;
  for (const std::string& text : texts) list.push_back(base::Value::String(text));
  return base::Value::Of(std::move(list));
}

inline base::Value TextOrNull(std::string_view text) {
  return text.empty() ? base::Value::Null() : base::Value::String(text);
}

}  // namespace qiao::cli
