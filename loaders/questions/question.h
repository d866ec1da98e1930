// Saved questions: a Cypher statement with a name, help and typed parameters, each a file of its own. The built-in ones
// (saved/*.cypher) are part of the program; a user's folder adds to them.
//
// A file begins with a header of comments:
//
//   // @name pairs
//   // @help Who is paired with whom              in English
//   // @zh 谁与谁结对                              the same in Chinese; may be left out
//   // @param region entity only this region | 只看这个地区
//   // @param since! integer …                     `!`: must be given; without it the parameter is null when it isn't
//
// In the statement, a parameter's name has _ for -: --as-of is $as_of.
//
// What several questions share is a part: a file that begins with `// @part NAME` instead, with comments on lines of
// their own. The line `// @insert NAME` in a statement stands for its text, and its parameters become the question's,
// unless that declares them itself.
//
// Errors: kInput with file and line for a header that can't be read.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qiao::loaders {

enum class ParameterType : uint8_t {
  kText,
  kEntity,  // name or alias of an entity; the statement gets its name
  kDay,     // 2024-06-21
  kInteger,
  kTexts,     // a,b: a list
  kStatuses,  // signed,started: a list of states that links may have
  kFlag,      // true when given, else false
};
std::string_view Name(ParameterType type);

struct QuestionParameter {
  std::string name;  // as on the command line: as-of
  ParameterType type = ParameterType::kText;
  bool required = false;
  std::string help, help_zh;

  std::string variable() const;  // as in the statement: as_of
};

struct Question {
  std::string name;
  std::string help, help_zh;
  std::vector<QuestionParameter> parameters;
  std::string statement;  // the file as it is, with its parts
  std::string file;
  bool part = false;  // only to be inserted
};

using QuestionsByName = std::map<std::string, Question, std::less<>>;

base::Result<Question> ParseQuestion(const std::string& file, const std::string& text, const QuestionsByName& parts);

// The built-in questions and those in `folder` (*.cypher; may be empty), by name. One of the folder takes the place of
// a built-in one with its name. Errors: also two in the folder with one name; a folder that isn't there.
base::Result<std::vector<Question>> LoadQuestions(const std::string& folder);

}  // namespace qiao::loaders
