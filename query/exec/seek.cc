// SeekById: nodes or relationships by the numbers or texts that id() and elementId() give.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "query/exec/evaluate.h"
#include "query/exec/make.h"

namespace qiao::query {

using base::Kind;
using base::Result;
using base::Value;

namespace {

constexpr uint64_t kIdEnd = uint64_t{1} << (base::NodeId::kRowBits + base::NodeId::kTableBits);

// nullopt for a value that can't be an id: nothing has it.
std::optional<uint64_t> ToId(const Value& value) {
  if (value.is(Kind::kInteger)) {
    const auto number = static_cast<uint64_t>(value.integer());
    return number < kIdEnd ? std::optional(number) : std::nullopt;
  }
  if (value.is(Kind::kFloat)) {
    const double number = value.floating();
    const bool whole = number >= 0 && number < static_cast<double>(kIdEnd) && number == std::floor(number);
    return whole ? std::optional(static_cast<uint64_t>(number)) : std::nullopt;
  }
  if (!value.is(Kind::kString)) return std::nullopt;
  const std::string_view text = value.string();
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number >= kIdEnd) return std::nullopt;
  return number;
}

class SeekByIdOperator : public UnaryOperator {
 public:
  SeekByIdOperator(Environment& env, const PlanNode& node, OperatorPtr input, EvaluatorPtr ids, std::vector<Slot> live)
      : UnaryOperator(env, node, std::move(input)),
        step_(std::get<SeekById>(node.step)),
        ids_(std::move(ids)),
        live_(std::move(live)) {}

 protected:
  Result<bool> Pull(Batch& out) override {
    while (true) {
      QIAO_TRY(const bool more, input_->Next(input_batch_));
      if (!more) return false;
      QIAO_TRY(const Column* ids, ids_->Evaluate(RowSet(input_batch_)));
      origins_.clear();
      found_.Clear();
      for (size_t row = 0; row < input_batch_.rows(); ++row) QIAO_CHECK(Seek(ids->At(row), row));
      if (origins_.empty()) continue;
      out.GatherFrom(input_batch_, origins_, live_);
      std::swap(out.Put(step_.entity), found_);
      return true;
    }
  }

 private:
  Result<void> Seek(const Value& ids, size_t row) {
    wanted_.clear();
    if (ids.is(Kind::kList)) {
      for (const Value& element : ids.list()) Want(element);
      // An entity that is named twice is found once.
      std::ranges::sort(wanted_);
      wanted_.erase(std::unique(wanted_.begin(), wanted_.end()), wanted_.end());
    } else {
      Want(ids);
    }
    for (uint64_t id : wanted_) {
      QIAO_CHECK(env_.interrupt.Tick());
      QIAO_TRY(const bool exists,
               step_.relationship ? env_.graph.Exists(base::EdgeId(id)) : env_.graph.Exists(base::NodeId(id)));
      if (!exists) continue;
      found_.AppendWord(step_.relationship ? Form::kEdges : Form::kNodes, id);
      origins_.push_back(static_cast<uint32_t>(row));
    }
    return {};
  }

  void Want(const Value& value) {
    if (const auto id = ToId(value)) wanted_.push_back(*id);
  }

  const SeekById& step_;
  EvaluatorPtr ids_;
  std::vector<Slot> live_;
  Batch input_batch_;
  std::vector<uint64_t> wanted_;
  std::vector<uint32_t> origins_;
  Column found_;
};

}  // namespace

MadeOperator MakeSeekById(Environment& env, const PlanNode& node, OperatorPtr input, std::vector<Slot> live) {
  QIAO_TRY(EvaluatorPtr ids, MakeEvaluator(*std::get<SeekById>(node.step).ids, env));
  return OperatorPtr(std::make_unique<SeekByIdOperator>(env, node, std::move(input), std::move(ids), std::move(live)));
}

}  // namespace qiao::query
