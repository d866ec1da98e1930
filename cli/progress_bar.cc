#include "cli/progress_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "cli/format/table.h"

namespace qiao::cli {
namespace {

constexpr auto kQuiet = std::chrono::milliseconds(500);
constexpr auto kBetween = std::chrono::milliseconds(100);
constexpr size_t kBarWidth = 24;

}  // namespace

void ProgressBar::Show(const loaders::Progress& progress) {
  if (!output_.is_terminal()) return;
  const auto now = Clock::now();
  if (now - start_ < kQuiet || now - shown_ < kBetween) return;
  shown_ = now;
  visible_ = true;
  const double share =
      progress.bytes_total == 0
          ? 0
          : std::min(1.0, static_cast<double>(progress.bytes) / static_cast<double>(progress.bytes_total));
  const auto filled = static_cast<size_t>(share * kBarWidth);
  const std::string line =
      fmt::format("[{}{}] {:3.0f}%  {}/{}  {}  {}", std::string(filled, '#'), std::string(kBarWidth - filled, '.'),
                  share * 100, progress.file_number, progress.files, progress.records, OneLine(progress.file));
  output_.Write("\r\x1b[K" + Cut(line, output_.width() - 1));
  output_.Flush();
}

void ProgressBar::Clear() {
  if (!visible_) return;
  output_.Write("\r\x1b[K");
  output_.Flush();
  visible_ = false;
}

}  // namespace qiao::cli
