#include "query/exec/count/chain.h"

#include <algorithm>
#include <atomic>
#include <limits>

#include "query/exec/count/times.h"

namespace qiao::query {

using base::Result;

namespace {

constexpr uint64_t kFewRows = 1 << 16;  // an array of so many costs next to nothing
constexpr uint64_t kSparse = 8;         // one row in so many is wanted: most of an array would be for nothing

bool MayBeSingle(const std::vector<Way>& ways, const Variable& near) {
  uint64_t edges = 0, rows = 0;
  for (const Domain& domain : near.domains()) rows += domain.rows;
  for (const Way& way : ways) {
    if (near.IndexOf(way.near)) edges += way.live;
  }
  return rows <= kFewRows || (edges <= rows && rows <= near.rows() * kSparse);
}

}  // namespace

Result<std::shared_ptr<const Chain>> Chain::Make(const std::vector<Way>& ways, bool exists, const Variable& near,
                                                 const Variable& far, const CountContext& context) {
  if (!MayBeSingle(ways, near)) return nullptr;
  auto chain = std::make_shared<Chain>();
  uint64_t number = 0;
  chain->starts_.push_back(0);
  for (const Domain& domain : far.domains()) {
    number += domain.rows;
    if (number >= kNowhere) return nullptr;
    chain->starts_.push_back(static_cast<uint32_t>(number));
  }
  for (size_t i = 0; i < near.domains().size(); ++i) {
    const Domain& domain = near.domains()[i];
    std::vector<Hop> hops;
    for (size_t to = 0; to < far.domains().size(); ++to) {
      std::vector<Way> between;
      std::ranges::copy_if(ways, std::back_inserter(between), [&](const Way& way) {
        return way.near == domain.table && way.far == far.domains()[to].table;
      });
      if (!between.empty()) hops.push_back({to, &context.links.Get(between, domain)});
    }
    QIAO_TRY(const bool single, chain->Fill(i, domain, hops, exists, context));
    if (!single) return nullptr;
  }
  return chain;
}

// False where a row leads to several.
Result<bool> Chain::Fill(size_t number, const Domain& near, const std::vector<Hop>& hops, bool exists,
                         const CountContext& context) {
  QIAO_CHECK(context.memory.Add(near.rows * sizeof(uint32_t)));
  std::vector<uint32_t>& to = to_.emplace_back(near.rows, kNowhere);
  std::atomic<bool> several = false, repeated = false;
  std::atomic<size_t> bytes = 0;
  const auto for_each_list = [&](auto visit) {
    return context.ForEach(near.runs(), [&](size_t run, size_t) -> Result<void> {
      if (several || near.IsEmpty(static_cast<uint32_t>(run))) return {};
      const auto first = static_cast<uint32_t>(run) * kRunRows;
      const uint32_t end = first + static_cast<uint32_t>(Variable::RowsIn(near, static_cast<uint32_t>(run)));
      for (const Hop& hop : hops) {
        QIAO_TRY(const size_t read, hop.table->ReadRun(static_cast<uint32_t>(run), context.graph));
        bytes += read;
        for (uint32_t row = first; row < end; ++row) {
          const std::span<const uint32_t> list = hop.table->Of(row);
          if (!list.empty()) visit(hop, row, list);
        }
      }
      return {};
    });
  };
  QIAO_CHECK(for_each_list([&](const Hop& hop, uint32_t row, std::span<const uint32_t> list) {
    if (to[row] != kNowhere || list.front() != list.back()) several = true;
    if (list.size() > 1) repeated = true;
    to[row] = starts_[hop.far_domain] + list.front();
  }));
  QIAO_CHECK(context.memory.Add(bytes));
  if (several) return false;
  if (exists || (!repeated && times_.empty())) return true;
  times_.resize(to_.size());
  for (size_t i = 0; i < times_.size(); ++i) {
    if (!times_[i].empty()) continue;
    QIAO_CHECK(context.memory.Add(to_[i].size() * sizeof(uint64_t)));
    times_[i].assign(to_[i].size(), 1);
  }
  QIAO_CHECK(for_each_list(
      [&](const Hop&, uint32_t row, std::span<const uint32_t> list) { times_[number][row] = list.size(); }));
  return true;
}

Result<std::shared_ptr<const Chain>> Chain::Join(const std::vector<ChainStep>& steps, const CountContext& context) {
  const Chain& first = *steps[0].chain;
  if (steps.size() == 1) return steps[0].chain;
  auto joined = std::make_shared<Chain>();
  joined->starts_ = steps.back().chain->starts_;
  bool weighs = false;
  for (size_t i = 0; i < steps.size(); ++i) {
    weighs |= !steps[i].chain->times_.empty() || (i > 0 && !steps[i].from->plain());
  }
  for (size_t domain = 0; domain < first.to_.size(); ++domain) {
    const size_t rows = first.to_[domain].size();
    QIAO_CHECK(context.memory.Add(rows * (sizeof(uint32_t) + (weighs ? sizeof(uint64_t) : 0))));
    std::vector<uint32_t>& to = joined->to_.emplace_back(rows, kNowhere);
    if (weighs) joined->times_.emplace_back(rows, 0);
    QIAO_CHECK(context.ForEach((rows + kRunRows - 1) / kRunRows, [&](size_t run, size_t) -> Result<void> {
      const auto end = static_cast<uint32_t>(std::min<size_t>(rows, (run + 1) * kRunRows));
      for (auto row = static_cast<uint32_t>(run * kRunRows); row < end; ++row) {
        uint32_t at = first.To(domain, row);
        uint64_t times = weighs && at != kNowhere ? first.Times(domain, row) : 1;
        for (size_t i = 1; i < steps.size() && at != kNowhere; ++i) {
          const Place place = steps[i - 1].chain->PlaceOf(at);
          at = steps[i].chain->To(place.domain, place.row);
          if (!weighs) continue;
          times = MultiplySaturated(times, steps[i].from->TimesOf(place.domain, place.row));
          times = MultiplySaturated(times, steps[i].chain->Times(place.domain, place.row));
        }
        if (times == 0) at = kNowhere;
        to[row] = at;
        if (weighs) joined->times_[domain][row] = times;
      }
      return {};
    }));
  }
  return joined;
}

LinkTable Chain::Turned(size_t domain, size_t far_domain) const {
  const uint32_t first = starts_[far_domain], end = starts_[far_domain + 1];
  std::vector<uint32_t> offsets(end - first + 1, 0);
  for (const uint32_t to : to_[domain]) {
    if (to >= first && to < end) ++offsets[to - first + 1];
  }
  for (size_t i = 1; i < offsets.size(); ++i) offsets[i] += offsets[i - 1];
  std::vector<uint32_t> places(offsets.begin(), offsets.end() - 1);
  std::vector<uint32_t> rows(offsets.back());
  for (uint32_t row = 0; row < to_[domain].size(); ++row) {
    const uint32_t to = to_[domain][row];
    if (to >= first && to < end) rows[places[to - first]++] = row;
  }
  return {std::move(offsets), std::move(rows)};
}

}  // namespace qiao::query
