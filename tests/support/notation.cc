#include "tests/support/notation.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace qiao::tests {

using base::Kind;
using base::MakeError;
using base::Result;
using base::Value;

namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Value> Whole() {
    QIAO_TRY(Value value, Any());
    Skip();
    if (at_ != text_.size()) return Wrong("end");
    return value;
  }

 private:
  base::Error Wrong(std::string_view expected) const {
    return MakeError(base::ErrorCode::kInput, "expected {} at {} of: {}", expected, at_, text_);
  }
  void Skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  bool Take(std::string_view token) {
    Skip();
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }
  bool Sees(std::string_view token) {
    Skip();
    return text_.substr(at_, token.size()) == token;
  }

  Result<Value> Any() {
    Skip();
    if (at_ >= text_.size()) return Wrong("a value");
    switch (text_[at_]) {
      case '\'': {
        QIAO_TRY(std::string text, Quoted());
        return Value::String(std::move(text));
      }
      case '{': {
        QIAO_TRY(base::Map map, Braces());
        return Value::Of(std::move(map));
      }
      case '(': {
        QIAO_TRY(base::NodeRecord node, Node());
        return Value::Of(std::move(node));
      }
      case '<':
        return Path();
      case '[':
        if (text_.substr(at_, 2) == "[:") {
          QIAO_TRY(base::RelationshipRecord relationship, Relationship());
          return Value::Of(std::move(relationship));
        }
        return Brackets();
      default:
        return Word();
    }
  }

  Result<std::string> Quoted() {
    ++at_;
    std::string content;
    for (; at_ < text_.size() && text_[at_] != '\''; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size() && (text_[at_ + 1] == '\'' || text_[at_ + 1] == '\\')) ++at_;
      content += text_[at_];
    }
    if (at_ >= text_.size()) return Wrong("'");
    ++at_;
    return content;
  }

  Result<Value> Brackets() {
    ++at_;
    base::List list;
    if (Take("]")) return Value::Of(std::move(list));
    while (true) {
      QIAO_TRY(Value element, Any());
      list.push_back(std::move(element));
      if (Take("]")) return Value::Of(std::move(list));
      if (!Take(",")) return Wrong(", or ]");
    }
  }

  std::string Name(std::string_view ends) {
    Skip();
    if (Take("`")) {
      const size_t begin = at_;
      while (at_ < text_.size() && text_[at_] != '`') ++at_;
      std::string name(text_.substr(begin, at_ - begin));
      ++at_;
      return name;
    }
    const size_t begin = at_;
    while (at_ < text_.size() && ends.find(text_[at_]) == std::string_view::npos) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  Result<base::Map> Braces() {
    if (!Take("{")) return Wrong("{");
    base::Map map;
    if (Take("}")) return map;
    while (true) {
      std::string key = Name(": ");
      if (!Take(":")) return Wrong(":");
      QIAO_TRY(Value value, Any());
      map.emplace_back(std::move(key), std::move(value));
      if (Take("}")) return map;
      if (!Take(",")) return Wrong(", or }");
    }
  }

  Result<base::NodeRecord> Node() {
    if (!Take("(")) return Wrong("(");
    base::NodeRecord node{.id = base::NodeId(++next_node_)};
    while (Take(":")) node.labels.push_back(Name(":) {"));
    if (Sees("{")) {
      QIAO_TRY(node.properties, Braces());
    }
    if (!Take(")")) return Wrong(")");
    return node;
  }

  Result<base::RelationshipRecord> Relationship() {
    if (!Take("[")) return Wrong("[");
    base::RelationshipRecord relationship;
    if (Take(":")) relationship.type = Name("] {");
    if (Sees("{")) {
      QIAO_TRY(relationship.properties, Braces());
    }
    if (!Take("]")) return Wrong("]");
    return relationship;
  }

  Result<Value> Path() {
    ++at_;
    base::PathRecord path;
    QIAO_TRY(auto first, Node());
    path.nodes.push_back(std::move(first));
    while (!Take(">")) {
      const bool back = Take("<");
      if (!Take("-")) return Wrong("- or >");
      QIAO_TRY(auto relationship, Relationship());
      if (!Take("-")) return Wrong("-");
      const bool forth = Take(">");
      if (back == forth) return Wrong("one direction");
      QIAO_TRY(auto node, Node());
      relationship.start = back ? node.id : path.nodes.back().id;
      relationship.end = back ? path.nodes.back().id : node.id;
      path.relationships.push_back(std::move(relationship));
      path.nodes.push_back(std::move(node));
    }
    return Value::Of(std::move(path));
  }

  Result<Value> Word() {
    const size_t begin = at_;
    while (at_ < text_.size() && std::string_view(",]}) ").find(text_[at_]) == std::string_view::npos) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (word == "null") return Value();
    if (word == "true") return Value::Boolean(true);
    if (word == "false") return Value::Boolean(false);
    if (word == "NaN") return Value::Float(std::numeric_limits<double>::quiet_NaN());
    if (word == "Inf") return Value::Float(std::numeric_limits<double>::infinity());
    if (word == "-Inf") return Value::Float(-std::numeric_limits<double>::infinity());
    int64_t integer = 0;
    auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), integer);
    if (failed == std::errc() && end == word.data() + word.size()) return Value::Integer(integer);
    double number = 0;
    auto [stop, wrong] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (wrong == std::errc() && stop == word.data() + word.size()) return Value::Float(number);
    return Wrong("a value");
  }

  std::string_view text_;
  size_t at_ = 0;
  uint64_t next_node_ = 0;
};

std::string Quote(std::string_view text) {
  std::string quoted = "'";
  for (char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string Joined(std::vector<std::string> parts, bool sorted) {
  if (sorted) std::sort(parts.begin(), parts.end());
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string CanonicalMap(const base::Map& map, const CanonicalOptions& options) {
  std::vector<std::string> entries;
  for (const auto& [key, value] : map) entries.push_back(key + ": " + Canonical(value, options));
  return "{" + Joined(std::move(entries), true) + "}";
}

std::string CanonicalNode(const base::NodeRecord& node, const CanonicalOptions& options) {
  std::vector<std::string> labels = node.labels;
  std::sort(labels.begin(), labels.end());
  std::string text = "(";
  for (const std::string& label : labels) text += ":" + label;
  if (!node.properties.empty()) text += CanonicalMap(node.properties, options);
  return text + ")";
}

std::string CanonicalRelationship(const base::RelationshipRecord& relationship, const CanonicalOptions& options) {
  std::string text = "[:" + relationship.type;
  if (!relationship.properties.empty()) text += CanonicalMap(relationship.properties, options);
  return text + "]";
}

std::string CanonicalPath(const base::PathRecord& path, const CanonicalOptions& options) {
  std::string text = "<" + CanonicalNode(path.nodes.front(), options);
  for (size_t i = 0; i < path.relationships.size(); ++i) {
    const auto& relationship = path.relationships[i];
    const bool loop = relationship.start == relationship.end;
    const bool forth = loop ? !options.loops_backward : relationship.start == path.nodes[i].id;
    text += (forth ? "-" : "<-") + CanonicalRelationship(relationship, options) + (forth ? "->" : "-");
    text += CanonicalNode(path.nodes[i + 1], options);
  }
  return text + ">";
}

}  // namespace

Result<Value> ParseNotation(std::string_view text) { return Parser(text).Whole(); }

std::string Canonical(const Value& value, const CanonicalOptions& options) {
  switch (value.kind()) {
    case Kind::kFloat:
      if (value.floating() == 0) return "0.0";
      if (std::isnan(value.floating())) return "NaN";
      return fmt::format("float {}", value.floating());
    case Kind::kString:
      return Quote(value.string());
    case Kind::kList: {
      std::vector<std::string> elements;
      for (const Value& element : value.list()) elements.push_back(Canonical(element, options));
      return "[" + Joined(std::move(elements), options.ignore_list_order) + "]";
    }
    case Kind::kMap:
      return CanonicalMap(value.map(), options);
    case Kind::kNode:
      return CanonicalNode(value.node_record(), options);
    case Kind::kRelationship:
      return CanonicalRelationship(value.relationship_record(), options);
    case Kind::kPath:
      return CanonicalPath(value.path_record(), options);
    case Kind::kDate:
    case Kind::kLocalTime:
    case Kind::kTime:
    case Kind::kLocalDateTime:
    case Kind::kDateTime:
    case Kind::kDuration:  // as quoted text
    case Kind::kNull:
    case Kind::kBoolean:
    case Kind::kInteger:
    case Kind::kPoint:
      return base::ToText(value);
  }
  return {};
}

bool Fits(const Value& expected, const Value& actual, bool ignore_list_order) {
  const std::string wanted = Canonical(expected, {.ignore_list_order = ignore_list_order});
  return wanted == Canonical(actual, {.ignore_list_order = ignore_list_order}) ||
         wanted == Canonical(actual, {.ignore_list_order = ignore_list_order, .loops_backward = true});
}

}  // namespace qiao::tests
