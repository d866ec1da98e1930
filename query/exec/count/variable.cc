#include "query/exec/count/variable.h"

#include <algorithm>
#include <array>
#include <bit>

#include "query/exec/count/edge_filter.h"
#include "query/exec/count/kernels.h"
#include "query/exec/count/times.h"

namespace qiao::query {

using base::Result;

Variable::Variable(std::vector<Domain> domains, const CountContext& context)
    : domains_(std::move(domains)), context_(context) {}

std::optional<size_t> Variable::IndexOf(base::TableId table) const {
  const auto found = std::ranges::find(domains_, table, &Domain::table);
  if (found == domains_.end()) return std::nullopt;
  return static_cast<size_t>(found - domains_.begin());
}

uint64_t Variable::rows() const {
  uint64_t rows = 0;
  for (const Domain& domain : domains_) rows += domain.count;
  return rows;
}

size_t Variable::RowsIn(const Domain& domain, uint32_t run) { return std::min(kRunRows, domain.rows - run * kRunRows); }

void RunTimes::Multiply(const uint64_t* by, uint64_t most_by) {
  most = MultiplySaturated(most, most_by);
  if (most != kTooMany) return MultiplyRows(times.data(), by, times.size());
  for (size_t i = 0; i < times.size(); ++i) times[i] = MultiplySaturated(times[i], by[i]);
}

Result<uint64_t> Variable::CountRun(size_t domain, uint32_t run, std::span<uint64_t> times, size_t worker) const {
  const Domain& rows = domains_[domain];
  if (rows.all) {
    std::ranges::fill(times, uint64_t{1});
  } else {
    if (rows.IsEmpty(run)) {
      std::ranges::fill(times, uint64_t{0});
      return uint64_t{0};
    }
    const uint64_t* words = rows.bits.data() + size_t{run} * (kRunRows / 64);
    for (size_t i = 0; i < times.size(); ++i) times[i] = words[i / 64] >> (i % 64) & 1;
  }
  RunTimes counts{times};
  for (const auto& part : parts_) {
    QIAO_CHECK(part->Multiply(rows, run, counts, worker));
    if (counts.most == 0) break;
  }
  return counts.most;
}

Result<void> Variable::Keep() {
  constexpr uint32_t kLikelyWidth = sizeof(uint16_t);
  plain_ = parts_.empty() && std::ranges::all_of(domains_, &Domain::all);
  if (plain_) return {};
  kept_.resize(domains_.size());
  QIAO_CHECK(Widen(kLikelyWidth));
  std::vector<std::pair<size_t, uint32_t>> pieces;
  for (size_t i = 0; i < domains_.size(); ++i) {
    for (uint32_t run = 0; run < domains_[i].runs(); ++run) {
      if (!domains_[i].IsEmpty(run)) pieces.emplace_back(i, run);
    }
  }
  most_ = 0;
  while (!pieces.empty()) {
    const uint32_t width = kept_[0].array.width;
    std::vector<uint64_t> bits(pieces.size());
    QIAO_CHECK(context_.ForEach(pieces.size(), [&](size_t piece, size_t worker) -> Result<void> {
      const auto [domain, run] = pieces[piece];
      std::array<uint64_t, kRunRows> buffer;
      const std::span<uint64_t> times(buffer.data(), RowsIn(domains_[domain], run));
      QIAO_TRY(const uint64_t bound, CountRun(domain, run, times, worker));
      bits[piece] = bound == 0 ? 0 : BitsOf(times.data(), times.size());
      if (base::WidthOf(bits[piece]) <= width) Store(domain, run, times);
      return {};
    }));
    // Runs with larger counts than there was room for are counted once more.
    std::vector<std::pair<size_t, uint32_t>> left;
    for (size_t i = 0; i < pieces.size(); ++i) {
      most_ = std::max(most_, bits[i]);
      if (base::WidthOf(bits[i]) > width) left.push_back(pieces[i]);
    }
    pieces = std::move(left);
    if (!pieces.empty()) QIAO_CHECK(Widen(base::WidthOf(most_)));
  }
  return {};
}

// Room for counts of so many bytes; those that are there stay.
Result<void> Variable::Widen(uint32_t width) {
  for (size_t i = 0; i < kept_.size(); ++i) {
    const uint32_t rows = domains_[i].rows;
    QIAO_CHECK(context_.memory.Add(size_t{rows} * width));
    Kept wider;
    wider.bytes.resize(size_t{rows} * width);
    wider.array = {wider.bytes.data(), width, 0};
    std::swap(kept_[i], wider);
    if (wider.array.distances == nullptr) continue;
    std::array<uint64_t, kRunRows> buffer;
    for (uint32_t run = 0; run < domains_[i].runs(); ++run) {
      const std::span<uint64_t> times(buffer.data(), RowsIn(domains_[i], run));
      for (size_t at = 0; at < times.size(); ++at) {
        times[at] = static_cast<uint64_t>(wider.array[size_t{run} * kRunRows + at]);
      }
      Store(i, run, times);
    }
    context_.memory.Sub(size_t{rows} * wider.array.width);
  }
  return {};
}

void Variable::Store(size_t domain, uint32_t run, std::span<const uint64_t> times) {
  Kept& kept = kept_[domain];
  kept.array.With([&]<class T>(const T*) {
    T* counts = reinterpret_cast<T*>(kept.bytes.data()) + size_t{run} * kRunRows;
    for (size_t i = 0; i < times.size(); ++i) counts[i] = static_cast<T>(times[i]);
  });
}

namespace {

using Buffer = std::array<uint64_t, kRunRows>;

class EdgePart : public Part {
 public:
  EdgePart(std::vector<Way> ways, const Variable& child, const CountContext& context)
      : child_(child), context_(context), safe_degree_(kTooMany / std::max<uint64_t>(child.most(), 1)) {
    for (size_t i = 0; i < ways.size(); ++i) {
      const auto far = child.IndexOf(ways[i].far);
      if (!far) continue;
      const bool twice =
          ways[i].near == ways[i].far && std::any_of(ways.begin(), ways.begin() + static_cast<std::ptrdiff_t>(i),
                                                     [&](const Way& way) { return way.edges == ways[i].edges; });
      hops_.push_back({ways[i], *far, twice});
    }
  }

  Result<void> Multiply(const Domain& domain, uint32_t run, RunTimes& counts, size_t) const override {
    const auto leads = [&](const Hop& hop) { return hop.way.near == domain.table; };
    const auto first = std::ranges::find_if(hops_, leads);
    if (first == hops_.end()) {
      std::ranges::fill(counts.times, uint64_t{0});
      counts.most = 0;
      return {};
    }
    const bool only = std::find_if(first + 1, hops_.end(), leads) == hops_.end();
    if (only && child_.plain() && !first->loops_twice) return MultiplyDegrees(*first, run, counts);
    Buffer sums;
    const size_t rows = counts.times.size();
    std::fill_n(sums.begin(), rows, uint64_t{0});
    for (const Hop& hop : hops_) {
      if (!leads(hop)) continue;
      QIAO_TRY(const AdjacencyView view, ReadWay(hop.way, run, context_.graph));
      const size_t size = std::min<size_t>(rows, view.size);
      if (child_.plain()) {
        AddDegrees(sums.data(), view.offsets, size);
      } else {
        child_.kept(hop.far).With([&](const auto* kept) {
          AddSums(view, kept, child_.domains()[hop.far].rows, counts.times.first(size), sums);
        });
      }
      if (hop.loops_twice) SubtractLoops(hop, view, run, size, sums);
    }
    counts.Multiply(sums.data(), BitsOf(sums.data(), rows));
    return {};
  }

 private:
  struct Hop {
    Way way;
    size_t far;
    bool loops_twice;  // counted in the opposite direction already
  };

  // Every edge counts once: there is no need to look at it.
  Result<void> MultiplyDegrees(const Hop& hop, uint32_t run, RunTimes& counts) const {
    QIAO_TRY(const AdjacencyView view, ReadWay(hop.way, run, context_.graph));
    const size_t size = std::min<size_t>(counts.times.size(), view.size);
    std::ranges::fill(counts.times.subspan(size), uint64_t{0});
    counts.most = MultiplySaturated(counts.most, size == 0 ? 0 : DegreeBits(view.offsets, size));
    if (counts.most != kTooMany) {
      MultiplyByDegrees(counts.times.data(), view.offsets, size);
      return {};
    }
    for (size_t i = 0; i < size; ++i) {
      counts.times[i] = MultiplySaturated(counts.times[i], view.offsets[i + 1] - view.offsets[i]);
    }
    return {};
  }

  template <class Count>
  void AddSums(const AdjacencyView& view, const Count* counts, uint32_t rows, std::span<const uint64_t> times,
               Buffer& sums) const {
    constexpr size_t kNearBytes = size_t{1} << 20;
    constexpr ptrdiff_t kAhead = 24;
    if (times.empty()) return;
    const bool far = size_t{rows} * sizeof(Count) > kNearBytes;
    const uint32_t* last = view.neighbours + view.offsets[times.size()];
    for (size_t i = 0; i < times.size(); ++i) {
      const uint32_t* to = view.neighbours + view.offsets[i];
      const uint32_t* end = view.neighbours + view.offsets[i + 1];
      if (to == end || times[i] == 0) continue;
      if (far) {
        // What the following rows lead to.
        for (const uint32_t* soon = to; soon < end && last - soon > kAhead; ++soon) {
          __builtin_prefetch(counts + soon[kAhead]);
        }
      }
      uint64_t sum = 0;
      if (static_cast<uint64_t>(end - to) <= safe_degree_) {
        for (; to < end; ++to) sum += counts[*to];
      } else {
        for (; to < end; ++to) sum = AddSaturated(sum, counts[*to]);
      }
      sums[i] = AddSaturated(sums[i], sum);
    }
  }

  void SubtractLoops(const Hop& hop, const AdjacencyView& view, uint32_t run, size_t size, Buffer& sums) const {
    for (size_t i = 0; i < size; ++i) {
      if (view.offsets[i] == view.offsets[i + 1] || sums[i] == 0) continue;
      const uint32_t row = run * kRunRows + static_cast<uint32_t>(i);
      const uint64_t loops = CountOf(view.Neighbours(static_cast<uint32_t>(i)), row);
      if (loops != 0 && sums[i] != kTooMany) sums[i] -= loops * child_.TimesOf(hop.far, row);
    }
  }

  const Variable& child_;
  const CountContext& context_;
  const uint64_t safe_degree_;  // sums of so many counts can't be too large
  std::vector<Hop> hops_;
};

// The same from the other end: the few rows of the child that count add to the sums of those that lead to them.
class ScatteredPart : public Part {
 public:
  static Result<std::unique_ptr<Part>> Make(const std::vector<Way>& ways, const Variable& parent, const Variable& child,
                                            const CountContext& context) {
    auto part = std::make_unique<ScatteredPart>();
    for (const Domain& domain : parent.domains()) {
      QIAO_CHECK(context.memory.Add(domain.rows * sizeof(uint64_t)));
      part->tables_.push_back({domain.table, std::vector<uint64_t>(domain.rows)});
    }
    for (size_t i = 0; i < ways.size(); ++i) {
      const auto near = std::ranges::find(part->tables_, ways[i].near, &Table::id);
      const auto far = child.IndexOf(ways[i].far);
      if (near == part->tables_.end() || !far) continue;
      const bool turned_before =
          ways[i].near == ways[i].far && std::any_of(ways.begin(), ways.begin() + static_cast<std::ptrdiff_t>(i),
                                                     [&](const Way& way) { return way.edges == ways[i].edges; });
      QIAO_CHECK(part->Add(ways[i].Turned(), child, *far, turned_before, near->sums, context));
    }
    return std::unique_ptr<Part>(std::move(part));
  }

  Result<void> Multiply(const Domain& domain, uint32_t run, RunTimes& counts, size_t) const override {
    const auto table = std::ranges::find(tables_, domain.table, &Table::id);
    if (table == tables_.end()) {
      std::ranges::fill(counts.times, uint64_t{0});
      counts.most = 0;
      return {};
    }
    const uint64_t* sums = table->sums.data() + size_t{run} * kRunRows;
    counts.Multiply(sums, BitsOf(sums, counts.times.size()));
    return {};
  }

 private:
  struct Table {
    base::TableId id;
    std::vector<uint64_t> sums;  // by row
  };

  // `back` leads from the child's rows. `no_loops`: they have been counted in the opposite direction.
  static Result<void> Add(const Way& back, const Variable& child, size_t index, bool no_loops,
                          std::vector<uint64_t>& sums, const CountContext& context) {
    const Domain& domain = child.domains()[index];
    for (uint32_t run = 0; run < domain.runs(); ++run) {
      if (domain.IsEmpty(run)) continue;
      QIAO_TRY(const AdjacencyView view, ReadWay(back, run, context.graph));
      uint64_t work = 1;
      for (uint32_t word = 0; word < kRunRows / 64; ++word) {
        for (uint64_t left = domain.bits[size_t{run} * (kRunRows / 64) + word]; left != 0; left &= left - 1) {
          const uint32_t at = word * 64 + static_cast<uint32_t>(std::countr_zero(left));
          const uint32_t row = run * kRunRows + at;
          const uint64_t times = child.TimesOf(index, row);
          if (times == 0) continue;
          for (const uint32_t to : view.Neighbours(at)) {
            if (!no_loops || to != row) sums[to] = AddSaturated(sums[to], times);
          }
          work += view.Neighbours(at).size();
        }
      }
      QIAO_CHECK(context.env.interrupt.Tick(work));
    }
    return {};
  }

  std::vector<Table> tables_;
};

// Whether far fewer edges lead away from the child's rows than from the parent's, of which each takes a sum.
bool IsCheaperFromChild(const std::vector<Way>& ways, const Variable& parent, const Variable& child) {
  constexpr double kCheaper = 4;  // adding anywhere costs more than reading
  constexpr double kSumCost = 0.5;
  double from_parent = 0, from_child = 0, sums = 0;
  const auto edges_of = [](const Variable& variable, base::TableId table, const Way& way) {
    const auto index = variable.IndexOf(table);
    if (!index) return 0.0;
    const Domain& domain = variable.domains()[*index];
    return static_cast<double>(way.live) * static_cast<double>(domain.count) / std::max(1.0, double{1} * domain.rows);
  };
  for (const Way& way : ways) {
    from_parent += edges_of(parent, way.near, way);
    from_child += edges_of(child, way.far, way);
  }
  const bool all = std::ranges::any_of(child.domains(), &Domain::all);
  for (const Domain& domain : parent.domains()) sums += kSumCost * domain.rows;
  return !all && from_child * kCheaper + sums < from_parent;
}

class LoopPart : public Part {
 public:
  LoopPart(const Term::Loop& loop, const CountContext& context) : loop_(loop), context_(context) {}

  Result<void> Multiply(const Domain& domain, uint32_t run, RunTimes& counts, size_t) const override {
    Buffer loops;
    const size_t rows = counts.times.size();
    std::fill_n(loops.begin(), rows, uint64_t{0});
    for (const Way& way : loop_.ways) {
      if (way.near != domain.table) continue;
      QIAO_TRY(const AdjacencyView view, ReadWay(way, run, context_.graph));
      for (uint32_t i = 0; i < std::min<size_t>(rows, view.size); ++i) {
        if (counts.times[i] != 0) loops[i] += CountOf(view.Neighbours(i), run * kRunRows + i);
      }
    }
    if (loop_.exists) {
      for (size_t i = 0; i < rows; ++i) loops[i] = std::min<uint64_t>(loops[i], 1);
    }
    counts.Multiply(loops.data(), BitsOf(loops.data(), rows));
    return {};
  }

 private:
  const Term::Loop loop_;
  const CountContext& context_;
};

}  // namespace

Result<std::unique_ptr<Part>> MakeEdgePart(std::vector<Way> ways, const Variable& parent, const Variable& child,
                                           const CountContext& context) {
  if (IsCheaperFromChild(ways, parent, child)) return ScatteredPart::Make(ways, parent, child, context);
  return std::unique_ptr<Part>(std::make_unique<EdgePart>(std::move(ways), child, context));
}

std::unique_ptr<Part> MakeLoopPart(const Term::Loop& loop, const CountContext& context) {
  return std::make_unique<LoopPart>(loop, context);
}

}  // namespace qiao::query
