// Reads the Gherkin files of the conformance suite: features, scenarios, outlines with examples, tables, doc strings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace qiao::tests {

using GherkinTable = std::vector<std::vector<std::string>>;  // rows of cells

struct GherkinStep {
  std::string text;  // without Given, When, Then, And, But
  std::string doc_string;
  GherkinTable table;
};

// A concrete scenario: outlines are expanded, the background's steps come first.
struct Scenario {
  std::string file;
  std::string name;
  std::string example;  // which row of an outline's examples; empty otherwise
  std::vector<std::string> tags;
  std::vector<GherkinStep> steps;

  std::string FullName() const { return file + ": " + name + (example.empty() ? "" : " " + example); }
  bool HasTag(std::string_view tag) const;
};

base::Result<std::vector<Scenario>> ReadFeature(std::string_view text, const std::string& file);

}  // namespace qiao::tests
