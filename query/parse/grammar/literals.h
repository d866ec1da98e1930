// Literals without parts: booleans, null, numbers, strings.
#pragma once

#include "query/parse/grammar/names.h"

namespace qiao::query::syntax::grammar {

struct true_literal : keyword<"TRUE"> {};
struct false_literal : keyword<"FALSE"> {};
struct boolean_literal : sor<true_literal, false_literal> {};
struct null_literal : keyword<"NULL"> {};

struct digit : range<'0', '9'> {};
struct hex_digit : tao::pegtl::xdigit {};
struct oct_digit : range<'0', '7'> {};
// { [_] digit }
template <class Digit>
struct digits : plus<seq<opt<one<'_'>>, Digit>> {};
struct digit_string : seq<digit, opt<digits<digit>>> {};

struct hex_integer : seq<one<'0'>, one<'x', 'X'>, digits<hex_digit>> {};
struct octal_integer : seq<one<'0'>, one<'o', 'O'>, digits<oct_digit>> {};
struct decimal_integer : sor<seq<range<'1', '9'>, opt<digits<digit>>>, one<'0'>> {};
struct integer_literal : sor<hex_integer, octal_integer, decimal_integer> {};

struct exponent : seq<one<'e', 'E'>, opt<one<'+', '-'>>, digit_string> {};
struct regular_decimal_real : seq<opt<digit_string>, one<'.'>, digit_string> {};
struct exponent_decimal_real : seq<sor<regular_decimal_real, digit_string>, exponent> {};
struct double_literal : sor<exponent_decimal_real, regular_decimal_real> {};

// Nothing that belongs to a word may follow: 12ab and 0x are mistakes, never two tokens.
struct number_end : not_at<identifier_part> {};
struct number_literal : seq<sor<double_literal, integer_literal>, must<number_end>> {};

struct unicode_escape : sor<seq<one<'u'>, rep<4, hex_digit>>, seq<one<'U'>, rep<8, hex_digit>>> {};
struct simple_escape : one<'\\', '\'', '"', '`', 'b', 'B', 'f', 'F', 'n', 'N', 'r', 'R', 't', 'T'> {};
struct escape_end : sor<simple_escape, unicode_escape> {};
struct escaped_char : seq<one<'\\'>, must<escape_end>> {};
template <char Quote>
struct quoted : seq<one<Quote>, star<sor<two<Quote>, plus<not_one<Quote, '\\'>>, escaped_char>>, one<Quote>> {};
struct string_literal : sor<quoted<'\''>, quoted<'"'>> {};

}  // namespace qiao::query::syntax::grammar
