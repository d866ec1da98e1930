// The grammar of rule files, for PEGTL. Included by rule_parse.cc and by the test that analyses it.
#pragma once

#include <tao/pegtl.hpp>

namespace qiao::loaders::news::grammar {

using namespace tao::pegtl;

struct space : plus<one<' ', '\t'>> {};
struct spaces : star<one<' ', '\t'>> {};
struct line_end : seq<spaces, eolf> {};
struct comment : seq<spaces, one<'#'>, until<eolf>> {};
struct empty_line : seq<spaces, eol> {};

struct name : seq<ranges<'a', 'z', 'A', 'Z'>, star<ranges<'a', 'z', 'A', 'Z', '0', '9', '-', '-', '_', '_'>>> {};
struct number : seq<plus<digit>, opt<one<'.'>, plus<digit>>> {};
struct rest_of_line : until<at<eolf>> {};

// Elements of a pattern
struct clause_start : one<'^'> {};
struct gap_reach : plus<digit> {};
struct wide_gap : seq<string<'.', '.', '.'>, opt<gap_reach>> {};
struct narrow_gap : seq<string<'.', '.'>, opt<gap_reach>> {};
struct forbidden_mark : one<'!'> {};
struct word_set : name {};
struct shy_gap : seq<one<'~'>, opt<gap_reach>> {};
struct word : plus<not_one<' ', '\t', '\r', '\n', '|', '?', '{', '}'>> {};
struct optional_mark : one<'?'> {};
struct words
    : seq<opt<forbidden_mark>, list_must<sor<if_must<one<'@'>, word_set>, word>, one<'|'>>, opt<optional_mark>> {};

struct slot_name : name {};
struct slot_amount : keyword<'a', 'm', 'o', 'u', 'n', 't'> {};
struct slot_quoted : keyword<'q', 'u', 'o', 't', 'e', 'd'> {};
struct slot_before : keyword<'b', 'e', 'f', 'o', 'r', 'e'> {};
struct slot_couples : keyword<'c', 'o', 'u', 'p', 'l', 'e', 's'> {};
struct slot_label : name {};
struct slot_list : one<'+'> {};
struct slot_labels : list_must<slot_label, one<'|'>> {};
struct slot_item
    : seq<opt<slot_quoted, space>, slot_labels, opt<slot_list>, opt<space, sor<slot_before, slot_couples>>> {};
struct slot_word : plus<not_one<' ', '\t', '\r', '\n', '|', '}'>> {};
struct slot_words : if_must<keyword<'w', 'o', 'r', 'd'>, space, list_must<slot_word, one<'|'>>> {};
struct slot_body : sor<slot_amount, slot_words, slot_item> {};
struct slot_end : one<'}'> {};
struct slot : if_must<one<'{'>, spaces, slot_name, spaces, one<':'>, spaces, slot_body, spaces, slot_end> {};
struct element : sor<clause_start, wide_gap, narrow_gap, shy_gap, slot, words> {};
struct pattern : list<element, space> {};

// Lines of a rule
struct rule_id : name {};
struct claim_type : name {};
struct claim_from : name {};
struct claim_to : name {};
struct claim_role : plus<not_one<' ', '\t', '\r', '\n'>> {};
struct claim_amount : name {};
struct claim_pairwise : keyword<'p', 'a', 'i', 'r', 'w', 'i', 's', 'e'> {};
struct claim_each : keyword<'e', 'a', 'c', 'h'> {};
struct claim_option : sor<claim_pairwise, claim_each, if_must<string<'r', 'o', 'l', 'e', '='>, claim_role>,
                          if_must<string<'a', 'm', 'o', 'u', 'n', 't', '='>, claim_amount>> {};
struct status_name : name {};
struct field_name : plus<not_one<' ', '\t', '\r', '\n'>> {};
struct unless_word : plus<not_one<' ', '\t', '\r', '\n'>> {};
struct confidence_value : number {};
struct worth_entity : name {};
struct worth_amount : name {};
struct example_text : rest_of_line {};
struct gives_nothing : keyword<'n', 'o', 't', 'h', 'i', 'n', 'g'> {};
struct gives_text : rest_of_line {};

struct match_word : keyword<'m', 'a', 't', 'c', 'h'> {};
struct match_line : if_must<match_word, space, pattern> {};
struct unless_line : if_must<keyword<'u', 'n', 'l', 'e', 's', 's'>, space, list<unless_word, space>> {};
struct claim_line : if_must<keyword<'c', 'l', 'a', 'i', 'm'>, space, claim_type, space, claim_from, space, claim_to,
                            star<space, claim_option>> {};
struct make_slot : name {};
struct make_label : name {};
struct make_part : plus<not_one<' ', '\t', '\r', '\n'>> {};
struct make_line : if_must<keyword<'m', 'a', 'k', 'e'>, space, make_slot, space, make_label, plus<space, make_part>> {};
struct worth_line : if_must<keyword<'w', 'o', 'r', 't', 'h'>, space, worth_entity, space, worth_amount> {};
struct status_line : if_must<keyword<'s', 't', 'a', 't', 'u', 's'>, space, status_name> {};
struct field_line : if_must<keyword<'f', 'i', 'e', 'l', 'd'>, space, field_name> {};
struct confidence_line : if_must<keyword<'c', 'o', 'n', 'f', 'i', 'd', 'e', 'n', 'c', 'e'>, space, confidence_value> {};
struct inferred_line : keyword<'i', 'n', 'f', 'e', 'r', 'r', 'e', 'd'> {};
struct undated_line : keyword<'u', 'n', 'd', 'a', 't', 'e', 'd'> {};
struct example_line : if_must<keyword<'e', 'x', 'a', 'm', 'p', 'l', 'e'>, space, example_text> {};
struct gives_line : if_must<keyword<'g', 'i', 'v', 'e', 's'>, space, sor<gives_nothing, gives_text>> {};

// Lines of a frame
struct frame_word : plus<not_one<' ', '\t', '\r', '\n', '|'>> {};
struct frame_words : list_must<sor<if_must<one<'@'>, word_set>, frame_word>, one<'|'>> {};
struct verb_words : frame_words {};
struct near_words : frame_words {};
struct verbs_line : if_must<keyword<'v', 'e', 'r', 'b', 's'>, space, verb_words> {};
struct near_line : if_must<keyword<'n', 'e', 'a', 'r'>, space, near_words> {};
struct alike_line : keyword<'a', 'l', 'i', 'k', 'e'> {};
struct people_line : keyword<'p', 'e', 'o', 'p', 'l', 'e'> {};
struct topic_line : keyword<'t', 'o', 'p', 'i', 'c'> {};
struct together_line : keyword<'t', 'o', 'g', 'e', 't', 'h', 'e', 'r'> {};
struct marked_line : keyword<'m', 'a', 'r', 'k', 'e', 'd'> {};
struct role_name : sor<keyword<'a', 'g', 'e', 'n', 't'>, keyword<'p', 'a', 'r', 't', 'n', 'e', 'r'>,
                       keyword<'o', 'b', 'j', 'e', 'c', 't'>, keyword<'r', 'e', 'c', 'i', 'p', 'i', 'e', 'n', 't'>,
                       keyword<'a', 't'>> {};
struct needed_role : role_name {};
struct needs_line : if_must<keyword<'n', 'e', 'e', 'd', 's'>, space, list_must<needed_role, space>> {};
struct role_label : name {};
struct role_line : if_must<role_name, space, list_must<role_label, one<'|'>>> {};

struct rule_line
    : sor<verbs_line, near_line, needs_line, alike_line, marked_line, people_line, topic_line, together_line, role_line,
          match_line, unless_line, claim_line, make_line, worth_line, status_line, field_line, confidence_line,
          inferred_line, undated_line, example_line, gives_line> {};
struct indented_line : if_must<seq<space, not_at<sor<one<'#'>, eol, eof>>>, rule_line, line_end> {};
struct frame_id : name {};
struct rule_head : sor<if_must<keyword<'r', 'u', 'l', 'e'>, space, rule_id, line_end>,
                       if_must<keyword<'f', 'r', 'a', 'm', 'e'>, space, frame_id, line_end>> {};
struct rule : seq<rule_head, star<sor<comment, empty_line, indented_line>>> {};
struct set_name : name {};
struct set_word : plus<not_one<' ', '\t', '\r', '\n', '|'>> {};
struct set_line : if_must<keyword<'s', 'e', 't'>, space, set_name, space, list_must<set_word, one<'|'>>, line_end> {};
struct file : must<star<sor<comment, empty_line, set_line, rule>>, spaces, eof> {};

}  // namespace qiao::loaders::news::grammar
