// The rows of a parallel plan, found by several threads, in the order in which one would find them.
//
// The scan's nodes are divided into parts. Each of a few lanes works on one part and fills a few batches ahead, all
// lanes side by side; then the rows of the first part are read, and when there are no more of them, the next one's. So
// not many rows wait at a time, whatever becomes of a node above the scan.
//
// A step that reads its rows may stand here too, so that each lane does what can be done of its work: the first rows of
// a part, the different ones.
#include <algorithm>
#include <deque>
#include <optional>

#include "query/exec/lane.h"
#include "query/exec/make.h"
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
        memory_(env.memory, "a parallel step", nullptr) {
    meter_ = nullptr;  // the node's operators count
  }

  Result<void> Open() override {
    lanes_.clear();
    places_.clear();
    order_.clear();
    next_part_ = 0;
    ahead_ = 1;
    QIAO_CHECK(memory_.Set(0));
    parts_ = DivideWork(node_, env_, kRowsOfPart);
    return parts_.empty() ? one_by_one_->Open() : Start();
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
      QIAO_CHECK(StartNext(lane));
    }
    return false;
  }

 private:
  // What a lane has found.
  struct Place {
    std::deque<Batch> ready;
    size_t taken = 0;
    bool ended = false;
    std::optional<base::Error> error;  // to be told after the rows before it
  };

  Result<void> Start() {
    const size_t count = std::min(parts_.size(), env_.workers->threads() * kLanesOfThread);
    for (size_t i = 0; i < count; ++i) {
      QIAO_TRY(auto lane, Lane::Make(node_, needed_, env_));
      lanes_.push_back(std::move(lane));
    }
    places_.resize(count);
    for (size_t i = 0; i < count; ++i) QIAO_CHECK(StartNext(i));
    return {};
  }

  Result<void> StartNext(size_t lane) {
    if (next_part_ == parts_.size()) return {};
    places_[lane] = Place();
    order_.push_back(lane);
    return lanes_[lane]->Start(std::move(parts_[next_part_++]));
  }

  // Lets all lanes work that have room for more.
  Result<void> Fill() {
    std::vector<size_t> hungry;
    for (const size_t lane : order_) {
      if (!places_[lane].ended && places_[lane].ready.size() < ahead_) hungry.push_back(lane);
    }
    const auto begin = std::chrono::steady_clock::now();
    QIAO_CHECK(env_.workers->Run(hungry.size(), [&](size_t i, size_t) {
      FillPlace(*lanes_[hungry[i]], places_[hungry[i]]);
      return Result<void>();
    }));
    ahead_ = std::min(ahead_ * 2, kBatchesAhead);
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

  void FillPlace(Lane& lane, Place& place) const {
    while (!place.ended && place.ready.size() < ahead_) {
      Batch batch;
      auto more = lane.Next(batch);
      place.ended = !more || !*more;
      if (!more) place.error = std::move(more).error();
      if (place.ended) return;
      batch.KeepSlots(live_);
      place.ready.push_back(std::move(batch));
    }
  }

  static constexpr uint64_t kRowsOfPart = 1 << 16;
  static constexpr size_t kLanesOfThread = 2;
  static constexpr size_t kBatchesAhead = 16;

  OperatorPtr one_by_one_;
  SlotSet needed_;
  std::vector<Slot> live_;
  bool same_step_;
  MemoryUse memory_;
  std::vector<ScanShare> parts_;  // empty: one by one
  size_t next_part_ = 0;
  size_t ahead_ = 1;  // batches of a lane; few at first, so that the first rows come soon
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::vector<Place> places_;  // of the lanes
  std::deque<size_t> order_;   // lanes at work, the one with the first part first
};

}  // namespace

OperatorPtr MakeExchange(Environment& env, const PlanNode& node, OperatorPtr one_by_one, const SlotSet& needed,
                         bool same_step) {
  return std::make_unique<ExchangeOperator>(env, node, std::move(one_by_one), needed, same_step);
}

}  // namespace qiao::query
