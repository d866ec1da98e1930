#include "engine/plan_cache.h"

#include <utility>

namespace qiao::engine {
namespace {

// Estimates that are off by less than this do not change which plan is good.
constexpr uint64_t kGrowth = 8;
constexpr uint64_t kSmallGraph = 1000;

bool StillFits(const PlanCache::Circumstances& made_for, const PlanCache::Circumstances& found) {
  const uint64_t then = made_for.size + kSmallGraph;
  const uint64_t now = found.size + kSmallGraph;
  return made_for.schema == found.schema && now / kGrowth <= then && then / kGrowth <= now;
}

}  // namespace

std::optional<PlanCache::Found> PlanCache::Find(std::string_view text, const Circumstances& now) {
  std::lock_guard lock(mutex_);
  auto found = by_text_.find(text);
  if (found == by_text_.end() || !StillFits(found->second->found.made_for, now)) return std::nullopt;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->found;
}

void PlanCache::Add(std::string_view text, Found plan) {
  std::lock_guard lock(mutex_);
  if (auto found = by_text_.find(text); found != by_text_.end()) {
    auto entry = found->second;
    by_text_.erase(found);
    entries_.erase(entry);
  }
  entries_.push_front({std::string(text), std::move(plan)});
  by_text_.emplace(entries_.front().text, entries_.begin());
  if (entries_.size() > capacity_) {
    by_text_.erase(entries_.back().text);
    entries_.pop_back();
  }
}

}  // namespace qiao::engine
