// The first rows of each group, for a sort whose rows are only grouped, collected and cut: ORDER BY … collect(x)[0..3].
//
// Once a group has as many rows as are wanted of it, none that comes behind all of these by the first key of the order
// is of use. What is left may be more than is wanted; the sort and the list's end do the rest.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "query/exec/group_numbers.h"
#include "query/plan/slot_set.h"

namespace qiao::query {

struct FirstsOfGroups {
  const PlanNode* sort;
  const Aggregate* aggregate;
  size_t wanted;  // rows of a group in which the collected values aren't null
};

// Whether `project` looks at nothing but the first elements of lists that an aggregation collects of sorted rows, and
// nobody above it, who reads the slots `needed`, does more.
std::optional<FirstsOfGroups> FindFirstsOfGroups(const PlanNode& project, const SlotSet& needed);

class GroupFirsts {
 public:
  // The plan and the environment outlive this.
  static base::Result<std::unique_ptr<GroupFirsts>> Make(const FirstsOfGroups& found, Environment& env);

  void Clear();
  // Removes rows that aren't among the first of their group. `key`: the first one of the order, which the batch has.
  base::Result<void> Keep(Slot key, Batch& batch);

 private:
  GroupFirsts(const FirstsOfGroups& found, std::vector<EvaluatorPtr> keys, std::vector<EvaluatorPtr> collected,
              Environment& env);
  void Select(const Column& key, size_t begin, size_t end);
  base::Result<void> TakeIn(const Column& key, const Batch& batch, std::span<const uint32_t> selected);
  bool IsOfUse() const;
  base::Result<void> GiveUp();

  static constexpr size_t kTrialRows = 1 << 16;  // of which half must have been removed
  static constexpr size_t kRowsAtOnce = 128;     // before what was found of them says which others are of use

  bool descending_;
  size_t wanted_;
  bool grouped_;  // there may be several groups
  GroupNumbers numbers_;
  std::vector<EvaluatorPtr> collected_;
  MemoryUse memory_;
  bool given_up_ = false;
  Form form_ = Form::kNulls;                 // of the keys
  std::vector<std::vector<uint64_t>> best_;  // of each group: heaps of the keys that come first, as numbers
  size_t numbers_kept_ = 0;                  // in all of these
  size_t seen_ = 0, kept_ = 0;
  std::vector<uint32_t> groups_;
  std::vector<uint32_t> selected_;
};

}  // namespace qiao::query
