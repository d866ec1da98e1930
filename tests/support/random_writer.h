// Writes random changes to a transaction, and the same to a plain model. The same seed writes the same changes.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "storage/transaction.h"
#include "tests/support/graph_model.h"

namespace qiao::storage {

class RandomWriter {
 public:
  explicit RandomWriter(uint32_t seed) : random_(seed) {}

  // One change of any kind. Nodes are deleted together with their edges.
  void Write(Transaction& transaction, Model& model);
  // The same, but with as many deletions as creations, so that the graph stays at its size.
  void WriteSteadily(Transaction& transaction, Model& model);

  void CreateNode(Transaction& transaction, Model& model);
  void CreateEdge(Transaction& transaction, Model& model);
  void SetProperty(Transaction& transaction, Model& model);
  void ChangeLabel(Transaction& transaction, Model& model);
  void DeleteEdge(Transaction& transaction, Model& model);
  void DeleteNode(Transaction& transaction, Model& model);
  // What MERGE does: looks a node up (through an index, if there is one) or a relationship, and makes it if it is
  // missing. std::logic_error when the store finds another answer than the model.
  void MergeNode(Transaction& transaction, Model& model);
  void MergeEdge(Transaction& transaction, Model& model);

  // Makes and drops some indexes and constraints; none of the changes above may come before it in the transaction. What
  // the model says can't be made must be refused: std::logic_error when the store thinks otherwise, as for Commit.
  // Errors: kIo.
  base::Result<void> ChangeRules(Transaction& transaction, Model& model);
  // Commits `model`, or nothing (nullopt) when that breaks a constraint.
  base::Result<std::optional<Version>> Commit(Transaction& transaction, const Model& model);
  // How often a constraint has refused something.
  uint32_t refused() const { return refused_; }

  uint32_t Below(uint32_t bound) { return std::uniform_int_distribution<uint32_t>(0, bound - 1)(random_); }

 private:
  using Properties = std::map<std::string, base::Value>;

  template <class Things>
  typename Things::key_type Any(const Things& things) {
    return std::next(things.begin(), Below(static_cast<uint32_t>(things.size())))->first;
  }
  std::string Name();
  base::Value RandomValue();
  std::vector<std::pair<base::KeyId, base::Value>> RandomProperties(Transaction& transaction, Properties& properties);

  Model::Rule RandomRule();

  std::mt19937 random_;
  uint32_t refused_ = 0;
};

}  // namespace qiao::storage
