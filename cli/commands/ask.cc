#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.h"
#include "cli/commands/arguments.h"
#include "cli/commands/command.h"
#include "cli/facts/choose_entity.h"
#include "cli/facts/print_rows.h"
#include "cli/format/values.h"
#include "cli/open.h"
#include "cli/run_statement.h"
#include "cli/say.h"
#include "loaders/facts/written_values.h"
#include "loaders/questions/question.h"

namespace qiao::cli {
namespace {

using base::Value;
using loaders::ParameterType;
using loaders::Question;
using loaders::QuestionParameter;

struct Arguments {
  DatabaseArguments database;
  std::string question;
  std::string folder;
  std::string format = "table";
  bool bom = false;
  std::vector<std::string> extras;  // --region 长子县 …, as they stand
};

std::string In(base::Language language, const std::string& english, const std::string& chinese) {
  return language == base::Language::kChinese && !chinese.empty() ? chinese : english;
}

std::string Written(const QuestionParameter& parameter) {
  return parameter.type == ParameterType::kFlag ? "--" + parameter.name
                                                : fmt::format("--{} {}", parameter.name, Name(parameter.type));
}

void List(const std::vector<Question>& questions, const Arguments& arguments, Session& session) {
  std::vector<engine::Row> rows;
  for (const Question& question : questions) {
    std::string parameters;
    for (const QuestionParameter& parameter : question.parameters) {
      const std::string option = Written(parameter);
      parameters += (parameters.empty() ? "" : " ") + (parameter.required ? option : "[" + option + "]");
    }
    rows.push_back({Value::String(question.name), Value::String(In(session.language, question.help, question.help_zh)),
                    TextOrNull(parameters)});
  }
  PrintRows(session, arguments.format, {"question", "help", "parameters"}, std::move(rows));
}

// `qiao ask DB pairs --help`: what the question answers, and its parameters. Empty without a question that there is.
std::string HelpOf(const Arguments& arguments, base::Language language) {
  const auto questions = loaders::LoadQuestions(arguments.folder);
  if (!questions) return {};
  const auto question = std::ranges::find(*questions, arguments.question, &Question::name);
  if (question == questions->end()) return {};
  std::string text = fmt::format("{}: {}\n", question->name, In(language, question->help, question->help_zh));
  for (const QuestionParameter& parameter : question->parameters) {
    text += fmt::format("  {:<32}{}", Written(parameter), In(language, parameter.help, parameter.help_zh));
    text += parameter.required ? Say(language, " (required)") + "\n" : "\n";
  }
  return text;
}

base::Result<const Question*> Find(const std::vector<Question>& questions, const std::string& name) {
  const auto found = std::ranges::find(questions, name, &Question::name);
  if (found != questions.end()) return &*found;
  std::vector<std::string_view> names;
  names.reserve(questions.size());
  for (const Question& question : questions) names.push_back(question.name);
  if (const auto near = base::ClosestName(name, names)) {
    return base::MakeError(base::ErrorCode::kArgument, "there is no question '{}'; did you mean '{}'?", name, *near);
  }
  return base::MakeError(base::ErrorCode::kArgument, "there is no question '{}'; 'qiao ask DB' lists them", name);
}

// 签约、启动 and 签约，启动, as one types in Chinese.
std::string WithCommas(std::string text) {
  for (const std::string_view other : {"，", "、"}) {
    for (size_t at = text.find(other); at != std::string::npos; at = text.find(other))
      text.replace(at, other.size(), ",");
  }
  return text;
}

base::Result<Value> ParseValue(const query::GraphReader& graph, const QuestionParameter& parameter,
                               const std::string& text, Session& session) {
  const std::string option = "--" + parameter.name;
  switch (parameter.type) {
    case ParameterType::kText:
      return Value::String(text);
    case ParameterType::kEntity: {
      QIAO_TRY(const auto chosen, ChooseEntities(graph, text, {}));
      std::set<std::string> names;
      for (const Entity& entity : chosen) names.insert(entity.name);
      if (names.size() > 1) {
        return base::MakeError(base::ErrorCode::kInput, "{}: '{}' may mean several: {}; write the name of one", option,
                               text, fmt::format("{}", fmt::join(names, "、")));
      }
      if (chosen.size() > 1) {
        session.err.Write(Say(session.language, "{} entities are called '{}'; the answer is about all of them",
                              chosen.size(), chosen.front().name) +
                          "\n");
      }
      return Value::String(chosen.front().name);
    }
    case ParameterType::kDay: {
      const auto day = loaders::ParseWrittenDate(text);
      if (day && day->day != 0) return Value::String(day->Text());
      return base::MakeError(base::ErrorCode::kArgument, "{}: '{}' is no day; write it as 2024-06-21", option, text);
    }
    case ParameterType::kInteger: {
      int64_t number = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (error == std::errc() && end == text.data() + text.size()) return Value::Integer(number);
      return base::MakeError(base::ErrorCode::kArgument, "{} takes a whole number, not '{}'", option, text);
    }
    case ParameterType::kTexts:
    case ParameterType::kStatuses: {
      base::List list;
      const std::string commas = WithCommas(text);
      for (size_t begin = 0; begin <= commas.size();) {
        const size_t comma = std::min(commas.find(',', begin), commas.size());
        std::string one(base::Trim(std::string_view(commas).substr(begin, comma - begin)));
        if (parameter.type == ParameterType::kStatuses) {
          auto status = loaders::ParseWrittenStatus(one);
          if (!status) {
            base::Error error = std::move(status).error();
            error.code = base::ErrorCode::kArgument;
            return error;
          }
          one = *std::move(status);
        }
        list.push_back(Value::String(std::move(one)));
        begin = comma + 1;
      }
      return Value::Of(std::move(list));
    }
    case ParameterType::kFlag:
      break;
  }
  return base::MakeError(base::ErrorCode::kArgument, "{} takes no value", option);
}

base::Result<base::Map> Parameters(const query::GraphReader& graph, const Question& question,
                                   const std::vector<std::string>& extras, Session& session) {
  base::Map values;
  std::set<std::string> given;
  for (size_t i = 0; i < extras.size(); ++i) {
    std::string name = extras[i];
    if (!name.starts_with("--")) {
      return base::MakeError(base::ErrorCode::kArgument, "'{}' belongs to no parameter; write --NAME VALUE", name);
    }
    name.erase(0, 2);
    std::optional<std::string> text;
    if (const size_t equals = name.find('='); equals != std::string::npos) {
      text = name.substr(equals + 1);
      name.resize(equals);
    }
    const auto parameter = std::ranges::find(question.parameters, name, &QuestionParameter::name);
    if (parameter == question.parameters.end()) {
      std::vector<std::string_view> names;
      for (const QuestionParameter& known : question.parameters) names.push_back(known.name);
      if (const auto near = base::ClosestName(name, names)) {
        return base::MakeError(base::ErrorCode::kArgument, "'{}' has no parameter --{}; did you mean --{}?",
                               question.name, name, *near);
      }
      return base::MakeError(base::ErrorCode::kArgument, "'{}' has no parameter --{}", question.name, name);
    }
    if (!given.insert(name).second) return base::MakeError(base::ErrorCode::kArgument, "--{} comes twice", name);
    if (parameter->type == ParameterType::kFlag && !text) {
      values.emplace_back(parameter->variable(), Value::Boolean(true));
      continue;
    }
    if (!text) {
      if (i + 1 == extras.size()) return base::MakeError(base::ErrorCode::kArgument, "--{} needs a value", name);
      text = extras[++i];
    }
    QIAO_TRY(auto value, ParseValue(graph, *parameter, *text, session));
    values.emplace_back(parameter->variable(), std::move(value));
  }
  for (const QuestionParameter& parameter : question.parameters) {
    if (given.contains(parameter.name)) continue;
    if (parameter.required) {
      return base::MakeError(base::ErrorCode::kArgument, "'{}' needs --{}", question.name, parameter.name);
    }
    values.emplace_back(parameter.variable(),
                        parameter.type == ParameterType::kFlag ? Value::Boolean(false) : Value::Null());
  }
  return values;
}

// What articles without a date say without a date of its own belongs to no day, which an answer as of one had better
// tell.
base::Result<void> TellUndated(engine::Connection& connection, const base::Map& parameters, Session& session) {
  const auto as_of = std::ranges::find(parameters, "as_of", &base::Map::value_type::first);
  if (as_of == parameters.end() || as_of->second.is(base::Kind::kNull)) return {};
  QIAO_TRY(const auto result, connection.Execute("MATCH (d:Document) WHERE d.doc IS NOT NULL AND d.published IS NULL "
                                                 "RETURN count(*)"));
  QIAO_TRY(const auto rows, result->Collect());
  if (const int64_t undated = rows.front().front().integer(); undated > 0) {
    session.err.Write(
        Say(session.language, "{} articles have no date; what they say counts only where it is dated itself", undated) +
        "\n");
  }
  return {};
}

int Fail(Session& session, const base::Error& error) {
  const int code = session.Fail(error);
  return error.code == base::ErrorCode::kArgument ? kExitUsage : code;
}

int RunAsk(const Arguments& arguments, Session& session) {
  const auto questions = loaders::LoadQuestions(arguments.folder);
  if (!questions) return session.Fail(questions.error());
  if (arguments.question.empty()) {
    List(*questions, arguments, session);
    return kExitOk;
  }
  const auto question = Find(*questions, arguments.question);
  if (!question) return Fail(session, question.error());
  // Read only: a question of somebody's folder must not write.
  const auto database = Open(arguments.database, OpenMode::kReadOnly);
  if (!database) return session.Fail(database.error());
  const auto parameters = Parameters(*(*database)->Read(), **question, arguments.extras, session);
  if (!parameters) return Fail(session, parameters.error());
  const auto connection = (*database)->Connect();
  if (const auto told = TellUndated(*connection, *parameters, session); !told) return session.Fail(told.error());
  if (arguments.bom) session.out.Write(kByteOrderMark);
  const auto writer = FindRowFormat(arguments.format)->make(session.out, session.language);
  auto run =
      RunStatement(**database, *connection, (*question)->statement, *parameters, *writer, session.out, Hints::kNone);
  if (run) return kExitOk;
  base::Error error = std::move(run).error();
  session.err.Write((*question)->file + ":\n");
  return session.Fail(error, (*question)->statement);
}

}  // namespace

void AddAsk(CLI::App& app, base::Language language, Run& run) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *app.add_subcommand("ask", Say(language, "Ask a saved question; without one, list them"));
  // What isn't known here is a parameter of the question.
  command.fallthrough(false);
  command.allow_extras();
  AddDatabaseArguments(command, arguments->database, language);
  command.add_option("QUESTION", arguments->question, Say(language, "its name; its parameters follow as --NAME VALUE"))
      ->type_name("");
  command.add_option("--questions", arguments->folder, Say(language, "a folder with further questions"))
      ->type_name("DIR");
  AddRowFormat(command, arguments->format, language);
  command.add_flag("--bom", arguments->bom, Say(language, "begin with a byte order mark, for spreadsheets"));
  command.footer([arguments, language] { return HelpOf(*arguments, language); });
  command.footer(Say(language,
                     "Examples:\n"
                     "  qiao ask coop.db\n"
                     "  qiao ask coop.db pairs --help         its parameters\n"
                     "  qiao ask coop.db pairs --region 长子县 --as-of 2023-12-31 --status signed,started\n"
                     "  qiao ask coop.db money --format csv --bom > money.csv\n"
                     "  qiao ask coop.db my-question --questions questions/"));
  command.callback([arguments, &command, &run] {
    arguments->extras = command.remaining();
    run = [arguments](Session& session) { return RunAsk(*arguments, session); };
  });
}

}  // namespace qiao::cli
