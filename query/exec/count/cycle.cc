#include "query/exec/count/cycle.h"

#include <algorithm>
#include <map>
#include <utility>

#include "query/exec/count/cycle_search.h"

namespace qiao::query {

using base::Result;

Cycle::Cycle(const CountContext& context) : context_(context) {}
Cycle::~Cycle() = default;

Result<Cycle::Link> Cycle::MakeLink(size_t earlier, const Level& level, const std::vector<Way>& ways,
                                    bool exists) const {
  const Variable& near = *levels_[earlier].variable;
  const Variable& far = *level.variable;
  std::map<std::pair<size_t, size_t>, std::vector<Way>> between;
  for (const Way& way : ways) {
    const auto from = near.IndexOf(way.near), to = far.IndexOf(way.far);
    if (from && to) between[{*from, *to}].push_back(way);
  }
  Link link{earlier, exists, {}, {}, {}};
  link.tables.resize(near.domains().size());
  link.leads_to.resize(near.domains().size());
  for (auto& tables : link.tables) tables.resize(far.domains().size());
  for (const auto& [ends, these] : between) {
    const Domain& domain = near.domains()[ends.first];
    LinkTable& table = context_.links.Get(these, domain);
    QIAO_CHECK(table.Read(domain, context_));
    link.tables[ends.first][ends.second] = &table;
    link.leads_to[ends.first].push_back(ends.second);
  }
  return link;
}

// The rows that lead to each row of the chain's end.
Cycle::Link Cycle::TurnChain(size_t earlier, const Level& level, const Chain& chain) {
  const size_t ends = levels_[earlier].variable->domains().size(), begins = level.variable->domains().size();
  Link link{earlier, true, {}, {}, {}};
  link.tables.resize(ends);
  for (size_t end = 0; end < ends; ++end) {
    link.leads_to.push_back(level.all_domains);
    for (size_t begin = 0; begin < begins; ++begin) {
      turned_.push_back(std::make_unique<LinkTable>(chain.Turned(begin, end)));
      link.tables[end].push_back(turned_.back().get());
    }
  }
  return link;
}

// `placed`: edges of the input that were bound before this one, `turned`: the edge is seen from its `to`.
void Cycle::AddTwins(const CycleInput& input, const std::vector<size_t>& level_of, const CycleEdge& edge, bool turned,
                     const std::vector<size_t>& placed, Link& link) {
  for (const size_t number : placed) {
    const CycleEdge& other = input.edges[number];
    Twin twin{level_of[other.from], level_of[other.to]};
    for (const Exclusion& exclusion : input.exclusions) {
      if (exclusion.kind != Exclusion::Kind::kSameEdge && exclusion.kind != Exclusion::Kind::kTurnedEdge) continue;
      const bool both = (exclusion.a == edge.number && exclusion.b == other.number) ||
                        (exclusion.b == edge.number && exclusion.a == other.number);
      if (!both) continue;
      const bool along = (exclusion.kind == Exclusion::Kind::kSameEdge) != turned;
      (along ? twin.along : twin.against) = true;
    }
    if (twin.along || twin.against) link.twins.push_back(twin);
  }
}

// Edges to what is bound already: chains that say which row can fit, lists, chains that say whether it does.
Result<void> Cycle::AddEdges(const CycleInput& input, size_t variable, const std::vector<size_t>& level_of,
                             std::vector<size_t>& placed, Level& level) {
  constexpr uint64_t kFewRows = 100'000;  // turning a chain of so many costs little
  double shortest = 0;
  const CycleEdge* backward = nullptr;
  for (size_t number = 0; number < input.edges.size(); ++number) {
    const CycleEdge& edge = input.edges[number];
    if (edge.from != variable && edge.to != variable) continue;
    const size_t other = edge.Other(variable);
    if (level_of[other] == SIZE_MAX) continue;
    if (const auto& steps = edge.ChainFrom(other); !steps.empty()) {
      QIAO_TRY(auto chain, Chain::Join(steps, context_));
      level.given.push_back({level_of[other], std::move(chain)});
      continue;
    }
    if (const auto& steps = edge.ChainFrom(variable); !steps.empty()) {
      QIAO_TRY(auto chain, Chain::Join(steps, context_));
      level.checks.push_back({level_of[other], std::move(chain)});
      const double degree = DegreeFrom(edge, other, input);
      if (backward == nullptr || degree < shortest) {
        backward = &edge;
        shortest = degree;
      }
      continue;
    }
    QIAO_TRY(Link link, MakeLink(level_of[other], level, edge.WaysFrom(other), edge.exists));
    AddTwins(input, level_of, edge, edge.to == other, placed, link);
    placed.push_back(number);
    level.links.push_back(std::move(link));
  }
  level.lists = level.links.size();
  // A chain can be followed backward too: where there is no other list, or where the others of some rows are longer.
  if (backward == nullptr || !level.given.empty()) return {};
  const size_t other = backward->Other(variable);
  const auto check = std::ranges::find(level.checks, level_of[other], &Reference::earlier);
  if (!backward->ways.empty()) {
    QIAO_TRY(Link link, MakeLink(level_of[other], level, backward->WaysFrom(other), true));
    level.links.push_back(std::move(link));
  } else if (level.links.empty() || level.variable->rows() <= kFewRows) {
    level.links.push_back(TurnChain(level_of[other], level, *check->chain));
    QIAO_CHECK(context_.memory.Add((level.variable->rows() + input.variables[other]->rows()) * sizeof(uint32_t)));
  }
  // What stands in the only list leads back to where the list is from.
  const bool told = level.lists == 0 && level.links.size() == 1 && check->chain->IsSingle() &&
                    std::ranges::count(level.checks, level_of[other], &Reference::earlier) == 1;
  if (told) level.checks.erase(check);
  return {};
}

Result<void> Cycle::AddLevel(const CycleInput& input, size_t variable, const std::vector<size_t>& level_of,
                             std::vector<size_t>& placed) {
  Level level;
  level.variable = input.variables[variable];
  for (size_t i = 0; i < level.variable->domains().size(); ++i) level.all_domains.push_back(i);
  QIAO_CHECK(AddEdges(input, variable, level_of, placed, level));
  for (const Exclusion& exclusion : input.exclusions) {
    const bool of_nodes = exclusion.kind == Exclusion::Kind::kSameNode || exclusion.kind == Exclusion::Kind::kConnected;
    if (!of_nodes || (exclusion.a != variable && exclusion.b != variable)) continue;
    const size_t other = exclusion.a == variable ? exclusion.b : exclusion.a;
    if (other == variable || level_of[other] == SIZE_MAX) continue;
    if (exclusion.kind == Exclusion::Kind::kSameNode) {
      level.differs.push_back(level_of[other]);
      continue;
    }
    const std::vector<Way> ways = exclusion.a == other ? exclusion.ways : Turned(exclusion.ways);
    QIAO_TRY(Link link, MakeLink(level_of[other], level, ways, true));
    level.barred.push_back(std::move(link));
  }
  const auto output = std::ranges::find(input.outputs, variable);
  if (output != input.outputs.end()) {
    level.output = static_cast<size_t>(output - input.outputs.begin());
    last_output_ = levels_.size();
  }
  levels_.push_back(std::move(level));
  return {};
}

Result<std::unique_ptr<Cycle>> Cycle::Make(CycleInput input, const CountContext& context) {
  std::unique_ptr<Cycle> cycle(new Cycle(context));
  DrawTogether(input);
  double cost = 0;
  std::vector<size_t> level_of(input.variables.size(), SIZE_MAX);
  std::vector<size_t> placed;  // edges
  cycle->outputs_ = input.outputs.size();
  for (const size_t variable : OrderOf(input, cost)) {
    level_of[variable] = cycle->levels_.size();
    QIAO_CHECK(cycle->AddLevel(input, variable, level_of, placed));
  }
  cycle->ListAhead();
  size_t outputs_left = 0;
  for (size_t i = cycle->last_output_ + 1; i-- > 1;) {
    if (cycle->levels_[i].output != SIZE_MAX) ++outputs_left;
    if (outputs_left > 1) break;
    if (cycle->levels_[i].output == SIZE_MAX) cycle->gather_ = i;
  }
  for (size_t worker = 0; worker < context.threads(); ++worker) {
    cycle->searches_.push_back(std::make_unique<Search>(*cycle, context));
  }
  // Each worker may mark the rows of the last level, and gather by those of the last output.
  size_t bytes = 0;
  for (const size_t level : {cycle->levels_.size() - 1, cycle->last_output_}) {
    for (const Domain& domain : cycle->levels_[level].variable->domains()) bytes += domain.rows * sizeof(uint64_t);
  }
  QIAO_CHECK(context.memory.Add(bytes * context.threads()));
  return cycle;
}

void Cycle::ListAhead() {
  constexpr uint64_t kNearRows = 30'000;
  needs_.resize(levels_.size());
  const auto is_far = [&](size_t level) { return levels_[level].variable->rows() > kNearRows; };
  for (const Level& level : levels_) {
    for (const Reference& reference : level.given) {
      if (is_far(reference.earlier)) needs_[reference.earlier].chains.push_back(reference.chain.get());
    }
    for (const Link& link : level.links) {
      if (is_far(link.earlier)) needs_[link.earlier].tables.push_back(&link.tables);
      for (const Reference& reference : levels_[link.earlier].given) {
        if (reference.earlier == 0) ahead_.push_back({reference.chain.get(), &link.tables});
      }
    }
  }
}

template <class Fetch>
void Cycle::FetchTables(size_t domain, uint32_t row, Fetch fetch) const {
  for (const Ahead& ahead : ahead_) {
    const uint32_t to = ahead.chain->To(domain, row);
    if (to == Chain::kNowhere) continue;
    const auto [far, far_row] = ahead.chain->PlaceOf(to);
    for (const LinkTable* table : (*ahead.tables)[far]) {
      if (table != nullptr) fetch(*table, far_row);
    }
  }
}

void Cycle::FetchAhead(size_t domain, uint32_t first, std::span<const uint64_t> times, size_t at) const {
  constexpr uint32_t kSoon = 8;
  const size_t lists = at + kSoon, places = lists + kSoon;
  if (places < times.size() && times[places] != 0) {
    FetchTables(domain, first + static_cast<uint32_t>(places),
                [](const LinkTable& table, uint32_t row) { table.FetchPlace(row); });
  }
  if (lists < times.size() && times[lists] != 0) {
    FetchTables(domain, first + static_cast<uint32_t>(lists),
                [](const LinkTable& table, uint32_t row) { table.FetchList(row); });
  }
}

Result<uint64_t> Cycle::CountAt(size_t domain, uint32_t row, size_t worker) const {
  return searches_[worker]->CountAt(domain, row);
}

Result<void> Cycle::Walk(size_t domain, uint32_t row, uint64_t times, size_t worker, Bindings& found) const {
  return searches_[worker]->Walk(domain, row, times, found);
}

namespace {

class CyclePart : public Part {
 public:
  CyclePart(std::unique_ptr<Cycle> cycle, const Variable& root) : cycle_(std::move(cycle)), root_(root) {}

  Result<void> Multiply(const Domain& domain, uint32_t run, RunTimes& counts, size_t worker) const override {
    const auto number = root_.IndexOf(domain.table);
    const uint32_t first = run * kRunRows;
    uint64_t bits = 0;
    for (uint32_t i = 0; i < counts.times.size(); ++i) {
      cycle_->FetchAhead(*number, first, counts.times, i);
      uint64_t& times = counts.times[i];
      if (times == 0) continue;
      QIAO_TRY(const uint64_t count, cycle_->CountAt(*number, first + i, worker));
      times = MultiplySaturated(times, count);
      bits |= times;
    }
    counts.most = bits;
    return {};
  }

 private:
  std::unique_ptr<Cycle> cycle_;
  const Variable& root_;
};

}  // namespace

std::unique_ptr<Part> MakeCyclePart(std::unique_ptr<Cycle> cycle, const Variable& root) {
  return std::make_unique<CyclePart>(std::move(cycle), root);
}

}  // namespace qiao::query
