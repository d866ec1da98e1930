// How alike two vectors are, as Neo4j measures it: from 0 (opposite, far apart) to 1 (the same).
#include <algorithm>
#include <cmath>

#include "query/functions/check.h"
#include "query/functions/rows.h"

namespace qiao::query {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using base::Kind;
using base::MakeError;
using base::Result;
using base::Value;
using Arguments = std::span<const Value>;

base::Error Unfit(base::Error error) { return std::move(error).With(ErrorDetail::kInvalidArgumentValue); }

struct Sums {
  double product = 0;   // of a and b
  double length_a = 0;  // squared
  double length_b = 0;  // squared
  double distance = 0;  // squared
};

Result<Sums> Compare(std::string_view function, Arguments arguments) {
  const base::List& a = arguments[0].list();
  const base::List& b = arguments[1].list();
  if (a.size() != b.size() || a.empty()) {
    return Unfit(MakeError(ErrorCode::kArgument, "{}() takes two lists of equally many numbers", function));
  }
  Sums sums;
  for (size_t i = 0; i < a.size(); ++i) {
    const double x = a[i].is_number() ? a[i].number() : NAN;
    const double y = b[i].is_number() ? b[i].number() : NAN;
    if (!std::isfinite(x) || !std::isfinite(y)) {
      return Unfit(MakeError(ErrorCode::kArgument, "{}() takes lists of finite numbers", function));
    }
    sums.product += x * y;
    sums.length_a += x * x;
    sums.length_b += y * y;
    sums.distance += (x - y) * (x - y);
  }
  return sums;
}

Result<Value> Cosine(FunctionContext&, Arguments arguments) {
  constexpr std::string_view kName = "vector.similarity.cosine";
  QIAO_TRY(const Sums sums, Compare(kName, arguments));
  if (sums.length_a == 0 || sums.length_b == 0) {
    return Unfit(MakeError(ErrorCode::kArgument, "{}() takes vectors that are not zero", kName));
  }
  const auto lengths = static_cast<long double>(sums.length_a) * sums.length_b;
  const auto cosine = static_cast<double>(sums.product / std::sqrt(lengths));
  return Value::Float((1 + std::clamp(cosine, -1.0, 1.0)) / 2);
}

Result<Value> Euclidean(FunctionContext&, Arguments arguments) {
  QIAO_TRY(const Sums sums, Compare("vector.similarity.euclidean", arguments));
  return Value::Float(1 / (1 + sums.distance));
}

Function Row(std::string_view name, decltype(Function::kernel) kernel, std::string_view help,
             std::string_view example) {
  const Type list = Type::Of(Kind::kList);
  return {.name = name,
          .parameters = {{"a", list}, {"b", list}},
          .required = 2,
          .result = Type::Of(Kind::kFloat),
          .kernel = kernel,
          .help = help,
          .example = example};
}

}  // namespace

std::span<const Function> VectorFunctions() {
  static const std::vector<Function> kRows = {
      Row("vector.similarity.cosine", &Cosine,
          "How far two vectors point the same way: 0 opposite, 0.5 square, 1 same.",
          "vector.similarity.cosine([1, 0], [0, 2]) = 0.5"),
      Row("vector.similarity.euclidean", &Euclidean,
          "How near two vectors are: 1 / (1 + the square of their distance).",
          "vector.similarity.euclidean([1, 2], [1, 3]) = 0.5"),
  };
  return kRows;
}

}  // namespace qiao::query
