// ProcedureCall and LoadCsv: rows from outside, for each row of the input.
#include <algorithm>

#include "base/text.h"
#include "query/exec/evaluate.h"
#include "query/exec/make.h"

namespace qiao::query {

using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::Result;
using base::Value;

namespace {

class ProcedureCallOperator : public UnaryOperator {
 public:
  ProcedureCallOperator(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<EvaluatorPtr> arguments,
                        std::vector<Slot> live)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<ProcedureCall>(node.step)),
        arguments_(std::move(arguments)),
        live_(std::move(live)),
        memory_(env.memory, step_.procedure->name, meter_),
        held_(env.memory, step_.procedure->name, meter_) {
    context_.graph = &env.graph;
    context_.writer = env.writer;
    context_.functions = &env.functions;
    context_.check_cancelled = [&env] { return env.interrupt.Check(); };
    context_.count_memory = [this](size_t bytes) { return held_.Add(bytes); };
  }

  Result<void> Open() override {
    input_batch_.Clear();
    row_ = 0;
    given_.clear();
    next_ = 0;
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    origins_.clear();
    columns_.assign(step_.yields.size(), {});
    while (origins_.size() < env_.batch_rows) {
      if (next_ < given_.size()) {
        Take(given_[next_++]);
        continue;
      }
      if (row_ == input_batch_.rows()) {
        // The batch's columns are still needed for the rows that it gave.
        if (!origins_.empty()) break;
        QIAO_TRY(const bool more, input_->Next(input_batch_));
        if (!more) return false;
        row_ = 0;
      }
      auto done = Call();
      if (!done) return Located(std::move(done).error());
    }
    out.GatherFrom(input_batch_, origins_, live_);
    for (size_t i = 0; i < columns_.size(); ++i) std::swap(out.Put(step_.yields[i].second), columns_[i]);
    return true;
  }

 private:
  // Runs the procedure for the next input row.
  Result<void> Call() {
    const auto row = static_cast<uint32_t>(row_++);
    std::vector<Value> arguments;
    for (const EvaluatorPtr& argument : arguments_) {
      QIAO_TRY(const Column* column, argument->Evaluate(RowSet(input_batch_, std::span(&row, 1))));
      arguments.push_back(column->At(0));
    }
    QIAO_CHECK(CheckArguments(arguments));
    given_.clear();
    next_ = 0;
    QIAO_CHECK(memory_.Set(0));
    QIAO_CHECK(step_.procedure->run(context_, arguments, [&](Procedure::Row values) -> Result<void> {
      QIAO_CHECK(env_.interrupt.Tick());
      size_t bytes = sizeof(values);
      for (const Value& value : values) bytes += sizeof(Value) + base::HeapSize(value);
      given_.push_back(std::move(values));
      return memory_.Add(bytes);
    }));
    if (step_.unit) given_.assign(1, {});
    return held_.Set(0);
  }

  Result<void> CheckArguments(std::vector<Value>& arguments) const {
    for (size_t i = 0; i < arguments.size(); ++i) {
      const Procedure::Field& parameter = step_.procedure->parameters[i];
      Value& argument = arguments[i];
      if (argument.is_null() ? parameter.nullable : parameter.type.May(argument.kind())) continue;
      if (argument.is(Kind::kInteger) && parameter.type.May(Kind::kFloat)) {
        argument = Value::Float(static_cast<double>(argument.integer()));
        continue;
      }
      return base::MakeError(ErrorCode::kType, "{} takes a {} as {}, not {}", step_.procedure->name,
                             parameter.type_name, parameter.name, base::Name(argument.kind()))
          .With(ErrorDetail::kInvalidArgumentType);
    }
    return {};
  }

  void Take(const Procedure::Row& values) {
    origins_.push_back(static_cast<uint32_t>(row_ - 1));
    for (size_t i = 0; i < columns_.size(); ++i) columns_[i].Append(values[step_.yields[i].first]);
  }

  const ProcedureCall& step_;
  std::vector<EvaluatorPtr> arguments_;
  std::vector<Slot> live_;
  MemoryUse memory_;  // of the rows that were given
  MemoryUse held_;    // by the procedure itself
  ProcedureContext context_;
  Batch input_batch_;
  size_t row_ = 0;
  std::vector<Procedure::Row> given_;  // by the procedure, for the input row before row_
  size_t next_ = 0;
  std::vector<uint32_t> origins_;
  std::vector<Column> columns_;
};

class LoadCsvOperator : public UnaryOperator {
 public:
  LoadCsvOperator(Environment& env, const PlanNode& node, OperatorPtr input, EvaluatorPtr url, EvaluatorPtr terminator,
                  std::vector<Slot> live)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<LoadCsv>(node.step)),
        url_(std::move(url)),
        terminator_(std::move(terminator)),
        live_(std::move(live)) {}

  Result<void> Open() override {
    input_batch_.Clear();
    row_ = 0;
    reader_ = nullptr;
    return input_->Open();
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    origins_.clear();
    records_.Clear();
    lines_.Clear();
    files_.Clear();
    while (origins_.size() < env_.batch_rows) {
      if (reader_ != nullptr) {
        auto done = Read();
        if (!done) return Located(std::move(done).error());
        continue;
      }
      if (row_ == input_batch_.rows()) {
        // The batch's columns are still needed for the records read for it.
        if (!origins_.empty()) break;
        QIAO_TRY(const bool more, input_->Next(input_batch_));
        if (!more) return false;
        row_ = 0;
      }
      auto done = OpenFile();
      if (!done) return Located(std::move(done).error());
    }
    out.GatherFrom(input_batch_, origins_, live_);
    std::swap(out.Put(step_.row), records_);
    if (step_.line != kNoSlot) std::swap(out.Put(step_.line), lines_);
    if (step_.file != kNoSlot) std::swap(out.Put(step_.file), files_);
    return true;
  }

 private:
  // Opens the file that the next input row names.
  Result<void> OpenFile() {
    const auto row = static_cast<uint32_t>(row_++);
    const RowSet rows(input_batch_, std::span(&row, 1));
    QIAO_TRY(const Column* urls, url_->Evaluate(rows));
    const Value url = urls->At(0);
    if (!url.is(Kind::kString)) {
      return base::MakeError(ErrorCode::kType, "LOAD CSV takes the file as a string, not {}", base::Name(url.kind()))
          .With(ErrorDetail::kInvalidArgumentType);
    }
    char32_t separator = U',';
    if (terminator_ != nullptr) {
      QIAO_TRY(const Column* terminators, terminator_->Evaluate(rows));
      const Value text = terminators->At(0);
      if (!text.is(Kind::kString) || base::CodePointCount(text.string()) != 1) {
        return base::MakeError(ErrorCode::kArgument, "FIELDTERMINATOR takes a string of one character");
      }
      size_t position = 0;
      separator = base::NextCodePoint(text.string(), position);
    }
    if (env_.open_csv == nullptr) return base::MakeError(ErrorCode::kIo, "LOAD CSV is not possible here");
    url_text_ = url;
    QIAO_TRY(reader_, env_.open_csv(std::string(url.string()), separator));
    if (!step_.with_headers) return {};
    QIAO_TRY(Execution::CsvRecord first, reader_());
    headers_ = std::move(first.fields);
    if (headers_.empty()) reader_ = nullptr;
    return {};
  }

  Result<void> Read() {
    QIAO_CHECK(env_.interrupt.Tick());
    QIAO_TRY(const Execution::CsvRecord read, reader_());
    const std::vector<std::string>& fields = read.fields;
    if (fields.empty()) {
      reader_ = nullptr;
      return {};
    }
    // An empty field holds nothing.
    const auto value = [&](size_t i) {
      return i < fields.size() && !fields[i].empty() ? Value::String(fields[i]) : Value::Null();
    };
    if (step_.with_headers) {
      base::Map record;
      for (size_t i = 0; i < headers_.size(); ++i) record.emplace_back(headers_[i], value(i));
      records_.Append(Value::Of(std::move(record)));
    } else {
      base::List record;
      for (size_t i = 0; i < fields.size(); ++i) record.push_back(value(i));
      records_.Append(Value::Of(std::move(record)));
    }
    origins_.push_back(static_cast<uint32_t>(row_ - 1));
    if (step_.line != kNoSlot) lines_.Append(Value::Integer(static_cast<int64_t>(read.line)));
    if (step_.file != kNoSlot) files_.Append(url_text_);
    return {};
  }

  const LoadCsv& step_;
  EvaluatorPtr url_;
  EvaluatorPtr terminator_;
  std::vector<Slot> live_;
  Batch input_batch_;
  size_t row_ = 0;
  Execution::CsvReader reader_;  // of the file of the input row before row_; nullptr: none is open
  std::vector<std::string> headers_;
  std::vector<uint32_t> origins_;
  Value url_text_;  // of the file that is open
  Column records_;
  Column lines_;
  Column files_;
};

}  // namespace

MadeOperator MakeProcedureCall(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live) {
  QIAO_TRY(auto arguments, MakeEvaluators(std::get<ProcedureCall>(node.step).arguments, env));
  return OperatorPtr(
      std::make_unique<ProcedureCallOperator>(env, node, std::move(input), std::move(arguments), std::move(live)));
}

MadeOperator MakeLoadCsv(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live) {
  const auto& step = std::get<LoadCsv>(node.step);
  QIAO_TRY(EvaluatorPtr url, MakeEvaluator(*step.url, env));
  EvaluatorPtr terminator;
  if (step.field_terminator != nullptr) {
    QIAO_TRY(terminator, MakeEvaluator(*step.field_terminator, env));
  }
  return OperatorPtr(std::make_unique<LoadCsvOperator>(env, node, std::move(input), std::move(url),
                                                       std::move(terminator), std::move(live)));
}

}  // namespace qiao::query
