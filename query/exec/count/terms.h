// Inclusion and exclusion: the matches of a pattern whose nodes or edges must differ are the matches without that
// demand, less those where two of them are the same, plus …: each of these is a pattern without such demands, in which
// what is the same has been drawn together.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "query/exec/count/pattern_tables.h"

namespace qiao::query {

// Something that must not hold.
struct Exclusion {
  enum class Kind : uint8_t {
    kSameNode,    // nodes a and b are one
    kSameEdge,    // edges a and b are one, their ends in the order in which they are written
    kTurnedEdge,  // … the one's end being the other's beginning
    kConnected,   // node a has an edge to node b by one of `ways`
  };
  Kind kind;
  size_t a;
  size_t b;
  std::vector<Way> ways;
};

struct Term {
  struct Edge {
    size_t from;  // numbers of variables
    size_t to;
    std::vector<Way> ways;
    bool exists = false;       // counts once however many edges there are
    size_t number = SIZE_MAX;  // of the pattern's edge that it stands for
  };
  struct Loop {  // an edge from a variable to itself
    size_t variable;
    std::vector<Way> ways;
    bool exists = false;
  };
  int64_t factor = 1;
  size_t variables = 0;
  std::vector<size_t> variable_of;  // by node of the pattern
  std::vector<Edge> edges;
  std::vector<Loop> loops;
};

// What a pattern asks for besides its nodes and edges.
struct Demands {
  std::vector<Term::Edge> exists;  // between nodes
  std::vector<Exclusion> exclusions;
};

// Drops what other exclusions imply: if a = b makes two edges the same, a <> b is enough.
void DropImplied(const JoinPattern& pattern, const PatternTables& tables, Demands& demands);
// Whether an edge table holds edges from a node to itself; asked only where it matters.
using HasLoops = std::function<bool(const Way& way)>;
// The one pattern without exclusions; nullopt when nothing can match.
std::optional<Term> PlainTerm(const JoinPattern& pattern, const PatternTables& tables, const Demands& demands,
                              const HasLoops& has_loops);
// nullopt when there are too many, or one would have to stand for loops alone.
std::optional<std::vector<Term>> ExpandTerms(const JoinPattern& pattern, const PatternTables& tables,
                                             const Demands& demands, const HasLoops& has_loops);

}  // namespace qiao::query
