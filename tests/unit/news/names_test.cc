// What a sentence names: tests/news_names/*.names holds sentences, each read as an article of its own, and below each
// what it names besides regions, all of it. "= Label|Label name|name" is named, "? Label name" may be.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "loaders/news/extract.h"

namespace qiao::loaders::news {
namespace {

namespace fs = std::filesystem;

// Enough Chinese for an article, and nothing in it that anybody names.
constexpr std::string_view kFiller = "。秋日的清晨,阳光洒在田野上,一派丰收的景象令人欣喜。";

struct Named {
  std::string labels, names;  // each between bars: |Park|Project|
  bool optional = false;
  bool found = false;
};

struct Case {
  std::string place;  // file:line
  std::string sentence;
  std::vector<Named> named;
};

std::vector<Case> ReadCases(const fs::path& path) {
  std::vector<Case> cases;
  std::ifstream in(path);
  size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    if (line[0] != '=' && line[0] != '?') {
      cases.push_back({path.filename().string() + ":" + std::to_string(number), line, {}});
      continue;
    }
    const size_t space = line.find(' ', 2);
    cases.back().named.push_back(
        {"|" + line.substr(2, space - 2) + "|", "|" + line.substr(space + 1) + "|", line[0] == '?'});
  }
  return cases;
}

bool Has(const std::string& barred, std::string_view word) {
  return barred.find("|" + std::string(word) + "|") != std::string::npos;
}

void Check(const Extractor& extractor, Case& sentence) {
  const auto told = extractor.Extract(sentence.sentence + std::string(kFiller), {"names"});
  ASSERT_TRUE(told) << sentence.place << ": " << told.error().Text();
  for (const Entity& entity : told->entities) {
    if (entity.label == EntityLabel::kProvince || entity.label == EntityLabel::kCity ||
        entity.label == EntityLabel::kDistrict)
      continue;
    const auto hit = std::find_if(sentence.named.begin(), sentence.named.end(), [&](const Named& named) {
      return !named.found && Has(named.labels, Name(entity.label)) && Has(named.names, entity.name);
    });
    if (hit == sentence.named.end()) {
      ADD_FAILURE() << sentence.place << ": names no " << Name(entity.label) << " " << entity.name;
    } else {
      hit->found = true;
    }
  }
  for (const Named& named : sentence.named) {
    EXPECT_TRUE(named.found || named.optional) << sentence.place << ": missed " << named.labels << " " << named.names;
  }
}

TEST(NewsNames, SentencesNameWhatIsWrittenBelowThem) {
  const auto extractor = Extractor::Create();
  ASSERT_TRUE(extractor) << extractor.error().Text();
  size_t sentences = 0;
  for (const auto& file : fs::directory_iterator(fs::path(QIAO_SOURCE_DIR) / "tests" / "news_names")) {
    for (Case& sentence : ReadCases(file.path())) {
      ++sentences;
      Check(*extractor, sentence);
    }
  }
  EXPECT_GT(sentences, 100u);
}

}  // namespace
}  // namespace qiao::loaders::news
