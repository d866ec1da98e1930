#include "loaders/csv/table_loader.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace qiao::loaders::csv {

base::Result<void> TableLoader::Begin(const Table& next) {
  table_ = &next;
  paths_.push_back(next.path);
  const Header& header = table().header;
  default_name_.clear();
  if (header.relationships && !header.type) {
    QIAO_TRY(default_name_, TypeOfFile(table().path, header));
  } else if (!header.relationships && !header.label) {
    QIAO_TRY(default_name_, LabelOfFile(table().path));
  }
  keys_.assign(header.columns.size(), base::KeyId());
  for (size_t i = 0; i < header.columns.size(); ++i) {
    const Column& column = header.columns[i];
    if (column.role != Role::kProperty && (column.role != Role::kId || column.name.empty())) continue;
    QIAO_TRY(keys_[i], writer_.InternKey(column.name));
  }
  if (header.id) {
    const Column& id = header.columns[*header.id];
    const bool whole = id.format.type == CellType::kInteger;
    const auto [space, fresh] = ids_.try_emplace(id.group);
    if (!fresh && space->second.whole_numbers != whole) {
      return InputError("{}: another table keeps the ids of this id space as {}; use the same id-type in both",
                        InputPlace{table().path, 1}, whole ? "string" : "long");
    }
    space->second.whole_numbers = whole;
    if (space->second.key.empty()) space->second.key = id.name;
  }
  return {};
}

base::Result<void> TableLoader::Add(const Record& record) {
  const size_t expected = table().header.columns.size();
  if (record.fields.size() != expected) {
    InputPlace place = table().reader.PlaceOf(std::min(record.fields.size() - 1, expected));
    return InputError(
        "{}: the row has {} columns where the header has {}; put a value that holds the delimiter '{}' into "
        "quotes",
        place, record.fields.size(), expected, table().reader.delimiter());
  }
  return table().header.relationships ? AddRelationship(record) : AddNode(record);
}

base::Result<void> TableLoader::ReadProperties(const Record& record) {
  properties_.clear();
  const auto& columns = table().header.columns;
  for (size_t i = 0; i < columns.size(); ++i) {
    const Column& column = columns[i];
    if (column.role != Role::kProperty && (column.role != Role::kId || column.name.empty())) continue;
    QIAO_TRY(auto value, ReadCell(table().reader, record.fields[i], i, column.name, column.format));
    if (!value.is_null()) properties_.emplace_back(keys_[i], std::move(value));
  }
  return {};
}

base::Result<std::vector<base::LabelId>> TableLoader::ReadLabels(const Record& record, std::string& first) {
  std::vector<base::LabelId> labels;
  const auto& column = table().header.label;
  std::string_view rest = column ? record.fields[*column].text : std::string_view(default_name_);
  const std::string& delimiter = column ? table().header.columns[*column].format.array_delimiter : default_name_;
  while (!rest.empty()) {
    const size_t end = column ? rest.find(delimiter) : std::string_view::npos;
    const std::string_view name = base::Trim(rest.substr(0, end));
    if (!name.empty()) {
      QIAO_TRY(const base::LabelId label, writer_.InternLabel(name));
      if (labels.empty()) first = name;
      labels.push_back(label);
    }
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + delimiter.size());
  }
  return labels;
}

std::string TableLoader::KeyText(const IdSpace& space, std::string_view cell) const {
  if (!space.whole_numbers) return std::string(cell);
  cell = base::Trim(cell);
  int64_t number = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  const bool whole = error == std::errc() && end == cell.data() + cell.size();
  return whole ? std::to_string(number) : std::string(cell);
}

base::Result<bool> TableLoader::UpdateNode(base::NodeId node, const std::vector<base::LabelId>& labels) {
  bool changed = false;
  for (const auto& [key, value] : properties_) {
    QIAO_TRY(const base::Value there, nodes_.graph().Property(node, key));
    if (there.kind() == value.kind() && base::Equivalent(there, value)) continue;
    QIAO_CHECK(writer_.SetProperty(node, key, value));
    changed = true;
  }
  for (const base::LabelId label : labels) {
    QIAO_TRY(const bool has, nodes_.graph().HasLabel(node, label));
    if (has) continue;
    QIAO_CHECK(writer_.AddLabel(node, label));
    changed = true;
  }
  return changed;
}

base::Result<void> TableLoader::AddNode(const Record& record) {
  const Header& header = table().header;
  std::string first_label;
  QIAO_TRY(const auto labels, ReadLabels(record, first_label));
  QIAO_CHECK(ReadProperties(record));
  IdSpace* space = nullptr;
  std::string id;
  std::optional<StoredMatch> stored;
  if (header.id) {
    const Column& column = header.columns[*header.id];
    const Field& field = record.fields[*header.id];
    if (field.text.empty()) return InputError("{}: a node without an id", table().reader.PlaceOf(*header.id));
    space = &ids_.find(column.group)->second;
    if (space->whole_numbers) {  // also when the id is kept nowhere
      QIAO_CHECK(ReadCell(table().reader, field, *header.id, ":ID", column.format));
    }
    id = KeyText(*space, field.text);
    if (const auto found = space->nodes.find(id); found != space->nodes.end()) {
      return InputError("{}: the id '{}' is used a second time; first at {}", table().reader.PlaceOf(*header.id), id,
                        InputPlace{paths_[found->second.table], found->second.line}.Text());
    }
    if (!column.name.empty()) {
      QIAO_TRY(stored, nodes_.Find(first_label, column.name, id));
    }
  }
  base::NodeId node;
  if (stored) {
    const InputPlace place = table().reader.PlaceOf(*header.id);
    const std::string& key = header.columns[*header.id].name;
    if (stored->several) {
      return InputError("{}: the database holds several {} nodes with {} '{}'", place, first_label, key, id);
    }
    if (!update_) {
      return InputError(
          "{}: the database already holds a {} node with {} '{}'; load with --update to add to what is "
          "there",
          place, first_label, key, id);
    }
    node = stored->node;
    QIAO_TRY(const bool changed, UpdateNode(node, labels));
    ++report_.nodes_known;
    report_.nodes_changed += changed ? 1 : 0;
  } else {
    QIAO_TRY(node, writer_.CreateNode(labels, properties_));
    ++report_.nodes_created;
  }
  if (space != nullptr) {
    space->nodes.emplace(std::move(id),
                         LoadedNode{node, static_cast<uint32_t>(paths_.size() - 1), record.line, stored.has_value()});
  }
  return {};
}

base::Result<LoadedNode> TableLoader::FindEnd(const Record& record, size_t index) {
  const Column& column = table().header.columns[index];
  const std::string_view cell = record.fields[index].text;
  if (cell.empty()) {
    const InputPlace place = table().reader.PlaceOf(index);
    if (column.role == Role::kStartId) return InputError("{}: a relationship without a start", place);
    return InputError("{}: a relationship without an end", place);
  }
  const auto space = ids_.find(column.group);
  if (space != ids_.end()) {
    const auto found = space->second.nodes.find(KeyText(space->second, cell));
    if (found != space->second.nodes.end()) return found->second;
  }
  std::string key = "id";
  if (!column.name.empty()) {
    key = column.name;
  } else if (space != ids_.end() && !space->second.key.empty()) {
    key = space->second.key;
  }
  const std::string label = nodes_.HasLabel(column.group) ? column.group : "";
  QIAO_TRY(const auto stored, nodes_.Find(label, key, cell));
  if (!stored) {
    return InputError(
        "{}: no node has the id '{}' in the id space '{}'; neither a table of this load nor a node of the "
        "database with {} '{}' gives it",
        table().reader.PlaceOf(index), cell, column.group, key, cell);
  }
  if (stored->several) {
    return InputError(
        "{}: several nodes of the database have {} '{}'; name their label as the id space, as in "
        "name:START_ID(Person)",
        table().reader.PlaceOf(index), key, cell);
  }
  return LoadedNode{stored->node, 0, 0, true};
}

base::Result<void> TableLoader::AddRelationship(const Record& record) {
  const Header& header = table().header;
  QIAO_TRY(const LoadedNode start, FindEnd(record, *header.start));
  QIAO_TRY(const LoadedNode end, FindEnd(record, *header.end));
  const std::string_view type = header.type ? base::Trim(record.fields[*header.type].text) : default_name_;
  if (type.empty()) return InputError("{}: a relationship without a type", table().reader.PlaceOf(*header.type));
  QIAO_CHECK(ReadProperties(record));
  if (update_ && start.stored && end.stored) {
    QIAO_TRY(const bool known, edges_.Take(start.node, type, end.node, properties_));
    if (known) {
      ++report_.relationships_known;
      return {};
    }
  }
  QIAO_TRY(const base::TypeId type_id, writer_.InternType(type));
  QIAO_CHECK(writer_.CreateEdge(start.node, type_id, end.node, properties_));
  ++report_.relationships_created;
  return {};
}

}  // namespace qiao::loaders::csv
