#include "loaders/import/kuzu_script.h"

#include <algorithm>
#include <cctype>
#include <span>

#include "base/text.h"

namespace qiao::loaders::import {
namespace {

enum class TokenKind : uint8_t { kWord, kName, kText, kSign };

// A word, a name in back quotes, a text in quotes, or a single sign.
struct Token {
  TokenKind kind;
  std::string text;
  InputPlace place;

  bool IsWord(std::string_view small) const { return kind == TokenKind::kWord && base::AsciiLower(text) == small; }
  bool IsSign(char sign) const { return kind == TokenKind::kSign && text.front() == sign; }
};

bool IsWordByte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || (static_cast<uint8_t>(c) & 0x80);
}

// A quoted token, from its opening quote on; nullopt when it isn't closed. In texts a backslash takes the next
// character as it is.
std::optional<std::string> ReadQuoted(std::string_view script, size_t& i) {
  const char quote = script[i++];
  std::string text;
  for (; i < script.size(); ++i) {
    if (script[i] == '\\' && quote != '`' && i + 1 < script.size()) {
      text += script[++i];
    } else if (script[i] != quote) {
      text += script[i];
    } else if (quote == '`' && i + 1 < script.size() && script[i + 1] == quote) {
      text += script[++i];
    } else {
      ++i;
      return text;
    }
  }
  return std::nullopt;
}

base::Result<std::vector<Token>> ReadTokens(const std::string& path, std::string_view script) {
  std::vector<Token> tokens;
  uint64_t line = 1;
  for (size_t i = 0; i < script.size();) {
    const char c = script[i];
    const size_t begin = i;
    const InputPlace place{path, line};
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      ++i;
    } else if (c == '`' || c == '"' || c == '\'') {
      auto text = ReadQuoted(script, i);
      if (!text) return InputError("{}: the quote that opens here is never closed", place);
      tokens.push_back({c == '`' ? TokenKind::kName : TokenKind::kText, *std::move(text), place});
    } else if (IsWordByte(c)) {
      while (i < script.size() && IsWordByte(script[i])) ++i;
      tokens.push_back({TokenKind::kWord, std::string(script.substr(begin, i - begin)), place});
    } else {
      ++i;
      tokens.push_back({TokenKind::kSign, std::string(1, c), place});
    }
    line += static_cast<uint64_t>(std::ranges::count(script.substr(begin, i - begin), '\n'));
  }
  return tokens;
}

using Tokens = std::span<const Token>;

// Cuts at a sign that stands outside of brackets.
std::vector<Tokens> Split(Tokens tokens, char sign) {
  std::vector<Tokens> parts;
  int depth = 0;
  size_t begin = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].IsSign('(') || tokens[i].IsSign('[')) ++depth;
    if (tokens[i].IsSign(')') || tokens[i].IsSign(']')) --depth;
    if (depth != 0 || !tokens[i].IsSign(sign)) continue;
    parts.push_back(tokens.subspan(begin, i - begin));
    begin = i + 1;
  }
  if (begin < tokens.size()) parts.push_back(tokens.subspan(begin));
  return parts;
}

// Takes the tokens of one statement from its beginning.
class Reader {
 public:
  explicit Reader(Tokens tokens) : tokens_(tokens), place_(tokens.front().place) {}

  bool done() const { return tokens_.empty(); }
  bool Skip(std::string_view word) {
    if (done() || !tokens_.front().IsWord(word)) return false;
    tokens_ = tokens_.subspan(1);
    return true;
  }
  bool SkipSign(char sign) {
    if (done() || !tokens_.front().IsSign(sign)) return false;
    tokens_ = tokens_.subspan(1);
    return true;
  }
  // A word, a name or a text.
  base::Result<std::string> Text() {
    if (done() || tokens_.front().kind == TokenKind::kSign) return Unexpected();
    std::string text = tokens_.front().text;
    tokens_ = tokens_.subspan(1);
    return text;
  }
  // What stands between the brackets that come next.
  base::Result<Tokens> Brackets() {
    if (done() || !tokens_.front().IsSign('(')) return Unexpected();
    int depth = 0;
    for (size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].IsSign('(')) ++depth;
      if (tokens_[i].IsSign(')') && --depth == 0) {
        const Tokens inside = tokens_.subspan(1, i - 1);
        tokens_ = tokens_.subspan(i + 1);
        return inside;
      }
    }
    return Unexpected();
  }
  bool AtBrackets() const { return !done() && tokens_.front().IsSign('('); }
  base::Error Unexpected() const {
    return InputError("{}: this statement is not written as Kùzu's EXPORT DATABASE writes it",
                      done() ? place_ : tokens_.front().place);
  }

 private:
  Tokens tokens_;
  InputPlace place_;
};

// `names` STRING[] …
base::Result<KuzuColumn> ReadColumn(Reader& reader) {
  KuzuColumn column;
  QIAO_TRY(column.name, reader.Text());
  QIAO_TRY(column.type, reader.Text());
  std::ranges::transform(column.type, column.type.begin(), [](unsigned char c) { return std::toupper(c); });
  if (reader.AtBrackets()) QIAO_CHECK(reader.Brackets());
  while (reader.SkipSign('[')) {
    ++column.dimensions;
    while (!reader.SkipSign(']')) QIAO_CHECK(reader.Text());
  }
  return column;
}

base::Result<void> ReadItem(Reader reader, KuzuTable& table) {
  if (table.relationships) {
    if (reader.Skip("from")) {
      QIAO_TRY(std::string from, reader.Text());
      if (!reader.Skip("to")) return reader.Unexpected();
      QIAO_TRY(std::string to, reader.Text());
      table.pairs.emplace_back(std::move(from), std::move(to));
      return {};
    }
    for (const char* word : {"many_many", "many_one", "one_many", "one_one"}) {
      if (reader.Skip(word)) return {};
    }
  } else if (reader.Skip("primary")) {
    if (!reader.Skip("key")) return reader.Unexpected();
    QIAO_TRY(const Tokens key, reader.Brackets());
    if (key.size() != 1) return reader.Unexpected();
    table.primary_key = key.front().text;
    return {};
  }
  QIAO_TRY(auto column, ReadColumn(reader));
  if (reader.Skip("primary")) table.primary_key = column.name;
  table.columns.push_back(std::move(column));
  return {};
}

base::Result<KuzuTable> ReadTable(Reader& reader, bool relationships, const InputPlace& place) {
  KuzuTable table;
  table.relationships = relationships;
  table.place = place;
  if (!reader.Skip("table")) return reader.Unexpected();
  reader.Skip("group");
  if (reader.Skip("if")) {
    if (!reader.Skip("not") || !reader.Skip("exists")) return reader.Unexpected();
  }
  QIAO_TRY(table.name, reader.Text());
  QIAO_TRY(const Tokens items, reader.Brackets());
  for (const Tokens item : Split(items, ',')) {
    if (item.empty()) return reader.Unexpected();
    QIAO_CHECK(ReadItem(Reader(item), table));
  }
  return table;
}

base::Result<KuzuCopy> ReadCopy(Reader& reader, const InputPlace& place) {
  KuzuCopy copy;
  copy.place = place;
  QIAO_TRY(copy.table, reader.Text());
  if (reader.AtBrackets()) {
    QIAO_TRY(const Tokens columns, reader.Brackets());
    copy.columns.emplace();
    for (const Tokens column : Split(columns, ',')) {
      if (column.size() != 1) return reader.Unexpected();
      copy.columns->push_back(column.front().text);
    }
  }
  if (!reader.Skip("from")) return reader.Unexpected();
  QIAO_TRY(copy.file, reader.Text());
  if (!reader.AtBrackets()) return copy;
  QIAO_TRY(const Tokens options, reader.Brackets());
  // Some releases write delim=delim='|'.
  for (const Tokens option : Split(options, ',')) {
    if (option.size() < 3 || !option[option.size() - 2].IsSign('=')) return reader.Unexpected();
    copy.options[base::AsciiLower(option.front().text)] = option.back().text;
  }
  return copy;
}

}  // namespace

base::Result<std::vector<KuzuTable>> ReadKuzuSchema(const std::string& path, std::string_view script) {
  QIAO_TRY(const auto tokens, ReadTokens(path, script));
  std::vector<KuzuTable> tables;
  for (const Tokens statement : Split(tokens, ';')) {
    if (statement.empty()) continue;
    Reader reader(statement);
    if (!reader.Skip("create")) continue;
    const bool nodes = reader.Skip("node");
    if (!nodes && !reader.Skip("rel")) continue;
    QIAO_TRY(auto table, ReadTable(reader, !nodes, statement.front().place));
    tables.push_back(std::move(table));
  }
  return tables;
}

base::Result<std::vector<KuzuCopy>> ReadKuzuCopies(const std::string& path, std::string_view script) {
  QIAO_TRY(const auto tokens, ReadTokens(path, script));
  std::vector<KuzuCopy> copies;
  for (const Tokens statement : Split(tokens, ';')) {
    if (statement.empty()) continue;
    Reader reader(statement);
    if (!reader.Skip("copy")) continue;
    QIAO_TRY(auto copy, ReadCopy(reader, statement.front().place));
    copies.push_back(std::move(copy));
  }
  return copies;
}

}  // namespace qiao::loaders::import
