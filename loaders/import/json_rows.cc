#include "loaders/import/json_rows.h"

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "base/text.h"
#include "loaders/input.h"
#include "loaders/json/parse.h"
#include "loaders/json/property_json.h"

namespace qiao::loaders::import {
namespace {

namespace bj = boost::json;

std::string_view View(const bj::string& text) { return {text.data(), text.size()}; }

// Ids are texts or numbers.
std::optional<std::string> IdText(const bj::object& object, std::string_view key) {
  const bj::value* id = object.if_contains(key);
  if (id == nullptr) return std::nullopt;
  if (id->is_string()) return std::string(View(id->as_string()));
  if (id->is_int64()) return std::to_string(id->as_int64());
  return std::nullopt;
}

bool IsStorable(const base::Value& value) {
  const auto is_simple = [](const base::Value& each) {
    return !each.is_null() && !each.is(base::Kind::kMap) && !each.is(base::Kind::kList);
  };
  return value.is(base::Kind::kList) ? std::ranges::all_of(value.list(), is_simple) : is_simple(value);
}

// What both kinds of lines have in common.
class LineReader {
 public:
  // Nodes are read first; what is wrong with a line of neither kind is told then.
  LineReader(bool nodes, const std::string& path, const ImportOptions& options, engine::BulkWriter& writer)
      : nodes_(nodes), path_(path), options_(options), writer_(writer) {}

  // Calls `take` with the object and the number of each line of the kind; kInput is the line's fault.
  template <class Take>
  base::Result<void> Each(const RecordBlock& block, std::vector<Fault>& faults, const Take& take) {
    uint64_t line = block.line;
    for (std::string_view rest = block.text; !rest.empty(); ++line) {
      const size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view text = base::Trim(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (text.empty()) continue;
      place_ = {path_, line};
      kind_ = FaultKind::kRow;
      origin_ = OriginOf(block.file, line);
      auto taken = TakeLine(text, take);
      if (taken) continue;
      Fault fault = MakeFault(kind_, std::move(taken).error(), place_, origin_);
      if (fault.error.code != base::ErrorCode::kInput) return std::move(fault).error;
      faults.push_back(std::move(fault));
      if (!GoesOn(faults.back(), options_)) return {};
    }
    return {};
  }

  base::Result<void> ReadProperties(const bj::object& object) {
    properties.clear();
    const bj::value* found = object.if_contains("properties");
    if (found == nullptr || found->is_null()) return {};
    if (!found->is_object()) return Wrong("{}: \"properties\" must be an object");
    const bj::value* types = object.if_contains("types");
    for (const auto& [key, value] : found->as_object()) {
      const std::string_view name(key.data(), key.size());
      const bj::value* type = types != nullptr && types->is_object() ? types->as_object().if_contains(key) : nullptr;
      auto read = json::ReadProperty(value, type);
      if (!read) return InputError("{}: {}: {}", place_, name, read.error().Text());
      if (read->is_null()) continue;
      if (!IsStorable(*read)) {
        return InputError("{}: {}: a property is a text, a number, true, false, a point or a list of these", place_,
                          name);
      }
      auto known = keys_.find(name);
      if (known == keys_.end()) {
        QIAO_TRY(const base::KeyId id, writer_.InternKey(name));
        known = keys_.emplace(std::string(name), id).first;
      }
      properties.emplace_back(known->second, *std::move(read));
    }
    return {};
  }

  base::Error Wrong(fmt::format_string<std::string> text) const { return InputError(text, place_); }
  void set_kind(FaultKind kind) { kind_ = kind; }
  const InputPlace& place() const { return place_; }
  uint64_t origin() const { return origin_; }

  std::vector<std::pair<base::KeyId, base::Value>> properties;

 private:
  template <class Take>
  base::Result<void> TakeLine(std::string_view text, const Take& take) {
    const auto value = json::Parse(text);
    const bj::object* object = value ? value->if_object() : nullptr;
    const bj::value* type = object == nullptr ? nullptr : object->if_contains("type");
    const std::string_view word = type == nullptr || !type->is_string() ? "" : View(type->as_string());
    if (word == (nodes_ ? "node" : "relationship")) return take(*object, place_.line);
    if (!nodes_ || word == "relationship") return {};
    if (!value) return Wrong("{}: this line is no JSON");
    if (word.empty()) return Wrong("{}: a line must be an object with \"type\"");
    return Wrong("{}: \"type\" must be \"node\" or \"relationship\"");
  }

  const bool nodes_;
  const std::string& path_;
  const ImportOptions& options_;
  engine::BulkWriter& writer_;
  InputPlace place_;
  uint64_t origin_ = 0;
  FaultKind kind_ = FaultKind::kRow;
  std::map<std::string, base::KeyId, std::less<>> keys_;
};

base::Result<std::vector<std::string>> ReadLabels(const LineReader& lines, const bj::object& object) {
  std::vector<std::string> labels;
  const bj::value* found = object.if_contains("labels");
  if (found == nullptr || found->is_null()) return labels;
  if (!found->is_array()) return lines.Wrong("{}: \"labels\" must be an array of texts");
  for (const bj::value& label : found->as_array()) {
    if (!label.is_string()) return lines.Wrong("{}: \"labels\" must be an array of texts");
    labels.emplace_back(View(label.as_string()));
  }
  return labels;
}

}  // namespace

base::Result<NodeRows> ReadJsonNodes(RecordBlock block, const std::string& path, const ImportOptions& options,
                                     engine::BulkWriter& writer) {
  NodeRows rows;
  rows.first_origin = OriginOf(block.file, block.line);
  LineReader lines(true, path, options, writer);
  std::map<std::vector<std::string>, uint32_t> groups;
  const auto take = [&](const bj::object& object, uint64_t line) -> base::Result<void> {
    const auto id = IdText(object, "id");
    if (!id) return lines.Wrong("{}: a node needs an \"id\"");
    QIAO_TRY(auto labels, ReadLabels(lines, object));
    QIAO_CHECK(lines.ReadProperties(object));
    const auto [place, is_new] = groups.try_emplace(labels, static_cast<uint32_t>(rows.groups.size()));
    if (is_new) {
      auto batch = writer.NewNodes(labels);
      rows.groups.push_back({std::move(labels), std::move(batch)});
    }
    QIAO_CHECK(rows.groups[place->second].batch.Add(lines.properties, lines.origin()));
    NodeRows::Row row{
        place->second, static_cast<uint32_t>(line - LineOf(rows.first_origin)), static_cast<uint32_t>(id->size()), {}};
    row.id_begin = rows.ids.size();
    rows.ids += *id;
    rows.rows.push_back(row);
    return {};
  };
  QIAO_CHECK(lines.Each(block, rows.faults, take));
  return rows;
}

base::Result<RelationshipRows> ReadJsonRelationships(const IdSpace& space, RecordBlock block, const std::string& path,
                                                     const ImportOptions& options, engine::BulkWriter& writer) {
  RelationshipRows rows;
  LineReader lines(false, path, options, writer);
  const auto find_end = [&](const bj::object& object, std::string_view key) -> base::Result<base::NodeId> {
    const bj::value* end = object.if_contains(key);
    const auto id = end != nullptr && end->is_object() ? IdText(end->as_object(), "id") : std::nullopt;
    if (!id) return lines.Wrong("{}: a relationship needs \"start\" and \"end\" with the \"id\" of a node");
    if (const auto node = space.Find(std::string_view(*id))) return *node;
    lines.set_kind(FaultKind::kMissingEnd);
    return InputError("{}: no node of the file has the id '{}'", lines.place(), *id);
  };
  const auto take = [&](const bj::object& object, uint64_t) -> base::Result<void> {
    const bj::value* label = object.if_contains("label");
    if (label == nullptr || !label->is_string() || label->as_string().empty()) {
      return lines.Wrong("{}: a relationship needs a \"label\", which is its type");
    }
    QIAO_TRY(const base::NodeId start, find_end(object, "start"));
    QIAO_TRY(const base::NodeId end, find_end(object, "end"));
    QIAO_CHECK(lines.ReadProperties(object));
    const std::string type(View(label->as_string()));
    return rows.BatchOf(start.table(), type, end.table(), writer)
        .Add(start.row(), end.row(), lines.properties, lines.origin());
  };
  QIAO_CHECK(lines.Each(block, rows.faults, take));
  return rows;
}

}  // namespace qiao::loaders::import
