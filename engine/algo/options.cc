#include "engine/algo/options.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"

namespace qiao::engine {

using base::ErrorCode;
using base::Kind;
using base::Result;
using base::Value;

namespace {

constexpr std::string_view kSelecting[] = {"labels", "types", "weight", "defaultWeight"};

base::Error WrongType(std::string_view key, std::string_view wanted, const Value& value) {
  return base::MakeError(ErrorCode::kType, "{} must be {}, not {}", key, wanted, base::Name(value.kind()));
}

}  // namespace

Result<Options> Options::Parse(const Value& map, std::span<const std::string_view> own) {
  if (map.is_null()) return Options(Value::Of(base::Map()));
  std::vector<std::string_view> known(std::begin(kSelecting), std::end(kSelecting));
  known.insert(known.end(), own.begin(), own.end());
  for (const auto& [key, value] : map.map()) {
    if (std::ranges::find(known, key) != known.end()) continue;
    const auto closest = base::ClosestName(key, known);
    if (closest) {
      return base::MakeError(ErrorCode::kArgument, "there is no option {}; did you mean {}?", key, *closest);
    }
    return base::MakeError(ErrorCode::kArgument, "there is no option {}; there are {}", key,
                           fmt::format("{}", fmt::join(known, ", ")));
  }
  return Options(map);
}

Result<Selection> Options::Chosen(Weights allowed) const {
  Selection selection;
  selection.allowed = allowed;
  QIAO_TRY(selection.labels, Texts("labels"));
  QIAO_TRY(selection.types, Texts("types"));
  const Value weight = Get("weight");
  if (!weight.is_null() && !weight.is(Kind::kString)) return WrongType("weight", "the name of a property", weight);
  if (!weight.is_null()) selection.weight = weight.string();
  const Value missing = Get("defaultWeight");
  if (!missing.is_null() && !missing.is_number()) return WrongType("defaultWeight", "a number", missing);
  if (!missing.is_null()) selection.default_weight = missing.number();
  return selection;
}

Result<bool> Options::Truth(std::string_view key, bool otherwise) const {
  const Value value = Get(key);
  if (value.is_null()) return otherwise;
  if (!value.is(Kind::kBoolean)) return WrongType(key, "true or false", value);
  return value.boolean();
}

Result<double> Options::Number(std::string_view key, double otherwise, double least, double most) const {
  const Value value = Get(key);
  if (value.is_null()) return otherwise;
  if (!value.is_number()) return WrongType(key, "a number", value);
  if (value.number() >= least && value.number() <= most) return value.number();
  return base::MakeError(ErrorCode::kArgument, "{} must be between {} and {}, not {}", key, least, most,
                         base::ToText(value));
}

Result<int64_t> Options::Count(std::string_view key, int64_t otherwise) const {
  const Value value = Get(key);
  if (value.is_null()) return otherwise;
  if (!value.is(Kind::kInteger)) return WrongType(key, "an integer", value);
  if (value.integer() > 0) return value.integer();
  return base::MakeError(ErrorCode::kArgument, "{} must be 1 or more, not {}", key, value.integer());
}

Result<std::vector<std::string>> Options::Texts(std::string_view key) const {
  const Value value = Get(key);
  std::vector<std::string> texts;
  if (value.is_null()) return texts;
  if (value.is(Kind::kString)) return std::vector{std::string(value.string())};
  if (!value.is(Kind::kList)) return WrongType(key, "a list of names", value);
  for (const Value& name : value.list()) {
    if (!name.is(Kind::kString)) return WrongType(key, "a list of names", name);
    texts.emplace_back(name.string());
  }
  return texts;
}

Value Options::Get(std::string_view key) const {
  const Value* value = map_.Find(key);
  return value == nullptr ? Value::Null() : *value;
}

}  // namespace qiao::engine
