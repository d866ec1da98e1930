// The state of one load of tables: what turns one record into one node or relationship.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "engine/database.h"
#include "loaders/csv/load_tables.h"
#include "loaders/csv/loaded_ids.h"
#include "loaders/csv/stored_edges.h"
#include "loaders/csv/stored_nodes.h"
#include "loaders/csv/table.h"

namespace qiao::loaders::csv {

class TableLoader {
 public:
  // `before` is the graph as it was when `transaction` began, which outlives the loader.
  TableLoader(engine::GraphTransaction& transaction, std::shared_ptr<const query::GraphReader> before, bool update)
      : writer_(transaction.writer()), nodes_(before), edges_(before), update_(update) {}

  // Before the records of a table, which outlives their Adds: interns its keys, says what its id spaces are.
  base::Result<void> Begin(const Table& table);
  base::Result<void> Add(const Record& record);

  const TableReport& report() const { return report_; }

 private:
  using Properties = std::vector<std::pair<base::KeyId, base::Value>>;

  const Table& table() const { return *table_; }
  base::Result<void> AddNode(const Record& record);
  base::Result<void> AddRelationship(const Record& record);
  base::Result<void> ReadProperties(const Record& record);
  base::Result<std::vector<base::LabelId>> ReadLabels(const Record& record, std::string& first);
  base::Result<LoadedNode> FindEnd(const Record& record, size_t column);
  base::Result<bool> UpdateNode(base::NodeId node, const std::vector<base::LabelId>& labels);
  // The text under which the id space keeps the id of a cell.
  std::string KeyText(const IdSpace& space, std::string_view cell) const;

  query::GraphWriter& writer_;
  StoredNodes nodes_;
  StoredEdges edges_;
  const bool update_;
  LoadedIds ids_;
  TableReport report_;

  const Table* table_ = nullptr;
  std::vector<std::string> paths_;  // of the tables so far
  std::vector<base::KeyId> keys_;   // of the table's columns
  std::string default_name_;        // label or type, where no column gives it
  Properties properties_;           // of the record
};

}  // namespace qiao::loaders::csv
