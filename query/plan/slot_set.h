// A set of slots: an operator only carries along what is read above it. And what a plan demands of its rows.
#pragma once

#include <vector>

#include "query/plan/plan.h"

namespace qiao::query {

class SlotSet {
 public:
  void Add(Slot slot) {
    if (slot == kNoSlot) return;
    if (slot >= bits_.size()) bits_.resize(slot + 1, false);
    bits_[slot] = true;
  }
  void Add(const std::vector<Slot>& slots) {
    for (Slot slot : slots) Add(slot);
  }
  void Remove(Slot slot) {
    if (slot < bits_.size()) bits_[slot] = false;
  }
  bool Has(Slot slot) const { return slot < bits_.size() && bits_[slot]; }
  std::vector<Slot> Sorted() const {
    std::vector<Slot> slots;
    for (Slot slot = 0; slot < bits_.size(); ++slot) {
      if (bits_[slot]) slots.push_back(slot);
    }
    return slots;
  }

 private:
  std::vector<bool> bits_;
};

// Sorted, without repetition.
std::vector<Slot> SlotsOf(const Expression& expression);

// True where evaluating twice may give two values (rand()), so that equal rows can't share one evaluation.
bool IsVolatile(const Expression& expression);
// It writes or calls a procedure: it must run once for each row and to its end.
bool HasEffects(const PlanNode& plan);
// HasEffects, or a volatile expression somewhere in it.
bool NeedsSingleRows(const PlanNode& plan);

}  // namespace qiao::query
