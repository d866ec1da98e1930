// The errors that several kernels raise, each in one wording.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "base/value.h"
#include "query/functions/function.h"

namespace qiao::query {

// "toInteger() can't take a LIST".
base::Error WrongKind(std::string_view function, const base::Value& value);
// "'+' can't take a MAP and an INTEGER".
base::Error WrongOperands(std::string_view operation, const base::Value& a, const base::Value& b);
base::Error WrongOperand(std::string_view operation, const base::Value& a);
base::Error IntegerOverflow(std::string_view operation);
// An argument of the right kind whose value won't do.
template <class... Args>
base::Error OutOfRange(fmt::format_string<Args...> text, Args&&... args) {
  return base::MakeError(base::ErrorCode::kArgument, text, std::forward<Args>(args)...)
      .With(base::ErrorDetail::kNumberOutOfRange);
}

// To be called for each piece of a long list or text: kCancelled, or kLimit, when the query has to stop.
inline base::Result<void> Tick(const FunctionContext& context, size_t elements) {
  return context.interrupt != nullptr ? context.interrupt->Tick(elements) : base::Result<void>();
}
// Appends copies of the elements; can be interrupted.
base::Result<void> AppendElements(const FunctionContext& context, std::span<const base::Value> elements,
                                  base::List& list);

// kLimit when a list or text of that size must not be made.
base::Result<void> CheckListSize(const FunctionContext& context, uint64_t size);
base::Result<void> CheckTextSize(const FunctionContext& context, uint64_t bytes);

}  // namespace qiao::query
