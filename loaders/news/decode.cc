#include "loaders/news/decode.h"

#include <array>

#include "loaders/news/extract.h"

namespace qiao::loaders::news {
namespace {

struct Magic {
  std::string_view start;
  std::string_view what;
};

constexpr std::array kMagics = {
    Magic{"%PDF", "a PDF file; convert it to text first"},
    Magic{std::string_view("PK\x03\x04", 4), "a ZIP archive or an office document; save it as text first"},
    Magic{"\xD0\xCF\x11\xE0", "an old office document; save it as text first"},
    Magic{"{\\rtf", "an RTF document; save it as text first"},
    Magic{"\x89PNG", "a PNG picture"},
    Magic{"\xFF\xD8\xFF", "a JPEG picture"},
    Magic{"GIF8", "a GIF picture"},
    Magic{"\x1F\x8B", "a gzip archive"},
    Magic{"7z\xBC\xAF", "a 7z archive"},
    Magic{"\x7F"
          "ELF",
          "a program"},
    Magic{"SQLite format 3", "an SQLite database"},
};

constexpr size_t kLeastHan = 20;

base::Error NoArticle(std::string_view what) {
  return base::MakeError(base::ErrorCode::kInput, "this is no article but {}", what);
}

}  // namespace

std::optional<std::string_view> FindBinaryFormat(std::string_view bytes) {
  for (const Magic& magic : kMagics) {
    if (bytes.starts_with(magic.start)) return magic.what;
  }
  return std::nullopt;
}

base::Result<Text> DecodeArticle(std::string_view bytes, base::Charset* charset) {
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) return NoArticle("an empty file");
  if (const auto what = FindBinaryFormat(bytes)) return NoArticle(*what);
  if (bytes.size() > kMaxArticleBytes) {
    return base::MakeError(base::ErrorCode::kInput, "{} bytes are too long for one article (at most {})", bytes.size(),
                           kMaxArticleBytes);
  }
  *charset = base::GuessCharset(bytes);
  QIAO_TRY(const base::DecodedText decoded, base::Decode(bytes, *charset));
  Text text;
  text.Reserve(decoded.chars.size());
  for (size_t i = 0; i < decoded.chars.size(); ++i) {
    const char32_t c = decoded.chars[i];
    if (c == 0) return NoArticle("a binary file");
    text.Push(c, decoded.offsets[i], decoded.offsets[i + 1]);
  }
  return text;
}

base::Result<void> CheckChinese(const Text& text) {
  size_t han = 0, words = 0;
  for (const char32_t c : text.chars()) {
    han += IsHan(c);
    words += IsLatin(c);
  }
  // A Latin letter is about a fifth of a word, a Chinese character half a word.
  if (han < kLeastHan || han * 3 < words) return NoArticle("text with hardly any Chinese in it");
  return {};
}

}  // namespace qiao::loaders::news
