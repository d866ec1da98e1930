#include "query/exec/count/path_part.h"

#include <algorithm>
#include <optional>

#include "query/exec/count/edge_filter.h"
#include "query/exec/count/kernels.h"
#include "query/exec/count/times.h"

namespace qiao::query {

using base::Result;

namespace {

struct Table {
  base::TableId id;
  uint32_t rows = 0;
  bool upwards = true;  // ways within the table lead to rows before; else to rows behind
  std::vector<Way> ways;
};

// Counts of the rows of all tables, in their order.
using Counts = std::vector<std::vector<uint64_t>>;

class Paths {
 public:
  Paths(const std::vector<Way>& ways, const Variable& child, const CountContext& context)
      : child_(child), context_(context) {
    for (const Way& way : ways) {
      Add(way.near);
      Add(way.far);
    }
    for (const Domain& domain : child.domains()) Add(domain.table);
    for (const Way& way : ways) tables_[IndexOf(way.near)].ways.push_back(way);
  }

  // False where some way may lead back. Ends up with tables before those that lead to them.
  Result<bool> Order() {
    std::vector<Table> ordered;
    while (!tables_.empty()) {
      const auto next = std::ranges::find_if(tables_, [&](const Table& table) {
        return std::ranges::all_of(table.ways, [&](const Way& way) {
          return way.far == table.id || std::ranges::find(ordered, way.far, &Table::id) != ordered.end();
        });
      });
      if (next == tables_.end()) return false;
      ordered.push_back(std::move(*next));
      tables_.erase(next);
    }
    tables_ = std::move(ordered);
    for (Table& table : tables_) {
      QIAO_TRY(const bool ordered_rows, OrderRows(table));
      if (!ordered_rows) return false;
    }
    return true;
  }

  // The paths of so many steps from each row of each table.
  Result<Counts> Count(const JoinPattern::Length& length) {
    QIAO_TRY(const Counts ends, Ends());
    Counts counts = ends;
    if (!length.maximum) {
      QIAO_CHECK(AddLonger(counts));
    } else if (*length.maximum < length.minimum) {
      return NewCounts();
    } else {
      for (uint64_t more = *length.maximum - length.minimum; more > 0; --more) {
        QIAO_TRY(Counts longer, Step(counts, &ends));
        const bool same = longer == counts;
        counts = std::move(longer);
        if (same) break;
      }
    }
    for (uint64_t steps = length.minimum; steps > 0; --steps) {
      QIAO_TRY(counts, Step(counts, nullptr));
      if (IsZero(counts)) break;
    }
    return counts;
  }

  const std::vector<Table>& tables() const { return tables_; }

 private:
  void Add(base::TableId id) {
    if (std::ranges::find(tables_, id, &Table::id) != tables_.end()) return;
    for (const NodeTable& table : context_.graph.NodeTables()) {
      if (table.id == id) tables_.push_back({id, static_cast<uint32_t>(table.rows), true, {}});
    }
  }
  size_t IndexOf(base::TableId id) const {
    return static_cast<size_t>(std::ranges::find(tables_, id, &Table::id) - tables_.begin());
  }
  static bool IsZero(const Counts& counts) {
    return std::ranges::all_of(
        counts, [](const auto& rows) { return std::ranges::all_of(rows, [](uint64_t count) { return count == 0; }); });
  }

  // Whether all ways within the table lead upwards, or all downwards.
  Result<bool> OrderRows(Table& table) const {
    bool before = false, behind = false;
    for (const Way& way : table.ways) {
      if (way.far != table.id) continue;
      for (uint32_t run = 0; uint64_t{run} * kRunRows < table.rows; ++run) {
        QIAO_TRY(const AdjacencyView view, ReadWay(way, run, context_.graph));
        QIAO_CHECK(context_.env.interrupt.Tick(view.size));
        for (uint32_t i = 0; i < view.size; ++i) {
          const auto to = view.Neighbours(i);
          if (to.empty()) continue;
          before |= to.front() <= run * kRunRows + i;
          behind |= to.back() >= run * kRunRows + i;
        }
        if (before && behind) return false;
      }
    }
    table.upwards = !behind;
    return true;
  }

  Result<Counts> NewCounts() const {
    Counts counts;
    for (const Table& table : tables_) {
      QIAO_CHECK(context_.memory.Add(table.rows * sizeof(uint64_t)));
      counts.emplace_back(table.rows);
    }
    return counts;
  }

  // Paths without a step.
  Result<Counts> Ends() const {
    QIAO_TRY(Counts counts, NewCounts());
    for (size_t i = 0; i < child_.domains().size(); ++i) {
      const Domain& domain = child_.domains()[i];
      std::vector<uint64_t>& rows = counts[IndexOf(domain.table)];
      for (uint32_t row = 0; row < domain.rows; ++row) {
        if (domain.Has(row)) rows[row] = child_.TimesOf(i, row);
      }
    }
    return counts;
  }

  // Sums lists that lie one after the other, in one direction or the other, and has the processor fetch what the next
  // ones lead to.
  static uint64_t SumOf(const AdjacencyView& view, uint32_t at, bool upwards, const std::vector<uint64_t>& far) {
    constexpr uint32_t kAhead = 16;  // links
    const uint32_t begin = view.offsets[at], end = view.offsets[at + 1];
    const uint32_t last = view.offsets[view.size];
    uint64_t sum = 0;
    for (uint32_t link = begin; link < end; ++link) {
      const uint32_t soon = upwards ? link + kAhead : link - kAhead;  // below 0 is beyond the last
      if (soon < last) __builtin_prefetch(&far[view.neighbours[soon]]);
      sum = AddSaturated(sum, far[view.neighbours[link]]);
    }
    return sum;
  }

  // One step more, and `ends`, if there are any, besides.
  Result<Counts> Step(const Counts& counts, const Counts* ends) const {
    QIAO_TRY(Counts stepped, NewCounts());
    if (ends != nullptr) stepped = *ends;
    std::vector<std::pair<size_t, uint32_t>> pieces;
    for (size_t i = 0; i < tables_.size(); ++i) {
      for (uint32_t run = 0; !tables_[i].ways.empty() && uint64_t{run} * kRunRows < tables_[i].rows; ++run) {
        pieces.emplace_back(i, run);
      }
    }
    QIAO_CHECK(context_.ForEach(pieces.size(), [&](size_t piece, size_t) -> Result<void> {
      const auto [table, run] = pieces[piece];
      for (const Way& way : tables_[table].ways) {
        QIAO_TRY(const AdjacencyView view, ReadWay(way, run, context_.graph));
        const std::vector<uint64_t>& far = counts[IndexOf(way.far)];
        for (uint32_t i = 0; i < view.size; ++i) {
          uint64_t& count = stepped[table][run * kRunRows + i];
          count = AddSaturated(count, SumOf(view, i, true, far));
        }
      }
      return {};
    }));
    context_.memory.Sub(BytesOf(counts));
    return stepped;
  }

  size_t BytesOf(const Counts& counts) const {
    size_t bytes = 0;
    for (const auto& rows : counts) bytes += rows.size() * sizeof(uint64_t);
    return bytes;
  }

  // Adds to each row what those have that it leads to, these first.
  Result<void> AddLonger(Counts& counts) const {
    for (size_t i = 0; i < tables_.size(); ++i) {
      const Table& table = tables_[i];
      const uint32_t runs = (table.rows + kRunRows - 1) / kRunRows;
      for (uint32_t n = 0; n < runs && !table.ways.empty(); ++n) {
        const uint32_t run = table.upwards ? n : runs - 1 - n;
        QIAO_CHECK(AddLonger(table, run, counts, counts[i]));
      }
    }
    return {};
  }

  Result<void> AddLonger(const Table& table, uint32_t run, const Counts& counts, std::vector<uint64_t>& near) const {
    std::vector<std::pair<AdjacencyView, const std::vector<uint64_t>*>> views;
    uint32_t size = 0;
    for (const Way& way : table.ways) {
      QIAO_TRY(AdjacencyView view, ReadWay(way, run, context_.graph));
      size = std::max(size, view.size);
      views.emplace_back(std::move(view), &counts[IndexOf(way.far)]);
    }
    QIAO_CHECK(context_.env.interrupt.Tick(size + 1));
    for (uint32_t n = 0; n < size; ++n) {
      const uint32_t at = table.upwards ? n : size - 1 - n;
      uint64_t& count = near[run * kRunRows + at];
      for (const auto& [view, far] : views) {
        if (at < view.size) count = AddSaturated(count, SumOf(view, at, table.upwards, *far));
      }
    }
    return {};
  }

  const Variable& child_;
  const CountContext& context_;
  std::vector<Table> tables_;
};

class PathPart : public Part {
 public:
  PathPart(std::vector<Table> tables, Counts counts) : tables_(std::move(tables)), counts_(std::move(counts)) {}

  Result<void> Multiply(const Domain& domain, uint32_t run, RunTimes& counts, size_t) const override {
    const auto table = std::ranges::find(tables_, domain.table, &Table::id);
    if (table == tables_.end()) {
      std::ranges::fill(counts.times, uint64_t{0});
      counts.most = 0;
      return {};
    }
    const uint64_t* paths = counts_[static_cast<size_t>(table - tables_.begin())].data() + size_t{run} * kRunRows;
    counts.Multiply(paths, BitsOf(paths, counts.times.size()));
    return {};
  }

 private:
  std::vector<Table> tables_;
  Counts counts_;
};

}  // namespace

Result<std::unique_ptr<Part>> MakePathPart(std::vector<Way> ways, const JoinPattern::Length& length,
                                           const Variable& child, const CountContext& context) {
  Paths paths(ways, child, context);
  QIAO_TRY(const bool ordered, paths.Order());
  if (!ordered) return base::MakeError(base::ErrorCode::kInternal, "paths that may lead back can't be counted");
  QIAO_TRY(Counts counts, paths.Count(length));
  return std::unique_ptr<Part>(std::make_unique<PathPart>(paths.tables(), std::move(counts)));
}

}  // namespace qiao::query
