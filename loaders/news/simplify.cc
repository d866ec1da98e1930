#include "loaders/news/simplify.h"

#include <opencc/SimpleConverter.hpp>
#include <vector>

#include "base/charset.h"

namespace qiao::loaders::news {
namespace {

constexpr char32_t kFirst = 0x4E00;
constexpr char32_t kLast = 0x9FFF;

bool InBlock(char32_t c) { return c >= kFirst && c <= kLast; }

}  // namespace

struct Simplifier::Tables {
  std::unique_ptr<const opencc::SimpleConverter> converter;
  std::vector<char32_t> single;  // of each character of the main block, what it becomes on its own
};

Simplifier::Simplifier(std::unique_ptr<const Tables> tables) : tables_(std::move(tables)) {}
Simplifier::Simplifier(Simplifier&&) noexcept = default;
Simplifier& Simplifier::operator=(Simplifier&&) noexcept = default;
Simplifier::~Simplifier() = default;

base::Result<Simplifier> Simplifier::Create() {
  auto tables = std::make_unique<Tables>();
  try {
    tables->converter = std::make_unique<const opencc::SimpleConverter>("t2s.json");
    std::u32string all;
    for (char32_t c = kFirst; c <= kLast; ++c) {
      all += c;
      all += U'\n';  // keeps phrases from forming
    }
    const std::u32string converted = base::ToUtf32(tables->converter->Convert(base::ToUtf8(all)));
    if (converted.size() != all.size()) return base::MakeError(base::ErrorCode::kInternal, "OpenCC changed the length");
    for (size_t i = 0; i < converted.size(); i += 2) tables->single.push_back(converted[i]);
  } catch (const std::exception& e) {
    return base::MakeError(base::ErrorCode::kIo, "OpenCC's table t2s.json can't be read: {}", e.what());
  }
  return Simplifier(std::move(tables));
}

bool Simplifier::Convert(Text& text) const {
  size_t han = 0, changed = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!InBlock(text[i])) continue;
    ++han;
    changed += tables_->single[text[i] - kFirst] != text[i];
  }
  // A Simplified article may quote a Traditional name; a Traditional one differs in every fourth character.
  if (changed * 20 < han) return false;
  for (size_t begin = 0; begin < text.size();) {
    const size_t line = text.chars().find(U'\n', begin);
    const size_t end = line == std::u32string_view::npos ? text.size() : line + 1;
    const std::u32string_view chars = text.Slice(begin, end);
    std::u32string converted;
    try {
      converted = base::ToUtf32(tables_->converter->Convert(base::ToUtf8(chars)));
    } catch (const std::exception&) {
      converted.clear();  // falls back to single characters below
    }
    const bool same_length = converted.size() == chars.size();
    for (size_t i = begin; i < end; ++i) {
      const char32_t c = text[i];
      text.Set(i, same_length ? converted[i - begin] : InBlock(c) ? tables_->single[c - kFirst] : c);
    }
    begin = end;
  }
  return true;
}

}  // namespace qiao::loaders::news
