#include "cli/format/json_text.h"
#include "cli/format/row_writer.h"

namespace qiao::cli {
namespace {

struct Counter {
  std::string_view name;
  uint64_t query::Counters::*count;
};

constexpr Counter kCounters[] = {
    {"nodes_created", &query::Counters::nodes_created},
    {"nodes_deleted", &query::Counters::nodes_deleted},
    {"relationships_created", &query::Counters::relationships_created},
    {"relationships_deleted", &query::Counters::relationships_deleted},
    {"properties_set", &query::Counters::properties_set},
    {"labels_added", &query::Counters::labels_added},
    {"labels_removed", &query::Counters::labels_removed},
    {"indexes_added", &query::Counters::indexes_added},
    {"indexes_removed", &query::Counters::indexes_removed},
    {"constraints_added", &query::Counters::constraints_added},
    {"constraints_removed", &query::Counters::constraints_removed},
};

void AppendCounters(std::string& text, const query::Counters& counters) {
  text += '{';
  bool first = true;
  for (const Counter& counter : kCounters) {
    if (counters.*(counter.count) == 0) continue;
    if (!first) text += ", ";
    first = false;
    AppendJsonString(text, counter.name);
    text += ": " + std::to_string(counters.*(counter.count));
  }
  text += '}';
}

class JsonWriter : public RowWriter {
 public:
  explicit JsonWriter(Output& output) : output_(output) {}

  void Begin(const std::vector<std::string>& columns) override {
    std::string text = "{\"columns\": ";
    AppendJsonStrings(text, columns);
    output_.Write(text + ", \"rows\": [");
    rows_ = 0;
  }
  void Add(const engine::Row& row) override {
    std::string text = rows_++ == 0 ? "\n  [" : ",\n  [";
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += ", ";
      AppendJson(text, row[i]);
    }
    output_.Write(text + "]");
  }
  void End(const Summary& summary) override {
    std::string text = rows_ == 0 ? "]" : "\n]";
    if (summary.counters.any()) {
      text += ", \"counters\": ";
      AppendCounters(text, summary.counters);
    }
    if (!summary.plan.empty()) {
      text += ", \"plan\": ";
      AppendJsonString(text, summary.plan);
    }
    output_.Write(text + "}\n");
  }

 private:
  Output& output_;
  uint64_t rows_ = 0;
};

class JsonLinesWriter : public RowWriter {
 public:
  explicit JsonLinesWriter(Output& output) : output_(output) {}

  void Begin(const std::vector<std::string>& columns) override {
    keys_.clear();
    for (const std::string& column : columns) {
      std::string& key = keys_.emplace_back(keys_.empty() ? "{" : ", ");
      AppendJsonString(key, column);
      key += ": ";
    }
  }
  void Add(const engine::Row& row) override {
    std::string text;
    for (size_t i = 0; i < row.size(); ++i) {
      text += keys_[i];
      AppendJson(text, row[i]);
    }
    output_.Write(text + "}\n");
  }
  void End(const Summary& summary) override {
    if (summary.plan.empty()) return;
    std::string text = "{\"plan\": ";
    AppendJsonString(text, summary.plan);
    output_.Write(text + "}\n");
  }

 private:
  Output& output_;
  std::vector<std::string> keys_;
};

}  // namespace

std::unique_ptr<RowWriter> MakeJsonWriter(Output& output, base::Language) {
  return std::make_unique<JsonWriter>(output);
}

std::unique_ptr<RowWriter> MakeJsonLinesWriter(Output& output, base::Language) {
  return std::make_unique<JsonLinesWriter>(output);
}

}  // namespace qiao::cli
