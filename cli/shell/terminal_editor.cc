#include <histedit.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cwchar>

#include "cli/interrupt.h"
#include "cli/shell/line_editor.h"

namespace qiao::cli {
namespace {

constexpr int kHistoryLength = 1000;
// Bytes between which a word to be completed ends; a colon before a label belongs to no word.
constexpr std::string_view kBoundaries = " \t\n()[]{}:,;.|<>=+-*/%^'\"`&!";

std::string_view LastWord(std::string_view text) {
  const size_t boundary = text.find_last_of(kBoundaries);
  return boundary == std::string_view::npos ? text : text.substr(boundary + 1);
}

std::string CommonStart(const std::vector<std::string>& words) {
  std::string start = words.front();
  for (const std::string& word : words) {
    const auto [end, other] = std::ranges::mismatch(start, word);
    start.erase(end, start.end());
  }
  // Not in the middle of a character.
  while (!start.empty() && std::ranges::any_of(words, [&](const std::string& word) {
    return start.size() < word.size() && (static_cast<unsigned char>(word[start.size()]) & 0xC0) == 0x80;
  })) {
    start.pop_back();
  }
  return start;
}

class TerminalEditor : public LineEditor {
 public:
  TerminalEditor(std::string history_file, Complete complete)
      : complete_(std::move(complete)), history_file_(std::move(history_file)) {
    editor_.reset(el_init("qiao", stdin, stdout, stderr));
    history_.reset(history_init());
    HistEvent event;
    history(history_.get(), &event, H_SETSIZE, kHistoryLength);
    history(history_.get(), &event, H_SETUNIQUE, 1);
    if (!history_file_.empty()) history(history_.get(), &event, H_LOAD, history_file_.c_str());
    el_set(editor_.get(), EL_CLIENTDATA, this);
    el_set(editor_.get(), EL_PROMPT, &Prompt);
    el_set(editor_.get(), EL_GETCFN, &OnRead);
    el_set(editor_.get(), EL_EDITOR, "emacs");
    el_set(editor_.get(), EL_HIST, &history, history_.get());
    el_set(editor_.get(), EL_ADDFN, "complete-name", "Complete a keyword or a name of the graph", &OnComplete);
    el_set(editor_.get(), EL_BIND, "^I", "complete-name", nullptr);
    el_source(editor_.get(), nullptr);
  }

  Status Read(const std::string& prompt, std::string& line) override {
    prompt_ = prompt;
    Interrupted() = false;                   // by the Ctrl-C that stopped the last statement
    el_set(editor_.get(), EL_PREP_TERM, 1);  // before the prompt shows: keys typed at once are meant for the editor
    int length = 0;
    const char* text = el_gets(editor_.get(), &length);
    if (Interrupted().exchange(false)) {
      el_reset(editor_.get());
      std::fputs("^C\n", stdout);
      return Status::kInterrupted;
    }
    if (text == nullptr || length <= 0) return Status::kEnd;
    line.assign(text, static_cast<size_t>(length));
    if (line.ends_with('\n')) line.pop_back();
    return Status::kLine;
  }

  void Remember(const std::string& statement) override {
    HistEvent event;
    history(history_.get(), &event, H_ENTER, statement.c_str());
    if (!history_file_.empty()) history(history_.get(), &event, H_SAVE, history_file_.c_str());
  }

 private:
  struct End {
    void operator()(EditLine* editor) const { el_end(editor); }
    void operator()(History* kept) const { history_end(kept); }
  };

  static TerminalEditor& Of(EditLine* editor) {
    void* self = nullptr;
    el_get(editor, EL_CLIENTDATA, &self);
    return *static_cast<TerminalEditor*>(self);
  }
  static char* Prompt(EditLine* editor) { return Of(editor).prompt_.data(); }

  // One character of the terminal's, 0 at its end, -1 after Ctrl-C; libedit's own would go on waiting.
  static int OnRead(EditLine*, wchar_t* character) {
    std::mbstate_t state{};
    while (true) {
      if (!WaitForInput(STDIN_FILENO)) return -1;
      char byte = 0;
      const ssize_t count = ::read(STDIN_FILENO, &byte, 1);
      if (count <= 0) return static_cast<int>(count);
      const size_t length = std::mbrtowc(character, &byte, 1, &state);
      if (length == static_cast<size_t>(-2)) continue;  // the character goes on
      if (length != static_cast<size_t>(-1)) return 1;
      state = {};  // no character: drop its bytes
    }
  }

  static unsigned char OnComplete(EditLine* editor, int) {
    const LineInfo* line = el_line(editor);
    const std::string_view word = LastWord({line->buffer, static_cast<size_t>(line->cursor - line->buffer)});
    const auto words = Of(editor).complete_(word);
    if (words.empty()) return CC_REFRESH_BEEP;
    std::string start = CommonStart(words);
    if (words.size() == 1) start += ' ';
    if (start.size() > word.size()) {
      // What was typed may differ in case from what it stands for.
      el_deletestr(editor, static_cast<int>(word.size()));
      el_insertstr(editor, start.c_str());
      return CC_REFRESH;
    }
    std::fputc('\n', stdout);
    for (const std::string& each : words) std::fprintf(stdout, "%s  ", each.c_str());
    std::fputc('\n', stdout);
    return CC_REDISPLAY;
  }

  Complete complete_;
  std::string history_file_;
  std::string prompt_;
  std::unique_ptr<History, End> history_;
  std::unique_ptr<EditLine, End> editor_;
};

}  // namespace

std::unique_ptr<LineEditor> MakeTerminalEditor(std::string history_file, LineEditor::Complete complete) {
  return std::make_unique<TerminalEditor>(std::move(history_file), std::move(complete));
}

}  // namespace qiao::cli
