// One variable of a pattern and what hangs on it: how many matches of that part each of its rows has.
//
// The parts of a tree of variables are counted from its leaves to its root. A variable that is done keeps its counts,
// a number a row, for the one that it hangs on.
//
// Threads: CountRun by any number at once, each with a worker's number of its own.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/integer_array.h"
#include "query/exec/count/domains.h"
#include "query/exec/count/link_table.h"
#include "query/exec/count/terms.h"

namespace qiao::query {

// Counts of a run's rows.
struct RunTimes {
  std::span<uint64_t> times;
  uint64_t most = 1;  // none is larger

  // times[i] *= by[i], of which none is larger than `most_by`.
  void Multiply(const uint64_t* by, uint64_t most_by);
};

// Something that hangs on a variable.
class Part {
 public:
  virtual ~Part() = default;
  // Multiplies the run's counts by how many matches the part has at each row (0: none). What is 0 stays so.
  virtual base::Result<void> Multiply(const Domain& domain, uint32_t run, RunTimes& counts, size_t worker) const = 0;
};

class Variable {
 public:
  Variable(std::vector<Domain> domains, const CountContext& context);

  const std::vector<Domain>& domains() const { return domains_; }
  // Where in domains() the table stands; nullopt if the variable can't lie in it.
  std::optional<size_t> IndexOf(base::TableId table) const;
  uint64_t rows() const;  // at most

  void Hang(std::unique_ptr<Part> part) { parts_.push_back(std::move(part)); }

  // times[i]: matches of what hangs on the run's row i. Times are as many as the run has rows. Returns a number that
  // none of them exceeds.
  base::Result<uint64_t> CountRun(size_t domain, uint32_t run, std::span<uint64_t> times, size_t worker) const;
  static size_t RowsIn(const Domain& domain, uint32_t run);

  // Counts all rows and keeps the counts, unless they are all 1.
  base::Result<void> Keep();
  bool plain() const { return plain_; }  // every row counts once
  const base::IntegerArray& kept(size_t domain) const { return kept_[domain].array; }
  uint64_t most() const { return most_; }  // the largest kept count
  uint64_t TimesOf(size_t domain, uint32_t row) const {
    return plain_ ? 1 : static_cast<uint64_t>(kept_[domain].array[row]);
  }

 private:
  // As narrow as the largest of all counts lets them be: they are looked up here and there.
  struct Kept {
    base::IntegerArray array;
    std::vector<uint8_t> bytes;  // that it stands in
  };
  base::Result<void> Widen(uint32_t width);
  void Store(size_t domain, uint32_t run, std::span<const uint64_t> times);

  std::vector<Domain> domains_;
  const CountContext& context_;
  std::vector<std::unique_ptr<Part>> parts_;
  bool plain_ = false;
  std::vector<Kept> kept_;
  uint64_t most_ = 1;
};

// An edge from `parent`, on which the part is to hang, to a variable whose counts are kept.
base::Result<std::unique_ptr<Part>> MakeEdgePart(std::vector<Way> ways, const Variable& parent, const Variable& child,
                                                 const CountContext& context);
// Edges of a row to itself.
std::unique_ptr<Part> MakeLoopPart(const Term::Loop& loop, const CountContext& context);

}  // namespace qiao::query
