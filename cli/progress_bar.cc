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

bool ProgressBar::IsDue() {
  if (!output_.is_terminal()) return false;
  const auto now = Clock::now();
  if (now - start_ < kQuiet || now - shown_ < kBetween) return false;
  shown_ = now;
  return true;
}

void ProgressBar::Draw(double share, const std::string& text) {
  visible_ = true;
  share = std::clamp(share, 0.0, 1.0);
  const auto filled = static_cast<size_t>(share * kBarWidth);
  const std::string line = fmt::format("[{}{}] {:3.0f}%  {}", std::string(filled, '#'),
                                       std::string(kBarWidth - filled, '.'), share * 100, text);
  output_.Write("\r\x1b[K" + Cut(line, output_.width() - 1));
  output_.Flush();
}

void ProgressBar::Show(double done) {
  if (IsDue()) Draw(done, {});
}

void ProgressBar::Show(const loaders::Progress& progress) {
  if (!IsDue()) return;
  const double share =
      progress.bytes_total == 0 ? 0 : static_cast<double>(progress.bytes) / static_cast<double>(progress.bytes_total);
  Draw(share,
       fmt::format("{}/{}  {}  {}", progress.file_number, progress.files, progress.records, OneLine(progress.file)));
}

void ProgressBar::Clear() {
  if (!visible_) return;
  output_.Write("\r\x1b[K");
  output_.Flush();
  visible_ = false;
}

}  // namespace qiao::cli
