#include "loaders/questions/question.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "base/text.h"
#include "loaders/input.h"
#include "loaders/questions/saved_files.h"
#include "loaders/read_file.h"

namespace qiao::loaders {
namespace {

using base::Result;

constexpr size_t kMostBytes = size_t{1} << 20;

constexpr std::array<std::pair<ParameterType, std::string_view>, 7> kTypes = {{
    {ParameterType::kText, "text"},
    {ParameterType::kEntity, "entity"},
    {ParameterType::kDay, "day"},
    {ParameterType::kInteger, "integer"},
    {ParameterType::kTexts, "texts"},
    {ParameterType::kStatuses, "statuses"},
    {ParameterType::kFlag, "flag"},
}};

// The first word; `rest` loses it and the space behind.
std::string_view TakeWord(std::string_view& rest) {
  const size_t end = std::min(rest.find_first_of(" \t"), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest = base::TrimLeft(rest.substr(end));
  return word;
}

bool IsName(std::string_view name) {
  return !name.empty() && name.front() != '-' &&
         std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

Result<QuestionParameter> ParseParameter(const InputPlace& place, std::string_view rest) {
  QuestionParameter parameter;
  std::string_view name = TakeWord(rest);
  if (name.ends_with('!')) {
    parameter.required = true;
    name.remove_suffix(1);
  }
  if (!IsName(name)) {
    return InputError("{}: '{}' is no name; use small letters, digits and -", place, name);
  }
  parameter.name = name;
  const std::string_view type = TakeWord(rest);
  const auto* row = std::ranges::find(kTypes, type, [](const auto& entry) { return entry.second; });
  if (row == kTypes.end()) {
    return InputError("{}: unknown type '{}'; there are text, entity, day, integer, texts, statuses and flag", place,
                      type);
  }
  parameter.type = row->first;
  const size_t bar = rest.find('|');
  parameter.help = base::Trim(rest.substr(0, bar));
  if (bar != std::string_view::npos) parameter.help_zh = base::Trim(rest.substr(bar + 1));
  return parameter;
}

}  // namespace

std::string_view Name(ParameterType type) { return kTypes[static_cast<size_t>(type)].second; }

std::string QuestionParameter::variable() const {
  std::string variable = name;
  std::ranges::replace(variable, '-', '_');
  return variable;
}

namespace {

// The lines of a question's or a part's file, one after the other.
class Reader {
 public:
  Reader(const std::string& file, const QuestionsByName& parts) : parts_(parts), place_{file, 0} { read_.file = file; }

  Result<Question> Read(std::string_view text) {
    for (size_t begin = 0; begin < text.size();) {
      const size_t end = std::min(text.find('\n', begin), text.size());
      QIAO_CHECK(Line(text.substr(begin, end - begin)));
      begin = end + 1;
    }
    if (read_.name.empty()) return InputError("{}: there is no line '// @name …'", InputPlace{read_.file});
    if (read_.help.empty()) read_.help = read_.help_zh;
    if (read_.help.empty() && !read_.part)
      return InputError("{}: there is no line '// @help …'", InputPlace{read_.file});
    return std::move(read_);
  }

 private:
  Result<void> Line(std::string_view line) {
    ++place_.line;
    std::string_view rest = base::Trim(line);
    const bool comment = rest.starts_with("//");
    if (comment) {
      rest = base::TrimLeft(rest.substr(2));
    } else if (!rest.empty()) {
      header_ = false;
    }
    if (comment && rest.starts_with("@insert")) {
      TakeWord(rest);
      QIAO_CHECK(Insert(rest));
    } else if (comment && header_ && rest.starts_with('@')) {
      QIAO_CHECK(Header(rest));
    }
    // A part is written as one line, so that errors of a question name the lines of its file.
    if (!read_.part) {
      read_.statement.append(line).append("\n");
    } else if (!comment) {
      read_.statement.append(base::Trim(line)).append(" ");
    }
    return {};
  }

  Result<void> Header(std::string_view rest) {
    const std::string_view word = TakeWord(rest);
    if (word == "@name" || word == "@part") {
      if (!IsName(rest)) return InputError("{}: '{}' is no name; use small letters, digits and -", place_, rest);
      read_.name = rest;
      read_.part = word == "@part";
      if (read_.part && place_.line > 1) return InputError("{}: '@part' stands in the first line only", place_);
    } else if (word == "@help") {
      read_.help = rest;
    } else if (word == "@zh") {
      read_.help_zh = rest;
    } else if (word == "@param") {
      QIAO_TRY(auto parameter, ParseParameter(place_, rest));
      if (Declares(parameter.name)) return InputError("{}: the parameter '{}' comes twice", place_, parameter.name);
      read_.parameters.push_back(std::move(parameter));
    } else {
      return InputError("{}: unknown line '{}'; there are @name, @help, @zh, @param and @insert", place_, word);
    }
    return {};
  }

  Result<void> Insert(std::string_view name) {
    const auto part = parts_.find(name);
    if (part == parts_.end()) return InputError("{}: there is no part '{}'", place_, name);
    for (const QuestionParameter& parameter : part->second.parameters) {
      if (!Declares(parameter.name)) read_.parameters.push_back(parameter);
    }
    read_.statement += part->second.statement;
    return {};
  }

  bool Declares(std::string_view name) const {
    return std::ranges::find(read_.parameters, name, &QuestionParameter::name) != read_.parameters.end();
  }

  const QuestionsByName& parts_;
  InputPlace place_;
  bool header_ = true;
  Question read_;
};

struct QuestionFile {
  std::string path;
  std::string text;

  bool HoldsPart() const {
    const std::string_view line = base::Trim(std::string_view(text).substr(0, text.find('\n')));
    return line.starts_with("//") && base::TrimLeft(line.substr(2)).starts_with("@part");
  }
};

Result<std::vector<QuestionFile>> FilesIn(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> paths;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() == ".cypher") paths.push_back(at->path().string());
  }
  if (error) return base::MakeError(base::ErrorCode::kInput, "{}: {}", folder, error.message());
  std::ranges::sort(paths);
  std::vector<QuestionFile> files;
  for (const std::string& path : paths) {
    QIAO_TRY(std::string text, ReadText(path, kMostBytes));
    files.push_back({path, std::move(text)});
  }
  return files;
}

// Adds what the files hold to `known`, or puts it in the place of what has its name there.
Result<void> AddFrom(const std::vector<QuestionFile>& files, bool part, const QuestionsByName& parts,
                     QuestionsByName& known) {
  std::map<std::string, std::string> own;
  for (const QuestionFile& file : files) {
    if (file.HoldsPart() != part) continue;
    QIAO_TRY(auto question, ParseQuestion(file.path, file.text, parts));
    const auto [before, fresh] = own.emplace(question.name, file.path);
    if (!fresh) {
      return InputError("{}: the question '{}' is in {} already", InputPlace{file.path}, question.name, before->second);
    }
    known.insert_or_assign(question.name, std::move(question));
  }
  return {};
}

}  // namespace

Result<Question> ParseQuestion(const std::string& file, const std::string& text, const QuestionsByName& parts) {
  return Reader(file, parts).Read(text);
}

Result<std::vector<Question>> LoadQuestions(const std::string& folder) {
  std::vector<QuestionFile> saved, own;
  for (const SavedFile& file : SavedFiles()) saved.push_back({std::string(file.name), std::string(file.text)});
  if (!folder.empty()) {
    QIAO_TRY(own, FilesIn(folder));
  }
  QuestionsByName parts, questions;
  for (const auto& files : {saved, own}) QIAO_CHECK(AddFrom(files, true, {}, parts));
  for (const auto& files : {saved, own}) QIAO_CHECK(AddFrom(files, false, parts, questions));
  std::vector<Question> all;
  for (auto& [name, question] : questions) all.push_back(std::move(question));
  return all;
}

}  // namespace qiao::loaders
