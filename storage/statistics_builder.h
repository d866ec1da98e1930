// Makes the statistics of a column from its runs: every value goes into the sketch, some thousand into a sample.
//
// Which rows are sampled hangs on their place only, so the runs may come in any order and give the same statistics.
//
// Threads: any number.
#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

#include "base/value_statistics.h"
#include "storage/view.h"

namespace qiao::storage {

class StatisticsBuilder {
 public:
  // `live` says which rows count; nullptr: all.
  void Add(uint32_t run, const ColumnView& column, const uint64_t* live);
  // Different values so far, about.
  double Distinct() const;

  // Of a table of `rows` live rows, of whose runs the share `seen` was added. Where that isn't all, the number of
  // different values goes on growing as it did since it was `distinct_in_half` with half of them.
  base::ValueStatistics Finish(uint64_t rows, double seen = 1, double distinct_in_half = 0);

 private:
  struct Sampled {
    uint32_t run;
    uint32_t row;
    base::Value value;  // of a text the beginning
    bool cut = false;
  };

  // Equal values of the sorted sample.
  struct Group {
    size_t begin;
    size_t end;
    bool cut;    // they may differ further on
    bool taken;  // they are among the frequent ones
    size_t size() const { return end - begin; }
  };

  bool IsSampled(uint32_t run, uint32_t row) const;
  void Sample(uint32_t run, const ColumnView& column, const uint64_t* live);
  std::vector<Group> GroupSample();
  double EstimateDistinct(const std::vector<Group>& groups, double present, double seen, double distinct_in_half) const;
  void TakeFrequent(std::vector<Group>& groups, base::ValueStatistics& statistics) const;
  void SetBounds(const std::vector<Group>& groups, base::ValueStatistics& statistics) const;

  mutable std::mutex mutex_;
  uint64_t present_ = 0;
  base::DistinctSketch sketch_;
  int level_ = 0;  // of 2^level_ rows one is sampled
  std::vector<Sampled> sample_;
};

}  // namespace qiao::storage
