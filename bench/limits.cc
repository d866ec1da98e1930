// bench_limits FOLDER [RUNS]: what the machine allows for the nine pattern counts of LSQB: loops written by hand
// for each of them, over arrays, on one thread. FOLDER holds the tables that the database was loaded from. Prints a
// line for each: its median in milliseconds and its count.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

using Row = uint32_t;

// The neighbours of each row, sorted.
class Lists {
 public:
  Lists() = default;
  Lists(std::vector<std::pair<Row, Row>> edges, size_t rows) : begins_(rows + 1, 0) {
    std::ranges::sort(edges);
    for (const auto& [from, to] : edges) {
      ++begins_[from + 1];
      ends_.push_back(to);
    }
    for (size_t i = 0; i < rows; ++i) begins_[i + 1] += begins_[i];
  }
  size_t rows() const { return begins_.size() - 1; }
  uint64_t Degree(Row row) const { return begins_[row + 1] - begins_[row]; }
  std::span<const Row> operator[](Row row) const { return std::span(ends_).subspan(begins_[row], Degree(row)); }

 private:
  std::vector<uint32_t> begins_;
  std::vector<Row> ends_;
};

class Tables {
 public:
  explicit Tables(std::string folder) : folder_(std::move(folder)) {}

  Lists Out(const std::string& from, const std::string& type, const std::string& to) {
    return Lists(Read(from, type, to), Ids(from).size());
  }
  Lists In(const std::string& from, const std::string& type, const std::string& to) {
    return Lists(Turned(Read(from, type, to)), Ids(to).size());
  }
  Lists Both(const std::string& node, const std::string& type) {
    auto edges = Read(node, type, node);
    const auto turned = Turned(edges);
    edges.insert(edges.end(), turned.begin(), turned.end());
    return Lists(std::move(edges), Ids(node).size());
  }

 private:
  using Numbers = std::unordered_map<uint64_t, Row>;

  std::ifstream OpenTable(const std::string& name) const {
    std::ifstream file(folder_ + "/" + name + ".csv");
    if (!file) {
      std::cerr << "can't read " << folder_ << "/" << name << ".csv\n";
      std::exit(1);
    }
    std::string header;
    std::getline(file, header);
    return file;
  }
  const Numbers& Ids(const std::string& kind) {
    Numbers& ids = ids_[kind];
    if (!ids.empty()) return ids;
    std::ifstream file = OpenTable(kind);
    for (std::string line; std::getline(file, line);) {
      ids.emplace(std::strtoull(line.c_str(), nullptr, 10), static_cast<Row>(ids.size()));
    }
    return ids;
  }
  std::vector<std::pair<Row, Row>> Read(const std::string& from, const std::string& type, const std::string& to) {
    const Numbers& sources = Ids(from);
    const Numbers& targets = Ids(to);
    std::vector<std::pair<Row, Row>> edges;
    std::ifstream file = OpenTable(from + "_" + type + "_" + to);
    for (std::string line; std::getline(file, line);) {
      char* rest = nullptr;
      const uint64_t source = std::strtoull(line.c_str(), &rest, 10);
      edges.emplace_back(sources.at(source), targets.at(std::strtoull(rest + 1, nullptr, 10)));
    }
    return edges;
  }
  static std::vector<std::pair<Row, Row>> Turned(std::vector<std::pair<Row, Row>> edges) {
    for (auto& [from, to] : edges) std::swap(from, to);
    return edges;
  }

  std::string folder_;
  std::unordered_map<std::string, Numbers> ids_;
};

uint64_t Common(std::span<const Row> a, std::span<const Row> b) {
  uint64_t common = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) ++common;
    const Row at = a[i];
    i += at <= b[j];
    j += b[j] <= at;
  }
  return common;
}

struct Graph {
  Lists city, country, members, posts, post_of, comment_of, comment_tags, post_tags, tag_class, comment_author,
      post_author, interests, comment_likes, post_likes, post_replies, comment_replies, knows;

  explicit Graph(Tables t)
      : city(t.Out("Person", "isLocatedIn", "City")),
        country(t.Out("City", "isPartOf", "Country")),
        members(t.Out("Forum", "hasMember", "Person")),
        posts(t.Out("Forum", "containerOf", "Post")),
        post_of(t.Out("Comment", "replyOf", "Post")),
        comment_of(t.Out("Comment", "replyOf", "Comment")),
        comment_tags(t.Out("Comment", "hasTag", "Tag")),
        post_tags(t.Out("Post", "hasTag", "Tag")),
        tag_class(t.Out("Tag", "hasType", "TagClass")),
        comment_author(t.Out("Comment", "hasCreator", "Person")),
        post_author(t.Out("Post", "hasCreator", "Person")),
        interests(t.Out("Person", "hasInterest", "Tag")),
        comment_likes(t.In("Person", "likes", "Comment")),
        post_likes(t.In("Person", "likes", "Post")),
        post_replies(t.In("Comment", "replyOf", "Post")),
        comment_replies(t.In("Comment", "replyOf", "Comment")),
        knows(t.Both("Person", "knows")) {}

  uint64_t Chain() const {  // q1
    std::vector<uint64_t> tagged(posts.rows() == 0 ? 0 : post_tags.rows(), 0);
    for (Row comment = 0; comment < post_of.rows(); ++comment) {
      if (post_of.Degree(comment) == 0) continue;
      uint64_t classes = 0;
      for (const Row tag : comment_tags[comment]) classes += tag_class.Degree(tag);
      for (const Row post : post_of[comment]) tagged[post] += classes;
    }
    std::vector<uint64_t> places(city.rows(), 0);
    for (Row person = 0; person < city.rows(); ++person) {
      for (const Row at : city[person]) places[person] += country.Degree(at);
    }
    uint64_t count = 0;
    for (Row forum = 0; forum < posts.rows(); ++forum) {
      uint64_t written = 0, living = 0;
      for (const Row post : posts[forum]) written += tagged[post];
      if (written == 0) continue;
      for (const Row person : members[forum]) living += places[person];
      count += written * living;
    }
    return count;
  }

  uint64_t RepliesToFriends() const {  // q2
    uint64_t count = 0;
    for (Row comment = 0; comment < post_of.rows(); ++comment) {
      for (const Row post : post_of[comment]) {
        for (const Row a : comment_author[comment]) {
          for (const Row b : post_author[post]) count += std::ranges::binary_search(knows[a], b);
        }
      }
    }
    return count;
  }

  uint64_t TrianglesAtHome() const {  // q3
    std::vector<Row> home(city.rows());
    for (Row person = 0; person < city.rows(); ++person) home[person] = country[city[person][0]][0];
    uint64_t count = 0;
    for (Row a = 0; a < knows.rows(); ++a) {
      for (const Row b : knows[a]) {
        if (b <= a || home[b] != home[a]) continue;
        const auto of_a = knows[a], of_b = knows[b];
        for (size_t i = 0, j = 0; i < of_a.size() && j < of_b.size();) {
          if (of_a[i] == of_b[j] && of_a[i] > b) count += home[of_a[i]] == home[a];
          const Row at = of_a[i];
          i += at <= of_b[j];
          j += of_b[j] <= at;
        }
      }
    }
    return count * 6;
  }

  // q4, q7: each message by its tags, authors, likes and replies.
  uint64_t Stars(uint64_t least) const {
    const auto star = [&](const Lists& tags, const Lists& authors, const Lists& likes, const Lists& replies) {
      uint64_t count = 0;
      for (Row message = 0; message < tags.rows(); ++message) {
        count += tags.Degree(message) * authors.Degree(message) * std::max(least, likes.Degree(message)) *
                 std::max(least, replies.Degree(message));
      }
      return count;
    };
    return star(comment_tags, comment_author, comment_likes, comment_replies) +
           star(post_tags, post_author, post_likes, post_replies);
  }

  // q5, q8: replies and messages by their tags.
  uint64_t TagPairs(bool new_tags_only) const {
    uint64_t count = 0;
    const auto add = [&](Row reply, std::span<const Row> tags) {
      const uint64_t own = comment_tags.Degree(reply), common = Common(comment_tags[reply], tags);
      count += new_tags_only ? own * (tags.size() - common) : own * tags.size() - common;
    };
    for (Row reply = 0; reply < comment_tags.rows(); ++reply) {
      if (comment_tags.Degree(reply) == 0) continue;
      for (const Row post : post_of[reply]) add(reply, post_tags[post]);
      for (const Row comment : comment_of[reply]) add(reply, comment_tags[comment]);
    }
    return count;
  }

  uint64_t FriendsOfFriends() const {  // q6
    uint64_t count = 0;
    for (Row person = 0; person < knows.rows(); ++person) {
      uint64_t wishes = 0;
      for (const Row other : knows[person]) wishes += interests.Degree(other);
      count += wishes * (std::max<uint64_t>(knows.Degree(person), 1) - 1);
    }
    return count;
  }

  uint64_t Strangers() const {  // q9
    uint64_t count = FriendsOfFriends();
    for (Row a = 0; a < knows.rows(); ++a) {
      for (const Row b : knows[a]) {
        if (b > a) count -= Common(knows[a], knows[b]) * (interests.Degree(a) + interests.Degree(b));
      }
    }
    return count;
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: bench_limits FOLDER [RUNS]\n";
    return 2;
  }
  const Graph graph{Tables(argv[1])};
  const int runs = std::max(1, argc > 2 ? std::atoi(argv[2]) : 5);
  const std::vector<std::function<uint64_t()>> loops = {
      [&] { return graph.Chain(); },           [&] { return graph.RepliesToFriends(); },
      [&] { return graph.TrianglesAtHome(); }, [&] { return graph.Stars(0); },
      [&] { return graph.TagPairs(false); },   [&] { return graph.FriendsOfFriends(); },
      [&] { return graph.Stars(1); },          [&] { return graph.TagPairs(true); },
      [&] { return graph.Strangers(); }};
  for (size_t i = 0; i < loops.size(); ++i) {
    std::vector<double> milliseconds;
    uint64_t count = 0;
    for (int run = 0; run < runs; ++run) {
      const auto begin = std::chrono::steady_clock::now();
      count = loops[i]();
      const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - begin;
      milliseconds.push_back(passed.count());
    }
    std::ranges::sort(milliseconds);
    std::cout << fmt::format("q{:<23} {:10.3f} ms  {}", i + 1, milliseconds[milliseconds.size() / 2], count)
              << std::endl;
  }
}
