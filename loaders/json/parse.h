// JSON whose floats are read exactly: Boost.JSON's own reading of them may be off by a digit in the last place.
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string_view>

namespace qiao::loaders::json {

// nullopt for a text that is no JSON, or that is nested too deeply.
std::optional<boost::json::value> Parse(std::string_view text);

}  // namespace qiao::loaders::json
