#include "loaders/json/parse.h"

#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <string>

namespace qiao::loaders::json {
namespace {

namespace bj = boost::json;
using bj::error_code;
using bj::string_view;

// Builds a value from what the parser finds; the parser wants these names.
struct Builder {
  static constexpr size_t max_object_size = bj::object::max_size();
  static constexpr size_t max_array_size = bj::array::max_size();
  static constexpr size_t max_key_size = bj::string::max_size();
  static constexpr size_t max_string_size = bj::string::max_size();

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return true; }
  bool on_object_end(size_t count, error_code&) { return stack.push_object(count), true; }
  bool on_array_begin(error_code&) { return true; }
  bool on_array_end(size_t count, error_code&) { return stack.push_array(count), true; }
  bool on_key_part(string_view text, size_t, error_code&) { return stack.push_chars(text), true; }
  bool on_key(string_view text, size_t, error_code&) { return stack.push_key(text), true; }
  bool on_string_part(string_view text, size_t, error_code&) { return stack.push_chars(text), true; }
  bool on_string(string_view text, size_t, error_code&) { return stack.push_string(text), true; }
  bool on_number_part(string_view text, error_code&) {
    number.append(text.data(), text.size());
    return true;
  }
  bool on_int64(int64_t integer, string_view, error_code&) {
    number.clear();
    return stack.push_int64(integer), true;
  }
  bool on_uint64(uint64_t integer, string_view, error_code&) {
    number.clear();
    return stack.push_uint64(integer), true;
  }
  bool on_double(double, string_view text, error_code& error) {
    number.append(text.data(), text.size());
    double exact = 0;
    const auto [end, result] = std::from_chars(number.data(), number.data() + number.size(), exact);
    if (result != std::errc() || end != number.data() + number.size()) {
      error = bj::error::syntax;
      return false;
    }
    number.clear();
    return stack.push_double(exact), true;
  }
  bool on_bool(bool truth, error_code&) { return stack.push_bool(truth), true; }
  bool on_null(error_code&) { return stack.push_null(), true; }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

  bj::value_stack stack;
  std::string number;  // what was read of it so far
};

}  // namespace

std::optional<bj::value> Parse(std::string_view text) {
  bj::basic_parser<Builder> parser{bj::parse_options()};
  parser.handler().stack.reset();
  error_code error;
  const size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (error || !parser.done()) return std::nullopt;
  if (text.find_first_not_of(" \t\r\n", used) != std::string_view::npos) return std::nullopt;
  return parser.handler().stack.release();
}

}  // namespace qiao::loaders::json
