// RandomWriter: indexes and constraints.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "tests/support/random_writer.h"
#include "tests/support/rule_model.h"

namespace qiao::storage {

using base::ErrorCode;

namespace {

bool KeepsRange(const Model::Rule& rule) {
  return rule.kind == RuleKind::kRangeIndex || rule.kind == RuleKind::kUnique || rule.kind == RuleKind::kKey;
}

// The error with which the store must refuse the rule.
std::optional<ErrorCode> RefusalOf(const Model& model, const Model::Rule& rule) {
  if (model.rules.contains(rule.name)) return ErrorCode::kSemantic;
  for (const auto& [name, known] : model.rules) {
    if (KeepsRange(known) && KeepsRange(rule) && known.relationship == rule.relationship && known.label == rule.label &&
        known.keys == rule.keys) {
      return ErrorCode::kSemantic;
    }
  }
  if (Breaks(model, rule)) return ErrorCode::kConstraint;
  return std::nullopt;
}

}  // namespace

Model::Rule RandomWriter::RandomRule() {
  Model::Rule rule;
  rule.kind = static_cast<RuleKind>(1 + Below(8));
  rule.relationship = Below(4) == 0;
  rule.label = rule.relationship ? (Below(2) == 0 ? "结对" : "位于") : (Below(2) == 0 ? "人" : "医院");
  rule.keys.push_back(Below(3) == 0 ? "编号" : Below(2) == 0 ? "名称" : Name());
  const bool many = rule.kind != RuleKind::kTextIndex && rule.kind < RuleKind::kExists;
  if (many && Below(2) == 0) {
    std::string second = Name();
    if (second != rule.keys[0]) rule.keys.push_back(std::move(second));
  }
  if (rule.kind == RuleKind::kEachIndex) std::ranges::sort(rule.keys);
  if (rule.kind == RuleKind::kLookupIndex) {
    rule.label.clear();
    rule.keys.clear();
  }
  if (rule.kind == RuleKind::kType) {
    rule.kinds = 1U << static_cast<uint32_t>(base::Kind::kInteger);
    if (Below(2) == 0) rule.kinds |= 1U << static_cast<uint32_t>(base::Kind::kString);
  }
  // Equivalent rules have one name.
  rule.name = fmt::format("{} {} {} {}", static_cast<int>(rule.kind), rule.relationship, rule.label, rule.keys);
  return rule;
}

base::Result<void> RandomWriter::ChangeRules(Transaction& transaction, Model& model) {
  constexpr size_t kMostRules = 8;
  for (uint32_t changes = 1 + Below(3); changes > 0; --changes) {
    if (!model.rules.empty() && (model.rules.size() >= kMostRules || Below(3) == 0)) {
      const std::string name = std::next(model.rules.begin(), Below(static_cast<uint32_t>(model.rules.size())))->first;
      QIAO_CHECK(transaction.DropRule(name));
      model.rules.erase(name);
      continue;
    }
    const Model::Rule wanted = RandomRule();
    Rule rule;
    rule.kind = wanted.kind;
    rule.relationship = wanted.relationship;
    if (wanted.kind != RuleKind::kLookupIndex) {
      if (wanted.relationship) {
        QIAO_TRY(const base::TypeId type, transaction.InternType(wanted.label));
        rule.label = type.value;
      } else {
        QIAO_TRY(const base::LabelId label, transaction.InternLabel(wanted.label));
        rule.label = label.value;
      }
    }
    for (const std::string& name : wanted.keys) {
      QIAO_TRY(const base::KeyId key, transaction.InternKey(name));
      rule.keys.push_back(key);
    }
    rule.name = wanted.name;
    rule.kinds = wanted.kinds;
    const auto refusal = RefusalOf(model, wanted);
    auto created = transaction.CreateRule(std::move(rule));
    if (created) {
      if (refusal) throw std::logic_error(fmt::format("rule {} was made against the data", wanted.name));
      model.rules[wanted.name] = wanted;
    } else if (!refusal || created.error().code != *refusal) {
      // The disk may have failed; anything else is wrong.
      if (created.error().code == ErrorCode::kIo) return created;
      throw std::logic_error(fmt::format("rule {}: {}", wanted.name, created.error().Text()));
    } else if (*refusal == ErrorCode::kConstraint) {
      ++refused_;
    }
  }
  return {};
}

base::Result<std::optional<Version>> RandomWriter::Commit(Transaction& transaction, const Model& model) {
  const bool breaks = BreaksAny(model);
  auto version = transaction.Commit();
  if (!breaks && version) return std::optional(*version);
  if (breaks && !version && version.error().code == ErrorCode::kConstraint) {
    ++refused_;
    return std::optional<Version>();
  }
  if (!version && version.error().code == ErrorCode::kIo) return version.error();
  throw std::logic_error(version ? "a commit broke a constraint" : "a commit failed: " + version.error().Text());
}

}  // namespace qiao::storage
