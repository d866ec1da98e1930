#include <fmt/format.h>

#include "base/text.h"
#include "cli/format/row_writer.h"
#include "cli/format/table.h"
#include "cli/say.h"

namespace qiao::cli {
namespace {

// Rows that are held back to find the widths of the columns; later ones are printed as they come.
constexpr size_t kRowsForWidths = 10'000;

// Texts stand without quotes unless they would look like something else.
std::string CellText(const base::Value& value) {
  if (!value.is(base::Kind::kString)) {
    std::string text = base::ToText(value);
    // Temporal values need no quotes in a table.
    if (text.starts_with('\'')) return text.substr(1, text.size() - 2);
    return OneLine(text);
  }
  const std::string_view text = value.string();
  const bool plain = !text.empty() && text != "null" && base::Trim(text).size() == text.size();
  return OneLine(plain ? std::string(text) : base::Quoted(text));
}

void AppendCount(std::string& text, uint64_t count, const std::string& words) {
  if (count == 0) return;
  if (!text.empty()) text += ", ";
  text += words;
}

std::string Changes(base::Language language, const query::Counters& counters) {
  std::string text;
  AppendCount(text, counters.nodes_created, Say(language, "nodes created: {}", counters.nodes_created));
  AppendCount(text, counters.nodes_deleted, Say(language, "nodes deleted: {}", counters.nodes_deleted));
  AppendCount(text, counters.relationships_created,
              Say(language, "relationships created: {}", counters.relationships_created));
  AppendCount(text, counters.relationships_deleted,
              Say(language, "relationships deleted: {}", counters.relationships_deleted));
  AppendCount(text, counters.properties_set, Say(language, "properties set: {}", counters.properties_set));
  AppendCount(text, counters.labels_added, Say(language, "labels added: {}", counters.labels_added));
  AppendCount(text, counters.labels_removed, Say(language, "labels removed: {}", counters.labels_removed));
  AppendCount(text, counters.indexes_added, Say(language, "indexes added: {}", counters.indexes_added));
  AppendCount(text, counters.indexes_removed, Say(language, "indexes removed: {}", counters.indexes_removed));
  AppendCount(text, counters.constraints_added, Say(language, "constraints added: {}", counters.constraints_added));
  AppendCount(text, counters.constraints_removed,
              Say(language, "constraints removed: {}", counters.constraints_removed));
  return text;
}

class TableWriter : public RowWriter {
 public:
  TableWriter(Output& output, base::Language language) : output_(output), language_(language), table_({}) {}

  void Begin(const std::vector<std::string>& columns) override {
    table_ = Table(columns);
    has_columns_ = !columns.empty();
    printed_ = false;
  }
  void Add(const engine::Row& row) override {
    std::vector<Cell> cells;
    for (const base::Value& value : row) cells.push_back({CellText(value), value.is_number()});
    if (printed_) {
      output_.Write(table_.Line(cells));
      return;
    }
    table_.Add(std::move(cells));
    if (table_.rows() == kRowsForWidths) Print();
  }
  void End(const Summary& summary) override {
    if (!summary.plan.empty()) output_.Write(summary.plan.ends_with('\n') ? summary.plan : summary.plan + "\n");
    const bool show_rows = has_columns_ && (summary.plan.empty() || summary.rows > 0);
    if (show_rows && !printed_) Print();
    std::string footer;
    if (show_rows) footer = summary.rows == 1 ? Say(language_, "1 row") : Say(language_, "{} rows", summary.rows);
    const std::string changes = Changes(language_, summary.counters);
    if (!footer.empty() && !changes.empty()) footer += ", ";
    footer += changes;
    if (footer.empty() && summary.plan.empty()) footer = Say(language_, "nothing changed");
    if (footer.empty()) return;
    if (output_.is_terminal()) footer += ", " + Say(language_, "{} ms", fmt::format("{:.1f}", summary.seconds * 1000));
    output_.Write("(" + footer + ")\n");
    for (const query::Notice& notice : summary.notices) output_.Write(notice.message.In(language_) + "\n");
  }

 private:
  void Print() {
    output_.Write(table_.Text(output_.is_terminal() ? output_.width() : 0));
    printed_ = true;
  }

  Output& output_;
  base::Language language_;
  Table table_;
  bool has_columns_ = false;
  bool printed_ = false;
};

}  // namespace

std::unique_ptr<RowWriter> MakeTableWriter(Output& output, base::Language language) {
  return std::make_unique<TableWriter>(output, language);
}

}  // namespace qiao::cli
