// value.name and value:Label.
#include "query/exec/evaluate_kinds.h"
#include "query/exec/label_test.h"
#include "query/exec/property_column.h"
#include "query/exec/value_memo.h"
#include "query/functions/operators.h"

namespace qiao::query {

using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::Result;
using base::Value;

namespace {

class PropertyEvaluator : public Evaluator {
 public:
  PropertyEvaluator(const Expression& expression, EvaluatorPtr object, Environment& env)
      : Evaluator(expression), object_(std::move(object)), env_(env), reader_(expression.name, env) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    QIAO_TRY(const Column* objects, object_->Evaluate(rows));
    result_.Clear();
    if (objects->form() == Form::kNodes || objects->form() == Form::kEdges) {
      auto done = reader_.Read(*objects, rows.size(), result_);
      if (!done) return Located(std::move(done).error());
      return &result_;
    }
    const auto of_row = [&](size_t i) -> Result<Value> {
      auto value = Of(objects->At(i));
      return value ? std::move(value) : Located(std::move(value).error());
    };
    if (!objects->constant() && memo_.IsFor(*objects)) {
      QIAO_CHECK(memo_.Map(*objects, rows.size(), result_, of_row));
      return &result_;
    }
    for (size_t i = 0; i < rows.size(); ++i) {
      QIAO_TRY(Value value, of_row(i));
      result_.Append(std::move(value));
    }
    return &result_;
  }

 private:
  Result<Value> Of(const Value& object) {
    if (object.is_null()) return Value::Null();
    if (object.is(Kind::kNode)) QIAO_CHECK(CheckAlive(env_, object.node()));
    if (object.is(Kind::kRelationship)) QIAO_CHECK(CheckAlive(env_, object.relationship()));
    return Property(env_.functions, object, expression_.name);
  }

  EvaluatorPtr object_;
  Environment& env_;
  PropertyReader reader_;
  ValueMemo memo_;  // of parts of dates
};

class HasLabelsEvaluator : public Evaluator {
 public:
  HasLabelsEvaluator(const Expression& expression, EvaluatorPtr object, Environment& env)
      : Evaluator(expression), object_(std::move(object)), env_(env), test_(expression.labels, env) {}

  Result<const Column*> Evaluate(const RowSet& rows) override {
    QIAO_TRY(const Column* objects, object_->Evaluate(rows));
    result_.Clear(Form::kBooleans);
    if (objects->form() == Form::kNodes && !objects->has_nulls() && !objects->constant() && !env_.deleted) {
      QIAO_CHECK(AskNodes({objects->words(), rows.size()}));
      return &result_;
    }
    for (size_t i = 0; i < rows.size(); ++i) {
      if (objects->IsNull(i)) {
        result_.AppendNull();
        continue;
      }
      auto passes =
          objects->form() == Form::kNodes ? PassesNode(base::NodeId(objects->Word(i))) : Passes(objects->At(i));
      if (!passes) return Located(std::move(passes).error());
      result_.AppendWord(Form::kBooleans, *passes ? 1 : 0);
    }
    return &result_;
  }

 private:
  // Neighbours are mostly of one table, whose answer is the same for all of its nodes.
  Result<void> AskNodes(std::span<const uint64_t> nodes) {
    uint64_t* passes = result_.AppendWords(Form::kBooleans, nodes.size());
    for (size_t begin = 0, end = 0; begin < nodes.size(); begin = end) {
      const base::TableId table = base::NodeId(nodes[begin]).table();
      while (end < nodes.size() && base::NodeId(nodes[end]).table() == table) ++end;
      const Truth truth = test_.Decide(table);
      for (size_t i = begin; i < end; ++i) {
        if (truth != Truth::kNull) {
          passes[i] = truth == Truth::kTrue ? 1 : 0;
          continue;
        }
        QIAO_TRY(const bool passing, test_.Passes(base::NodeId(nodes[i])));
        passes[i] = passing ? 1 : 0;
      }
    }
    return {};
  }

  Result<bool> PassesNode(base::NodeId node) {
    QIAO_CHECK(CheckAlive(env_, node));
    return test_.Passes(node);
  }

  Result<bool> Passes(const Value& object) {
    if (object.is(Kind::kNode)) return PassesNode(object.node());
    if (object.is(Kind::kRelationship)) {
      QIAO_CHECK(CheckAlive(env_, object.relationship()));
      QIAO_TRY(const EdgeEnds ends, env_.graph.Ends(object.relationship()));
      return test_.PassesType(ends.type);
    }
    return base::MakeError(ErrorCode::kType, "expected a node or a relationship, got {}", base::Name(object.kind()))
        .With(ErrorDetail::kInvalidArgumentType);
  }

  EvaluatorPtr object_;
  Environment& env_;
  LabelTest test_;
};

}  // namespace

Result<EvaluatorPtr> MakePropertyEvaluator(const Expression& expression, Environment& env) {
  QIAO_TRY(EvaluatorPtr object, MakeEvaluator(*expression.operands[0], env));
  return EvaluatorPtr(std::make_unique<PropertyEvaluator>(expression, std::move(object), env));
}

Result<EvaluatorPtr> MakeHasLabelsEvaluator(const Expression& expression, Environment& env) {
  QIAO_TRY(EvaluatorPtr object, MakeEvaluator(*expression.operands[0], env));
  return EvaluatorPtr(std::make_unique<HasLabelsEvaluator>(expression, std::move(object), env));
}

}  // namespace qiao::query
