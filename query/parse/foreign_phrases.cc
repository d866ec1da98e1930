#include "query/parse/foreign_phrases.h"

#include <algorithm>

#include "base/text.h"
#include "query/parse/found_text.h"

namespace qiao::query::syntax {
namespace {

struct Phrase {
  std::string_view words;  // in capitals, one blank between two
  std::string_view message;
};
// clang-format off
constexpr Phrase kPhrases[] = {
    {"SELECT", "SELECT is SQL: write MATCH (n:Label) WHERE … RETURN n.key"},
    {"INSERT INTO", "INSERT INTO is SQL: write CREATE (n:Label {{key: value}})"},
    {"UPDATE", "UPDATE is SQL: write MATCH (n:Label) WHERE … SET n.key = value"},
    {"DELETE FROM", "DELETE FROM is SQL: write MATCH (n:Label) WHERE … DETACH DELETE n"},
    {"GROUP BY", "GROUP BY is SQL: RETURN and WITH group by those of their items that don't aggregate"},
    {"HAVING", "HAVING is SQL: write WITH n.key AS key, count(*) AS c WHERE c > 1"},
    {"WHERE", "WHERE belongs to MATCH, WITH or YIELD: for a condition on results write WITH … WHERE … RETURN …"},
    {"CREATE TABLE", "labels, types and keys need no declaration: CREATE (n:Label {{key: value}}) writes at once"},
    {"CREATE NODE TABLE", "labels and keys need no declaration: CREATE (n:Label {{key: value}}) writes at once, and CREATE CONSTRAINT FOR (n:Label) REQUIRE n.key IS UNIQUE makes a primary key"},
    {"CREATE REL TABLE", "types of relationships need no declaration: CREATE (a)-[:TYPE]->(b) writes at once"},
    {"DROP TABLE", "a table is a label here: MATCH (n:Label) DETACH DELETE n deletes its nodes"},
    {"ALTER TABLE", "keys need no declaration: SET n.key = value adds one, REMOVE n.key takes it away"},
    {"COPY", "COPY is not known here: `qiao import` and `qiao load` read tables, LOAD CSV WITH HEADERS FROM 'file:///…' AS row reads one in a query, `qiao export` writes them"},
    {"LOAD FROM", "write LOAD CSV WITH HEADERS FROM 'file:///…' AS row"},
    {"EXPORT DATABASE", "run `qiao export DB DIR` in a terminal"},
    {"IMPORT DATABASE", "run `qiao import DB DIR` in a terminal, which also reads what Kùzu exports"},
    {"CREATE INDEX", "write CREATE INDEX name FOR (n:Label) ON (n.key)"},
    {"CREATE UNIQUE", "write CREATE CONSTRAINT name FOR (n:Label) REQUIRE n.key IS UNIQUE"},
    {"SHOW TABLES", "CALL db.labels() and CALL db.relationshipTypes() list what there is"},
    {"SHOW LABELS", "CALL db.labels() lists the labels"},
    {"DESCRIBE", "CALL db.schema.nodeTypeProperties() tells the keys of the nodes of each label"},
    {"SHOW DATABASES", "a database is a folder: another one is opened with `qiao DIR`"},
    {"CREATE DATABASE", "a database is a folder: another one is made with `qiao DIR`"},
    {"USE", "a database is a folder: another one is opened with `qiao DIR`"},
};
// clang-format on

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Where the words end that begin at `at`; nullopt for other words.
std::optional<uint32_t> EndOf(std::string_view words, std::string_view text, uint32_t at) {
  while (true) {
    const std::string_view word = words.substr(0, words.find(' '));
    const base::TextSpan span = FoundSpan(text, at);
    if (base::ToUpper(text.substr(span.begin, span.end - span.begin)) != word) return std::nullopt;
    if (word.size() == words.size()) return span.end;
    words.remove_prefix(word.size() + 1);
    for (at = span.end; at < text.size() && IsBlank(text[at]);) ++at;
  }
}

// Where the word before `at` begins.
uint32_t WordBefore(std::string_view text, uint32_t at) {
  while (at > 0 && IsBlank(text[at - 1])) --at;
  while (at > 0 && !IsBlank(text[at - 1])) --at;
  return at;
}

}  // namespace

std::optional<ForeignPhrase> FindForeignPhrase(std::string_view text, uint32_t at, bool clause_expected) {
  uint32_t begin = at;
  for (int back = 0; back <= 2; ++back, begin = WordBefore(text, begin)) {
    for (const Phrase& phrase : kPhrases) {
      const bool one_word = phrase.words.find(' ') == std::string_view::npos;
      if (one_word && (back > 0 || !clause_expected)) continue;
      if (const auto end = EndOf(phrase.words, text, begin)) return ForeignPhrase{{begin, *end}, phrase.message};
    }
  }
  return std::nullopt;
}

}  // namespace qiao::query::syntax
