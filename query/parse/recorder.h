// Runs the grammar and writes down what it matched: PEGTL's control class of our rules. It keeps the parse tree, the
// place of the farthest failure, and the depth.
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "query/parse/fatal_errors.h"
#include "query/parse/grammar/cypher.h"
#include "query/parse/messages.h"
#include "query/parse/node_tree.h"
#include "query/parse/outline.h"
#include "query/parse/selector.h"

namespace qiao::query::syntax {

// Thrown where the grammar can't go on; caught by Parse, in the same translation unit.
struct Failure {
  base::Error error;
};

// Thrown where no alternative can help any more: the farthest failure is the error.
struct Hopeless {};

struct Recorder {
  Recorder(std::string_view text, const Outline& where, size_t depth_limit)
      : tree(text), outline(where), max_depth(depth_limit) {}

  NodeTree tree;
  const Outline& outline;
  size_t max_depth;
  size_t depth = 0;
  bool bar_is_taken = false;  // '|' ends the expression: see guarded_expression
  uint64_t expressions = 0;   // how many have been started

  // The farthest place where a rule with a message failed.
  uint32_t farthest = 0;
  const grammar::Expectation* expected = &grammar::kExpected<grammar::statement>;
};

namespace grammar {

// Rules that recurse without a bracket to count.
template <class Rule>
inline constexpr bool kNests =
    std::is_same_v<Rule, expression> || std::is_same_v<Rule, guarded_expression> || std::is_same_v<Rule, value_type>;

// Inside these a bar separates alternatives; inside a guarded expression it does not.
template <class Rule>
inline constexpr bool kFreesBar =
    std::is_same_v<Rule, expression> || std::is_same_v<Rule, node_pattern> || std::is_same_v<Rule, list_type> ||
    std::is_same_v<Rule, relationship_detail> || std::is_same_v<Rule, label_parentheses> ||
    std::is_same_v<Rule, any_type> || std::is_same_v<Rule, regular_query>;
template <class Rule>
inline constexpr bool kTakesBar = std::is_same_v<Rule, guarded_expression>;
template <class Rule>
inline constexpr bool kIsBar = std::is_same_v<Rule, label_bar> || std::is_same_v<Rule, type_bar>;

// Atoms that nothing else can be once an expression inside them has been read. If they fail then, the text is wrong: no
// other alternative reads it again, so each text is read in linear time.
template <class Rule>
inline constexpr bool kCommits =
    std::is_same_v<Rule, pattern_comprehension> || std::is_same_v<Rule, list_literal> ||
    std::is_same_v<Rule, map_literal> || std::is_same_v<Rule, pattern_predicate> ||
    std::is_same_v<Rule, parenthesized_expression> || std::is_same_v<Rule, case_expression> ||
    std::is_same_v<Rule, subquery_expression> || std::is_same_v<Rule, quantifier> || std::is_same_v<Rule, reduce> ||
    std::is_same_v<Rule, shortest_path_pattern> || std::is_same_v<Rule, exists_pattern> ||
    std::is_same_v<Rule, function_invocation> || std::is_same_v<Rule, trim_call> ||
    std::is_same_v<Rule, map_projection>;

template <class T>
inline constexpr bool kIsSequence = false;
template <class... Rules>
inline constexpr bool kIsSequence<tao::pegtl::internal::seq<Rules...>> = true;

// Sets a value for as long as it lives.
template <class T>
class Scoped {
 public:
  Scoped(T& place, T value) : place_(place), before_(std::exchange(place, value)) {}
  ~Scoped() { place_ = before_; }
  Scoped(const Scoped&) = delete;
  Scoped& operator=(const Scoped&) = delete;

 private:
  T& place_;
  T before_;
};

template <class Rule>
struct Control : tao::pegtl::normal<Rule> {
  template <tao::pegtl::apply_mode A, tao::pegtl::rewind_mode M, template <class...> class Action,
            template <class...> class Self, class Input>
  [[nodiscard]] static bool match(Input& in, Recorder& recorder) {
    // Looking ahead leaves no trace.
    if constexpr (A == tao::pegtl::apply_mode::nothing) {
      return tao::pegtl::match<Rule, A, M, Action, Self>(in, recorder);
    } else {
      return Committed<A, M, Action, Self>(in, recorder);
    }
  }

  template <class Input>
  [[noreturn]] static void raise(const Input& in, Recorder& recorder) {
    throw Failure{FatalError<Rule>(recorder.tree.text(), Offset(in, recorder))};
  }

 private:
  template <class Input>
  static uint32_t Offset(const Input& in, const Recorder& recorder) {
    return static_cast<uint32_t>(in.current() - recorder.tree.text().data());
  }

  template <tao::pegtl::apply_mode A, tao::pegtl::rewind_mode M, template <class...> class Action,
            template <class...> class Self, class Input>
  static bool Committed(Input& in, Recorder& recorder) {
    if constexpr (kIsBar<Rule>) {
      if (recorder.bar_is_taken) return false;
    }
    if constexpr (std::is_same_v<Rule, relationships_pattern>) {
      if (!recorder.outline.MayStartPattern(Offset(in, recorder))) return false;
    }
    if constexpr (!kCommits<Rule>) {
      return Explained<A, M, Action, Self>(in, recorder);
    } else {
      const uint64_t before = recorder.expressions;
      if (Explained<A, M, Action, Self>(in, recorder)) return true;
      if (recorder.expressions != before) throw Hopeless();
      return false;
    }
  }

  // Keeps the outermost message of the farthest failure.
  template <tao::pegtl::apply_mode A, tao::pegtl::rewind_mode M, template <class...> class Action,
            template <class...> class Self, class Input>
  static bool Explained(Input& in, Recorder& recorder) {
    if constexpr (kExpected<Rule>.message.empty()) {
      return Nested<A, M, Action, Self>(in, recorder);
    } else {
      const uint32_t begin = Offset(in, recorder);
      const uint32_t farthest = recorder.farthest;
      const Expectation* expected = recorder.expected;
      if (Nested<A, M, Action, Self>(in, recorder)) return true;
      if (recorder.farthest <= begin) {
        const bool earlier = farthest == begin && (!expected->weak || kExpected<Rule>.weak);
        recorder.expected = earlier ? expected : &kExpected<Rule>;
        recorder.farthest = begin;
      }
      return false;
    }
  }

  template <tao::pegtl::apply_mode A, tao::pegtl::rewind_mode M, template <class...> class Action,
            template <class...> class Self, class Input>
  static bool Nested(Input& in, Recorder& recorder) {
    if constexpr (kNests<Rule>) {
      if (recorder.depth >= recorder.max_depth) {
        throw Failure{
            base::MakeError(base::ErrorCode::kLimit, "expressions are nested more than {} deep", recorder.max_depth)
                .At({Offset(in, recorder), Offset(in, recorder) + 1})
                .AtCompileTime()};
      }
      ++recorder.expressions;
      const Scoped deeper(recorder.depth, recorder.depth + 1);
      const Scoped bar(recorder.bar_is_taken, kTakesBar<Rule> || (recorder.bar_is_taken && !kFreesBar<Rule>));
      return Recorded<A, M, Action, Self>(in, recorder);
    } else if constexpr (kFreesBar<Rule>) {
      const Scoped bar(recorder.bar_is_taken, false);
      return Recorded<A, M, Action, Self>(in, recorder);
    } else {
      return Recorded<A, M, Action, Self>(in, recorder);
    }
  }

  template <tao::pegtl::apply_mode A, tao::pegtl::rewind_mode M, template <class...> class Action,
            template <class...> class Self, class Input>
  static bool Recorded(Input& in, Recorder& recorder) {
    constexpr NodeKind kKind = node_of<Rule>::kind;
    if constexpr (kKind == NodeKind::kNone && !kIsSequence<typename Rule::rule_t>) {
      return tao::pegtl::match<Rule, A, M, Action, Self>(in, recorder);
    } else {
      const uint32_t first = recorder.tree.size();
      const uint32_t begin = Offset(in, recorder);
      if (!tao::pegtl::match<Rule, A, M, Action, Self>(in, recorder)) {
        recorder.tree.CutTo(first);
        return false;
      }
      if constexpr (kKind != NodeKind::kNone) {
        if (!StandsOnlyForSeveral(kKind) || !recorder.tree.HasOneChildSince(first)) {
          recorder.tree.Add(kKind, begin, Offset(in, recorder), first);
        }
      }
      return true;
    }
  }
};

}  // namespace grammar
}  // namespace qiao::query::syntax
