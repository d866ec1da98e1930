// Where each row of a variable leads to one row of another at most: an array of those rows, instead of lists.
//
// A person lives in one city and a city lies in one country: both steps together are one array from persons to
// countries. That no row leads to several is seen when the array is made; nothing is declared.
//
// Threads: made by one, read by any number.
#pragma once

#include <memory>
#include <vector>

#include "query/exec/count/variable.h"

namespace qiao::query {

class Chain;

// A step on the way of a chain.
struct ChainStep {
  std::shared_ptr<const Chain> chain;
  const Variable* from = nullptr;
};

class Chain {
 public:
  static constexpr uint32_t kNowhere = UINT32_MAX;

  // Of an edge, seen from `near`. nullptr where some row leads to several others, or where making an array is no gain.
  static base::Result<std::shared_ptr<const Chain>> Make(const std::vector<Way>& ways, bool exists,
                                                         const Variable& near, const Variable& far,
                                                         const CountContext& context);
  // Several steps as one. The counts of the variables on the way must have been kept.
  static base::Result<std::shared_ptr<const Chain>> Join(const std::vector<ChainStep>& steps,
                                                         const CountContext& context);

  // Where a row leads to: rows of the far variable are numbered through its domains.
  uint32_t To(size_t domain, uint32_t row) const { return to_[domain][row]; }
  void Fetch(size_t domain, uint32_t row) const { __builtin_prefetch(to_[domain].data() + row); }
  // In how many ways it does.
  uint64_t Times(size_t domain, uint32_t row) const { return times_.empty() ? 1 : times_[domain][row]; }
  // Each row does in one way at most.
  bool IsSingle() const { return times_.empty(); }
  uint32_t NumberOf(size_t far_domain, uint32_t row) const { return starts_[far_domain] + row; }
  struct Place {
    size_t domain;
    uint32_t row;
  };
  Place PlaceOf(uint32_t number) const {
    size_t domain = 0;
    while (number >= starts_[domain + 1]) ++domain;
    return {domain, number - starts_[domain]};
  }
  // The rows of a domain that lead to each row of a far domain.
  LinkTable Turned(size_t domain, size_t far_domain) const;

 private:
  struct Hop {
    size_t far_domain;
    LinkTable* table;
  };
  base::Result<bool> Fill(size_t domain, const Domain& near, const std::vector<Hop>& hops, bool exists,
                          const CountContext& context);

  std::vector<uint32_t> starts_;  // by far domain: the number of its first row; and the end
  std::vector<std::vector<uint32_t>> to_;
  std::vector<std::vector<uint64_t>> times_;  // empty: all are 1
};

}  // namespace qiao::query
