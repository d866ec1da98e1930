// How far the walk along a path has come.
#pragma once

#include "query/bind/pattern_binder.h"

namespace qiao::query {

struct PatternBinder::Walk {
  bound::Pattern& pattern;
  Operands operands;
  // What leads from the last node to the next: one of them or none.
  const syntax::RelationshipPattern* edge = nullptr;
  const syntax::ParenthesizedPath* repeated = nullptr;
};

}  // namespace qiao::query
