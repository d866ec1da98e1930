#include <iostream>

#include "cli/shell/line_editor.h"

namespace qiao::cli {
namespace {

class PipeReader : public LineEditor {
 public:
  Status Read(const std::string&, std::string& line) override {
    return std::getline(std::cin, line) ? Status::kLine : Status::kEnd;
  }
  void Remember(const std::string&) override {}
};

}  // namespace

std::unique_ptr<LineEditor> MakePipeReader() { return std::make_unique<PipeReader>(); }

}  // namespace qiao::cli
