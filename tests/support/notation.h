// The conformance suite's way of writing values: 1, 1.0, 'text', [1, null], {a: 1}, (:A {name: 'x'}), [:T {p: 1}],
// <(:A)-[:T]->(:B)>. Temporal values are written as quoted text.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/value.h"

namespace qiao::tests {

// Nodes, relationships and paths become records with made-up ids.
base::Result<base::Value> ParseNotation(std::string_view text);

struct CanonicalOptions {
  bool ignore_list_order = false;
  bool loops_backward = false;  // a path's edge from a node to itself is written <-[]- instead of -[]->
};

// One text for all values that the suite holds to be the same: labels and keys sorted, floats apart from integers,
// -0.0 as 0.0, temporal values as quoted text.
std::string Canonical(const base::Value& value, const CanonicalOptions& options = {});

// Whether `actual` is what `expected` (in notation, or parsed from it) stands for.
bool Fits(const base::Value& expected, const base::Value& actual, bool ignore_list_order = false);

}  // namespace qiao::tests
