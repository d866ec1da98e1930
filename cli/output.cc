#include "cli/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace qiao::cli {
namespace {

constexpr size_t kBufferBytes = size_t{64} << 10;

}  // namespace

Output::~Output() { Flush(); }

void Output::Write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kBufferBytes) Flush();
}

void Output::Flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && !closed_ && error_ == 0) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<size_t>(written));
    } else if (errno == EPIPE) {
      closed_ = true;
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  buffer_.clear();
}

base::Result<void> Output::status() const {
  if (error_ == 0) return {};
  return base::MakeError(base::ErrorCode::kIo, "can't write the output: {}", std::strerror(error_));
}

bool Output::is_terminal() const { return ::isatty(descriptor_) == 1; }

size_t Output::width() const {
  winsize size{};
  if (::ioctl(descriptor_, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

}  // namespace qiao::cli
