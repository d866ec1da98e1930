#include "loaders/read_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "base/charset.h"
#include "loaders/input.h"

namespace qiao::loaders {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

base::Error IoError(const std::string& path) {
  return base::MakeError(base::ErrorCode::kIo, "{}: {}", path, std::strerror(errno));
}

}  // namespace

base::Result<std::string> ReadStart(const std::string& path, size_t most) {
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr) return IoError(path);
  constexpr size_t kStep = size_t{1} << 20;
  std::string bytes;
  while (bytes.size() < most) {
    const size_t before = bytes.size();
    const size_t wanted = std::min(kStep, most - before);
    bytes.resize(before + wanted);
    const size_t got = std::fread(bytes.data() + before, 1, wanted, file.get());
    bytes.resize(before + got);
    if (got < wanted) {
      if (std::ferror(file.get()) != 0) return IoError(path);
      break;
    }
  }
  return bytes;
}

base::Result<std::string> ReadBytes(const std::string& path, size_t limit) {
  QIAO_TRY(auto bytes, ReadStart(path, limit + 1));
  if (bytes.size() > limit) return InputError("{}: the file is longer than {} bytes", InputPlace{path}, limit);
  return bytes;
}

base::Result<std::string> ReadText(const std::string& path, size_t limit) {
  QIAO_TRY(const auto bytes, ReadBytes(path, limit));
  const base::Charset charset = base::GuessCharset(bytes);
  const auto text = base::Decode(bytes, charset);
  if (!text) return InputError("{}: {}", InputPlace{path}, text.error().Text());
  return base::ToUtf8(text->chars);
}

}  // namespace qiao::loaders
