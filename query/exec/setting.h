// Changes properties and labels, for SET, REMOVE and MERGE.
#pragma once

#include <memory>
#include <vector>

#include "query/exec/evaluate.h"

namespace qiao::query {

class Setter {
 public:
  static base::Result<std::unique_ptr<Setter>> Make(const std::vector<SetItem>& items, Environment& env);

  // Row by row, item by item: an item sees what those before it did.
  base::Result<void> Run(const Batch& batch);

 private:
  struct Item {
    const SetItem* item;
    EvaluatorPtr target;
    EvaluatorPtr key;
    EvaluatorPtr value;
    EvaluatorPtr more_labels;
    const Column* targets = nullptr;
    const Column* keys = nullptr;
    const Column* values = nullptr;
    const Column* names = nullptr;
  };

  explicit Setter(Environment& env) : env_(env) {}
  base::Result<void> Evaluate(Item& item, const RowSet& rows) const;
  // `at`: where the row stands in the item's columns.
  base::Result<void> Do(const Item& item, size_t at);
  template <class Id>
  base::Result<void> DoProperties(const Item& item, size_t at, Id id);
  base::Result<void> DoLabels(const Item& made, size_t at, const base::Value& target);
  template <class Id>
  base::Result<void> SetOne(Id id, std::string_view name, const base::Value& value);
  base::Result<base::Map> ReadMap(const base::Value& value) const;

  Environment& env_;
  std::vector<Item> items_;
  bool reads_graph_ = false;  // some expression may see what an earlier row has set
};

}  // namespace qiao::query
