#include "query/functions/check.h"

#include <algorithm>

namespace qiao::query {

using base::ErrorCode;
using base::ErrorDetail;
using base::MakeError;
using base::Value;

base::Error WrongKind(std::string_view function, const Value& value) {
  return MakeError(ErrorCode::kType, "{}() can't take a value of type {}", function, base::Name(value.kind()))
      .With(ErrorDetail::kInvalidArgumentValue);
}

base::Error WrongOperands(std::string_view operation, const Value& a, const Value& b) {
  return MakeError(ErrorCode::kType, "{} can't take values of types {} and {}", operation, base::Name(a.kind()),
                   base::Name(b.kind()))
      .With(ErrorDetail::kInvalidArgumentType);
}

base::Error WrongOperand(std::string_view operation, const Value& a) {
  return MakeError(ErrorCode::kType, "{} can't take a value of type {}", operation, base::Name(a.kind()))
      .With(ErrorDetail::kInvalidArgumentType);
}

base::Error IntegerOverflow(std::string_view operation) {
  return MakeError(ErrorCode::kArithmetic, "the result of {} doesn't fit into an integer of 64 bits", operation)
      .With(ErrorDetail::kIntegerOverflow);
}

base::Result<void> AppendElements(const FunctionContext& context, std::span<const Value> elements, base::List& list) {
  constexpr size_t kAtOnce = 1 << 16;
  list.reserve(list.size() + elements.size());
  while (!elements.empty()) {
    const auto piece = elements.first(std::min(elements.size(), kAtOnce));
    QIAO_CHECK(Tick(context, piece.size()));
    list.insert(list.end(), piece.begin(), piece.end());
    elements = elements.subspan(piece.size());
  }
  return {};
}

base::Result<void> CheckListSize(const FunctionContext& context, uint64_t size) {
  if (size <= context.max_list_size) return {};
  return MakeError(ErrorCode::kLimit, "a list of {} elements is longer than the limit of {} (max_list_size)", size,
                   context.max_list_size);
}

base::Result<void> CheckTextSize(const FunctionContext& context, uint64_t bytes) {
  if (bytes <= context.max_text_size) return {};
  return MakeError(ErrorCode::kLimit, "a string of {} bytes is longer than the limit of {} (max_text_size)", bytes,
                   context.max_text_size);
}

}  // namespace qiao::query
