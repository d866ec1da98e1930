// The one translation unit that sees PEGTL.
#include "query/parse/parse.h"

#include <limits>

#include "query/parse/builder.h"
#include "query/parse/foreign_phrases.h"
#include "query/parse/found_text.h"
#include "query/parse/mentions.h"
#include "query/parse/outline.h"
#include "query/parse/recorder.h"

namespace qiao::query::syntax {
namespace {

using base::Error;
using base::ErrorCode;
using base::ErrorDetail;
using base::MakeError;

bool IsForeign(std::string_view text, uint32_t at) {
  if (at >= text.size() || static_cast<unsigned char>(text[at]) < 0x80) return false;
  size_t position = at;
  return !base::IsIdentifierPart(base::NextCodePoint(text, position));
}

// What the farthest failure says.
Error FarthestError(const Recorder& recorder) {
  const std::string_view text = recorder.tree.text();
  const uint32_t at = recorder.farthest;
  const std::string found = FoundText(text, at);
  if (const auto foreign = FindMeantOperator(text, at)) {
    const std::string_view typed = text.substr(foreign->span.begin, foreign->span.end - foreign->span.begin);
    return MakeError(ErrorCode::kSyntax, "unknown operator {}: did you mean {}?", typed, foreign->meant)
        .With(ErrorDetail::kUnexpectedSyntax)
        .At(foreign->span)
        .AtCompileTime();
  }
  Error error = MakeError(ErrorCode::kSyntax, "expected a statement, found {}", found);
  error.detail = recorder.expected->detail;
  const bool clause_expected = !recorder.expected->with_suggestion.empty();
  if (const auto phrase = FindForeignPhrase(text, at, clause_expected)) {
    error.message.format = phrase->message;
    error.message.arguments.clear();
    return std::move(error).At(phrase->span).AtCompileTime();
  }
  if (const auto character = MeantCharacter(text, at)) {
    error = MakeError(ErrorCode::kSyntax, "unexpected character {}: did you mean {}?", found, *character);
    error.detail = ErrorDetail::kInvalidUnicodeCharacter;
  } else if (IsForeign(text, at)) {
    error = MakeError(ErrorCode::kSyntax, "unexpected character {}", found);
    error.detail = ErrorDetail::kInvalidUnicodeCharacter;
  } else {
    error.message.format = recorder.expected->message;
    const auto keyword = clause_expected ? MeantKeyword(text, at) : std::nullopt;
    if (keyword) {
      error.message.format = recorder.expected->with_suggestion;
      error.message.arguments.emplace_back(*keyword);
    }
  }
  return std::move(error).At(FoundSpan(text, at)).AtCompileTime();
}

// The parse tree of a text.
base::Result<NodeTree> ReadTree(std::string_view text, const ParseOptions& options) {
  // Spans count bytes in 32 bits.
  const size_t max_bytes = std::min<size_t>(options.max_bytes, std::numeric_limits<uint32_t>::max() - 1);
  if (text.size() > max_bytes) {
    return MakeError(ErrorCode::kLimit, "the query has {} bytes, more than the limit of {}", text.size(), max_bytes)
        .AtCompileTime();
  }
  QIAO_TRY(const Outline outline, Outline::Of(text, options.max_depth));
  Recorder recorder(text, outline, options.max_depth);
  tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy> input(text.data(), text.size(), "");
  try {
    if (!tao::pegtl::parse<grammar::cypher, tao::pegtl::nothing, grammar::Control>(input, recorder)) {
      return FarthestError(recorder);
    }
  } catch (Failure& failure) {
    return std::move(failure.error);
  } catch (Hopeless) {
    return FarthestError(recorder);
  }
  return std::move(recorder.tree);
}

}  // namespace

base::Result<Script> Parse(std::string_view text, const ParseOptions& options) {
  QIAO_TRY(const NodeTree tree, ReadTree(text, options));
  return Builder(tree, options.max_depth).BuildScript();
}

base::Result<std::vector<Mention>> FindMentions(std::string_view text, const ParseOptions& options) {
  QIAO_TRY(const NodeTree tree, ReadTree(text, options));
  return MentionsIn(Node(&tree, tree.root()));
}

base::Result<Statement> ParseStatement(std::string_view text, const ParseOptions& options) {
  QIAO_TRY(Script script, Parse(text, options));
  if (script.statements.empty()) {
    return MakeError(ErrorCode::kSyntax, "the query is empty")
        .At({0, static_cast<uint32_t>(text.size())})
        .With(ErrorDetail::kUnexpectedSyntax)
        .AtCompileTime();
  }
  if (script.statements.size() > 1) {
    return MakeError(ErrorCode::kSyntax, "expected one statement, found {}", script.statements.size())
        .At(script.statements[1].span)
        .With(ErrorDetail::kUnexpectedSyntax)
        .AtCompileTime();
  }
  return std::move(script.statements.front());
}

}  // namespace qiao::query::syntax
