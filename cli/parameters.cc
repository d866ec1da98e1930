#include "cli/parameters.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <cmath>
#include <optional>
#include <vector>

#include "base/text.h"

namespace qiao::cli {
namespace {

namespace json = boost::json;
using base::Value;

constexpr size_t kMaxDepth = 100;

enum class Fault : uint8_t { kNone, kTooLarge, kTwice };

// Builds a Value from the parser's events; boost::json::value would turn whole numbers beyond 64 bits into floats.
class Builder {
 public:
  constexpr static std::size_t max_object_size = SIZE_MAX;
  constexpr static std::size_t max_array_size = SIZE_MAX;
  constexpr static std::size_t max_key_size = SIZE_MAX;
  constexpr static std::size_t max_string_size = SIZE_MAX;

  Value result;
  Fault fault = Fault::kNone;
  std::string culprit;  // the number, the key

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return Open(true); }
  bool on_array_begin(json::error_code&) { return Open(false); }
  bool on_object_end(std::size_t, json::error_code&) { return Close(); }
  bool on_array_end(std::size_t, json::error_code&) { return Close(); }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return Append(part); }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) { return Append(part); }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
  bool on_null(json::error_code&) { return Put(Value::Null()); }
  bool on_bool(bool value, json::error_code&) { return Put(Value::Boolean(value)); }
  bool on_int64(int64_t value, json::string_view, json::error_code&) { return Put(Value::Integer(value)); }
  bool on_uint64(uint64_t, json::string_view text, json::error_code&) { return Fail(Fault::kTooLarge, text); }
  bool on_double(double value, json::string_view text, json::error_code&) {
    const std::string_view digits(text.data(), text.size());
    if (digits.find_first_of(".eE") == std::string_view::npos || !std::isfinite(value)) {
      return Fail(Fault::kTooLarge, text);
    }
    return Put(Value::Float(value));
  }
  bool on_string(json::string_view rest, std::size_t, json::error_code&) {
    Append(rest);
    return Put(Value::String(std::exchange(text_, {})));
  }
  bool on_key(json::string_view rest, std::size_t, json::error_code&) {
    Append(rest);
    const auto& map = open_.back().map;
    if (std::ranges::any_of(map, [this](const auto& entry) { return entry.first == text_; })) {
      return Fail(Fault::kTwice, text_);
    }
    open_.back().key = std::exchange(text_, {});
    return true;
  }

 private:
  struct Container {
    bool is_map = false;
    base::List list;
    base::Map map;
    std::string key;  // of the next value
  };

  bool Fail(Fault what, json::string_view where) {
    fault = what;
    culprit.assign(where.data(), std::min<size_t>(where.size(), 60));
    return false;
  }
  bool Append(json::string_view part) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool Open(bool is_map) {
    open_.push_back({.is_map = is_map});
    return true;
  }
  bool Close() {
    Container closed = std::move(open_.back());
    open_.pop_back();
    return Put(closed.is_map ? Value::Of(std::move(closed.map)) : Value::Of(std::move(closed.list)));
  }
  bool Put(Value value) {
    if (open_.empty()) {
      result = std::move(value);
    } else if (Container& container = open_.back(); container.is_map) {
      container.map.emplace_back(std::exchange(container.key, {}), std::move(value));
    } else {
      container.list.push_back(std::move(value));
    }
    return true;
  }

  std::vector<Container> open_;
  std::string text_;
};

}  // namespace

base::Result<Value> ParseJson(std::string_view name, std::string_view text) {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  json::basic_parser<Builder> parser(options);
  json::error_code error;
  const size_t read = parser.write_some(false, text.data(), text.size(), error);
  Builder& builder = parser.handler();
  switch (builder.fault) {
    case Fault::kNone:
      break;
    case Fault::kTooLarge:
      return base::MakeError(base::ErrorCode::kArgument, "parameter {}: {} is beyond the range of numbers", name,
                             builder.culprit);
    case Fault::kTwice:
      return base::MakeError(base::ErrorCode::kArgument, "parameter {}: the key '{}' comes twice", name,
                             builder.culprit);
  }
  if (error == json::error::too_deep) {
    return base::MakeError(base::ErrorCode::kArgument, "parameter {}: nested deeper than {} levels", name, kMaxDepth);
  }
  if (error || read < text.size()) {
    return base::MakeError(
        base::ErrorCode::kArgument,
        "parameter {}: this is not JSON from character {} on; write numbers as they are and texts in "
        "double quotes, as in --param 'name=\"潞城区\"'",
        name, base::CodePointCount(text.substr(0, read)) + 1);
  }
  return std::move(builder.result);
}

base::Result<base::Map> ParseParameters(std::span<const std::string> arguments) {
  base::Map parameters;
  for (const std::string& argument : arguments) {
    const size_t equals = argument.find('=');
    if (equals == 0 || equals == std::string::npos) {
      return base::MakeError(base::ErrorCode::kArgument, "a parameter is written name=json, not '{}'", argument);
    }
    std::string name = argument.substr(0, equals);
    if (name.starts_with('$')) name.erase(0, 1);
    if (std::ranges::any_of(parameters, [&](const auto& known) { return known.first == name; })) {
      return base::MakeError(base::ErrorCode::kArgument, "parameter {} is given twice", name);
    }
    QIAO_TRY(auto value, ParseJson(name, std::string_view(argument).substr(equals + 1)));
    parameters.emplace_back(std::move(name), std::move(value));
  }
  return parameters;
}

}  // namespace qiao::cli
