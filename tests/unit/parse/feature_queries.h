// The queries of Gherkin files: openCypher's conformance suite, read only as a collection of texts.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qiao::query::syntax {

class FeatureQueries {
 public:
  struct Query {
    std::string file;
    std::string text;
    bool may_fail;  // its scenario expects an error at compile time
  };

  static std::vector<Query> In(const std::filesystem::path& folder) {
    std::vector<Query> queries;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.path().extension() != ".feature") continue;
      std::ifstream stream(entry.path());
      FeatureQueries reader(entry.path().filename().string(), queries);
      for (std::string line; std::getline(stream, line);) reader.Line(line);
      reader.EndScenario();
    }
    return queries;
  }

 private:
  FeatureQueries(std::string file, std::vector<Query>& queries) : file_(std::move(file)), queries_(queries) {}

  static std::string_view Trim(std::string_view text) {
    while (!text.empty() && std::string_view(" \t\r").find(text.front()) != text.npos) text.remove_prefix(1);
    while (!text.empty() && std::string_view(" \t\r").find(text.back()) != text.npos) text.remove_suffix(1);
    return text;
  }

  static std::vector<std::string> Cells(std::string_view row) {
    std::vector<std::string> cells;
    std::string cell;
    for (size_t i = 1; i < row.size(); ++i) {
      if (row[i] == '\\' && i + 1 < row.size() && row[i + 1] == '|') {
        cell += row[++i];
      } else if (row[i] == '|') {
        cells.emplace_back(Trim(cell));
        cell.clear();
      } else {
        cell += row[i];
      }
    }
    return cells;
  }

  void Line(const std::string& line) {
    const std::string_view text = Trim(line);
    if (text == "\"\"\"") {
      in_text_ = !in_text_;
      if (in_text_) texts_.emplace_back();
    } else if (in_text_) {
      texts_.back() += line + '\n';
    } else if (text.starts_with("Scenario") || text.starts_with("Background")) {
      EndScenario();
    } else if (text.starts_with("Examples:")) {
      in_examples_ = true;
    } else if (in_examples_ && text.starts_with("|")) {
      examples_.push_back(Cells(text));
    } else if (text.find("raised at compile time") != text.npos) {
      fails_ = true;
    }
  }

  void EndScenario() {
    if (examples_.empty()) examples_.resize(2);
    for (size_t row = 1; row < examples_.size(); ++row) {
      for (size_t i = 0; i < texts_.size(); ++i) {
        queries_.push_back({file_, Filled(texts_[i], examples_[row]), fails_ && i + 1 == texts_.size()});
      }
    }
    texts_.clear();
    examples_.clear();
    in_examples_ = fails_ = false;
  }

  std::string Filled(std::string text, const std::vector<std::string>& values) const {
    for (size_t column = 0; column < values.size(); ++column) {
      const std::string mark = "<" + examples_[0][column] + ">";
      for (size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + values[column].size())) {
        text.replace(at, mark.size(), values[column]);
      }
    }
    return text;
  }

  std::string file_;
  std::vector<Query>& queries_;
  std::vector<std::string> texts_;
  std::vector<std::vector<std::string>> examples_;
  bool in_text_ = false;
  bool in_examples_ = false;
  bool fails_ = false;
};

}  // namespace qiao::query::syntax
