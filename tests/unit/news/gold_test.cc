// The extractor on articles written for this test: many styles, region pairs from all over China, own gold beside each.
// Rates are floors: a change that reads less, or invents more, fails.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "loaders/news/extract.h"

namespace qiao::loaders::news {
namespace {

namespace fs = std::filesystem;

struct GoldLine {
  bool optional = false;
  std::vector<std::string> words;  // E label name, or R type from to key=value …
};

std::string ReadAll(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<GoldLine> ReadGold(const fs::path& path) {
  std::vector<GoldLine> lines;
  std::ifstream in(path);
  for (std::string text; std::getline(in, text);) {
    if (text.empty() || text[0] == '#') continue;
    std::istringstream words(text);
    GoldLine line;
    for (std::string word; words >> word;) {
      std::replace(word.begin(), word.end(), '_',
                   word.find('=') == std::string::npos && line.words.size() > 1 ? ' ' : '_');
      if (word == "?") {
        line.optional = true;
      } else {
        line.words.push_back(std::move(word));
      }
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

struct Counts {
  int right = 0, extra = 0, missed = 0, values = 0, wrong_values = 0;
  double F1() const { return 2.0 * right / std::max(1, 2 * right + extra + missed); }
};

using Key = std::vector<std::string>;

// An undirected link has one key.
Key LinkKey(std::string type, std::string from, std::string to) {
  if ((type == "PAIRED_WITH" || type == "COOPERATES_WITH") && to < from) std::swap(from, to);
  return {std::move(type), std::move(from), std::move(to)};
}

std::string Value(const Link& link, const std::string& key) {
  if (key == "since") return link.since ? link.since->text : "";
  if (key == "amount_yuan") return link.amount_yuan ? std::to_string(*link.amount_yuan) : "";
  return "?";
}

void Compare(const Extraction& told, const std::vector<GoldLine>& gold, Counts& entities, Counts& links,
             std::string& report) {
  std::set<Key> wanted, allowed;
  std::map<Key, std::vector<std::string>> values;
  for (const GoldLine& line : gold) {
    const bool entity = line.words[0] == "E";
    const Key key = entity ? Key{line.words[1], line.words[2]} : LinkKey(line.words[1], line.words[2], line.words[3]);
    (line.optional ? allowed : wanted).insert(key);
    if (!entity) values[key].assign(line.words.begin() + 4, line.words.end());
  }
  auto judge = [&](const Key& key, Counts& counts) {
    if (wanted.erase(key) != 0) {
      ++counts.right;
      return true;
    }
    if (!allowed.contains(key)) {
      ++counts.extra;
      report += "  extra ";
      for (const std::string& word : key) report += " " + word;
      report += "\n";
    }
    return false;
  };
  for (const Entity& entity : told.entities) judge({std::string(Name(entity.label)), entity.name}, entities);
  for (const Link& link : told.links) {
    const Key key = LinkKey(std::string(Name(link.type)), told.entities[link.from].name, told.entities[link.to].name);
    if (!judge(key, links)) continue;
    for (const std::string& value : values[key]) {
      const size_t equals = value.find('=');
      ++links.values;
      if (Value(link, value.substr(0, equals)) == value.substr(equals + 1)) continue;
      ++links.wrong_values;
      report += "  wrong  " + key[1] + " " + key[0] + " " + key[2] + " " + value + "\n";
    }
  }
  for (const Key& key : wanted) {
    ++(key.size() == 2 ? entities : links).missed;
    report += "  missed";
    for (const std::string& word : key) report += " " + word;
    report += "\n";
  }
}

TEST(NewsGold, OwnArticlesAreRead) {
  const auto extractor = Extractor::Create();
  ASSERT_TRUE(extractor) << extractor.error().Text();
  Counts entities, links;
  std::string report;
  size_t articles = 0;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(QIAO_SOURCE_DIR) / "tests/news_gold"))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    if (path.extension() == ".gold") continue;
    ++articles;
    const std::string bytes = ReadAll(path);
    const auto told = extractor->Extract(bytes, {path.string()});
    ASSERT_TRUE(told) << path << ": " << told.error().Text();
    report += path.filename().string() + "\n";
    Compare(*told, ReadGold(fs::path(path).replace_extension(".gold")), entities, links, report);
    for (const Claim& claim : told->claims) {
      ASSERT_LE(claim.place.offset + claim.place.length, bytes.size());
      EXPECT_EQ(claim.evidence, bytes.substr(claim.place.offset, claim.place.length)) << "all of these files are UTF-8";
      EXPECT_FALSE(claim.evidence.empty()) << claim.rule;
    }
  }
  EXPECT_GE(articles, 10u);
  EXPECT_GE(entities.F1(), 0.95) << report;
  EXPECT_GE(links.F1(), 0.93) << report;
  EXPECT_GE(1.0 - static_cast<double>(links.wrong_values) / std::max(1, links.values), 0.95) << report;
  RecordProperty("entity_f1", std::to_string(entities.F1()));
  RecordProperty("link_f1", std::to_string(links.F1()));
  if (std::getenv("QIAO_NEWS_REPORT") != nullptr) {
    std::fprintf(stderr, "%sentities %.3f links %.3f\n", report.c_str(), entities.F1(), links.F1());
  }
}

}  // namespace
}  // namespace qiao::loaders::news
