// Scalar functions: one row of a table each. The row is code, help and test at once; the manual's page is printed from
// the rows, and a test runs every row's example.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/regex.h"
#include "base/result.h"
#include "base/value.h"
#include "query/graph.h"
#include "query/interrupt.h"
#include "query/type.h"

namespace qiao::query {

// Elements of a list that a query makes, unless it is run with another limit.
inline constexpr uint64_t kMaxListSize = 100'000'000;
// Bytes of a string that a query makes, likewise.
inline constexpr uint64_t kMaxTextSize = 1 << 30;

// What kernels need from outside. All of it belongs to the query that runs.
struct FunctionContext {
  const GraphReader* graph = nullptr;     // labels(n), properties(r) …
  base::DateTime statement_time;          // datetime(), datetime.statement()
  base::DateTime transaction_time;        // datetime.transaction()
  std::string time_zone = "Z";            // the default zone of datetime()
  base::Random* random = nullptr;         // rand(), randomUUID()
  uint64_t max_list_size = kMaxListSize;  // range() and the like: more is a kLimit error
  uint64_t max_text_size = kMaxTextSize;  // bytes of a string that a function makes: more is a kLimit error
  base::RegexCache regexes;               // compiled patterns of =~
  Interrupt* interrupt = nullptr;         // asked while long lists and texts are made; may be missing
};

enum class NullRule : uint8_t {
  kNullIfAny,  // null as soon as one argument is null; the kernel never sees a null
  kSeesNull,   // the kernel decides
};

struct Parameter {
  std::string_view name;
  Type type;
};

struct Function {
  std::string_view name;  // as people write it: toUpper, duration.between; looked up without case
  std::vector<Parameter> parameters;
  size_t required = 0;    // so many at least; the rest may be left out
  bool variadic = false;  // the last parameter may repeat
  Type result;
  NullRule null_rule = NullRule::kNullIfAny;
  bool deterministic = true;  // false: not folded at compile time (rand, datetime(), labels …)
  bool repeatable = true;     // false: two calls in one statement may differ (rand, datetime.realtime …)
  base::Result<base::Value> (*kernel)(FunctionContext&, std::span<const base::Value>) = nullptr;
  std::string_view help;     // one line
  std::string_view example;  // an expression that is true, in Cypher; empty where none can be given
};

// Runs a function: checks the kinds of the arguments (kType, kInvalidArgumentValue), applies the null rule, calls the
// kernel. Requires a number of arguments that the function takes. Kernels are called in no other way.
base::Result<base::Value> Call(const Function& function, FunctionContext& context,
                               std::span<const base::Value> arguments);

// What can be refused before running: kSyntax with kInvalidNumberOfArguments or kInvalidArgumentType.
base::Result<void> CheckArguments(const Function& function, std::span<const Type> arguments);

// The row for a name, or nullptr. Several rows never share a name.
const Function* FindFunction(std::string_view name);
// All rows, sorted by name.
std::span<const Function* const> AllFunctions();

}  // namespace qiao::query
