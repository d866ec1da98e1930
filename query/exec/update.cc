// Create, Set and Delete: each row passes on, changed or with what was made for it.
#include <algorithm>

#include "query/exec/creation.h"
#include "query/exec/deletion.h"
#include "query/exec/make.h"
#include "query/exec/setting.h"

namespace qiao::query {

using base::Result;

namespace {

class CreateOperator : public UnaryOperator {
 public:
  CreateOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::unique_ptr<Creator> creator)
      : UnaryOperator(env, node, std::move(input)), creator_(std::move(creator)) {}

 protected:
  Result<bool> Pull(Batch& out) override {
    QIAO_TRY(const bool more, input_->Next(out));
    if (!more) return false;
    auto done = creator_->Run(out);
    if (!done) return Located(std::move(done).error());
    return true;
  }

 private:
  std::unique_ptr<Creator> creator_;
};

class SetOperator : public UnaryOperator {
 public:
  SetOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::unique_ptr<Setter> setter)
      : UnaryOperator(env, node, std::move(input)), setter_(std::move(setter)) {}

 protected:
  Result<bool> Pull(Batch& out) override {
    QIAO_TRY(const bool more, input_->Next(out));
    if (!more) return false;
    auto done = setter_->Run(out);
    if (!done) return Located(std::move(done).error());
    return true;
  }

 private:
  std::unique_ptr<Setter> setter_;
};

class DeleteOperator : public UnaryOperator {
 public:
  DeleteOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<EvaluatorPtr> entities)
      : UnaryOperator(env, node, std::move(input)),
        entities_(std::move(entities)),
        deletion_(std::get<Delete>(node.step).detach, env) {}

 protected:
  Result<bool> Pull(Batch& out) override {
    QIAO_TRY(const bool more, input_->Next(out));
    if (!more) return false;
    columns_.clear();
    for (const EvaluatorPtr& entity : entities_) {
      QIAO_TRY(const Column* column, entity->Evaluate(RowSet(out)));
      columns_.push_back(column);
    }
    for (size_t row = 0; row < out.rows(); ++row) {
      for (const Column* column : columns_) {
        auto done = deletion_.Run(column->At(row));
        if (!done) return Located(std::move(done).error());
      }
    }
    return true;
  }

 private:
  std::vector<EvaluatorPtr> entities_;
  Deletion deletion_;
  std::vector<const Column*> columns_;
};

}  // namespace

MadeOperator MakeCreate(Environment& env, const PlanNode& node, OperatorPtr input) {
  QIAO_TRY(auto creator, Creator::Make(std::get<Create>(node.step), env));
  return OperatorPtr(std::make_unique<CreateOperator>(env, node, std::move(input), std::move(creator)));
}

MadeOperator MakeSet(Environment& env, const PlanNode& node, OperatorPtr input) {
  QIAO_TRY(auto setter, Setter::Make(std::get<Set>(node.step).items, env));
  return OperatorPtr(std::make_unique<SetOperator>(env, node, std::move(input), std::move(setter)));
}

MadeOperator MakeDelete(Environment& env, const PlanNode& node, OperatorPtr input) {
  QIAO_TRY(auto entities, MakeEvaluators(std::get<Delete>(node.step).entities, env));
  return OperatorPtr(std::make_unique<DeleteOperator>(env, node, std::move(input), std::move(entities)));
}

}  // namespace qiao::query
