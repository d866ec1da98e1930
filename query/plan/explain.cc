#include <fmt/format.h>

#include <cmath>

#include "query/functions/aggregation.h"
#include "query/plan/counted_call.h"
#include "query/plan/plan_text.h"
#include "query/procedures/procedure.h"
#include "query/query.h"

namespace qiao::query {
namespace {

struct Namer {
  std::string_view operator()(const Argument&) const { return "Argument"; }
  std::string_view operator()(const NodeScan&) const { return "NodeScan"; }
  std::string_view operator()(const SeekById&) const { return "SeekById"; }
  std::string_view operator()(const IndexSeek& step) const {
    return step.relationship ? "RelationshipIndexSeek" : "NodeIndexSeek";
  }
  std::string_view operator()(const Expand& step) const { return step.into ? "ExpandInto" : "Expand"; }
  std::string_view operator()(const ExpandVariable& step) const {
    if (step.edges == kNoSlot) return step.into ? "ExpandReachableInto" : "ExpandReachable";
    return step.into ? "ExpandVariableInto" : "ExpandVariable";
  }
  std::string_view operator()(const ExpandPattern&) const { return "ExpandPattern"; }
  std::string_view operator()(const ShortestPath&) const { return "ShortestPath"; }
  std::string_view operator()(const CountMatches&) const { return "CountMatches"; }
  std::string_view operator()(const Filter&) const { return "Filter"; }
  std::string_view operator()(const Project&) const { return "Project"; }
  std::string_view operator()(const Aggregate&) const { return "Aggregate"; }
  std::string_view operator()(const Distinct&) const { return "Distinct"; }
  std::string_view operator()(const Sort& step) const { return step.limit ? "TopK" : "Sort"; }
  std::string_view operator()(const Skip&) const { return "Skip"; }
  std::string_view operator()(const Limit&) const { return "Limit"; }
  std::string_view operator()(const Unwind&) const { return "Unwind"; }
  std::string_view operator()(const Eager&) const { return "Eager"; }
  std::string_view operator()(const CrossProduct&) const { return "CrossProduct"; }
  std::string_view operator()(const HashJoin&) const { return "HashJoin"; }
  std::string_view operator()(const Apply& step) const {
    switch (step.kind) {
      case ApplyKind::kInner:
        return "Apply";
      case ApplyKind::kOptional:
        return "OptionalApply";
      case ApplyKind::kSemi:
        return "SemiApply";
      case ApplyKind::kAnti:
        return "AntiApply";
      case ApplyKind::kUnit:
        return "UnitApply";
    }
    return "Apply";
  }
  std::string_view operator()(const ApplyInTransactions&) const { return "ApplyInTransactions"; }
  std::string_view operator()(const Union&) const { return "Union"; }
  std::string_view operator()(const ProcedureCall&) const { return "ProcedureCall"; }
  std::string_view operator()(const LoadCsv&) const { return "LoadCsv"; }
  std::string_view operator()(const Create&) const { return "Create"; }
  std::string_view operator()(const Set&) const { return "Set"; }
  std::string_view operator()(const Delete& step) const { return step.detach ? "DetachDelete" : "Delete"; }
  std::string_view operator()(const Merge&) const { return "Merge"; }
  std::string_view operator()(const Foreach&) const { return "Foreach"; }
  std::string_view operator()(const ChangeSchema&) const { return "ChangeSchema"; }
};

std::string Colon(const LabelExpression& labels) { return labels.IsTrue() ? "" : ":" + ToText(labels); }

std::string LengthText(uint64_t minimum, const std::optional<uint64_t>& maximum) {
  return fmt::format("{}..{}", minimum, maximum ? fmt::to_string(*maximum) : "");
}

struct Teller {
  const std::vector<std::string>& names;

  std::string Name(Slot slot) const { return SlotText(slot, names); }
  std::string Text(const ExpressionPtr& expression) const { return expression ? ToText(*expression, names) : ""; }
  std::string Arrow(Slot from, std::string_view edge, const EdgePattern& pattern, Slot to) const {
    std::string types = pattern.label ? ":" + ToText(*pattern.label) : "";
    for (const std::string& type : pattern.types) types += (types.empty() ? ":" : "|") + type;
    return fmt::format("({}){}-[{}{}]-{}({})", Name(from), pattern.toward == Toward::kIn ? "<" : "", edge, types,
                       pattern.toward == Toward::kOut ? ">" : "", Name(to));
  }
  std::string Assignments(const std::vector<Assigned>& items) const {
    std::string text;
    for (const Assigned& item : items) {
      if (!text.empty()) text += ", ";
      const std::string value = Text(item.expression), name = Name(item.slot);
      text += value == name ? name : value + " AS " + name;
    }
    return text;
  }
  std::string Creation(const Create& create) const {
    std::string text;
    for (const NodeCreation& node : create.nodes) {
      if (!text.empty()) text += ", ";
      text += "(" + Name(node.node);
      for (const std::string& label : node.labels) text += ":" + label;
      if (node.more_labels != nullptr) text += ":$(" + Text(node.more_labels) + ")";
      text += ")";
    }
    for (const EdgeCreation& edge : create.edges) {
      if (!text.empty()) text += ", ";
      text +=
          Arrow(edge.source, Name(edge.edge),
                {Toward::kOut, {edge.named_type ? "$(" + Text(edge.named_type) + ")" : edge.type}, {}}, edge.target);
    }
    return text;
  }

  std::string operator()(const NodeScan& step) const {
    return fmt::format("({}{})", Name(step.node), Colon(step.labels));
  }
  std::string operator()(const SeekById& step) const {
    return fmt::format("id({}) {}", Name(step.entity), Text(step.ids));
  }
  std::string operator()(const IndexSeek& step) const {
    std::string conditions;
    const auto add = [&](size_t key, std::string_view op, const ExpressionPtr& value) {
      if (!value) return;
      const std::string_view joint = conditions.empty() ? "" : step.kind == RuleKind::kEachIndex ? " OR " : " AND ";
      conditions += fmt::format("{}{} {} {}", joint, step.keys[key], op, Text(value));
    };
    for (size_t i = 0; i < step.equal.size(); ++i) add(i, step.equal[i].any ? "IN" : "=", step.equal[i].value);
    add(step.equal.size(), step.lower_inclusive ? ">=" : ">", step.lower);
    add(step.equal.size(), step.upper_inclusive ? "<=" : "<", step.upper);
    add(step.equal.size(), "STARTS WITH", step.prefix);
    if (conditions.empty()) conditions = "all";
    return fmt::format("({}:{}) {} by {}", Name(step.entity), step.label, conditions, step.index);
  }
  std::string operator()(const Expand& step) const { return Arrow(step.from, Name(step.edge), step.pattern, step.to); }
  std::string operator()(const ExpandVariable& step) const {
    return Arrow(step.from,
                 (step.edges == kNoSlot ? "" : Name(step.edges)) + "*" + LengthText(step.minimum, step.maximum),
                 step.pattern, step.to);
  }
  std::string operator()(const ExpandPattern& step) const {
    return fmt::format("({})(…){{{}}}({})", Name(step.from), LengthText(step.minimum, step.maximum), Name(step.to));
  }
  std::string operator()(const ShortestPath& step) const {
    return Arrow(step.from, Name(step.edges) + "*" + LengthText(step.minimum, step.maximum), step.pattern, step.to);
  }
  std::string operator()(const CountMatches& step) const {
    std::string text;
    for (const size_t node : step.outputs) text += (text.empty() ? "" : ", ") + Name(step.pattern->nodes[node].slot);
    for (const JoinPattern::Edge& edge : step.pattern->edges) {
      text += (text.empty() ? "" : " ") +
              Arrow(step.pattern->nodes[edge.from].slot, "", *edge.pattern, step.pattern->nodes[edge.to].slot);
    }
    return text;
  }
  std::string operator()(const Filter& step) const { return Text(step.predicate); }
  std::string operator()(const Project& step) const { return Assignments(step.items); }
  std::string operator()(const Aggregate& step) const {
    std::string text = Assignments(step.keys);
    for (const Aggregate::Item& item : step.items) {
      if (!text.empty()) text += ", ";
      std::string arguments = item.aggregation == nullptr ? "*" : "";
      for (const ExpressionPtr& argument : item.arguments)
        arguments += (arguments.empty() ? "" : ", ") + Text(argument);
      text += fmt::format("{}({}{}) AS {}", item.aggregation == nullptr ? "count" : item.aggregation->name,
                          item.distinct ? "DISTINCT " : "", arguments, Name(item.slot));
    }
    return text;
  }
  std::string operator()(const Distinct& step) const {
    std::string text;
    for (Slot slot : step.slots) text += (text.empty() ? "" : ", ") + Name(slot);
    return text;
  }
  std::string operator()(const Sort& step) const {
    std::string text;
    for (const SortKey& key : step.keys) {
      text += (text.empty() ? "" : ", ") + Text(key.expression) + (key.descending ? " DESC" : "");
    }
    return step.limit ? text + ", first " + Text(step.limit) : text;
  }
  std::string operator()(const Skip& step) const { return Text(step.count); }
  std::string operator()(const Limit& step) const { return Text(step.count); }
  std::string operator()(const Unwind& step) const { return Text(step.list) + " AS " + Name(step.slot); }
  std::string operator()(const HashJoin& step) const {
    std::string text;
    for (auto [left, right] : step.keys) text += (text.empty() ? "" : ", ") + Name(left) + " = " + Name(right);
    return text;
  }
  std::string operator()(const ProcedureCall& step) const { return step.procedure->name; }
  std::string operator()(const LoadCsv& step) const { return Text(step.url) + " AS " + Name(step.row); }
  std::string operator()(const Create& step) const { return Creation(step); }
  std::string operator()(const Set& step) const { return Items(step.items); }
  std::string operator()(const Delete& step) const {
    std::string text;
    for (const ExpressionPtr& entity : step.entities) text += (text.empty() ? "" : ", ") + Text(entity);
    return text;
  }
  std::string operator()(const Merge& step) const { return Creation(step.create); }
  std::string operator()(const ChangeSchema& step) const {
    switch (step.command.action) {
      case SchemaCommand::Action::kCreate:
        return CreateStatement(step.command.rule);
      case SchemaCommand::Action::kDropIndex:
        return "DROP INDEX " + step.command.rule.name;
      case SchemaCommand::Action::kDropConstraint:
        return "DROP CONSTRAINT " + step.command.rule.name;
    }
    return {};
  }
  std::string operator()(const Foreach& step) const { return Name(step.slot) + " IN " + Text(step.list); }
  template <class Plain>
  std::string operator()(const Plain&) const {
    return {};
  }

  std::string Items(const std::vector<SetItem>& items) const {
    std::string text;
    for (const SetItem& item : items) {
      if (!text.empty()) text += ", ";
      text += Text(item.target);
      switch (item.kind) {
        case SetItem::Kind::kProperty:
          text += "." + item.name + " = " + Text(item.value);
          break;
        case SetItem::Kind::kDynamicProperty:
          text += "[" + Text(item.key) + "] = " + Text(item.value);
          break;
        case SetItem::Kind::kReplace:
          text += " = " + Text(item.value);
          break;
        case SetItem::Kind::kMerge:
          text += " += " + Text(item.value);
          break;
        case SetItem::Kind::kRemoveProperty:
          text += "." + item.name + " removed";
          break;
        case SetItem::Kind::kAddLabels:
        case SetItem::Kind::kRemoveLabels:
          for (const std::string& label : item.labels) text += ":" + label;
          if (item.kind == SetItem::Kind::kRemoveLabels) text += " removed";
          break;
      }
    }
    return text;
  }
};

void Append(const PlanNode& node, const std::vector<std::string>& names, int depth, std::string& text) {
  text += std::string(static_cast<size_t>(depth) * 2, ' ');
  text += StepName(node.step);
  const std::string details = StepText(node.step, names);
  if (!details.empty()) text += " " + details;
  if (node.estimated_rows >= 0) text += fmt::format("  ~{:.0f} rows", std::ceil(node.estimated_rows));
  if (IsShared(node)) text += ", shared";
  text += '\n';
  for (const PlanPtr& input : node.inputs) Append(*input, names, depth + 1, text);
}

}  // namespace

bool IsShared(const PlanNode& node) {
  return node.parallel || std::holds_alternative<CountMatches>(node.step) || AsCountedCall(node).has_value();
}

std::string_view StepName(const PlanStep& step) { return std::visit(Namer{}, step); }

std::string StepText(const PlanStep& step, const std::vector<std::string>& slot_names) {
  return std::visit(Teller{slot_names}, step);
}

std::string Explain(const Plan& plan) {
  std::string text;
  Append(*plan.root, plan.slot_names, 0, text);
  return text;
}

std::string CompileTimes(const Plan& plan) {
  std::chrono::nanoseconds all{0};
  std::string text;
  for (const auto& [stage, time] : plan.compile_times) {
    all += time;
    text += fmt::format("{} {} {:.3f}", text.empty() ? ":" : ",", stage, static_cast<double>(time.count()) / 1e6);
  }
  return fmt::format("Compiled in {:.3f} ms{}\n", static_cast<double>(all.count()) / 1e6, text);
}

}  // namespace qiao::query
