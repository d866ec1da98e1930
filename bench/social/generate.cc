// Writes a synthetic social network in the schema of LSQB (LDBC's labelled subgraph queries) with typed properties.
//
//     social_generate FOLDER PERSONS [SEED]     # 1700 persons: about scale factor 0.1, 11000: 1, 33000: 3
//
// FOLDER gets tables as neo4j-admin reads them; FOLDER/merged those that engines with declared tables want: comments
// and posts in one table, `knows` in both directions. The same arguments always write the same bytes. Degrees are
// skewed as LDBC's are: few forums, tags and persons take most of the edges.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <numbers>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

// SplitMix64: small, and the same numbers everywhere.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    uint64_t x = (state_ += 0x9e3779b97f4a7c15ULL);
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
  }
  double Share() { return static_cast<double>(Next() >> 11) * 0x1p-53; }  // [0, 1)
  uint64_t Below(uint64_t end) { return static_cast<uint64_t>(Share() * static_cast<double>(end)); }
  double Pareto(double shape) { return std::pow(1.0 - Share(), -1.0 / shape); }
  double Gauss() {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - Share()));
    return radius * std::cos(2.0 * std::numbers::pi * Share());
  }

 private:
  uint64_t state_;
};

// Draws 0 to size - 1, low ranks more often the higher the power; which number has which rank is shuffled.
class Skewed {
 public:
  Skewed(Random& random, uint64_t size, double power) : random_(random), power_(power), order_(size) {
    std::iota(order_.begin(), order_.end(), 0);
    for (uint64_t i = size; i > 1; --i) std::swap(order_[i - 1], order_[random.Below(i)]);
  }
  uint64_t Draw() {
    return order_[static_cast<uint64_t>(static_cast<double>(order_.size()) * std::pow(random_.Share(), power_))];
  }

 private:
  Random& random_;
  double power_;
  std::vector<uint64_t> order_;
};

std::vector<uint64_t> ParetoDegrees(Random& random, uint64_t size, double mean, uint64_t cap) {
  std::vector<double> raw(size);
  for (double& one : raw) one = random.Pareto(1.6);
  const double scale = mean * static_cast<double>(size) / std::accumulate(raw.begin(), raw.end(), 0.0);
  std::vector<uint64_t> degrees;
  for (double one : raw) degrees.push_back(std::min(cap, static_cast<uint64_t>(one * scale + random.Share())));
  return degrees;
}

// A file that is written line by line.
class Table {
 public:
  Table(const std::string& path, std::string_view header) : file_(std::fopen(path.c_str(), "w")) {
    if (file_ == nullptr) {
      std::perror(path.c_str());
      std::exit(1);
    }
    Line("{}", header);
  }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  ~Table() { std::fclose(file_); }
  template <class... Parts>
  void Line(fmt::string_view format, const Parts&... parts) {
    line_.clear();
    fmt::vformat_to(std::back_inserter(line_), format, fmt::make_format_args(parts...));
    line_ += '\n';
    std::fwrite(line_.data(), 1, line_.size(), file_);
  }

 private:
  std::FILE* file_;
  std::string line_;
};

// Words of made-up syllables and Chinese ones, and texts of them.
class Words {
 public:
  explicit Words(Random& random) : random_(random) {
    constexpr std::string_view kConsonants = "bcdfghklmnprstvz";
    constexpr std::string_view kVowels = "aeiou";
    constexpr std::string_view kChinese[] = {"医院", "数据", "城市", "学校", "合作", "公司", "河流", "音乐",
                                             "电影", "历史", "科学", "运动", "旅行", "天气", "图书", "语言"};
    for (std::string_view word : kChinese) words_.emplace_back(word);
    std::set<std::string> known;
    while (words_.size() < 1500) {
      std::string word;
      for (uint64_t syllables = 2 + random_.Below(2); syllables > 0; --syllables) {
        word += kConsonants[random_.Below(kConsonants.size())];
        word += kVowels[random_.Below(kVowels.size())];
      }
      if (known.insert(word).second) words_.push_back(word);
    }
  }
  const std::string& Word() {
    return words_[static_cast<size_t>(static_cast<double>(words_.size()) * std::pow(random_.Share(), 2.0))];
  }
  std::string Text(uint64_t words) {
    std::string text = Word();
    for (; words > 1; --words) text += " " + Word();
    return text;
  }

 private:
  Random& random_;
  std::vector<std::string> words_;
};

std::string DateText(int64_t days) {  // since 2010-01-01, up to 2012-12-31 and some years before
  using std::chrono::year, std::chrono::January;
  const std::chrono::year_month_day date(std::chrono::sys_days(year(2010) / January / 1) + std::chrono::days(days));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

enum Kind : uint64_t {
  kContinent,
  kCountry,
  kCity,
  kCompany,
  kUniversity,
  kTagClass,
  kTag,
  kPerson,
  kForum,
  kPost,
  kComment,
  kKinds
};
constexpr std::string_view kNames[] = {"Continent", "Country", "City",  "Company", "University", "TagClass",
                                       "Tag",       "Person",  "Forum", "Post",    "Comment"};

class Network {
 public:
  Network(std::string folder, uint64_t persons, uint64_t seed)
      : folder_(std::move(folder)), random_(seed), words_(random_), sizes_{6,           111,
                                                                           1343,        1575,
                                                                           6380,        71,
                                                                           16080,       persons,
                                                                           8 * persons, 80 * persons,
                                                                           90 * persons} {}

  void Write() {
    std::filesystem::create_directories(folder_ + "/merged");
    Nodes();
    Places();
    Persons();
    Knows();
    Messages();
  }

 private:
  using Rows = std::function<void(const std::function<void(uint64_t, uint64_t)>&)>;

  // Sparse, and different over all kinds, as ids of real exports are.
  static uint64_t Id(Kind kind, uint64_t number) { return (number + 1000) * 16 + kind; }
  std::string Path(std::string_view name) const { return fmt::format("{}/{}.csv", folder_, name); }
  static std::string IdColumn(Kind kind) { return fmt::format("id:ID({}){{id-type:long}}", kNames[kind]); }

  void Nodes() {
    for (Kind kind : {kContinent, kCountry, kCity, kCompany, kUniversity, kTagClass, kTag}) {
      Table table(Path(kNames[kind]), IdColumn(kind) + "|name");
      for (uint64_t i = 0; i < sizes_[kind]; ++i) table.Line("{}|{}_{}", Id(kind, i), words_.Word(), i);
    }
    Table persons(Path("Person"), IdColumn(kPerson) + "|name|birthday:date|score:long");
    for (uint64_t i = 0; i < sizes_[kPerson]; ++i) {
      const int64_t birthday = -static_cast<int64_t>(365 * 18 + random_.Below(365 * 50));
      persons.Line("{}|{}|{}|{}", Id(kPerson, i), words_.Text(2), DateText(birthday), random_.Below(1000));
    }
    Table forums(Path("Forum"), IdColumn(kForum) + "|title|creationDate:date");
    for (uint64_t i = 0; i < sizes_[kForum]; ++i) {
      forums.Line("{}|{}|{}", Id(kForum, i), words_.Text(3), DateText(static_cast<int64_t>(random_.Below(1096))));
    }
    Table messages(folder_ + "/merged/Message.csv", "id|creationDate|length|language|content");
    Table alone(folder_ + "/merged/Post.csv", "id|creationDate|length|language|content");
    MessageTable(kComment, messages, nullptr);
    MessageTable(kPost, messages, &alone);
  }

  void MessageTable(Kind kind, Table& messages, Table* alone) {
    constexpr std::string_view kLanguages[] = {"zh", "en", "es", "de", "ar", "tk"};
    const bool post = kind == kPost;
    Table table(Path(kNames[kind]),
                IdColumn(kind) + "|:LABEL|creationDate:date|length:long|" + (post ? "language|" : "") + "content");
    const auto size = static_cast<double>(sizes_[kind]);
    for (uint64_t i = 0; i < sizes_[kind]; ++i) {
      // Messages are numbered about as they come.
      const double day = static_cast<double>(i) / size * 1096 + random_.Gauss() * 10;
      const std::string date = DateText(std::clamp<int64_t>(static_cast<int64_t>(day), 0, 1095));
      const auto length = static_cast<uint64_t>(2000 * std::pow(random_.Share(), 3.0));
      const std::string_view language = kLanguages[static_cast<size_t>(6 * std::pow(random_.Share(), 2.0))];
      const std::string content = words_.Text(2 + random_.Below(8));
      const uint64_t id = Id(kind, i);
      if (post) {
        table.Line("{}|Post;Message|{}|{}|{}|{}", id, date, length, language, content);
      } else {
        table.Line("{}|Comment;Message|{}|{}|{}", id, date, length, content);
      }
      messages.Line("{}|{}|{}|{}|{}", id, date, length, post ? language : "", content);
      if (alone != nullptr) alone->Line("{}|{}|{}|{}|{}", id, date, length, language, content);
    }
  }

  // One table of edges; `merged` is filled too.
  void Edges(Kind source, std::string_view type, Kind target, const Rows& rows, Table* merged = nullptr) {
    Table table(Path(fmt::format("{}_{}_{}", kNames[source], type, kNames[target])),
                fmt::format(":START_ID({})|:END_ID({})", kNames[source], kNames[target]));
    rows([&](uint64_t from, uint64_t to) {
      table.Line("{}|{}", Id(source, from), Id(target, to));
      if (merged != nullptr) merged->Line("{}|{}", Id(source, from), Id(target, to));
    });
  }
  void One(Kind source, std::string_view type, Kind target, double power, Table* merged = nullptr) {
    Skewed pick(random_, sizes_[target], power);
    Edges(
        source, type, target,
        [&](const auto& edge) {
          for (uint64_t i = 0; i < sizes_[source]; ++i) edge(i, pick.Draw());
        },
        merged);
  }
  void Many(Kind source, std::string_view type, Kind target, double mean, double power, Table* merged = nullptr) {
    Skewed pick(random_, sizes_[target], power);
    const std::vector<uint64_t> degrees = ParetoDegrees(random_, sizes_[source], mean, sizes_[target] / 2);
    Edges(
        source, type, target,
        [&](const auto& edge) {
          std::vector<uint64_t> targets;
          for (uint64_t i = 0; i < sizes_[source]; ++i) {
            targets.clear();
            for (uint64_t k = 0; k < degrees[i]; ++k) targets.push_back(pick.Draw());
            std::ranges::sort(targets);
            const auto rest = std::ranges::unique(targets);
            targets.erase(rest.begin(), rest.end());
            for (uint64_t to : targets) edge(i, to);
          }
        },
        merged);
  }

  void Places() {
    One(kCity, "isPartOf", kCountry, 1.5);
    One(kCountry, "isPartOf", kContinent, 1.0);
    One(kCompany, "isLocatedIn", kCountry, 2.0);
    One(kUniversity, "isLocatedIn", kCity, 1.5);
    One(kTag, "hasType", kTagClass, 2.0);
    Edges(kTagClass, "isSubclassOf", kTagClass, [&](const auto& edge) {
      for (uint64_t i = 1; i < sizes_[kTagClass]; ++i) edge(i, random_.Below(i));
    });
  }

  void Persons() {
    One(kPerson, "isLocatedIn", kCity, 2.0);
    Many(kPerson, "hasInterest", kTag, 23, 3.0);
    Many(kPerson, "workAt", kCompany, 2, 2.0);
    Edges(kPerson, "studyAt", kUniversity, [&](const auto& edge) {
      for (uint64_t i = 0; i < sizes_[kPerson]; ++i) {
        if (random_.Share() < 0.8) edge(i, random_.Below(sizes_[kUniversity]));
      }
    });
    One(kForum, "hasModerator", kPerson, 1.5);
    Many(kForum, "hasMember", kPerson, 24, 1.5);
    Many(kForum, "hasTag", kTag, 3.2, 3.0);
  }

  // Mostly between neighbours on a ring, which makes triangles, some far away. Each pair is stored once.
  void Knows() {
    const uint64_t persons = sizes_[kPerson];
    std::set<std::pair<uint64_t, uint64_t>> pairs;
    const std::vector<uint64_t> degrees = ParetoDegrees(random_, persons, 10, persons / 3);
    for (uint64_t from = 0; from < persons; ++from) {
      for (uint64_t k = 0; k < degrees[from]; ++k) {
        const bool far = random_.Share() < 0.3;
        const auto near = static_cast<int64_t>(from) + static_cast<int64_t>(random_.Gauss() * 25);
        const auto ring = static_cast<int64_t>(persons);
        const uint64_t to = far ? random_.Below(persons) : static_cast<uint64_t>((near % ring + ring) % ring);
        if (to != from) pairs.insert(std::minmax(from, to));
      }
    }
    Table table(Path("Person_knows_Person"), ":START_ID(Person)|:END_ID(Person)|creationDate:date");
    Table both(folder_ + "/merged/knows_both.csv", "from|to|creationDate");
    for (const auto& [from, to] : pairs) {
      const std::string date = DateText(static_cast<int64_t>(random_.Below(1096)));
      table.Line("{}|{}|{}", Id(kPerson, from), Id(kPerson, to), date);
      both.Line("{}|{}|{}", Id(kPerson, from), Id(kPerson, to), date);
      both.Line("{}|{}|{}", Id(kPerson, to), Id(kPerson, from), date);
    }
  }

  void Messages() {
    const auto merged = [&](std::string_view name) { return fmt::format("{}/merged/{}.csv", folder_, name); };
    Skewed forum(random_, sizes_[kForum], 2.0);
    Edges(kForum, "containerOf", kPost, [&](const auto& edge) {
      for (uint64_t i = 0; i < sizes_[kPost]; ++i) edge(forum.Draw(), i);
    });
    Table creators(merged("Message_hasCreator_Person"), "from|to");
    Table places(merged("Message_isLocatedIn_Country"), "from|to");
    Table tags(merged("Message_hasTag_Tag"), "from|to");
    for (Kind kind : {kComment, kPost}) {
      One(kind, "hasCreator", kPerson, 2.0, &creators);
      One(kind, "isLocatedIn", kCountry, 2.0, &places);
      Many(kind, "hasTag", kTag, kind == kComment ? 1.3 : 0.7, 3.0, &tags);
    }
    Skewed post(random_, sizes_[kPost], 2.0);
    std::vector<std::pair<uint64_t, uint64_t>> to_posts, to_comments;
    for (uint64_t i = 0; i < sizes_[kComment]; ++i) {
      if (i == 0 || random_.Share() < 0.5) {
        to_posts.emplace_back(i, post.Draw());
      } else {
        to_comments.emplace_back(i, static_cast<uint64_t>(static_cast<double>(i) * std::sqrt(random_.Share())));
      }
    }
    Table replies(merged("Message_replyOf_Message"), "from|to");
    const auto all_of = [](const auto& pairs) -> Rows {
      return [&pairs](const auto& edge) {
        for (const auto& [from, to] : pairs) edge(from, to);
      };
    };
    Edges(kComment, "replyOf", kPost, all_of(to_posts), &replies);
    Edges(kComment, "replyOf", kComment, all_of(to_comments), &replies);
    Table likes(merged("Person_likes_Message"), "from|to");
    Many(kPerson, "likes", kComment, 60, 2.0, &likes);
    Many(kPerson, "likes", kPost, 45, 2.0, &likes);
  }

  std::string folder_;
  Random random_;
  Words words_;
  uint64_t sizes_[kKinds];
};

}  // namespace

int main(int argc, char** argv) {
  const uint64_t persons = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 0;
  if (argc < 3 || argc > 4 || persons < 10) {
    fmt::print(stderr, "usage: social_generate FOLDER PERSONS [SEED], at least 10 persons\n");
    return 2;
  }
  Network(argv[1], persons, argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 7).Write();
  return 0;
}
