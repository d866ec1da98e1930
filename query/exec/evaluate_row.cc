// Expressions that are computed value by value: functions, strings, lists, maps, paths.
#include <algorithm>
#include <optional>
#include <unordered_map>

#include "base/path_ids.h"
#include "query/exec/column_kernels.h"
#include "query/exec/evaluate_kinds.h"
#include "query/exec/list_lookup.h"
#include "query/exec/property_column.h"
#include "query/exec/value_memo.h"
#include "query/functions/function.h"
#include "query/functions/operators.h"

namespace qiao::query {

using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::List;
using base::Map;
using base::Result;
using base::Value;

namespace {

// Computes one value; a left-out operand comes as null.
using Kernel = Result<Value> (*)(const Expression&, Environment&, std::span<const Value>);

Result<void> CheckAlive(const Environment& env, const Value& value) {
  if (value.is(Kind::kNode)) return CheckAlive(env, value.node());
  if (value.is(Kind::kRelationship)) return CheckAlive(env, value.relationship());
  return {};
}

Result<Value> CallFunction(const Expression& expression, Environment& env, std::span<const Value> arguments) {
  const Function& function = *expression.function;
  const bool any_null = std::ranges::any_of(arguments, [](const Value& value) { return value.is_null(); });
  if (any_null && function.null_rule == NullRule::kNullIfAny) return Value::Null();
  // Identity and type outlive a deleted entity, what it held does not.
  if (env.deleted && (function.name == "labels" || function.name == "keys" || function.name == "properties")) {
    for (const Value& argument : arguments) QIAO_CHECK(CheckAlive(env, argument));
  }
  return Call(function, env.functions, arguments);
}

Result<Value> MakeMap(const Expression& expression, Environment&, std::span<const Value> operands) {
  Map map;
  map.reserve(operands.size());
  std::unordered_map<std::string_view, size_t> places;
  for (size_t i = 0; i < operands.size(); ++i) {
    const auto [place, is_new] = places.emplace(expression.names[i], map.size());
    if (is_new) {
      map.emplace_back(expression.names[i], operands[i]);
    } else {
      map[place->second].second = operands[i];
    }
  }
  return Value::Of(std::move(map));
}

Result<Map> PropertiesOf(Environment& env, const Value& value) {
  QIAO_CHECK(CheckAlive(env, value));
  if (value.is(Kind::kMap)) return value.map();
  if (value.is(Kind::kNode)) return env.graph.Properties(value.node());
  if (value.is(Kind::kRelationship)) return env.graph.Properties(value.relationship());
  return base::MakeError(ErrorCode::kType, "expected a map, a node or a relationship, got {}", base::Name(value.kind()))
      .With(ErrorDetail::kInvalidArgumentType);
}

Result<Value> ProjectMap(const Expression& expression, Environment& env, std::span<const Value> operands) {
  if (operands[0].is_null()) return Value::Null();
  Map map;
  if (expression.all_properties) {
    QIAO_TRY(map, PropertiesOf(env, operands[0]));
  }
  for (size_t i = 1; i < operands.size(); ++i) {
    const std::string& name = expression.names[i - 1];
    const auto found = std::ranges::find(map, name, &Map::value_type::first);
    if (found != map.end()) {
      found->second = operands[i];
    } else {
      map.emplace_back(name, operands[i]);
    }
  }
  return Value::Of(std::move(map));
}

// Adds the edge and the node that it leads to from the path's last node.
Result<void> Lengthen(const Environment& env, base::EdgeId edge, base::Path& path) {
  QIAO_TRY(const EdgeEnds ends, env.graph.Ends(edge));
  path.edges.push_back(edge);
  path.nodes.push_back(ends.source == path.nodes.back() ? ends.target : ends.source);
  return {};
}

Result<Value> MakePath(const Expression&, Environment& env, std::span<const Value> operands) {
  base::Path path;
  for (const Value& operand : operands) {
    if (operand.is_null()) return Value::Null();
  }
  path.nodes.push_back(operands[0].node());
  for (size_t i = 1; i < operands.size(); i += 2) {
    if (operands[i].is(Kind::kList)) {
      for (const Value& edge : operands[i].list()) QIAO_CHECK(Lengthen(env, edge.relationship(), path));
    } else {
      QIAO_CHECK(Lengthen(env, operands[i].relationship(), path));
    }
  }
  return Value::Of(std::move(path));
}

Result<Value> TestType(const Expression& expression, Environment&, std::span<const Value> operands) {
  return Value::Boolean(expression.tested->Fits(operands[0]));
}

Result<Value> IndexInto(const Expression&, Environment& env, std::span<const Value> operands) {
  QIAO_CHECK(CheckAlive(env, operands[0]));
  return Index(env.functions, operands[0], operands[1]);
}

Result<Value> SliceOf(const Expression& expression, Environment& env, std::span<const Value> operands) {
  const Value* from = expression.operands[1] != nullptr ? &operands[1] : nullptr;
  const Value* to = expression.operands[2] != nullptr ? &operands[2] : nullptr;
  return Slice(env.functions, operands[0], from, to);
}

using Operands = std::span<const Value>;

// As In(), but long lists can be interrupted.
Result<Value> IsIn(Environment& env, const Value& value, const Value& list) {
  if (!list.is(Kind::kList)) return In(value, list);
  bool unknown = false;
  for (const Value& element : list.list()) {
    QIAO_CHECK(env.interrupt.Tick());
    const auto equal = base::Equals(value, element);
    if (equal == true) return Value::Boolean(true);
    if (!equal) unknown = true;
  }
  return unknown ? Value::Null() : Value::Boolean(false);
}

Kernel KernelFor(ExpressionKind kind) {
  switch (kind) {
    case ExpressionKind::kIndex:
      return IndexInto;
    case ExpressionKind::kSlice:
      return SliceOf;
    case ExpressionKind::kPower:
      return [](const Expression&, Environment&, Operands o) { return Power(o[0], o[1]); };
    case ExpressionKind::kConcat:
      return [](const Expression&, Environment& env, Operands o) { return Concat(env.functions, o[0], o[1]); };
    case ExpressionKind::kNegate:
      return [](const Expression&, Environment&, Operands o) { return Negate(o[0]); };
    case ExpressionKind::kPlus:
      return [](const Expression&, Environment&, Operands o) { return Plus(o[0]); };
    case ExpressionKind::kIn:
      return [](const Expression&, Environment& env, Operands o) { return IsIn(env, o[0], o[1]); };
    case ExpressionKind::kIsTyped:
      return TestType;
    case ExpressionKind::kList:
      return [](const Expression&, Environment&, Operands o) {
        return Result<Value>(Value::Of(List(o.begin(), o.end())));
      };
    case ExpressionKind::kMap:
      return MakeMap;
    case ExpressionKind::kMapProjection:
      return ProjectMap;
    case ExpressionKind::kPath:
      return MakePath;
    default:
      return CallFunction;
  }
}

// What looking at all of a value costs, in elements.
size_t WorkOf(const Value& value) {
  if (value.is(Kind::kList)) return value.list().size();
  if (value.is(Kind::kString)) return value.string().size() / 32;
  if (value.is(Kind::kPath)) return base::PathIds(value).length();
  return 0;
}

class RowEvaluator : public Evaluator {
 public:
  RowEvaluator(const Expression& expression, std::vector<EvaluatorPtr> operands, Environment& env)
      : Evaluator(expression),
        operands_(std::move(operands)),
        env_(env),
        memory_(env),
        kernel_(KernelFor(expression.kind)),
        column_kernel_(ColumnKernelFor(expression)),
        is_in_(expression.kind == ExpressionKind::kIn),
        foldable_(expression.function == nullptr || expression.function->repeatable) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    if (fixed_) {
      result_.Fill(*fixed_, rows.size());
      return &result_;
    }
    columns_.clear();
    memory_.Clear();
    bool constant = foldable_;
    for (const EvaluatorPtr& operand : operands_) {
      if (operand == nullptr) {
        columns_.push_back(nullptr);
        continue;
      }
      QIAO_TRY(const Column* column, operand->Evaluate(rows));
      constant = constant && column->constant();
      columns_.push_back(column);
    }
    result_.Clear();
    if (rows.size() == 0) return &result_;
    if (constant) {
      QIAO_TRY(const Value value, ComputeRow(0));
      result_.Fill(value, rows.size());
      if (IsFixed()) fixed_ = value;
      return &result_;
    }
    if (column_kernel_ != nullptr) {
      QIAO_CHECK(env_.interrupt.Tick(rows.size()));
      if (is_in_ && list_lookup_.Answer(*columns_[0], *columns_[1], rows.size(), result_)) return &result_;
      if (column_kernel_(columns_, rows.size(), result_)) return &result_;
      result_.Clear();
    }
    if (const Column* varying = OnlyVarying(); varying != nullptr && memo_.IsFor(*varying)) {
      QIAO_CHECK(memo_.Map(*varying, rows.size(), result_, [&](size_t i) { return ComputeRow(i); }));
      return &result_;
    }
    for (size_t i = 0; i < rows.size(); ++i) {
      QIAO_TRY(Value value, ComputeRow(i));
      result_.Append(std::move(value));
    }
    return &result_;
  }

 private:
  // It has the same value in all rows of the query.
  bool IsFixed() const {
    return std::ranges::all_of(expression_.operands, [](const ExpressionPtr& operand) {
      return operand == nullptr || operand->kind == ExpressionKind::kLiteral ||
             operand->kind == ExpressionKind::kParameter;
    });
  }

  // The operand's column from which the values are computed, all others being constant; nullptr if there are several,
  // or equal values may give different results.
  const Column* OnlyVarying() const {
    if (!foldable_) return nullptr;
    const Column* only = nullptr;
    for (const Column* column : columns_) {
      if (column == nullptr || column->constant()) continue;
      if (only != nullptr) return nullptr;
      only = column;
    }
    return only;
  }

  Result<Value> ComputeRow(size_t i) {
    arguments_.clear();
    for (const Column* column : columns_) arguments_.push_back(column != nullptr ? column->At(i) : Value::Null());
    auto value = kernel_(expression_, env_, arguments_);
    if (!value) return Located(std::move(value).error());
    auto fits = memory_.Count(*value);
    if (!fits) return Located(std::move(fits).error());
    size_t work = 1 + WorkOf(*value);
    for (const Value& argument : arguments_) work += WorkOf(argument);
    QIAO_CHECK(env_.interrupt.Tick(work));
    return value;
  }

  std::vector<EvaluatorPtr> operands_;
  Environment& env_;
  ValueMemory memory_;
  Kernel kernel_;
  ColumnKernel column_kernel_;  // nullptr: value by value
  bool is_in_;
  bool foldable_;
  std::optional<Value> fixed_;
  ListLookup list_lookup_;
  ValueMemo memo_;
  std::vector<const Column*> columns_;
  std::vector<Value> arguments_;
};

}  // namespace

Result<EvaluatorPtr> MakeRowEvaluator(const Expression& expression, Environment& env) {
  QIAO_TRY(std::vector<EvaluatorPtr> operands, MakeEvaluators(expression.operands, env));
  return EvaluatorPtr(std::make_unique<RowEvaluator>(expression, std::move(operands), env));
}

}  // namespace qiao::query
