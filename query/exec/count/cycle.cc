#include "query/exec/count/cycle.h"

#include <algorithm>
#include <map>
#include <utility>

#include "query/exec/count/cycle_search.h"

namespace qiao::query {

using base::Result;

namespace {

// Edges per row of the variable at the edge's near end.
double Degree(const Term::Edge& edge, bool turned, const Variable& near) {
  double edges = 0;
  for (const Way& way : edge.ways) {
    if (near.IndexOf(turned ? way.far : way.near)) edges += static_cast<double>(way.live);
  }
  double rows = 1;
  for (const Domain& domain : near.domains()) rows += domain.rows;
  return edges / rows;
}

// Reaching for the lists of rows here and there costs more the less of them fits the processor's caches.
double ReachCost(const Variable& variable) {
  const uint64_t rows = variable.rows();
  return rows > 250'000 ? 8 : rows > 30'000 ? 3 : 1;
}

std::vector<Way> SeenFrom(const Term::Edge& edge, size_t variable) {
  return edge.from == variable ? edge.ways : Turned(edge.ways);
}

}  // namespace

// Greedy: next comes the variable to which the fewest rows lead with the least work. The root's rows and their lists
// are read one after the other, those of others here and there.
std::vector<size_t> Cycle::OrderFor(const Input& input, double& cost) {
  constexpr double kNextRow = 0.3;
  std::vector<size_t> order = {input.root};
  std::vector<bool> placed(input.variables.size(), false);
  placed[input.root] = true;
  double rows = std::max<double>(1, static_cast<double>(input.variables[input.root]->rows()));
  cost = rows * kNextRow;
  while (true) {
    size_t best = input.variables.size();
    double best_rows = 0, best_work = 0;
    for (size_t i = 0; i < input.variables.size(); ++i) {
      if (placed[i] || input.variables[i] == nullptr) continue;
      const double all = std::max<double>(1, static_cast<double>(input.variables[i]->rows()));
      double after = rows * all, least = all, reach = 0;
      for (const Term::Edge& edge : input.edges) {
        const bool turned = edge.from == i;
        if ((!turned && edge.to != i) || !placed[turned ? edge.to : edge.from]) continue;
        const size_t near = turned ? edge.to : edge.from;
        const double degree = Degree(edge, turned, *input.variables[near]);
        after *= std::min(1.0, degree / all);
        least = std::min(least, degree);
        if (near == order.back() && near != input.root) reach += ReachCost(*input.variables[near]);
      }
      const double work = rows * (least + reach + 1);
      if (best == input.variables.size() || after + work < best_rows + best_work) {
        best = i;
        best_rows = after;
        best_work = work;
      }
    }
    if (best == input.variables.size()) return order;
    placed[best] = true;
    order.push_back(best);
    rows = best_rows;
    cost += best_work;
  }
}

double Cycle::Estimate(const Input& input) {
  double cost = 0;
  OrderFor(input, cost);
  return cost;
}

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
    QIAO_TRY(LinkTable table, LinkTable::Make(these, near.domains()[ends.first], context_));
    link.tables[ends.first][ends.second] = std::make_unique<LinkTable>(std::move(table));
    link.leads_to[ends.first].push_back(ends.second);
  }
  return link;
}

// `placed`: edges of the input that were bound before this one, `turned`: the edge is seen from its `to`.
void Cycle::AddTwins(const Input& input, const std::vector<size_t>& level_of, const Term::Edge& edge, bool turned,
                     const std::vector<size_t>& placed, Link& link) {
  for (const size_t number : placed) {
    const Term::Edge& other = input.edges[number];
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

Result<std::unique_ptr<Cycle>> Cycle::Make(Input input, const CountContext& context) {
  std::unique_ptr<Cycle> cycle(new Cycle(context));
  double cost = 0;
  const std::vector<size_t> order = OrderFor(input, cost);
  std::vector<size_t> level_of(input.variables.size(), SIZE_MAX);
  std::vector<size_t> placed;  // edges
  cycle->outputs_ = input.outputs.size();
  for (const size_t variable : order) {
    Level level;
    level.variable = input.variables[variable];
    for (size_t i = 0; i < level.variable->domains().size(); ++i) level.all_domains.push_back(i);
    const auto known = [&](size_t other) { return level_of[other] != SIZE_MAX && other != variable; };
    level_of[variable] = cycle->levels_.size();
    for (size_t number = 0; number < input.edges.size(); ++number) {
      const Term::Edge& edge = input.edges[number];
      if (edge.from != variable && edge.to != variable) continue;
      const size_t other = edge.from == variable ? edge.to : edge.from;
      if (!known(other)) continue;
      QIAO_TRY(Link link, cycle->MakeLink(level_of[other], level, SeenFrom(edge, other), edge.exists));
      AddTwins(input, level_of, edge, edge.to == other, placed, link);
      placed.push_back(number);
      level.links.push_back(std::move(link));
    }
    for (const Exclusion& exclusion : input.exclusions) {
      const bool of_nodes =
          exclusion.kind == Exclusion::Kind::kSameNode || exclusion.kind == Exclusion::Kind::kConnected;
      if (!of_nodes || (exclusion.a != variable && exclusion.b != variable)) continue;
      const size_t other = exclusion.a == variable ? exclusion.b : exclusion.a;
      if (!known(other)) continue;
      if (exclusion.kind == Exclusion::Kind::kSameNode) {
        level.differs.push_back(level_of[other]);
        continue;
      }
      const std::vector<Way> ways = exclusion.a == other ? exclusion.ways : Turned(exclusion.ways);
      QIAO_TRY(Link link, cycle->MakeLink(level_of[other], level, ways, true));
      level.barred.push_back(std::move(link));
    }
    const auto output = std::ranges::find(input.outputs, variable);
    if (output != input.outputs.end()) {
      level.output = static_cast<size_t>(output - input.outputs.begin());
      cycle->last_output_ = cycle->levels_.size();
    }
    cycle->levels_.push_back(std::move(level));
  }
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

Result<uint64_t> Cycle::CountAt(size_t domain, uint32_t row, size_t worker) const {
  return searches_[worker]->CountAt(domain, row);
}

Result<void> Cycle::Walk(size_t domain, uint32_t row, size_t worker, const Take& take) const {
  return searches_[worker]->Walk(domain, row, take);
}

namespace {

class CyclePart : public Part {
 public:
  CyclePart(std::unique_ptr<Cycle> cycle, const Variable& root) : cycle_(std::move(cycle)), root_(root) {}

  Result<void> Multiply(const Domain& domain, uint32_t run, RunTimes& counts, size_t worker) const override {
    const auto number = root_.IndexOf(domain.table);
    uint64_t bits = 0;
    for (uint32_t i = 0; i < counts.times.size(); ++i) {
      uint64_t& times = counts.times[i];
      if (times == 0) continue;
      QIAO_TRY(const uint64_t count, cycle_->CountAt(*number, run * kRunRows + i, worker));
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
