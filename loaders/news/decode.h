// Bytes -> Text, or what the bytes are instead of an article.
#pragma once

#include <optional>
#include <string_view>

#include "base/charset.h"
#include "base/result.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {

// "a PDF file; convert it to text first" for the beginning of a file of a known format that isn't text.
std::optional<std::string_view> FindBinaryFormat(std::string_view bytes);

// Errors: kInput for an empty file, a file above kMaxArticleBytes, a known binary format (named), bytes that no Chinese
// encoding allows, and text with hardly a Chinese character.
base::Result<Text> DecodeArticle(std::string_view bytes, base::Charset* charset);

// Share of the page that must be Chinese once markup is gone; checked again after HTML is stripped.
base::Result<void> CheckChinese(const Text& text);

}  // namespace qiao::loaders::news
