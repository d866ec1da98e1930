// PEGTL's own look at the grammar: no rule may loop without consuming.
#include <gtest/gtest.h>

#include <tao/pegtl/contrib/analyze.hpp>

#include "query/parse/grammar/cypher.h"

namespace qiao::query::syntax::grammar {
namespace {

TEST(Grammar, AlwaysConsumes) { EXPECT_EQ(tao::pegtl::analyze<cypher>(), 0); }

}  // namespace
}  // namespace qiao::query::syntax::grammar
