#include "query/exec/known_ends.h"

#include <algorithm>

#include "query/plan/plan_slots.h"

namespace qiao::query {

using base::Result;

namespace {

constexpr size_t kHashes = 4096;

size_t HashOf(uint64_t node) { return node * 0x9e3779b97f4a7c15ULL >> 52; }  // below kHashes

bool Reads(const PlanStep& step, Slot slot) {
  std::vector<Slot> read;
  CollectReadSlots(step, read);
  return std::ranges::find(read, slot) != read.end();
}

// The hop to a bound node that decides, below conditions on what else there is.
PlanNode* LastHop(PlanNode& right) {
  PlanNode* node = &right;
  while (std::holds_alternative<Filter>(node->step)) node = node->inputs[0].get();
  const auto* hop = std::get_if<Expand>(&node->step);
  return hop != nullptr && hop->into && !hop->edge_bound ? node : nullptr;
}

double MostRows(const PlanNode& plan) {
  double most = plan.estimated_rows;
  for (const PlanPtr& input : plan.inputs) most = std::max(most, MostRows(*input));
  return most;
}

}  // namespace

KnownEnds::KnownEnds(Environment& env, Slot begin, Slot end, double steps)
    : env_(env),
      begin_(begin),
      end_(end),
      found_end_(env.next_slot++),
      memory_(env.memory, "EXISTS", nullptr),
      steps_(std::max(steps, 1.0)) {}

Result<std::unique_ptr<KnownEnds>> KnownEnds::Make(const PlanNode& right, Environment& env) {
  PlanPtr plan = Clone(right);
  PlanNode* last = LastHop(*plan);
  if (last == nullptr || Writes(*plan) || MostRows(*plan) > kMostRows) return std::unique_ptr<KnownEnds>();
  auto& hop = std::get<Expand>(last->step);
  const Slot end = hop.to;
  std::vector<Slot> outer;
  CollectFreeSlots(right, outer);
  if (std::ranges::find(outer, end) == outer.end()) return std::unique_ptr<KnownEnds>();  // the pattern's own: a cycle
  std::vector<Slot> begins;
  CollectFreeSlots(*last->inputs[0], begins, hop.from);
  std::ranges::sort(begins);
  const auto repeated = std::ranges::unique(begins);
  begins.erase(repeated.begin(), repeated.end());
  // A single hop is looked up anyway.
  if (begins.size() != 1 || begins[0] == end || begins[0] == hop.from) return std::unique_ptr<KnownEnds>();
  for (const PlanNode* node = plan.get(); node != last; node = node->inputs[0].get()) {
    if (Reads(node->step, end)) return std::unique_ptr<KnownEnds>();
  }
  std::unique_ptr<KnownEnds> ends(new KnownEnds(env, begins[0], end, last->inputs[0]->estimated_rows));
  hop.to = ends->found_end_;
  hop.into = false;
  std::vector<Slot> free;
  CollectFreeSlots(*plan, free);
  if (std::ranges::any_of(free, [&](Slot slot) { return slot != begins[0]; })) return std::unique_ptr<KnownEnds>();
  ends->plan_ = std::move(plan);
  SlotSet needed;
  needed.Add(ends->found_end_);
  QIAO_TRY(ends->subplan_, Subplan::Make(*ends->plan_, needed, Subplan::Purpose::kRows, env));
  return ends;
}

void KnownEnds::Forget() {
  ends_.clear();
  (void)memory_.Set(0);  // less never is too much
}

Result<void> KnownEnds::Tell(const Batch& batch, std::vector<uint8_t>& found, std::vector<uint32_t>& others) {
  others.clear();
  if (epoch_ != env_.epoch) Forget();
  epoch_ = env_.epoch;
  const Column &begins = batch.Get(begin_), &ends = batch.Get(end_);
  const bool nodes = begins.form() == Form::kNodes && ends.form() == Form::kNodes;
  for (bool again = nodes && !too_large_; again;) {
    const bool first = nodes_ == 0;
    ListWanted(begins);
    if (!wanted_.empty()) QIAO_CHECK(Find(batch, wanted_));
    again = first && !wanted_.empty() && !too_large_;
  }
  for (uint32_t row = 0; row < batch.rows(); ++row) {
    const auto known = nodes && !begins.IsNull(row) ? ends_.find(begins.Word(row)) : ends_.end();
    if (known == ends_.end()) {
      others.push_back(row);
    } else if (!ends.IsNull(row)) {
      found[row] = std::ranges::binary_search(known->second, ends.Word(row)) ? 1 : 0;
    }
  }
  return {};
}

void KnownEnds::ListWanted(const Column& begins) {
  wanted_.clear();
  repeats_.assign(kHashes, 0);
  for (uint32_t row = 0; row < begins.size(); ++row) ++repeats_[HashOf(begins.Word(row))];
  // To try a row takes a look at each of the rows that the last hop starts from, to find all ends one at all of theirs.
  const double cost = nodes_ == 0 ? 1 : found_ / (static_cast<double>(nodes_) * steps_);
  const double repeats = std::max<double>(kRepeats, 2 * cost);
  for (uint32_t row = 0; row < begins.size(); ++row) {
    if (nodes_ == 0 && wanted_.size() == kTrialNodes) break;
    if (begins.IsNull(row) || repeats_[HashOf(begins.Word(row))] < repeats) continue;
    if (ends_.try_emplace(begins.Word(row)).second) wanted_.push_back(row);
  }
}

// Whose ends need too much memory is forgotten, and tried like others.
Result<void> KnownEnds::Find(const Batch& batch, const std::vector<uint32_t>& rows) {
  nodes_ += rows.size();
  QIAO_CHECK(subplan_->Start(RowSet(batch, rows)));
  const Column& begins = batch.Get(begin_);
  size_t bytes = memory_.bytes();
  size_t position = 0;  // whose ends `seen_` has
  seen_.Clear();
  const auto keep = [&] {
    auto& ends = ends_[begins.Word(rows[position])];
    ends.reserve(seen_.size());
    for (const base::NodeId node : seen_.nodes()) ends.push_back(node.value);
    std::ranges::sort(ends);
    bytes += ends.size() * sizeof(uint64_t);
    seen_.Clear();
  };
  while (true) {
    QIAO_TRY(const bool more, subplan_->Next(batch_));
    if (!more) break;
    const Column& found = batch_.Get(found_end_);
    for (size_t i = 0; i < batch_.rows(); ++i) {
      if (const size_t next = subplan_->PositionOf(batch_, i); next != position) {
        keep();
        position = next;
      }
      seen_.Insert(base::NodeId(found.Word(i)));
    }
    found_ += static_cast<double>(batch_.rows());
    if (bytes + seen_.HeapSize() > kMostBytes || !memory_.Set(bytes + seen_.HeapSize())) {
      too_large_ = true;
      Forget();
      return {};
    }
  }
  if (!rows.empty()) keep();
  return {};
}

}  // namespace qiao::query
