// What a row of a list of doubts is about: its cell `ref`, which comes back with people's decisions.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "loaders/facts/decision.h"

namespace qiao::loaders {

struct Reference {
  enum class Kind : uint8_t { kNone, kSame, kSaid };
  Kind kind = Kind::kNone;
  std::string key, other;  // of kSame
  Decision said;           // of kSaid: topic and what tells a claim, a figure or a value
};
std::string SameReference(const std::string& key, const std::string& other);
// `decision` as in Reference::said.
std::string SaidReference(const Decision& decision);
// Errors: kInput for a text that no doubt has.
base::Result<Reference> ParseReference(const std::string& text);

}  // namespace qiao::loaders
