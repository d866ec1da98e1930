// Work that takes long: its progress on the terminal, and Ctrl-C to stop it.
#pragma once

#include "cli/interrupt.h"
#include "cli/progress_bar.h"
#include "cli/session.h"
#include "engine/administration.h"

namespace qiao::cli {

class LongWork {
 public:
  explicit LongWork(Session& session) : bar_(session.err) {}
  ~LongWork() { bar_.Clear(); }

  engine::WorkProgress progress() {
    return [this](double done) {
      if (done >= 0) bar_.Show(done);
      return !Interrupted().load();
    };
  }

 private:
  ProgressBar bar_;
};

}  // namespace qiao::cli
