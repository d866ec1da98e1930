#include <algorithm>

#include "base/give_back.h"
#include "base/text.h"
#include "query/functions/check.h"
#include "query/functions/rows.h"
#include "query/functions/text_pieces.h"

namespace qiao::query {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::List;
using base::MakeError;
using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

// A count or position that must not be negative.
Result<size_t> Natural(std::string_view function, const Value& value) {
  if (value.integer() < 0) {
    return MakeError(ErrorCode::kArgument, "{}() can't take the negative number {}", function, value.integer())
        .With(ErrorDetail::kNegativeIntegerArgument);
  }
  return static_cast<size_t>(value.integer());
}

Result<Value> Left(FunctionContext&, Arguments arguments) {
  QIAO_TRY(const size_t length, Natural("left", arguments[1]));
  return Value::String(base::CodePointSubstring(arguments[0].string(), 0, length));
}

Result<Value> Right(FunctionContext&, Arguments arguments) {
  QIAO_TRY(const size_t length, Natural("right", arguments[1]));
  const std::string_view text = arguments[0].string();
  const size_t count = base::CodePointCount(text);
  return Value::String(base::CodePointSubstring(text, count - std::min(count, length), length));
}

Result<Value> Substring(FunctionContext&, Arguments arguments) {
  QIAO_TRY(const size_t start, Natural("substring", arguments[1]));
  size_t length = arguments[0].string().size();
  if (arguments.size() == 3) {
    QIAO_TRY(length, Natural("substring", arguments[2]));
  }
  return Value::String(base::CodePointSubstring(arguments[0].string(), start, length));
}

enum class Ends { kLeft, kRight, kBoth };
template <Ends ends>
Result<Value> Trim(FunctionContext&, Arguments arguments) {
  std::string_view text = arguments[0].string();
  const bool chosen = arguments.size() == 2;
  if (ends != Ends::kRight) text = chosen ? base::TrimLeft(text, arguments[1].string()) : base::TrimLeft(text);
  if (ends != Ends::kLeft) text = chosen ? base::TrimRight(text, arguments[1].string()) : base::TrimRight(text);
  return Value::String(text);
}

Result<Value> Replace(FunctionContext& context, Arguments arguments) {
  const std::string_view text = arguments[0].string();
  const std::string_view search = arguments[1].string();
  const std::string_view replacement = arguments[2].string();
  std::string result;
  size_t position = 0;
  if (search.empty()) {
    // The empty text stands before, between and behind all characters.
    while (position < text.size()) {
      result += replacement;
      const size_t start = position;
      base::NextCodePoint(text, position);
      result += text.substr(start, position - start);
      QIAO_CHECK(Tick(context, 1));
      QIAO_CHECK(CheckTextSize(context, result.size()));
    }
    result += replacement;
  } else {
    for (size_t found = text.find(search); found != std::string_view::npos; found = text.find(search, position)) {
      result += text.substr(position, found - position);
      result += replacement;
      position = found + search.size();
      QIAO_CHECK(Tick(context, 1));
      QIAO_CHECK(CheckTextSize(context, result.size()));
    }
    result += text.substr(position);
  }
  QIAO_CHECK(CheckTextSize(context, result.size()));
  return Value::String(result);
}

// The delimiter that comes first from `position` on, the longest where several begin at one place.
struct Found {
  size_t position = std::string_view::npos;
  size_t size = 0;
};
Found FindDelimiter(std::string_view text, size_t position, const std::vector<std::string_view>& delimiters) {
  Found first;
  for (const std::string_view delimiter : delimiters) {
    size_t at = text.find(delimiter, position);
    if (delimiter.empty()) {
      // Between characters: never before the first or behind the last.
      at = position;
      if (at < text.size()) base::NextCodePoint(text, at);
      if (at >= text.size()) at = std::string_view::npos;
    }
    if (at < first.position || (at == first.position && delimiter.size() > first.size)) first = {at, delimiter.size()};
  }
  return first;
}

Result<Value> Split(FunctionContext& context, Arguments arguments) {
  const std::string_view text = arguments[0].string();
  std::vector<std::string_view> delimiters;
  if (arguments[1].is(Kind::kString)) {
    delimiters = {arguments[1].string()};
  } else {
    for (const Value& delimiter : arguments[1].list()) {
      if (delimiter.is_null()) return Value::Null();
      if (!delimiter.is(Kind::kString)) return WrongKind("split", delimiter);
      delimiters.push_back(delimiter.string());
    }
  }
  base::LongList parts;
  size_t position = 0;
  while (true) {
    QIAO_CHECK(Tick(context, 1));
    QIAO_CHECK(CheckListSize(context, parts->size() + 1));
    const Found next = FindDelimiter(text, position, delimiters);
    if (next.position == std::string_view::npos) break;
    parts->push_back(Value::String(text.substr(position, next.position - position)));
    position = next.position + next.size;
  }
  parts->push_back(Value::String(text.substr(position)));
  return Value::Of(std::move(*parts));
}

Result<Value> ToLower(FunctionContext& context, Arguments arguments) {
  const std::string_view text = arguments[0].string();
  // What becomes of a sigma depends on what stands around it.
  if (text.find("Σ") != std::string_view::npos) return Value::String(base::ToLower(text));
  QIAO_TRY(const std::string lower, ChangePieces(context, text, base::ToLower));
  return Value::String(lower);
}
Result<Value> ToUpper(FunctionContext& context, Arguments arguments) {
  QIAO_TRY(const std::string upper, ChangePieces(context, arguments[0].string(), base::ToUpper));
  return Value::String(upper);
}
Result<Value> CharLength(FunctionContext&, Arguments arguments) {
  return Value::Integer(static_cast<int64_t>(base::CodePointCount(arguments[0].string())));
}

Result<Value> Normalize(FunctionContext&, Arguments arguments) {
  base::NormalForm form = base::NormalForm::kNfc;
  if (arguments.size() == 2) {
    const std::string name = base::AsciiLower(arguments[1].string());
    if (name == "nfd") {
      form = base::NormalForm::kNfd;
    } else if (name == "nfkc") {
      form = base::NormalForm::kNfkc;
    } else if (name == "nfkd") {
      form = base::NormalForm::kNfkd;
    } else if (name != "nfc") {
      return OutOfRange("normalize() knows the forms NFC, NFD, NFKC and NFKD, not {}", base::ToText(arguments[1]));
    }
  }
  return Value::String(base::Normalize(arguments[0].string(), form));
}

const Type kString = Type::Of(Kind::kString);
const Type kInteger = Type::Of(Kind::kInteger);
const std::vector<Parameter> kOneText = {{"text", kString}};
const std::vector<Parameter> kTrimmed = {{"text", kString}, {"characters", kString}};

Function TextToText(std::string_view name, std::vector<Parameter> parameters, decltype(Function::kernel) kernel,
                    std::string_view help, std::string_view example) {
  return {.name = name,
          .parameters = std::move(parameters),
          .required = 1,
          .result = kString,
          .kernel = kernel,
          .help = help,
          .example = example};
}

Function Length(std::string_view name, std::string_view example) {
  return {.name = name,
          .parameters = kOneText,
          .required = 1,
          .result = kInteger,
          .kernel = &CharLength,
          .help = "The number of characters of a text.",
          .example = example};
}

}  // namespace

std::span<const Function> StringFunctions() {
  static const std::vector<Function> kRows = {
      TextToText("btrim", kTrimmed, &Trim<Ends::kBoth>,
                 "The text without white space, or these characters, at its ends.", "btrim('  长治 ') = '长治'"),
      Length("char_length", "char_length('潞城区') = 3"),
      Length("character_length", "character_length('中医药') = 3"),
      {.name = "left",
       .parameters = {{"text", kString}, {"length", kInteger}},
       .required = 2,
       .result = kString,
       .kernel = &Left,
       .help = "The first characters of a text.",
       .example = "left('知识图谱', 2) = '知识'"},
      TextToText("lower", kOneText, &ToLower, "The text in small letters.", "lower('GraphDB') = 'graphdb'"),
      TextToText("ltrim", kTrimmed, &Trim<Ends::kLeft>,
                 "The text without white space, or these characters, at its beginning.", "ltrim('  长治 ') = '长治 '"),
      TextToText("normalize", {{"text", kString}, {"form", kString}}, &Normalize,
                 "The text in a Unicode normal form, NFC by default.", "normalize('Ａ', 'NFKC') = 'A'"),
      {.name = "replace",
       .parameters = {{"text", kString}, {"search", kString}, {"replacement", kString}},
       .required = 3,
       .result = kString,
       .kernel = &Replace,
       .help = "The text with each occurrence of one text replaced by another.",
       .example = "replace('潞城县', '县', '区') = '潞城区'"},
      {.name = "right",
       .parameters = {{"text", kString}, {"length", kInteger}},
       .required = 2,
       .result = kString,
       .kernel = &Right,
       .help = "The last characters of a text.",
       .example = "right('知识图谱', 2) = '图谱'"},
      TextToText("rtrim", kTrimmed, &Trim<Ends::kRight>,
                 "The text without white space, or these characters, at its end.", "rtrim('  长治 ') = '  长治'"),
      {.name = "split",
       .parameters = {{"text", kString}, {"delimiter", Type::OneOf({Kind::kString, Kind::kList})}},
       .required = 2,
       .result = Type::ListOf(kString),
       .kernel = &Split,
       .help = "The parts of a text between a delimiter, or between any of a list of them.",
       .example = "split('京,津,冀', ',') = ['京', '津', '冀']"},
      {.name = "substring",
       .parameters = {{"text", kString}, {"start", kInteger}, {"length", kInteger}},
       .required = 2,
       .result = kString,
       .kernel = &Substring,
       .help = "The characters of a text from a position on, counted from 0.",
       .example = "substring('山西省长治市', 3, 2) = '长治'"},
      TextToText("toLower", kOneText, &ToLower, "The text in small letters.", "toLower('ÄÖ') = 'äö'"),
      TextToText("toUpper", kOneText, &ToUpper, "The text in capitals.", "toUpper('graph') = 'GRAPH'"),
      TextToText("trim", kTrimmed, &Trim<Ends::kBoth>,
                 "The text without white space, or these characters, at its ends.", "trim('xx长治x', 'x') = '长治'"),
      TextToText("upper", kOneText, &ToUpper, "The text in capitals.", "upper('graph') = 'GRAPH'"),
  };
  return kRows;
}

}  // namespace qiao::query
