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
using base::LongList;
using base::MakeError;
using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

Result<Value> Head(FunctionContext&, Arguments arguments) {
  const List& list = arguments[0].list();
  return list.empty() ? Value::Null() : list.front();
}

Result<Value> Last(FunctionContext&, Arguments arguments) {
  const List& list = arguments[0].list();
  return list.empty() ? Value::Null() : list.back();
}

Result<Value> Tail(FunctionContext& context, Arguments arguments) {
  const List& list = arguments[0].list();
  if (list.empty()) return arguments[0];
  LongList tail;
  QIAO_CHECK(AppendElements(context, std::span(list).subspan(1), *tail));
  return Value::Of(std::move(*tail));
}

Result<Value> ReverseText(const FunctionContext& context, std::string_view text) {
  if (text.size() <= kPieceBytes) return Value::String(base::ReverseCodePoints(text));
  std::vector<std::string_view> pieces;
  for (; !text.empty(); text.remove_prefix(pieces.back().size())) pieces.push_back(FirstPiece(text));
  std::string reversed;
  for (; !pieces.empty(); pieces.pop_back()) {
    QIAO_CHECK(Tick(context, pieces.back().size()));
    reversed += base::ReverseCodePoints(pieces.back());
  }
  return Value::String(reversed);
}

Result<Value> Reverse(FunctionContext& context, Arguments arguments) {
  if (arguments[0].is(Kind::kString)) return ReverseText(context, arguments[0].string());
  const List& list = arguments[0].list();
  LongList reversed;
  reversed->reserve(list.size());
  for (size_t i = list.size(); i > 0; --i) {
    QIAO_CHECK(Tick(context, 1));
    reversed->push_back(list[i - 1]);
  }
  return Value::Of(std::move(*reversed));
}

Result<Value> Size(FunctionContext&, Arguments arguments) {
  const size_t size =
      arguments[0].is(Kind::kString) ? base::CodePointCount(arguments[0].string()) : arguments[0].list().size();
  return Value::Integer(static_cast<int64_t>(size));
}

Result<Value> IsEmpty(FunctionContext&, Arguments arguments) {
  if (arguments[0].is(Kind::kString)) return Value::Boolean(arguments[0].string().empty());
  return Value::Boolean(arguments[0].is(Kind::kList) ? arguments[0].list().empty() : arguments[0].map().empty());
}

Result<Value> Range(FunctionContext& context, Arguments arguments) {
  __extension__ using Int128 = __int128;
  for (const Value& argument : arguments) {
    if (argument.is(Kind::kInteger)) continue;
    return MakeError(ErrorCode::kArgument, "range() takes integers, not a value of type {}",
                     base::Name(argument.kind()))
        .With(ErrorDetail::kInvalidArgumentType);
  }
  const int64_t start = arguments[0].integer();
  const int64_t end = arguments[1].integer();
  const int64_t step = arguments.size() == 3 ? arguments[2].integer() : 1;
  if (step == 0) return OutOfRange("the step of range() must not be zero");
  if (step > 0 ? start > end : start < end) return Value::Of(List());
  const Int128 size = (Int128{end} - start) / step + 1;
  QIAO_CHECK(CheckListSize(context, static_cast<uint64_t>(std::min<Int128>(size, UINT64_MAX))));
  LongList numbers;
  numbers->reserve(static_cast<size_t>(size));
  for (Int128 i = 0; i < size; ++i) {
    QIAO_CHECK(Tick(context, 1));
    numbers->push_back(Value::Integer(static_cast<int64_t>(start + i * step)));
  }
  return Value::Of(std::move(*numbers));
}

const Type kList = Type::Of(Kind::kList);

}  // namespace

std::span<const Function> ListFunctions() {
  static const std::vector<Function> kRows = {
      {.name = "head",
       .parameters = {{"list", kList}},
       .required = 1,
       .kernel = &Head,
       .help = "The first element of a list; null of an empty one.",
       .example = "head(['甲', '乙']) = '甲'"},
      {.name = "isEmpty",
       .parameters = {{"value", Type::OneOf({Kind::kList, Kind::kMap, Kind::kString})}},
       .required = 1,
       .result = Type::Of(Kind::kBoolean),
       .kernel = &IsEmpty,
       .help = "Whether a list, a map or a text has nothing in it.",
       .example = "isEmpty([])"},
      {.name = "last",
       .parameters = {{"list", kList}},
       .required = 1,
       .kernel = &Last,
       .help = "The last element of a list; null of an empty one.",
       .example = "last(['甲', '乙']) = '乙'"},
      {.name = "range",
       .parameters = {{"start", Type::Any()}, {"end", Type::Any()}, {"step", Type::Any()}},
       .required = 2,
       .result = Type::ListOf(Type::Of(Kind::kInteger)),
       .kernel = &Range,
       .help = "The integers from start to end, both included.",
       .example = "range(1, 10, 3) = [1, 4, 7, 10]"},
      {.name = "reverse",
       .parameters = {{"value", Type::OneOf({Kind::kList, Kind::kString})}},
       .required = 1,
       .result = Type::OneOf({Kind::kList, Kind::kString}),
       .kernel = &Reverse,
       .help = "The elements of a list, or the characters of a text, from the last to the first.",
       .example = "reverse('长治') = '治长'"},
      {.name = "size",
       .parameters = {{"value", Type::OneOf({Kind::kList, Kind::kString})}},
       .required = 1,
       .result = Type::Of(Kind::kInteger),
       .kernel = &Size,
       .help = "The number of elements of a list or characters of a text.",
       .example = "size('潞城区') = 3"},
      {.name = "tail",
       .parameters = {{"list", kList}},
       .required = 1,
       .result = kList,
       .kernel = &Tail,
       .help = "The list without its first element.",
       .example = "tail([1, 2, 3]) = [2, 3]"},
  };
  return kRows;
}

}  // namespace qiao::query
