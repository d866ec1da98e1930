// Numbers rows by the keys of an aggregation.
//
// Where keys are computed from several nodes or relationships (the names of a tag and of a country), what is computed
// from each of them is numbered by itself, so that a key is a few small numbers; so is each part of other keys, unless
// all parts are nodes and relationships. So texts are computed once for each node where these repeat,
// and compared and kept once for each text, not once for each row or group. Where a part hardly repeats, or some of its
// values are the same key and yet differ (1 and 1.0), keys are numbered by their values from then on.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "query/exec/code_groups.h"
#include "query/exec/part_numbers.h"

namespace qiao::query {

class GroupNumbers {
 public:
  // The expressions and the environment outlive the numbers.
  GroupNumbers(const std::vector<Assigned>& keys, std::vector<EvaluatorPtr> evaluators, const Environment& env);

  // The groups of the batch's rows, numbered in the order of their first rows.
  base::Result<void> Number(const Batch& batch, std::vector<uint32_t>& numbers);

  // Takes in the groups of rows that come after all those that were numbered here, and says their numbers here.
  base::Result<void> Merge(const GroupNumbers& later, std::vector<uint32_t>& numbers);

  // The keys of rows, one column each.
  base::Result<std::span<const Column* const>> Keys(const RowSet& rows);
  // The groups of keys; KeyTable::kAbsent for those that aren't there.
  void Find(std::span<const Column* const> keys, size_t rows, std::vector<uint32_t>& numbers);

  size_t size() const { return split_ ? split_->size() : whole_.size(); }
  // One part of the keys of these groups.
  void GatherKey(size_t part, std::span<const uint32_t> groups, Column& out) const;
  size_t HeapSize() const;
  void Clear();

 private:
  // Parts that are numbered together.
  struct Piece {
    std::vector<size_t> parts;
    std::unique_ptr<PartNumbers> numbers;
    std::vector<const Column*> columns;  // of its parts
    Column codes;                        // of rows: their numbers
  };

  // How keys are divided; unset: it has not been decided yet.
  enum class Layout : uint8_t { kWhole, kBySlot, kByPart };

  void Decide(const Batch& batch);
  bool IsBySlot() const;
  void SplitBySlot();
  void SplitByPart();
  void AddPiece(std::vector<size_t> parts, Slot entity);
  void Adopt(const GroupNumbers& other);
  static bool GoesUp(const Column& entities);
  // Both: false, and no group is numbered, where whole keys must be.
  base::Result<bool> NumberPieces(const Batch& batch, std::vector<uint32_t>& numbers);
  base::Result<bool> MergePieces(const GroupNumbers& later, std::vector<uint32_t>& numbers);
  base::Result<void> Join();
  std::vector<const Column*> AllKeys(std::vector<Column>& gathered) const;
  bool IsWorthIt() const;
  std::span<const Column* const> Codes();
  static void Fill(Column& codes, const std::vector<uint32_t>& numbers);
  std::pair<const Piece*, size_t> PieceOf(size_t part) const;

  static constexpr size_t kTrialRows = 8192;  // after which every piece must have repeated

  const Environment& env_;
  const std::vector<Assigned>& keys_;
  std::vector<EvaluatorPtr> evaluators_;
  Slot entity_;  // from which all of them are computed
  PartNumbers whole_;
  std::optional<Layout> layout_;
  std::vector<Piece> pieces_;
  std::optional<CodeGroups> split_;  // the keys as numbers of the pieces; unset where whole keys are numbered
  size_t rows_seen_ = 0;
  std::vector<const Column*> columns_;
};

}  // namespace qiao::query
