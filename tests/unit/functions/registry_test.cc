#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "query/functions/aggregation.h"
#include "tests/unit/functions/calculate.h"
#include "tests/unit/functions/samples.h"

namespace qiao::query {
namespace {

using base::Kind;

TEST(FunctionRegistryTest, FindsNamesWithoutCase) {
  EXPECT_EQ(FindFunction("TOUPPER")->name, "toUpper");
  EXPECT_EQ(FindFunction("Duration.inSeconds")->name, "duration.inSeconds");
  EXPECT_EQ(FindFunction("nosuch"), nullptr);
  EXPECT_EQ(FindFunction(""), nullptr);
  EXPECT_EQ(FindAggregation("PercentileCont")->name, "percentileCont");
  EXPECT_EQ(FindAggregation("toUpper"), nullptr);
}

TEST(FunctionRegistryTest, RowsAreWholeAndNamesUnique) {
  std::set<std::string> names;
  for (const Function* row : AllFunctions()) {
    EXPECT_TRUE(names.insert(base::AsciiLower(row->name)).second) << row->name;
    EXPECT_NE(row->kernel, nullptr) << row->name;
    EXPECT_LE(row->required, row->parameters.size()) << row->name;
    EXPECT_TRUE(row->help.ends_with('.')) << row->name;
    EXPECT_EQ(FindFunction(row->name), row);
  }
  for (const Aggregation* row : AllAggregations()) {
    EXPECT_TRUE(names.insert(base::AsciiLower(row->name)).second) << row->name;
    EXPECT_NE(row->create, nullptr) << row->name;
  }
  EXPECT_TRUE(
      std::ranges::is_sorted(AllFunctions(), {}, [](const Function* row) { return base::AsciiLower(row->name); }));
}

TEST(FunctionRegistryTest, ExamplesAreTrue) {
  for (const Function* row : AllFunctions()) {
    if (row->example.empty() || row->example.starts_with("CREATE ")) continue;  // whole queries: docs.reference
    EXPECT_EQ(testing::Calculated(row->example), "true") << row->example;
  }
}

std::string Refusal(std::string_view name, std::vector<Type> arguments) {
  const auto checked = CheckArguments(*FindFunction(name), arguments);
  if (checked) return "";
  EXPECT_EQ(checked.error().code, base::ErrorCode::kSyntax);
  EXPECT_EQ(checked.error().phase, base::ErrorPhase::kCompile);
  return std::string(base::Name(checked.error().detail));
}

TEST(CheckArgumentsTest, RefusesBeforeRunning) {
  EXPECT_EQ(Refusal("left", {Type::Of(Kind::kString), Type::Of(Kind::kInteger)}), "");
  EXPECT_EQ(Refusal("left", {Type::Of(Kind::kString)}), "InvalidNumberOfArguments");
  EXPECT_EQ(Refusal("rand", {Type::Any()}), "InvalidNumberOfArguments");
  EXPECT_EQ(Refusal("coalesce", {}), "InvalidNumberOfArguments");
  EXPECT_EQ(Refusal("coalesce", std::vector<Type>(20)), "");
  EXPECT_EQ(Refusal("length", {Type::Of(Kind::kNode)}), "InvalidArgumentType");
  EXPECT_EQ(Refusal("size", {Type::Of(Kind::kPath)}), "InvalidArgumentType");
  EXPECT_EQ(Refusal("labels", {Type::Of(Kind::kPath)}), "InvalidArgumentType");
  EXPECT_EQ(Refusal("type", {Type::Of(Kind::kNode)}), "InvalidArgumentType");
  EXPECT_EQ(Refusal("properties", {Type::ListOf(Type::Of(Kind::kBoolean))}), "InvalidArgumentType");
  EXPECT_EQ(Refusal("labels", {Type::OneOf({Kind::kNode, Kind::kInteger})}), "");
  EXPECT_EQ(Refusal("labels", {Type::Null()}), "");
}

// Every function with every kind of argument in every place: an answer or an error, never a crash.
TEST(CallTest, SurvivesAnyArguments) {
  const base::List samples = testing::Samples();
  size_t answers = 0, errors = 0;
  for (const Function* row : AllFunctions()) {
    for (size_t count = row->required; count <= row->parameters.size(); ++count) {
      if (count > 2 && row->parameters[2].type.kinds == Type::kAllKinds) continue;
      std::vector<base::Value> arguments(count);
      size_t combinations = 1;
      for (size_t i = 0; i < count; ++i) combinations *= samples.size();
      for (size_t combination = 0; combination < combinations; ++combination) {
        size_t rest = combination;
        for (base::Value& argument : arguments) {
          argument = samples[rest % samples.size()];
          rest /= samples.size();
        }
        testing::Calculator calculator;
        calculator.context.max_list_size = 1000;
        const auto result = Call(*row, calculator.context, arguments);
        ++(result ? answers : errors);
        if (!result) {
          EXPECT_FALSE(result.error().Text().empty());
        }
      }
    }
  }
  EXPECT_GT(answers, 1000u);
  EXPECT_GT(errors, 1000u);
}

}  // namespace
}  // namespace qiao::query
