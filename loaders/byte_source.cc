#include "loaders/byte_source.h"

#include <bzlib.h>
#include <fcntl.h>
#include <lzma.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "loaders/input.h"

namespace qiao::loaders {
namespace {

constexpr size_t kInputBytes = 256 << 10;
constexpr size_t kStartBytes = 12;  // that tell what a file is

base::Error IoError(const std::string& path) {
  return base::MakeError(base::ErrorCode::kIo, "{}: {}", path, std::strerror(errno));
}

base::Error Damaged(const std::string& path) {
  return InputError("{}: the compressed data is damaged or cut off; make the file again", InputPlace{path});
}

class PlainSource final : public ByteSource {
 public:
  PlainSource(std::string path, int file, uint64_t total) : path_(std::move(path)), file_(file), total_(total) {}
  ~PlainSource() override { ::close(file_); }

  base::Result<void> Read(size_t count, std::string& out) override {
    const size_t start = out.size();
    out.resize(start + count);
    ssize_t got = 0;
    do {
      got = ::read(file_, out.data() + start, count);
    } while (got < 0 && errno == EINTR);
    out.resize(start + static_cast<size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0) return IoError(path_);
    read_ += static_cast<uint64_t>(got);
    return {};
  }
  base::Result<void> Rewind() {
    if (::lseek(file_, 0, SEEK_SET) != 0) return IoError(path_);
    read_ = 0;
    return {};
  }
  uint64_t bytes_read() const override { return read_; }
  uint64_t bytes_total() const override { return total_; }

  const std::string& path() const { return path_; }

 private:
  std::string path_;
  int file_;
  uint64_t total_;
  uint64_t read_ = 0;
};

// What the kinds of compression have in common: they turn some of `input_` into some output.
class PackedSource : public ByteSource {
 public:
  explicit PackedSource(std::unique_ptr<PlainSource> source) : source_(std::move(source)) {}

  base::Result<void> Read(size_t count, std::string& out) override {
    const size_t start = out.size();
    out.resize(start + count);
    size_t done = 0;
    while (done == 0) {
      if (position_ == input_.size()) {
        input_.clear();
        position_ = 0;
        QIAO_CHECK(source_->Read(kInputBytes, input_));
        if (input_.empty()) {
          if (!at_frame_end_) return Damaged(source_->path());
          break;
        }
      }
      QIAO_TRY(done, Unpack(out.data() + start, count));
    }
    out.resize(start + done);
    return {};
  }
  uint64_t bytes_read() const override { return source_->bytes_read(); }
  uint64_t bytes_total() const override { return source_->bytes_total(); }

 protected:
  // Takes from `input_` at `position_`, says whether a frame ends there, answers the bytes written.
  virtual base::Result<size_t> Unpack(char* out, size_t count) = 0;

  std::unique_ptr<PlainSource> source_;
  std::string input_;
  size_t position_ = 0;
  bool at_frame_end_ = true;  // an empty file is a whole one
};

class GzipSource final : public PackedSource {
 public:
  explicit GzipSource(std::unique_ptr<PlainSource> source) : PackedSource(std::move(source)) {
    ::inflateInit2(&stream_, 15 + 16);  // 16: gzip's header
  }
  ~GzipSource() override { ::inflateEnd(&stream_); }

 private:
  base::Result<size_t> Unpack(char* out, size_t count) override {
    if (at_frame_end_) ::inflateReset(&stream_);  // a file may hold several streams
    stream_.next_in = reinterpret_cast<Bytef*>(input_.data() + position_);
    stream_.avail_in = static_cast<uInt>(input_.size() - position_);
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(count);
    const int status = ::inflate(&stream_, Z_NO_FLUSH);
    if (status != Z_OK && status != Z_STREAM_END) return Damaged(source_->path());
    position_ = input_.size() - stream_.avail_in;
    at_frame_end_ = status == Z_STREAM_END;
    return count - stream_.avail_out;
  }

  z_stream stream_{};
};

class ZstdSource final : public PackedSource {
 public:
  explicit ZstdSource(std::unique_ptr<PlainSource> source)
      : PackedSource(std::move(source)), stream_(::ZSTD_createDStream()) {}
  ~ZstdSource() override { ::ZSTD_freeDStream(stream_); }

 private:
  base::Result<size_t> Unpack(char* out, size_t count) override {
    ZSTD_inBuffer from{input_.data(), input_.size(), position_};
    ZSTD_outBuffer to{out, count, 0};
    const size_t status = ::ZSTD_decompressStream(stream_, &to, &from);
    if (::ZSTD_isError(status) != 0) return Damaged(source_->path());
    position_ = from.pos;
    at_frame_end_ = status == 0;
    return to.pos;
  }

  ZSTD_DStream* stream_;
};

class Bzip2Source final : public PackedSource {
 public:
  explicit Bzip2Source(std::unique_ptr<PlainSource> source) : PackedSource(std::move(source)) {}
  ~Bzip2Source() override { ::BZ2_bzDecompressEnd(&stream_); }

 private:
  base::Result<size_t> Unpack(char* out, size_t count) override {
    if (at_frame_end_) {
      ::BZ2_bzDecompressEnd(&stream_);
      stream_ = {};
      if (::BZ2_bzDecompressInit(&stream_, 0, 0) != BZ_OK) return Damaged(source_->path());
    }
    stream_.next_in = input_.data() + position_;
    stream_.avail_in = static_cast<unsigned>(input_.size() - position_);
    stream_.next_out = out;
    stream_.avail_out = static_cast<unsigned>(count);
    const int status = ::BZ2_bzDecompress(&stream_);
    if (status != BZ_OK && status != BZ_STREAM_END) return Damaged(source_->path());
    position_ = input_.size() - stream_.avail_in;
    at_frame_end_ = status == BZ_STREAM_END;
    return count - stream_.avail_out;
  }

  bz_stream stream_{};
};

class XzSource final : public PackedSource {
 public:
  explicit XzSource(std::unique_ptr<PlainSource> source) : PackedSource(std::move(source)) {}
  ~XzSource() override { ::lzma_end(&stream_); }

 private:
  base::Result<size_t> Unpack(char* out, size_t count) override {
    // Begins anew with the next stream, keeping its memory.
    if (at_frame_end_ && ::lzma_stream_decoder(&stream_, UINT64_MAX, 0) != LZMA_OK) return Damaged(source_->path());
    stream_.next_in = reinterpret_cast<const uint8_t*>(input_.data() + position_);
    stream_.avail_in = input_.size() - position_;
    stream_.next_out = reinterpret_cast<uint8_t*>(out);
    stream_.avail_out = count;
    const lzma_ret status = ::lzma_code(&stream_, LZMA_RUN);
    if (status != LZMA_OK && status != LZMA_STREAM_END) return Damaged(source_->path());
    position_ = input_.size() - stream_.avail_in;
    at_frame_end_ = status == LZMA_STREAM_END;
    return count - stream_.avail_out;
  }

  lzma_stream stream_ = LZMA_STREAM_INIT;
};

using Start = std::string_view;
bool IsGzip(Start start) { return start.starts_with("\x1F\x8B"); }
bool IsZstd(Start start) { return start.starts_with("\x28\xB5\x2F\xFD"); }
bool IsXz(Start start) { return start.starts_with(Start("\3757zXZ\0", 6)); }
// A digit says how large its blocks are; then comes the first of them, or the end of an empty file.
bool IsBzip2(Start start) {
  if (!start.starts_with("BZh") || start.size() < 10) return false;
  return start.substr(4).starts_with("1AY&SY") || start.substr(4).starts_with("\x17rE8P\x90");
}

}  // namespace

base::Result<void> RefuseForeign(const std::string& path, std::string_view start) {
  const InputPlace place{path};
  if (start.starts_with("PAR1\x15")) {
    return InputError("{}: a Parquet file, which can't be read here; write its rows as CSV", place);
  }
  // A number of their version follows, in eight bytes.
  const bool kuzu = start.starts_with("KUZU");
  if ((kuzu || start.starts_with("LBUG")) && start.substr(4, 8).find('\0') != std::string_view::npos) {
    return InputError(
        "{}: a database of {}, which can't be read here; write it with EXPORT DATABASE '…' (format=\"csv\") there, and "
        "import that folder",
        place, kuzu ? "Kùzu" : "Ladybug");
  }
  if (start.starts_with("PK\x03\x04")) {
    return InputError("{}: a zip file or a spreadsheet's own, which can't be read here; unpack it, or save it as CSV",
                      place);
  }
  return {};
}

base::Result<std::unique_ptr<ByteSource>> ByteSource::Open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return IoError(path);
  struct stat status {};
  if (::fstat(file, &status) != 0) {
    auto error = IoError(path);
    ::close(file);
    return error;
  }
  auto plain = std::make_unique<PlainSource>(path, file, static_cast<uint64_t>(status.st_size));
  if (S_ISDIR(status.st_mode)) {
    errno = EISDIR;
    return IoError(path);
  }
  if (!S_ISREG(status.st_mode)) return std::unique_ptr<ByteSource>(std::move(plain));  // a pipe can't be looked into
  std::string start;
  QIAO_CHECK(plain->Read(kStartBytes, start));
  QIAO_CHECK(plain->Rewind());
  QIAO_CHECK(RefuseForeign(path, start));
  std::unique_ptr<ByteSource> source;
  if (IsGzip(start)) {
    source = std::make_unique<GzipSource>(std::move(plain));
  } else if (IsZstd(start)) {
    source = std::make_unique<ZstdSource>(std::move(plain));
  } else if (IsBzip2(start)) {
    source = std::make_unique<Bzip2Source>(std::move(plain));
  } else if (IsXz(start)) {
    source = std::make_unique<XzSource>(std::move(plain));
  } else {
    source = std::move(plain);
  }
  return source;
}

}  // namespace qiao::loaders
