// One line of progress on a terminal; nothing anywhere else, and nothing for work that is over at once.
#pragma once

#include <chrono>
#include <string>

#include "cli/output.h"
#include "loaders/progress.h"

namespace qiao::cli {

class ProgressBar {
 public:
  explicit ProgressBar(Output& output) : output_(output) {}

  void Show(const loaders::Progress& progress);
  void Show(double done);  // 0 to 1
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;

  // Whether it is time to show something again.
  bool IsDue();
  void Draw(double share, const std::string& text);

  Output& output_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point shown_ = start_;
  bool visible_ = false;
};

}  // namespace qiao::cli
