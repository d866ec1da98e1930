#include "query/exec/count/cycle_search.h"

#include <algorithm>
#include <utility>

namespace qiao::query {

using base::Result;

namespace {

constexpr size_t kWorkBetweenChecks = 1 << 16;
constexpr size_t kShorter = 4;  // a list so many times shorter is looked through instead of asking chains
constexpr size_t kSoon = 8;     // rows ahead are fetched
constexpr size_t kFar = 16;     // a list so many times longer is searched, not walked

// Where `row` stands first in the list; its end if it doesn't.
const uint32_t* Find(std::span<const uint32_t> list, uint32_t row) {
  constexpr size_t kShort = 16;
  const uint32_t* at = list.data();
  const uint32_t* end = at + list.size();
  if (list.size() > kShort) {
    at = std::lower_bound(at, end, row);
  } else {
    while (at < end && *at < row) ++at;
  }
  return at < end && *at == row ? at : end;
}

// The first place at or behind `from` where the value is not below `row`.
inline const uint32_t* Advance(const uint32_t* from, const uint32_t* end, uint32_t row, bool leap) {
  if (leap) return std::lower_bound(from, end, row);
  while (from < end && *from < row) ++from;
  return from;
}

inline size_t EqualRun(const uint32_t* from, const uint32_t* end) {
  const uint32_t* next = from + 1;
  while (next < end && *next == *from) ++next;
  return static_cast<size_t>(next - from);
}

}  // namespace

Cycle::Search::Search(const Cycle& cycle, const CountContext& context)
    : cycle_(cycle),
      interrupt_(context.env.interrupt),
      bound_(cycle.levels_.size()),
      marks_(cycle.levels_.size()),
      lists_(cycle.levels_.size()),
      at_(cycle.levels_.size()) {
  for (size_t i = 0; i < cycle.levels_.size(); ++i) marks_[i].resize(cycle.levels_[i].variable->domains().size());
  gathered_.resize(cycle.levels_[cycle.last_output_].variable->domains().size());
}

void Cycle::Search::Work(size_t amount) {
  work_ += amount;
  if (work_ < kWorkBetweenChecks) return;
  work_ = 0;
  auto checked = interrupt_.Check();
  if (!checked && !error_) error_ = std::move(checked).error();
}

uint64_t Cycle::Search::Choices(const Link& link, size_t number, base::NodeId candidate, size_t edges) const {
  if (link.exists) return 1;
  if (link.twins.empty()) return edges;
  const base::NodeId near = bound_[link.earlier].id;
  const auto node_at = [&](size_t level) { return level == number ? candidate : bound_[level].id; };
  for (const Twin& twin : link.twins) {
    const base::NodeId from = node_at(twin.from), to = node_at(twin.to);
    const bool same =
        (twin.along && from == near && to == candidate) || (twin.against && to == near && from == candidate);
    if (same && edges > 0) --edges;
  }
  return edges;
}

template <class Visit>
void Cycle::Search::Intersect(size_t number, size_t domain, Visit visit) {
  const Level& level = cycle_.levels_[number];
  const base::TableId table = level.variable->domains()[domain].table;
  const std::vector<std::span<const uint32_t>>& lists = lists_[number];
  size_t base = 0;
  for (size_t i = 1; i < lists.size(); ++i) {
    if (lists[i].size() < lists[base].size()) base = i;
  }
  if (lists[base].size() == 1) {
    // The most common case by far: where a row has one neighbour only.
    const uint32_t row = lists[base][0];
    const base::NodeId node(table, row);
    uint64_t edges = Choices(level.links[base], number, node, 1);
    for (size_t i = 0; i < lists.size() && edges != 0; ++i) {
      if (i == base) continue;
      const uint32_t* end = lists[i].data() + lists[i].size();
      const uint32_t* found = Find(lists[i], row);
      if (found == end) return;
      edges = MultiplySaturated(edges, Choices(level.links[i], number, node, EqualRun(found, end)));
    }
    if (edges != 0) visit(row, edges);
    return;
  }
  std::vector<const uint32_t*>& at = at_[number];
  at.clear();
  for (const auto list : lists) at.push_back(list.data());
  const uint32_t* end = lists[base].data() + lists[base].size();
  for (const uint32_t* row = lists[base].data(); row < end;) {
    const size_t equal = EqualRun(row, end);
    const base::NodeId node(table, *row);
    uint64_t edges = Choices(level.links[base], number, node, equal);
    for (size_t i = 0; i < lists.size() && edges != 0; ++i) {
      if (i == base) continue;
      const uint32_t* list_end = lists[i].data() + lists[i].size();
      at[i] = Advance(at[i], list_end, *row, lists[i].size() > kFar * lists[base].size());
      if (at[i] == list_end || *at[i] != *row) {
        edges = 0;
      } else {
        edges = MultiplySaturated(edges, Choices(level.links[i], number, node, EqualRun(at[i], list_end)));
      }
    }
    if (edges != 0) visit(*row, edges);
    row += equal;
  }
}

// Chains lead to one row, if any: the others must lead there too.
template <class Visit>
void Cycle::Search::VisitGiven(size_t number, size_t domain, Visit visit) {
  const Level& level = cycle_.levels_[number];
  uint32_t at = Chain::kNowhere;
  uint64_t edges = 1;
  for (size_t i = 0; i < level.given.size(); ++i) {
    const Reference& reference = level.given[i];
    const Bound& from = bound_[reference.earlier];
    const uint32_t to = reference.chain->To(from.domain, from.row);
    if (to == Chain::kNowhere || (i > 0 && to != at)) return;
    at = to;
    edges = MultiplySaturated(edges, reference.chain->Times(from.domain, from.row));
  }
  const auto [of_domain, row] = level.given[0].chain->PlaceOf(at);
  if (of_domain != domain) return;
  const base::NodeId node(level.variable->domains()[domain].table, row);
  for (const Link& link : level.links) {
    const std::span<const uint32_t> list = ListOf(link, domain);
    const uint32_t* end = list.data() + list.size();
    const uint32_t* found = Find(list, row);
    if (found == end) return;
    edges = MultiplySaturated(edges, Choices(link, number, node, EqualRun(found, end)));
  }
  if (edges != 0) visit(row, edges);
}

void Cycle::Search::FetchAhead(const Needs& needs, size_t domain, std::span<const uint32_t> list, size_t at) const {
  if (at + 2 * kSoon < list.size()) {
    const uint32_t row = list[at + 2 * kSoon];
    for (const Chain* chain : needs.chains) chain->Fetch(domain, row);
    for (const auto* tables : needs.tables) {
      for (const LinkTable* table : (*tables)[domain]) {
        if (table != nullptr) table->FetchPlace(row);
      }
    }
  }
  if (at + kSoon >= list.size()) return;
  for (const auto* tables : needs.tables) {
    for (const LinkTable* table : (*tables)[domain]) {
      if (table != nullptr) table->FetchList(list[at + kSoon]);
    }
  }
}

template <class Visit>
void Cycle::Search::ForEachCandidate(size_t number, size_t domain, Visit visit) {
  const Level& level = cycle_.levels_[number];
  if (!level.given.empty()) return VisitGiven(number, domain, visit);
  if (level.links.empty()) {
    const Domain& rows = level.variable->domains()[domain];
    Work(rows.rows);
    for (uint32_t row = 0; row < rows.rows && !error_; ++row) {
      if (rows.Has(row)) visit(row, uint64_t{1});
    }
    return;
  }
  std::vector<std::span<const uint32_t>>& lists = lists_[number];
  lists.clear();
  size_t shortest = SIZE_MAX;
  for (size_t i = 0; i < level.links.size(); ++i) {
    const std::span<const uint32_t> list = ListOf(level.links[i], domain);
    if (list.empty()) return;
    // The last may only say what the checks say: it is of use where it is short.
    if (i >= level.lists && i > 0 && list.size() * kShorter > shortest) break;
    lists.push_back(list);
    shortest = std::min(shortest, list.size());
  }
  Work(shortest);
  if (lists.size() > 1 || !level.links[0].twins.empty()) return Intersect(number, domain, visit);
  const std::span<const uint32_t> list = lists[0];
  const bool exists = level.links[0].exists;
  const Needs& needs = cycle_.needs_[number];
  const bool fetches = list.size() > kSoon && (!needs.tables.empty() || !needs.chains.empty());
  for (size_t i = 0; i < list.size() && !error_; ++i) {
    if (fetches) FetchAhead(needs, domain, list, i);
    if (!exists || i == 0 || list[i] != list[i - 1]) visit(list[i], uint64_t{1});
  }
}

bool Cycle::Search::Passes(const Level& level, const Bound& candidate) const {
  for (const size_t other : level.differs) {
    if (bound_[other].id == candidate.id) return false;
  }
  for (const Link& link : level.barred) {
    if (std::ranges::binary_search(ListOf(link, candidate.domain), candidate.row)) return false;
  }
  return true;
}

uint64_t Cycle::Search::Check(const Level& level, size_t domain, uint32_t row) const {
  uint64_t times = 1;
  for (const Reference& check : level.checks) {
    const Bound& to = bound_[check.earlier];
    if (check.chain->To(domain, row) != check.chain->NumberOf(to.domain, to.row)) return 0;
    times = MultiplySaturated(times, check.chain->Times(domain, row));
  }
  return times;
}

uint64_t Cycle::Search::Weigh(const Level& level, const Bound& candidate, uint64_t edges) const {
  const uint64_t ways = Check(level, candidate.domain, candidate.row);
  if (ways == 0) return 0;
  const uint64_t hanging = level.variable->TimesOf(candidate.domain, candidate.row);
  if (hanging == 0 || !Passes(level, candidate)) return 0;
  return MultiplySaturated(MultiplySaturated(edges, ways), hanging);
}

// Matches of this level and those behind it.
uint64_t Cycle::Search::Sum(size_t number) {
  if (number == cycle_.levels_.size()) return 1;
  const Level& level = cycle_.levels_[number];
  const bool last = number + 1 == cycle_.levels_.size();
  const bool free = level.given.empty() && level.differs.empty() && level.barred.empty() &&
                    std::ranges::all_of(level.links, [](const Link& link) { return link.twins.empty(); });
  uint64_t sum = 0;
  for (const size_t domain : DomainsOf(level)) {
    if (error_) break;
    if (last && free && level.lists == 1 && !level.checks.empty()) {
      const std::span<const uint32_t> list = ListOf(level.links[0], domain);
      const bool shorter = level.links.size() > 1 && ListOf(level.links[1], domain).size() * kShorter <= list.size();
      if (!shorter) {
        sum = AddSaturated(sum, SumChecked(level, domain, list));
        continue;
      }
    }
    if (last && free && level.lists == 2) {
      sum = AddSaturated(sum, SumPair(level, domain));
      continue;
    }
    const base::TableId table = level.variable->domains()[domain].table;
    ForEachCandidate(number, domain, [&](uint32_t row, uint64_t edges) {
      const Bound candidate{domain, row, base::NodeId(table, row)};
      const uint64_t times = Weigh(level, candidate, edges);
      if (times == 0) return;
      bound_[number] = candidate;
      sum = AddSaturated(sum, last ? times : MultiplySaturated(times, Sum(number + 1)));
    });
  }
  return sum;
}

void Cycle::Search::Mark(Marks& marks, const Level& level, size_t domain, std::span<const uint32_t> list, bool exists) {
  if (marks.times.empty()) marks.times.resize(level.variable->domains()[domain].rows);
  for (const uint32_t row : marks.marked) marks.times[row] = 0;
  marks.marked.clear();
  for (size_t i = 0; i < list.size(); ++i) {
    const bool again = i > 0 && list[i] == list[i - 1];
    if (again && exists) continue;
    const uint64_t times = level.variable->TimesOf(domain, list[i]);
    if (times == 0) continue;
    marks.times[list[i]] = AddSaturated(marks.times[list[i]], times);
    if (!again) marks.marked.push_back(list[i]);
  }
}

uint64_t Cycle::Search::SumMarked(const Level& level, size_t domain, const Marks& marks, std::span<const uint32_t> list,
                                  bool exists) const {
  uint64_t sum = 0;
  if (!exists && level.checks.empty()) {
    for (const uint32_t row : list) sum = AddSaturated(sum, marks.times[row]);
    return sum;
  }
  for (size_t i = 0; i < list.size(); ++i) {
    if (marks.times[list[i]] == 0 || (exists && i > 0 && list[i] == list[i - 1])) continue;
    sum = AddSaturated(sum, MultiplySaturated(marks.times[list[i]], Check(level, domain, list[i])));
  }
  return sum;
}

// The last level, where those of a list fit to which chains say yes.
uint64_t Cycle::Search::SumChecked(const Level& level, size_t domain, std::span<const uint32_t> list) {
  Work(list.size());
  const bool exists = level.links[0].exists;
  const Reference& first = level.checks[0];
  const Bound& bound = bound_[first.earlier];
  const uint32_t number = first.chain->NumberOf(bound.domain, bound.row);
  uint64_t sum = 0;
  for (size_t i = 0; i < list.size(); ++i) {
    if (first.chain->To(domain, list[i]) != number || (exists && i > 0 && list[i] == list[i - 1])) continue;
    const uint64_t ways = Check(level, domain, list[i]);
    sum = AddSaturated(sum, MultiplySaturated(ways, level.variable->TimesOf(domain, list[i])));
  }
  return sum;
}

// The last level, where two lists meet. When the one that was bound earlier comes again, its rows have been marked and
// the other list only looks them up.
uint64_t Cycle::Search::SumPair(const Level& level, size_t domain) {
  const bool swapped = level.links[0].earlier > level.links[1].earlier;
  const Link& first = level.links[swapped ? 1 : 0];
  const Link& second = level.links[swapped ? 0 : 1];
  const std::span<const uint32_t> a = ListOf(first, domain), b = ListOf(second, domain);
  if (a.empty() || b.empty()) return 0;
  const bool leap_a = a.size() > kFar * b.size(), leap_b = b.size() > kFar * a.size();
  const size_t number = static_cast<size_t>(&level - cycle_.levels_.data());
  const base::NodeId owner = bound_[first.earlier].id;
  Marks& marks = marks_[number][domain];
  if (!leap_b && marks.owner != owner && a.size() + b.size() > kFar) {
    if (marks.seen_last == owner) {
      Mark(marks, level, domain, a, first.exists);
      marks.owner = owner;
      Work(a.size());
    }
    marks.seen_last = owner;
  }
  if (!leap_b && marks.owner == owner) {
    Work(b.size());
    return SumMarked(level, domain, marks, b, second.exists);
  }
  Work(std::min(a.size(), b.size()) + (leap_a || leap_b ? 0 : std::max(a.size(), b.size())));
  uint64_t sum = 0;
  const uint32_t *i = a.data(), *i_end = i + a.size(), *j = b.data(), *j_end = j + b.size();
  while (i < i_end && j < j_end) {
    if (*i < *j) {
      i = Advance(i + 1, i_end, *j, leap_a);
    } else if (*j < *i) {
      j = Advance(j + 1, j_end, *i, leap_b);
    } else {
      const size_t of_a = EqualRun(i, i_end), of_b = EqualRun(j, j_end);
      const uint64_t edges = MultiplySaturated(first.exists ? 1 : of_a, second.exists ? 1 : of_b);
      const uint64_t ways = MultiplySaturated(edges, Check(level, domain, *i));
      sum = AddSaturated(sum, MultiplySaturated(ways, level.variable->TimesOf(domain, *i)));
      i += of_a;
      j += of_b;
    }
  }
  return sum;
}

void Cycle::Search::Emit(uint64_t times) {
  if (gathering_) {
    const Bound& bound = bound_[cycle_.last_output_];
    Marks& gathered = gathered_[bound.domain];
    if (gathered.times.empty()) {
      gathered.times.resize(cycle_.levels_[cycle_.last_output_].variable->domains()[bound.domain].rows);
    }
    uint64_t& sum = gathered.times[bound.row];
    if (sum == 0) gathered.marked.push_back(bound.row);
    sum = AddSaturated(sum, times);
    return;
  }
  const size_t place = found_->nodes.size();
  found_->nodes.resize(place + cycle_.outputs_);
  for (size_t i = 0; i <= cycle_.last_output_; ++i) {
    const size_t output = cycle_.levels_[i].output;
    if (output != SIZE_MAX) found_->nodes[place + output] = bound_[i].id.value;
  }
  found_->times.push_back(times);
}

// Gives what was gathered, a row for each node of the last output.
void Cycle::Search::Flush() {
  const Level& level = cycle_.levels_[cycle_.last_output_];
  for (size_t domain = 0; domain < gathered_.size(); ++domain) {
    Marks& gathered = gathered_[domain];
    for (const uint32_t row : gathered.marked) {
      bound_[cycle_.last_output_] = {domain, row, base::NodeId(level.variable->domains()[domain].table, row)};
      if (!error_) Emit(gathered.times[row]);
      gathered.times[row] = 0;
    }
    gathered.marked.clear();
  }
}

void Cycle::Search::WalkFrom(size_t number, uint64_t times) {
  if (number > cycle_.last_output_) {
    const uint64_t rest = Sum(number);
    if (rest != 0) Emit(MultiplySaturated(times, rest));
    return;
  }
  const bool gathers = cycle_.gather_ == number;
  if (gathers) gathering_ = true;
  const Level& level = cycle_.levels_[number];
  for (const size_t domain : DomainsOf(level)) {
    if (error_) break;
    const base::TableId table = level.variable->domains()[domain].table;
    ForEachCandidate(number, domain, [&](uint32_t row, uint64_t edges) {
      const Bound candidate{domain, row, base::NodeId(table, row)};
      const uint64_t more = Weigh(level, candidate, edges);
      if (more == 0) return;
      bound_[number] = candidate;
      WalkFrom(number + 1, MultiplySaturated(times, more));
    });
  }
  if (gathers) {
    gathering_ = false;
    Flush();
  }
}

bool Cycle::Search::RootLeadsOn() const {
  for (size_t number = 1; number < cycle_.levels_.size(); ++number) {
    const Level& level = cycle_.levels_[number];
    for (const Link& link : level.links) {
      if (link.earlier != 0) continue;
      const bool leads = std::ranges::any_of(link.leads_to[bound_[0].domain],
                                             [&](size_t domain) { return !ListOf(link, domain).empty(); });
      if (!leads) return false;
    }
    for (const Reference& reference : level.given) {
      if (reference.earlier != 0) continue;
      if (reference.chain->To(bound_[0].domain, bound_[0].row) == Chain::kNowhere) return false;
    }
  }
  return true;
}

Result<uint64_t> Cycle::Search::CountAt(size_t domain, uint32_t row) {
  bound_[0] = {domain, row, base::NodeId(cycle_.levels_[0].variable->domains()[domain].table, row)};
  const uint64_t sum = RootLeadsOn() ? Sum(1) : 0;
  if (error_) return *std::exchange(error_, std::nullopt);
  return sum;
}

Result<void> Cycle::Search::Walk(size_t domain, uint32_t row, uint64_t times, Bindings& found) {
  bound_[0] = {domain, row, base::NodeId(cycle_.levels_[0].variable->domains()[domain].table, row)};
  found_ = &found;
  if (RootLeadsOn()) WalkFrom(1, times);
  if (error_) return *std::exchange(error_, std::nullopt);
  return {};
}

}  // namespace qiao::query
