// Makes the nodes and relationships of a pattern, for CREATE and MERGE.
#pragma once

#include <string>
#include <vector>

#include "query/exec/evaluate.h"

namespace qiao::query {

// The properties of one node or relationship pattern, for each row of a batch.
class PropertyList {
 public:
  static base::Result<PropertyList> Make(const Expression* properties, Environment& env);

  // Evaluates for the rows of the batch; to be called before Read().
  base::Result<void> Evaluate(const Batch& batch);
  // The row's properties that aren't null, keys interned. The span holds until the next call.
  base::Result<std::span<const std::pair<base::KeyId, base::Value>>> Read(size_t row);
  // The name of a property that is null in the row; empty if none is.
  base::Result<std::string> FindNull(size_t row) const;

 private:
  PropertyList(const Expression* properties, Environment& env) : properties_(properties), env_(&env) {}
  base::Result<void> CheckMap(const base::Value& value) const;
  base::Result<void> Add(base::KeyId key, base::Value value);

  const Expression* properties_;  // nullptr: none
  Environment* env_;
  EvaluatorPtr whole_;               // a map, unless the keys are written out
  std::vector<EvaluatorPtr> parts_;  // the values of the keys that are written out
  std::vector<std::string> names_;
  std::vector<base::KeyId> keys_;       // of names_
  std::vector<const Column*> columns_;  // of whole_ or parts_
  std::vector<std::pair<base::KeyId, base::Value>> list_;
};

class Creator {
 public:
  static base::Result<std::unique_ptr<Creator>> Make(const Create& create, Environment& env);

  // Creates the pattern once for each row of the batch and fills its slots.
  base::Result<void> Run(Batch& batch);
  // kSemantic with kMergeReadOwnWrites where a property of the pattern is null, which no match and no node can have.
  base::Result<void> RefuseNulls(const Batch& batch, size_t row);

 private:
  Creator(const Create& create, Environment& env) : create_(create), env_(env) {}
  base::Result<void> RunNode(size_t index, Batch& batch);
  base::Result<void> RunEdge(size_t index, Batch& batch);
  base::Result<void> InternLabels(const std::vector<std::string>& names, std::vector<base::LabelId>& labels);

  const Create& create_;
  Environment& env_;
  std::vector<PropertyList> node_properties_;
  std::vector<PropertyList> edge_properties_;
  std::vector<EvaluatorPtr> more_labels_;  // one a node, nullptr where its labels are all known
  std::vector<EvaluatorPtr> named_types_;  // one an edge, likewise
};

}  // namespace qiao::query
