// The rows of a parallel plan, found by several threads, in the order in which one would find them.
//
// The scan's nodes are divided into parts. Each of a few lanes works on one part and fills a few batches ahead, all
// lanes side by side; then the rows of the first part are read, and when there are no more of them, the next one's. So
// not many rows wait at a time, whatever becomes of a node above the scan.
//
// A step that reads its rows may stand here too, so that each lane does what can be done of its work: the first rows of
// a part, the different ones.
#include <algorithm>
#include <atomic>
#include <deque>
#include <optional>

#include "query/exec/lane.h"
#include "query/exec/make.h"
#include "query/plan/plan_text.h"
#include "query/worker_pool.h"

namespace qiao::query {

using base::Result;

namespace {

class ExchangeOperator : public Operator {
 public:
  ExchangeOperator(Environment& env, const PlanNode& node, OperatorPtr one_by_one, const SlotSet& needed,
                   bool same_step)
      : Operator(env, node),
        one_by_one_(std::move(one_by_one)),
        needed_(needed),
        live_(needed.Sorted()),
        same_step_(same_step),
        memory_(env.memory, StepName(node.step), nullptr) {
    meter_ = nullptr;  // the node's operators count
  }

  Result<void> Open() override {
    lanes_.clear();
    places_.clear();
    order_.clear();
    parts_.clear();
    next_part_ = 0;
    QIAO_CHECK(memory_.Set(0));
    // The first rows of an order are few: all parts of them are found in one go. Each part has to find out anew which
    // rows are too late, so there are as few parts as can be.
    const auto* sort = std::get_if<Sort>(&node_.step);
    if (sort != nullptr && WantsMost(*sort)) return one_by_one_->Open();
    const bool few = sort != nullptr;
    ahead_ = few ? kBatchesAhead : kFirstBatches;
    parts_ = DivideWork(node_, env_,
                        {.parts_of_thread = few ? 1 : kLanesOfThread, .most_rows = few ? UINT32_MAX : kRowsOfPart});
    if (parts_.empty()) return one_by_one_->Open();
    lanes_.resize(std::min(parts_.size(), env_.workers->threads() * kLanesOfThread));
    places_.resize(lanes_.size());
    for (size_t lane = 0; lane < lanes_.size(); ++lane) GiveNext(lane);
    return {};
  }

 protected:
  Result<bool> Pull(Batch& out) override {
    if (parts_.empty()) return one_by_one_->Next(out);
    while (!order_.empty()) {
      Place& first = places_[order_.front()];
      if (first.taken < first.ready.size()) {
        out.Swap(first.ready[first.taken++]);
        return true;
      }
      first.ready.clear();
      first.taken = 0;
      if (!first.ended) {
        QIAO_CHECK(Fill());
        continue;
      }
      if (first.error) return std::move(*first.error);
      const size_t lane = order_.front();
      order_.pop_front();
      GiveNext(lane);
    }
    return false;
  }

 private:
  // What a lane has found.
  struct Place {
    std::optional<ScanShare> part;  // as long as the lane hasn't begun with it
    std::deque<Batch> ready;
    size_t taken = 0;
    bool ended = false;
    std::optional<base::Error> error;  // to be told after the rows before it
  };

  // Each part would have to give about as many rows as it has, and all of them be looked through once more.
  bool WantsMost(const Sort& sort) const {
    if (sort.limit == nullptr) return false;
    const Expression& limit = *sort.limit;
    const bool known = limit.kind == ExpressionKind::kLiteral && limit.value.is(base::Kind::kInteger);
    const double rows = node_.inputs[0]->estimated_rows;
    return known && rows >= 0 && static_cast<double>(limit.value.integer()) * kRowsOfWanted > std::max(rows, kFewRows);
  }

  void GiveNext(size_t lane) {
    if (next_part_ == parts_.size()) return;
    places_[lane] = Place();
    places_[lane].part = std::move(parts_[next_part_++]);
    order_.push_back(lane);
  }

  // Lets all lanes work that have room for more.
  Result<void> Fill() {
    std::vector<size_t> hungry;
    for (const size_t lane : order_) {
      if (!places_[lane].ended && places_[lane].ready.size() < ahead_) hungry.push_back(lane);
    }
    const auto begin = std::chrono::steady_clock::now();
    waiting_ = 0;
    QIAO_CHECK(env_.workers->Run(hungry.size(), [&](size_t i, size_t) {
      Place& place = places_[hungry[i]];
      auto filled = FillPlace(lanes_[hungry[i]], place);
      place.ended = place.ended || !filled;
      if (!filled) place.error = std::move(filled).error();
      return Result<void>();
    }));
    ahead_ = std::min(ahead_ * 4, kBatchesAhead);
    if (env_.profile) Count(std::chrono::steady_clock::now() - begin);
    size_t bytes = 0;
    for (const Place& place : places_) {
      for (const Batch& batch : place.ready) bytes += batch.HeapSize();
    }
    return memory_.Set(bytes);
  }

  // The lanes' times go to their steps; whoever reads the rows has only waited.
  void Count(std::chrono::nanoseconds waited) {
    Meter& meter = env_.meters[&node_];
    const Meter before = meter;
    TakeMeters(lanes_, env_);
    const auto nanoseconds = static_cast<uint64_t>(waited.count());
    meter.waited = before.waited + nanoseconds;
    if (!same_step_) return;
    // The reader counts for the same step: rows that it gives, and all of its time.
    meter.rows = before.rows;
    meter.waited = before.waited;
    meter.nanoseconds -= nanoseconds;
  }

  Result<void> FillPlace(std::unique_ptr<Lane>& lane, Place& place) {
    if (lane == nullptr) {
      QIAO_TRY(lane, Lane::Make(node_, needed_, env_));
    }
    if (place.part) QIAO_CHECK(lane->Start(*std::exchange(place.part, std::nullopt)));
    while (place.ready.size() < ahead_) {
      if (!place.ready.empty() &&
          env_.memory.used + waiting_ > std::min(env_.memory.spill_above, env_.memory.limit / 2)) {
        break;  // others need the memory more
      }
      Batch batch;
      QIAO_TRY(const bool more, lane->Next(batch));
      place.ended = !more;
      if (!more) break;
      batch.KeepSlots(live_);
      waiting_ += batch.HeapSize();
      place.ready.push_back(std::move(batch));
    }
    return {};
  }

  static constexpr double kRowsOfWanted = 4;  // must be there for one that is wanted
  static constexpr double kFewRows = 1 << 16;
  static constexpr uint64_t kRowsOfPart = 1 << 16;
  static constexpr size_t kLanesOfThread = 4;
  static constexpr size_t kFirstBatches = 2;
  static constexpr size_t kBatchesAhead = 16;

  OperatorPtr one_by_one_;
  SlotSet needed_;
  std::vector<Slot> live_;
  bool same_step_;
  MemoryUse memory_;
  std::vector<ScanShare> parts_;  // empty: one by one
  size_t next_part_ = 0;
  std::atomic<size_t> waiting_ = 0;           // bytes of what the lanes have found in this round
  size_t ahead_ = kFirstBatches;              // batches of a lane; few at first, so that the first rows come soon
  std::vector<std::unique_ptr<Lane>> lanes_;  // made by the threads that need them
  std::vector<Place> places_;                 // of the lanes
  std::deque<size_t> order_;                  // lanes at work, the one with the first part first
};

}  // namespace

OperatorPtr MakeExchange(Environment& env, const PlanNode& node, OperatorPtr one_by_one, const SlotSet& needed,
                         bool same_step) {
  return std::make_unique<ExchangeOperator>(env, node, std::move(one_by_one), needed, same_step);
}

}  // namespace qiao::query
