// Lines from a person at a terminal (history, editing, completion) or from a pipe.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace qiao::cli {

class LineEditor {
 public:
  enum class Status : uint8_t { kLine, kEnd, kInterrupted };
  // Words that may stand in place of `word`, the last of the line.
  using Complete = std::function<std::vector<std::string>(std::string_view word)>;

  virtual ~LineEditor() = default;
  // The next line without its line break.
  virtual Status Read(const std::string& prompt, std::string& line) = 0;
  // Keeps a whole statement for the arrow keys and for the next session.
  virtual void Remember(const std::string& statement) = 0;
};

// Edits with libedit; history stays in `history_file` (empty: nowhere).
std::unique_ptr<LineEditor> MakeTerminalEditor(std::string history_file, LineEditor::Complete complete);
// Reads standard input as it is.
std::unique_ptr<LineEditor> MakePipeReader();

}  // namespace qiao::cli
