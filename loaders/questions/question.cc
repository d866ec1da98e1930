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

Result<Question> ParseQuestion(const std::string& file, const std::string& text) {
  Question question{.statement = text, .file = file};
  InputPlace place{file, 0};
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = base::Trim(std::string_view(text).substr(begin, end - begin));
    begin = end + 1;
    ++place.line;
    if (!line.starts_with("//")) {
      if (line.empty()) continue;
      break;  // the statement
    }
    line = base::TrimLeft(line.substr(2));
    if (!line.starts_with('@')) continue;
    const std::string_view word = TakeWord(line);
    if (word == "@name") {
      if (!IsName(line)) return InputError("{}: '{}' is no name; use small letters, digits and -", place, line);
      question.name = line;
    } else if (word == "@help") {
      question.help = line;
    } else if (word == "@zh") {
      question.help_zh = line;
    } else if (word == "@param") {
      QIAO_TRY(auto parameter, ParseParameter(place, line));
      const auto same = [&](const QuestionParameter& other) { return other.name == parameter.name; };
      if (std::ranges::any_of(question.parameters, same)) {
        return InputError("{}: the parameter '{}' comes twice", place, parameter.name);
      }
      question.parameters.push_back(std::move(parameter));
    } else {
      return InputError("{}: unknown line '{}'; there are @name, @help, @zh and @param", place, word);
    }
  }
  if (question.name.empty()) return InputError("{}: there is no line '// @name …'", InputPlace{file});
  if (question.help.empty()) question.help = question.help_zh;
  if (question.help.empty()) return InputError("{}: there is no line '// @help …'", InputPlace{file});
  return question;
}

Result<std::vector<Question>> LoadQuestions(const std::string& folder) {
  std::map<std::string, Question> questions;
  for (const SavedFile& file : SavedFiles()) {
    QIAO_TRY(auto question, ParseQuestion(std::string(file.name), std::string(file.text)));
    questions.insert_or_assign(question.name, std::move(question));
  }
  if (!folder.empty()) {
    namespace fs = std::filesystem;
    std::error_code error;
    std::vector<std::string> paths;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
      if (at->path().extension() == ".cypher") paths.push_back(at->path().string());
    }
    if (error) return base::MakeError(base::ErrorCode::kInput, "{}: {}", folder, error.message());
    std::ranges::sort(paths);
    std::map<std::string, std::string> own;
    for (const std::string& path : paths) {
      QIAO_TRY(const std::string text, ReadText(path, kMostBytes));
      QIAO_TRY(auto question, ParseQuestion(path, text));
      const auto [known, fresh] = own.emplace(question.name, path);
      if (!fresh)
        return InputError("{}: the question '{}' is in {} already", InputPlace{path}, question.name, known->second);
      questions.insert_or_assign(question.name, std::move(question));
    }
  }
  std::vector<Question> all;
  for (auto& [name, question] : questions) all.push_back(std::move(question));
  return all;
}

}  // namespace qiao::loaders
