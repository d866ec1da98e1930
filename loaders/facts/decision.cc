#include "loaders/facts/decision.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

#include "loaders/facts/neighbours.h"
#include "loaders/facts/properties.h"

namespace qiao::loaders {

using base::NodeId;
using base::Result;
using base::Value;

namespace {

constexpr std::array<std::pair<Action, std::string_view>, 7> kNames = {{
    {Action::kMerge, "merge"},
    {Action::kApart, "apart"},
    {Action::kSplit, "split"},
    {Action::kAccept, "accept"},
    {Action::kReject, "reject"},
    {Action::kAmend, "amend"},
    {Action::kAdd, "add"},
}};

// The property `about`; a claim has none.
constexpr std::array<std::pair<Topic, std::string_view>, 3> kTopics = {{
    {Topic::kClaim, ""},
    {Topic::kFigure, "figure"},
    {Topic::kValue, "value"},
}};

// Values stand beside the decision's own properties under this prefix.
constexpr std::string_view kValue = "value_";

// The texts of a decision by the names of their properties.
constexpr std::array<std::pair<std::string_view, std::string Decision::*>, 13> kTexts = {{
    {"by", &Decision::by},
    {"at", &Decision::at},
    {"why", &Decision::why},
    {"undone", &Decision::undone},
    {"undone_by", &Decision::undone_by},
    {"key", &Decision::key},
    {"other", &Decision::other},
    {"text_hash", &Decision::text_hash},
    {"type", &Decision::type},
    {"subject", &Decision::subject},
    {"object", &Decision::object},
    {"stated", &Decision::stated},
    {"evidence", &Decision::evidence},
}};

int64_t IntegerIn(const base::Map& properties, std::string_view key, int64_t otherwise) {
  const Value* value = ValueIn(properties, key);
  return value != nullptr && value->is(base::Kind::kInteger) ? value->integer() : otherwise;
}

// Nothing for a node that is no decision of ours.
std::optional<Decision> FromProperties(const base::Map& properties) {
  const auto action = ActionNamed(TextIn(properties, "action"));
  const auto* topic =
      std::ranges::find(kTopics, TextIn(properties, "about"), [](const auto& row) { return row.second; });
  const int64_t id = IntegerIn(properties, "id", 0);
  if (!action || topic == kTopics.end() || id <= 0) return std::nullopt;
  Decision decision{.id = id, .action = *action, .topic = topic->first};
  for (const auto& [name, text] : kTexts) decision.*text = TextIn(properties, name);
  decision.offset = IntegerIn(properties, "offset", -1);
  for (const auto& [name, value] : properties) {
    if (name.starts_with(kValue)) decision.values.emplace_back(name.substr(kValue.size()), value);
  }
  return decision;
}

}  // namespace

bool Decision::Repeats(const Decision& other_decision) const {
  const auto content = [](const Decision& d) {
    std::set<std::string> values;
    for (const auto& [name, value] : d.values) values.insert(name + "=" + base::ToText(value));
    return std::tuple(d.action, d.topic, d.key, d.other, d.text_hash, d.type, d.subject, d.object, d.offset, d.stated,
                      std::move(values), d.evidence);
  };
  return content(*this) == content(other_decision);
}

std::string_view Name(Action action) { return kNames[static_cast<size_t>(action)].second; }

std::optional<Action> ActionNamed(std::string_view name) {
  const auto* found = std::ranges::find(kNames, name, [](const auto& row) { return row.second; });
  return found == kNames.end() ? std::nullopt : std::optional(found->first);
}

Result<Decisions> Decisions::Read(const query::GraphReader& graph) {
  Decisions decisions;
  QIAO_CHECK(ForEachNode(graph, "Decision", [&](NodeId node) -> Result<void> {
    QIAO_TRY(const base::Map properties, graph.Properties(node));
    auto decision = FromProperties(properties);
    if (decision && decisions.nodes_.emplace(decision->id, node).second) {
      decisions.all_.push_back(*std::move(decision));
    }
    return {};
  }));
  std::ranges::sort(decisions.all_, {}, &Decision::id);
  return decisions;
}

std::vector<const Decision*> Decisions::OfDocument(const std::string& text_hash) const {
  std::vector<const Decision*> found;
  for (const Decision& decision : all_) {
    if (decision.holds() && !text_hash.empty() && decision.text_hash == text_hash) found.push_back(&decision);
  }
  return found;
}

const Decision* Decisions::Find(int64_t id) const {
  const auto found = std::ranges::find(all_, id, &Decision::id);
  return found == all_.end() ? nullptr : &*found;
}

bool Decisions::HasSame(const Decision& decision) const {
  return std::ranges::any_of(all_, [&](const Decision& known) { return known.holds() && known.Repeats(decision); });
}

Result<void> Decisions::Write(query::GraphWriter& writer, const Decision& decision) {
  PropertyBag properties;
  properties.Set("id", Value::Integer(decision.id));
  properties.Text("action", Name(decision.action));
  properties.Text("about", kTopics[static_cast<size_t>(decision.topic)].second);
  for (const auto& [name, text] : kTexts) properties.Text(name, decision.*text);
  if (decision.offset >= 0) properties.Set("offset", Value::Integer(decision.offset));
  for (const auto& [name, value] : decision.values) properties.Set(std::string(kValue) + name, value);
  QIAO_TRY(base::LabelId label, writer.InternLabel("Decision"));
  QIAO_TRY(const auto interned, properties.Interned(writer));
  QIAO_TRY(const NodeId node, writer.CreateNode(std::span(&label, 1), interned));
  nodes_[decision.id] = node;
  all_.push_back(decision);
  return {};
}

Result<void> Decisions::MarkUndone(query::GraphWriter& writer, int64_t id, const std::string& at,
                                   const std::string& by) {
  const auto found = std::ranges::find(all_, id, &Decision::id);
  found->undone = at;
  found->undone_by = by;
  QIAO_TRY(base::KeyId undone, writer.InternKey("undone"));
  QIAO_CHECK(writer.SetProperty(nodes_.at(id), undone, Value::String(at)));
  QIAO_TRY(base::KeyId undone_by, writer.InternKey("undone_by"));
  return writer.SetProperty(nodes_.at(id), undone_by, Value::String(by));
}

}  // namespace qiao::loaders
