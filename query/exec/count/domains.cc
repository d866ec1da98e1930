#include "query/exec/count/domains.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <optional>

#include "query/exec/count/row_conditions.h"
#include "query/exec/entity_column.h"
#include "query/exec/label_test.h"
#include "query/exec/operator.h"
#include "query/functions/function.h"
#include "query/worker_pool.h"

namespace qiao::query {

using base::Result;

namespace {

constexpr uint32_t kRunWords = kRunRows / 64;
// A domain that is at most this part of its tables is worth following along the edges.
constexpr double kFewRows = 0.1;

// The conditions on one node of the pattern.
class NodeFilter {
 public:
  static Result<std::unique_ptr<NodeFilter>> Make(const JoinPattern::Node& node, Environment& env) {
    std::unique_ptr<NodeFilter> filter(new NodeFilter(node, env));
    QIAO_CHECK(filter->conditions_.Make(node.filters, env));
    for (const LabelExpression& labels : node.labels)
      filter->labels_.push_back(std::make_unique<LabelTest>(labels, env));
    return filter;
  }

  // Keeps the bits of the run's rows that pass. `bits` are the run's words.
  Result<void> Run(const TableRows& table, uint32_t run, std::span<uint64_t> bits) {
    Column& nodes = batch_.Put(node_.slot);
    nodes.Clear(Form::kNodes);
    for (uint32_t word = 0; word < bits.size(); ++word) {
      for (uint64_t left = bits[word]; left != 0; left &= left - 1) {
        const base::NodeId node(table.id, run * kRunRows + word * 64 + static_cast<uint32_t>(std::countr_zero(left)));
        if (!table.labels_certain) {
          QIAO_TRY(const bool passes, Passes(node));
          if (!passes) continue;
        }
        nodes.AppendWord(Form::kNodes, node.value);
      }
    }
    batch_.SetRows(nodes.size());
    QIAO_TRY(const auto passing, conditions_.Pass(batch_));
    std::ranges::fill(bits, uint64_t{0});
    for (const uint32_t at : passing) {
      const uint32_t row = RowInRun(base::NodeId(nodes.Word(at)).row());
      bits[row / 64] |= uint64_t{1} << (row % 64);
    }
    return env_.interrupt.Tick(nodes.size() + 1);
  }

 private:
  NodeFilter(const JoinPattern::Node& node, Environment& env) : node_(node), env_(env) {}

  Result<bool> Passes(base::NodeId node) {
    for (const auto& labels : labels_) {
      QIAO_TRY(const bool passes, labels->Passes(node));
      if (!passes) return false;
    }
    return true;
  }

  const JoinPattern::Node& node_;
  Environment& env_;
  RowConditions conditions_;
  std::vector<std::unique_ptr<LabelTest>> labels_;
  Batch batch_;
};

// Without subqueries and random values: several threads may ask it side by side.
bool IsPlain(const Expression& expression) {
  if (expression.subplan != nullptr) return false;
  if (expression.function != nullptr && !expression.function->repeatable) return false;
  return std::ranges::all_of(expression.operands,
                             [](const ExpressionPtr& operand) { return operand == nullptr || IsPlain(*operand); });
}

// The conditions on a node, asked of many runs. Each thread has conditions of its own, made when it begins.
class FilterCrew {
 public:
  FilterCrew(const JoinPattern::Node& node, Environment& env) : node_(node), env_(env) {
    const bool plain = std::ranges::all_of(node.filters, [](const ExpressionPtr& filter) { return IsPlain(*filter); });
    members_.resize(plain && env.workers != nullptr ? env.workers->threads() : 1);
  }

  Result<void> Run(const TableRows& table, Domain& domain) {
    if (members_.size() == 1 || domain.rows < env_.parallel_rows) {
      for (uint32_t run = 0; run < domain.runs(); ++run) QIAO_CHECK(RunOne(table, domain, run, 0));
      return {};
    }
    // Of the errors that threads may meet, the one that a single thread would have met counts.
    std::vector<std::optional<base::Error>> errors(domain.runs());
    QIAO_CHECK(env_.workers->Run(domain.runs(), [&](size_t run, size_t worker) -> Result<void> {
      auto done = RunOne(table, domain, static_cast<uint32_t>(run), worker);
      if (!done && done.error().code == base::ErrorCode::kCancelled) return done;
      if (!done) errors[run] = std::move(done).error();
      return {};
    }));
    const auto first = std::ranges::find_if(errors, [](const auto& error) { return error.has_value(); });
    return first == errors.end() ? Result<void>() : Result<void>(std::move(**first));
  }

 private:
  struct Member {
    std::unique_ptr<Environment> env;
    std::unique_ptr<NodeFilter> filter;
  };

  Result<void> RunOne(const TableRows& table, Domain& domain, uint32_t run, size_t worker) {
    if (domain.IsEmpty(run)) return {};
    Member& member = members_[worker];
    if (member.filter == nullptr) {
      if (members_.size() > 1) member.env = std::make_unique<Environment>(env_);
      QIAO_TRY(member.filter, NodeFilter::Make(node_, member.env != nullptr ? *member.env : env_));
    }
    return member.filter->Run(table, run, std::span(domain.bits.data() + size_t{run} * kRunWords, kRunWords));
  }

  const JoinPattern::Node& node_;
  Environment& env_;
  std::vector<Member> members_;
};

void Recount(Domain& domain) {
  domain.count = 0;
  for (const uint64_t word : domain.bits) domain.count += static_cast<uint64_t>(std::popcount(word));
}

class DomainFinder {
 public:
  DomainFinder(const JoinPattern& pattern, const PatternTables& tables, Environment& env, MemoryUse& memory)
      : pattern_(pattern), tables_(tables), env_(env), memory_(memory) {
    for (const std::vector<TableRows>& of_node : tables.nodes) {
      std::vector<Domain>& domains = found_.emplace_back();
      for (const TableRows& table : of_node) domains.push_back({table.id, table.rows, true, {}, table.live});
    }
    filtered_.resize(pattern.nodes.size(), false);
    near_.resize(pattern.nodes.size());
  }

  Result<Domains> Find(const GivenNode* given) {
    for (size_t i = 0; i < pattern_.nodes.size(); ++i) {
      if (pattern_.nodes[i].seek != nullptr) QIAO_CHECK(Seek(i));
    }
    if (given != nullptr) found_[given->node] = Intersect(found_[given->node], given->domains);
    // The condition that seems to leave least comes first: what it leaves restricts what is looked at for the others.
    for (size_t rounds = 0; rounds < pattern_.nodes.size(); ++rounds) {
      size_t best = pattern_.nodes.size();
      double least = 0;
      for (size_t i = 0; i < pattern_.nodes.size(); ++i) {
        if (filtered_[i] || (!near_[i] && !NeedsFilter(i))) continue;
        const double rows = near_[i] ? 0 : Estimate(i);
        if (best == pattern_.nodes.size() || rows < least) {
          best = i;
          least = rows;
        }
      }
      if (rounds == 0 && given != nullptr) best = given->node;
      if (best == pattern_.nodes.size()) break;
      QIAO_CHECK(Filter(best));
      QIAO_CHECK(Spread(best));
    }
    return std::move(found_);
  }

 private:
  // What an index finds is all that the node may be.
  Result<void> Seek(size_t node) {
    const Slot slot = pattern_.nodes[node].slot;
    for (Domain& domain : found_[node]) QIAO_CHECK(Empty(domain));
    Batch argument, batch;
    argument.SetRows(1);
    const ArgumentSource source{&argument};
    SlotSet needed;
    needed.Add(slot);
    QIAO_TRY(const OperatorPtr sought, BuildOperator(*pattern_.nodes[node].seek, needed, env_, source));
    QIAO_CHECK(sought->Open());
    while (true) {
      QIAO_TRY(const bool more, sought->Next(batch));
      if (!more) break;
      for (size_t i = 0; i < batch.rows(); ++i) {
        const base::NodeId found = NodeAt(batch.Get(slot), i);
        const auto domain = std::ranges::find(found_[node], found.table(), &Domain::table);
        if (domain != found_[node].end()) domain->bits[found.row() / 64] |= uint64_t{1} << (found.row() % 64);
      }
    }
    for (Domain& domain : found_[node]) Recount(domain);
    near_[node] = true;
    return {};
  }

  Result<void> Empty(Domain& domain) {
    domain.all = false;
    domain.bits.assign(size_t{domain.runs()} * kRunWords, 0);
    return memory_.Add(domain.bits.size() * sizeof(uint64_t));
  }

  bool NeedsFilter(size_t node) const {
    if (!pattern_.nodes[node].filters.empty()) return true;
    const bool apart = std::ranges::none_of(pattern_.edges, [&](const JoinPattern::Edge& edge) {
      return (edge.from == node || edge.to == node) && !MayBeNoEdge(edge);
    });
    // Edges lead to living nodes only; a node without any may be dead.
    return std::ranges::any_of(tables_.nodes[node], [&](const TableRows& table) {
      return !table.labels_certain || (apart && table.live < table.rows);
    });
  }

  double Estimate(size_t node) const {
    double rows = 0;
    for (const Domain& domain : found_[node]) rows += static_cast<double>(domain.count);
    for (const ExpressionPtr& filter : pattern_.nodes[node].filters) {
      rows *= filter->kind == ExpressionKind::kEqual ? 0.001 : 0.3;
    }
    return rows;
  }

  Result<void> Fill(Domain& domain, const TableRows& table) {
    domain.bits.assign(size_t{domain.runs()} * kRunWords, 0);
    QIAO_CHECK(memory_.Add(domain.bits.size() * sizeof(uint64_t)));
    for (uint32_t run = 0; run < domain.runs(); ++run) {
      QIAO_TRY(const LiveView live, env_.graph.ReadLive(table.id, run));
      const uint32_t words = (std::min(live.size, kRunRows) + 63) / 64;
      for (uint32_t word = 0; word < words; ++word) domain.bits[size_t{run} * kRunWords + word] = live.live[word];
      if (live.size % 64 != 0 && words > 0) {
        domain.bits[size_t{run} * kRunWords + words - 1] &= (uint64_t{1} << (live.size % 64)) - 1;
      }
    }
    domain.all = false;
    return {};
  }

  Result<void> Filter(size_t node) {
    filtered_[node] = true;
    if (!NeedsFilter(node)) return {};
    FilterCrew crew(pattern_.nodes[node], env_);
    for (size_t t = 0; t < found_[node].size(); ++t) {
      Domain& domain = found_[node][t];
      const auto table = std::ranges::find(tables_.nodes[node], domain.table, &TableRows::id);
      if (domain.all) QIAO_CHECK(Fill(domain, *table));
      QIAO_CHECK(crew.Run(*table, domain));
      Recount(domain);
    }
    return {};
  }

  // What is near the few rows of a node is all that its neighbours may be.
  Result<void> Spread(size_t node) {
    uint64_t count = 0, rows = 0;
    for (const Domain& domain : found_[node]) {
      if (domain.all) return {};
      count += domain.count;
      rows += domain.rows;
    }
    if (static_cast<double>(count) > kFewRows * static_cast<double>(rows)) return {};
    for (size_t i = 0; i < pattern_.edges.size(); ++i) {
      const JoinPattern::Edge& edge = pattern_.edges[i];
      const size_t other = edge.from == node ? edge.to : edge.from;
      if (edge.length || (edge.from != node && edge.to != node) || other == node || filtered_[other] || near_[other])
        continue;
      QIAO_CHECK(SpreadTo(node, other, edge.from == node ? tables_.edges[i] : Turned(tables_.edges[i])));
    }
    return {};
  }

  Result<void> SpreadTo(size_t node, size_t other, const std::vector<Way>& ways) {
    double reached = 0, rows = 0;
    for (const Way& way : ways) {
      for (const Domain& domain : found_[node]) {
        if (domain.table != way.near) continue;
        reached += static_cast<double>(way.live) / std::max(1.0, static_cast<double>(domain.rows)) *
                   static_cast<double>(domain.count);
      }
    }
    for (const Domain& domain : found_[other]) rows += domain.rows;
    if (reached > kFewRows * rows) return {};
    near_[other] = true;
    for (Domain& domain : found_[other]) {
      QIAO_CHECK(Empty(domain));
      for (const Way& way : ways) {
        if (way.far != domain.table) continue;
        for (const Domain& from : found_[node]) {
          if (from.table == way.near) QIAO_CHECK(Follow(from, way, domain));
        }
      }
      Recount(domain);
    }
    return {};
  }

  Result<void> Follow(const Domain& from, const Way& way, Domain& to) {
    for (uint32_t run = 0; run < from.runs(); ++run) {
      if (from.IsEmpty(run)) continue;
      const uint64_t* words = from.bits.data() + size_t{run} * kRunWords;
      QIAO_TRY(const AdjacencyView view, env_.graph.ReadAdjacency(way.edges, way.direction, run));
      uint64_t work = 1;
      for (uint32_t word = 0; word < kRunWords; ++word) {
        for (uint64_t left = words[word]; left != 0; left &= left - 1) {
          const auto neighbours = view.Neighbours(word * 64 + static_cast<uint32_t>(std::countr_zero(left)));
          work += neighbours.size();
          for (const uint32_t row : neighbours) to.bits[row / 64] |= uint64_t{1} << (row % 64);
        }
      }
      QIAO_CHECK(env_.interrupt.Tick(work));
    }
    return {};
  }

  const JoinPattern& pattern_;
  const PatternTables& tables_;
  Environment& env_;
  MemoryUse& memory_;
  Domains found_;
  std::vector<bool> filtered_;  // its conditions have been applied
  std::vector<bool> near_;      // it is restricted to the neighbours of another
};

}  // namespace

bool Domain::IsEmpty(uint32_t run) const {
  if (all) return false;
  const std::span<const uint64_t> words(bits.data() + size_t{run} * kRunWords, kRunWords);
  return std::ranges::all_of(words, [](uint64_t word) { return word == 0; });
}

std::vector<Domain> Intersect(const std::vector<Domain>& a, const std::vector<Domain>& b) {
  std::vector<Domain> both;
  for (const Domain& domain : a) {
    const auto other = std::ranges::find(b, domain.table, &Domain::table);
    if (other == b.end()) continue;
    both.push_back(domain.all ? *other : domain);
    if (domain.all || other->all) continue;
    for (size_t i = 0; i < domain.bits.size(); ++i) both.back().bits[i] &= other->bits[i];
    Recount(both.back());
  }
  return both;
}

Result<Domains> FindDomains(const JoinPattern& pattern, const PatternTables& tables, Environment& env,
                            MemoryUse& memory, const GivenNode* given) {
  return DomainFinder(pattern, tables, env, memory).Find(given);
}

}  // namespace qiao::query
