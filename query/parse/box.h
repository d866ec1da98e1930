// The small types that make syntax trees plain data: copying one copies all below it, and two trees are equal when they
// say the same, wherever they stand in their texts.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "base/error.h"

namespace qiao::query::syntax {

// Owns one T, or nothing where the holder's comment says "may be absent". Lets a type contain itself.
// Copies and compares deeply; const follows the box. Not for sharing between threads that write.
template <class T>
class Box {
 public:
  Box() = default;
  explicit Box(T value) : value_(std::make_unique<T>(std::move(value))) {}
  Box(const Box& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
  Box(Box&&) noexcept = default;
  Box& operator=(Box other) noexcept {
    value_ = std::move(other.value_);
    return *this;
  }

  explicit operator bool() const { return value_ != nullptr; }
  T& operator*() { return *value_; }
  const T& operator*() const { return *value_; }
  T* operator->() { return value_.get(); }
  const T* operator->() const { return value_.get(); }

  friend bool operator==(const Box& a, const Box& b) {
    return a.value_ && b.value_ ? *a.value_ == *b.value_ : !a.value_ && !b.value_;
  }

 private:
  std::unique_ptr<T> value_;
};

// Where a node stands in the query's text. No part of what the node says, so any two are equal.
struct Span : base::TextSpan {
  constexpr Span() = default;
  constexpr Span(base::TextSpan text) : base::TextSpan(text) {}
  constexpr Span(uint32_t begin, uint32_t end) : base::TextSpan{begin, end} {}
  friend constexpr bool operator==(Span, Span) { return true; }
};

// The text that a node was read from, kept where it has a meaning of its own (the column name of `RETURN 1 +  1`).
// Like a Span, no part of the comparison.
struct SourceText {
  std::string text;
  friend bool operator==(const SourceText&, const SourceText&) { return true; }
};

// A variable, label, type, key or index name, without its backquotes.
struct Name {
  Span span;
  std::string text;
  friend bool operator==(const Name&, const Name&) = default;
};

}  // namespace qiao::query::syntax
