// A value or the Error that took its place. Dropping one unread is a compile-time warning, which the build makes an
// error. Method names are std::expected's, so that it can take over once the compiler has it.
#pragma once

#include <cassert>
#include <optional>
#include <utility>
#include <variant>

#include "base/error.h"

namespace qiao::base {

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}
  template <class U>
  requires(std::is_convertible_v<U, T> && !std::is_same_v<std::remove_cvref_t<U>, T> &&
           !std::is_same_v<std::remove_cvref_t<U>, Error> && !std::is_same_v<std::remove_cvref_t<U>, Result<T>>)
      Result(U&& value)
      : content_(std::in_place_index<0>, std::forward<U>(value)) {}

  bool has_value() const { return content_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & { return std::get<0>(content_); }
  const T& value() const& { return std::get<0>(content_); }
  T&& value() && { return std::get<0>(std::move(content_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  Error& error() & { return std::get<1>(content_); }
  const Error& error() const& { return std::get<1>(content_); }
  Error&& error() && { return std::get<1>(std::move(content_)); }

 private:
  std::variant<T, Error> content_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  void value() const { assert(has_value()); }

  Error& error() & { return *error_; }
  const Error& error() const& { return *error_; }
  Error&& error() && { return *std::move(error_); }

 private:
  std::optional<Error> error_;
};

}  // namespace qiao::base

#define QIAO_CONCAT_INNER(a, b) a##b
#define QIAO_CONCAT(a, b) QIAO_CONCAT_INNER(a, b)

// QIAO_TRY(auto plan, Bind(tree));  passes an error up, or declares `plan`.
// QIAO_CHECK(Write(batch));         passes an error up from a Result<void>.
#define QIAO_TRY(declaration, expression) QIAO_TRY_INNER(declaration, expression, QIAO_CONCAT(qiao_result_, __LINE__))
#define QIAO_TRY_INNER(declaration, expression, result) \
  auto result = (expression);                           \
  if (!result) return std::move(result).error();        \
  declaration = std::move(result).value()
#define QIAO_CHECK(expression)                                 \
  do {                                                         \
    auto qiao_checked = (expression);                          \
    if (!qiao_checked) return std::move(qiao_checked).error(); \
  } while (false)
