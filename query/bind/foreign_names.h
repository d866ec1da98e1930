// Functions and procedures of SQL, Kùzu, Neo4j's plugins and its earlier versions, and what does the same here.
#pragma once

#include <optional>
#include <string_view>

namespace qiao::query {

// In any case; nullopt for names that nothing is known of.
std::optional<std::string_view> MeantFunction(std::string_view name);
std::optional<std::string_view> MeantProcedure(std::string_view name);

}  // namespace qiao::query
