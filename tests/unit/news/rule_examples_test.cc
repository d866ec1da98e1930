// Every rule brings its examples: each must give exactly what the rule file says beside it, read as an article of its
// own.
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "loaders/news/data_files.h"
#include "loaders/news/extract.h"
#include "loaders/news/rule.h"

namespace qiao::loaders::news {
namespace {

// Enough Chinese for an article, and nothing in it that a rule reads.
constexpr std::string_view kFiller = "。秋日的清晨,阳光洒在田野上,一派丰收的景象令人欣喜。";

std::string Value(const Link& link, const Extraction& extraction, std::string_view key) {
  if (key == "since") return link.since ? link.since->text : "";
  if (key == "until") return link.until ? link.until->text : "";
  if (key == "status") return std::string(Name(link.status));
  if (key == "amount_yuan") return link.amount_yuan ? std::to_string(*link.amount_yuan) : "";
  if (key == "role") return link.role;
  if (key == "field") return link.field;
  if (key == "rule") return extraction.claims[link.claims.front()].rule;
  return "";
}

// "A TYPE B key=value …", names without spaces or with them.
bool Gives(const Extraction& extraction, const std::string& expected) {
  for (const Link& link : extraction.links) {
    const std::string head = extraction.entities[link.from].name + " " + std::string(Name(link.type)) + " " +
                             extraction.entities[link.to].name;
    if (!expected.starts_with(head) || (expected.size() > head.size() && expected[head.size()] != ' ')) continue;
    std::istringstream rest(expected.substr(head.size()));
    bool all = true;
    for (std::string pair; rest >> pair;) {
      const size_t equals = pair.find('=');
      all &= Value(link, extraction, pair.substr(0, equals)) == pair.substr(equals + 1);
    }
    if (all) return true;
  }
  return false;
}

std::string Told(const Extraction& extraction) {
  std::string told;
  for (const Link& link : extraction.links) {
    told += "  " + extraction.entities[link.from].name + " " + std::string(Name(link.type)) + " " +
            extraction.entities[link.to].name + " since=" + Value(link, extraction, "since") +
            " status=" + Value(link, extraction, "status") + " amount_yuan=" + Value(link, extraction, "amount_yuan") +
            " rule=" + Value(link, extraction, "rule") + "\n";
  }
  return told;
}

// Links that the text states by a rule, not by names.
bool AnyClaimOf(const Extraction& extraction, const std::string& rule) {
  for (const Claim& claim : extraction.claims) {
    if (claim.rule == rule) return true;
  }
  return false;
}

TEST(RuleExamples, GiveWhatTheyPromise) {
  auto extractor = Extractor::Create();
  ASSERT_TRUE(extractor) << extractor.error().Text();
  size_t examples = 0;
  for (const DataFile& file : DataFiles()) {
    if (!file.name.ends_with(".rules")) continue;
    const auto rules = ParseRules(file.name, file.text);
    ASSERT_TRUE(rules) << rules.error().Text();
    for (const Rule& rule : *rules) {
      for (const RuleExample& example : rule.examples) {
        ++examples;
        const auto extraction = extractor->Extract(example.text + "\n" + std::string(kFiller), {});
        ASSERT_TRUE(extraction) << extraction.error().Text();
        const std::string place = rule.file + ":" + std::to_string(example.line) + " " + example.text;
        EXPECT_TRUE(!example.gives.empty() || !AnyClaimOf(*extraction, rule.id)) << place << "\n" << Told(*extraction);
        for (const std::string& expected : example.gives) {
          EXPECT_TRUE(Gives(*extraction, expected)) << place << "\nexpected " << expected << "\ntold\n"
                                                    << Told(*extraction);
        }
      }
    }
  }
  EXPECT_GT(examples, 40u);
}

}  // namespace
}  // namespace qiao::loaders::news
