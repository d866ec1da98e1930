// The parts of a text between delimiters, as split() gives them, without a list of them.
#pragma once

#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

namespace qiao::query {

class TextParts {
 public:
  // The delimiter isn't empty. Both are views that outlive this.
  TextParts(std::string_view text, std::string_view delimiter) : rest_(text), delimiter_(delimiter) {}

  // The next part; nullopt behind the last one.
  std::optional<std::string_view> Next() {
    if (!rest_) return std::nullopt;
    const std::string_view text = *rest_;
    const void* found = memmem(text.data(), text.size(), delimiter_.data(), delimiter_.size());
    if (found == nullptr) return std::exchange(rest_, std::nullopt);
    const auto end = static_cast<size_t>(static_cast<const char*>(found) - text.data());
    rest_ = text.substr(end + delimiter_.size());
    return text.substr(0, end);
  }

 private:
  std::optional<std::string_view> rest_;
  std::string_view delimiter_;
};

}  // namespace qiao::query
