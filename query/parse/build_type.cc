#include <algorithm>
#include <string>

#include "base/text.h"
#include "query/parse/builder.h"

namespace qiao::query::syntax {
namespace {

struct Spelling {
  std::string_view words;
  TypeName name;
};
constexpr Spelling kSpellings[] = {
    {"any edge", TypeName::kRelationship},
    {"any map", TypeName::kMap},
    {"any node", TypeName::kNode},
    {"any property value", TypeName::kPropertyValue},
    {"any relationship", TypeName::kRelationship},
    {"any vertex", TypeName::kNode},
    {"bool", TypeName::kBoolean},
    {"boolean", TypeName::kBoolean},
    {"date", TypeName::kDate},
    {"duration", TypeName::kDuration},
    {"edge", TypeName::kRelationship},
    {"float", TypeName::kFloat},
    {"int", TypeName::kInteger},
    {"integer", TypeName::kInteger},
    {"local datetime", TypeName::kLocalDateTime},
    {"local time", TypeName::kLocalTime},
    {"map", TypeName::kMap},
    {"node", TypeName::kNode},
    {"nothing", TypeName::kNothing},
    {"null", TypeName::kNull},
    {"path", TypeName::kPath},
    {"point", TypeName::kPoint},
    {"property value", TypeName::kPropertyValue},
    {"relationship", TypeName::kRelationship},
    {"signed integer", TypeName::kInteger},
    {"string", TypeName::kString},
    {"time with time zone", TypeName::kZonedTime},
    {"time with timezone", TypeName::kZonedTime},
    {"time without time zone", TypeName::kLocalTime},
    {"time without timezone", TypeName::kLocalTime},
    {"timestamp with time zone", TypeName::kZonedDateTime},
    {"timestamp without time zone", TypeName::kLocalDateTime},
    {"varchar", TypeName::kString},
    {"vertex", TypeName::kNode},
    {"zoned datetime", TypeName::kZonedDateTime},
    {"zoned time", TypeName::kZonedTime},
};

// The words of a type's name in lower case with single spaces, without comments.
std::string WordsOf(std::string_view text) {
  std::string words;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "/*") {
      i = text.find("*/", i + 2) + 1;
    } else if (text.substr(i, 2) == "//") {
      i = text.find_first_of("\r\n", i);
    } else if ((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z')) {
      words += text[i];
      continue;
    }
    if (!words.empty() && words.back() != ' ') words += ' ';
  }
  return base::AsciiLower(words);
}

}  // namespace

ValueType Builder::BuildType(Node node) {
  ValueType type;
  type.span = node.span();
  if (node.kind() == NodeKind::kValueType) {
    for (Node member : node) type.members.push_back(BuildType(member));
    return type;
  }
  const Node name = *node.begin();
  type.not_null = node.Has(NodeKind::kNotNull);
  if (name.kind() == NodeKind::kListType) {
    type.name = TypeName::kList;
    for (Node member : name) type.members.push_back(BuildType(member));
  } else if (name.kind() == NodeKind::kAnyType) {
    // ANY<A | B> is A | B.
    for (Node choice : name) {
      ValueType inner = BuildType(choice);
      if (choice.kind() == NodeKind::kValueType) {
        type.members = std::move(inner.members);
      } else {
        type.members.push_back(std::move(inner));
      }
    }
  } else {
    const auto* spelling = std::ranges::find(kSpellings, WordsOf(name.text()), &Spelling::words);
    type.name = spelling->name;
  }
  // INTEGER LIST is LIST<INTEGER>.
  for (Node suffix : node) {
    if (suffix.kind() != NodeKind::kListSuffix) continue;
    ValueType list;
    list.span = type.span;
    list.name = TypeName::kList;
    list.not_null = suffix.Has(NodeKind::kNotNull);
    list.members.push_back(std::move(type));
    type = std::move(list);
  }
  return type;
}

}  // namespace qiao::query::syntax
