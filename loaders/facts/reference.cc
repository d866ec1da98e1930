#include "loaders/facts/reference.h"

#include <boost/json.hpp>
#include <string_view>
#include <vector>

namespace qiao::loaders {

using base::Result;

namespace json = boost::json;

std::string SameReference(const std::string& key, const std::string& other) {
  return json::serialize(json::array{"same", key, other});
}

std::string SaidReference(const Decision& decision) {
  switch (decision.topic) {
    case Topic::kClaim:
      break;
    case Topic::kFigure:
      return json::serialize(
          json::array{"figure", decision.text_hash, decision.type, decision.stated, decision.offset});
    case Topic::kValue:
      return json::serialize(json::array{"value", decision.text_hash, decision.key, decision.type, decision.stated});
  }
  return json::serialize(
      json::array{"claim", decision.text_hash, decision.type, decision.subject, decision.object, decision.offset});
}

Result<Reference> ParseReference(const std::string& text) {
  Reference reference;
  if (text.empty()) return reference;
  json::error_code failed;
  const json::value parsed = json::parse(text, failed);
  std::vector<std::string> texts;
  int64_t offset = -1;
  size_t parts = 0;
  if (!failed && parsed.is_array()) {
    parts = parsed.get_array().size();
    for (const json::value& part : parsed.get_array()) {
      if (part.is_string()) texts.emplace_back(part.get_string());
      if (part.is_int64()) offset = part.get_int64();
    }
  }
  const auto is = [&](std::string_view kind, size_t wanted_texts, bool with_offset) {
    return texts.size() == wanted_texts && parts == wanted_texts + (with_offset ? 1 : 0) && texts[0] == kind;
  };
  reference.kind = Reference::Kind::kSaid;
  if (is("same", 3, false)) {
    reference.kind = Reference::Kind::kSame;
    reference.key = texts[1];
    reference.other = texts[2];
  } else if (is("claim", 5, true)) {
    reference.said = {
        .text_hash = texts[1], .type = texts[2], .subject = texts[3], .object = texts[4], .offset = offset};
  } else if (is("figure", 4, true)) {
    reference.said = {
        .topic = Topic::kFigure, .text_hash = texts[1], .type = texts[2], .offset = offset, .stated = texts[3]};
  } else if (is("value", 5, false)) {
    reference.said = {
        .topic = Topic::kValue, .key = texts[2], .text_hash = texts[1], .type = texts[3], .stated = texts[4]};
  } else {
    return base::MakeError(base::ErrorCode::kInput, "the cell 'ref' was changed; copy it from a new list of doubts");
  }
  return reference;
}

}  // namespace qiao::loaders
