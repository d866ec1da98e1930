// The search through a cycle by one worker: what is bound, and tables of marks that make intersections cheap.
#pragma once

#include "query/exec/count/cycle.h"
#include "query/exec/count/times.h"

namespace qiao::query {

class Cycle::Search {
 public:
  Search(const Cycle& cycle, const CountContext& context);

  base::Result<uint64_t> CountAt(size_t domain, uint32_t row);
  base::Result<void> Walk(size_t domain, uint32_t row, uint64_t times, Bindings& found);

 private:
  struct Bound {
    size_t domain = 0;
    uint32_t row = 0;
    base::NodeId id;
  };
  // times of each row of a domain, most of them 0.
  struct Marks {
    std::vector<uint64_t> times;
    base::NodeId owner = base::NodeId(UINT64_MAX);
    base::NodeId seen_last = base::NodeId(UINT64_MAX);
    std::vector<uint32_t> marked;
  };

  std::span<const uint32_t> ListOf(const Link& link, size_t domain) const {
    const Bound& from = bound_[link.earlier];
    const LinkTable* table = link.tables[from.domain][domain];
    return table == nullptr ? std::span<const uint32_t>() : table->Of(from.row);
  }
  // Domains of the level in which there may be candidates.
  const std::vector<size_t>& DomainsOf(const Level& level) const {
    if (level.links.empty() || !level.given.empty()) return level.all_domains;
    const Link& link = level.links[0];
    return link.leads_to[bound_[link.earlier].domain];
  }
  // Calls visit(row, edges) for the rows of the domain to which all links of the level lead.
  template <class Visit>
  void ForEachCandidate(size_t number, size_t domain, Visit visit);
  // Has the processor fetch what is looked up of rows that come soon.
  void FetchAhead(const Needs& needs, size_t domain, std::span<const uint32_t> list, size_t at) const;
  template <class Visit>
  void VisitGiven(size_t number, size_t domain, Visit visit);
  template <class Visit>
  void Intersect(size_t number, size_t domain, Visit visit);
  // How many of the edges to the candidate may be taken.
  uint64_t Choices(const Link& link, size_t number, base::NodeId candidate, size_t edges) const;
  bool Passes(const Level& level, const Bound& candidate) const;
  // In how many ways the candidate fits, and what hangs on it, if so many edges lead there by lists.
  uint64_t Weigh(const Level& level, const Bound& candidate, uint64_t edges) const;
  // In how many ways chains lead from it to what is bound.
  uint64_t Check(const Level& level, size_t domain, uint32_t row) const;

  // Every link from the root leads somewhere.
  bool RootLeadsOn() const;
  uint64_t Sum(size_t level);
  uint64_t SumChecked(const Level& level, size_t domain, std::span<const uint32_t> list);
  uint64_t SumPair(const Level& level, size_t domain);
  uint64_t SumMarked(const Level& level, size_t domain, const Marks& marks, std::span<const uint32_t> list,
                     bool exists) const;
  void Mark(Marks& marks, const Level& level, size_t domain, std::span<const uint32_t> list, bool exists);
  void WalkFrom(size_t level, uint64_t times);
  void Emit(uint64_t times);
  void Flush();
  void Work(size_t amount);

  const Cycle& cycle_;
  Interrupt interrupt_;
  std::vector<Bound> bound_;
  std::vector<std::vector<Marks>> marks_;  // by level, by domain; only where two links meet at the last level
  std::vector<std::vector<std::span<const uint32_t>>> lists_;  // by level, by link
  std::vector<std::vector<const uint32_t*>> at_;               // places in the lists
  std::vector<Marks> gathered_;                                // by domain of the last output
  bool gathering_ = false;
  Bindings* found_ = nullptr;
  std::optional<base::Error> error_;
  size_t work_ = 0;
};

}  // namespace qiao::query
