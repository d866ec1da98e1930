// The grammar's smallest pieces: white space, comments, keywords, lists.
//
// The grammar follows openCypher's published one, production by production, with its names in snake_case; what users
// of GQL and Neo4j 5 write beyond it stands beside its nearest relative. Rules say only what matches. Which of them
// leave a node in the parse tree is said in selector.h, and what people are told where one fails in messages.h.
// White space stands between the parts of a rule, never at its ends, so that each node's text is exact.
#pragma once

#include <cstddef>
#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze_traits.hpp>
#include <utility>

#include "base/identifier.h"
#include "base/text.h"

namespace qiao::query::syntax::grammar {

using tao::pegtl::any;
using tao::pegtl::at;
using tao::pegtl::eof;
using tao::pegtl::istring;
using tao::pegtl::must;
using tao::pegtl::not_at;
using tao::pegtl::not_one;
using tao::pegtl::one;
using tao::pegtl::opt;
using tao::pegtl::plus;
using tao::pegtl::range;
using tao::pegtl::rep;
using tao::pegtl::seq;
using tao::pegtl::sor;
using tao::pegtl::star;
using tao::pegtl::string;
using tao::pegtl::two;
using tao::pegtl::until;

// One character for which Is holds; ASCII is decided without decoding.
template <bool (*Is)(char32_t)>
struct character {
  using rule_t = character;
  using subs_t = tao::pegtl::empty_list;

  template <class Input>
  static bool match(Input& in) {
    const size_t left = in.size(0);
    if (left == 0) return false;
    const auto first = static_cast<unsigned char>(*in.current());
    if (first < 0x80) {
      if (!Is(first)) return false;
      in.bump_in_this_line(1);
      return true;
    }
    size_t length = 0;
    if (!Is(base::NextCodePoint({in.current(), left}, length))) return false;
    in.bump_in_this_line(length);
    return true;
  }
};

struct whitespace : character<base::IsWhiteSpace> {};
struct identifier_start : character<base::IsIdentifierStart> {};
struct identifier_part : character<base::IsIdentifierPart> {};

struct block_comment : seq<string<'/', '*'>, until<string<'*', '/'>>> {};
struct line_comment : seq<string<'/', '/'>, star<not_one<'\r', '\n'>>> {};
struct comment : sor<block_comment, line_comment> {};

// SP? of the published grammar. Words need no more between them, as a keyword never ends inside a word.
struct sp : star<sor<whitespace, comment>> {};

// A text as a template argument, for keyword<"MATCH">.
template <size_t N>
struct Word {
  char letters[N]{};
  constexpr Word(const char (&text)[N]) {  // NOLINT: implicit, to be written as a string
    for (size_t i = 0; i < N; ++i) letters[i] = text[i];
  }
};

template <Word W, class Letters>
struct spelling;
template <Word W, size_t... I>
struct spelling<W, std::index_sequence<I...>> {
  using rule = istring<W.letters[I]...>;
};

template <Word W>
struct keyword
    : seq<typename spelling<W, std::make_index_sequence<sizeof(W.letters) - 1>>::rule, not_at<identifier_part>> {};

// Words in a row.
template <Word First, Word... Rest>
struct keywords : seq<keyword<First>, seq<sp, keyword<Rest>>...> {};

// Parts with white space between them.
template <class First, class... Rest>
struct spaced : seq<First, seq<sp, Rest>...> {};

// [ part ] with the white space before it.
template <class... Parts>
struct optionally : opt<seq<seq<sp, Parts>...>> {};

// { part } with the white space before each.
template <class... Parts>
struct repeatedly : star<seq<seq<sp, Parts>...>> {};

template <class Item, class Separator = one<','>>
struct list_of : seq<Item, star<seq<sp, Separator, sp, Item>>> {};

}  // namespace qiao::query::syntax::grammar

namespace tao::pegtl {

template <class Name, bool (*Is)(char32_t)>
struct analyze_traits<Name, qiao::query::syntax::grammar::character<Is>> : analyze_any_traits<> {};

}  // namespace tao::pegtl
