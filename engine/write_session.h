// A write transaction with the two faces that queries and loaders see of it.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "engine/database.h"
#include "engine/store_graph.h"
#include "storage/store.h"

namespace qiao::engine {

class WriteSession : public GraphTransaction {
 public:
  // Waits for the write lock; with `based_on`, fails with kConflict when another transaction committed since.
  static base::Result<std::unique_ptr<WriteSession>> Begin(storage::Store& store, std::chrono::milliseconds wait,
                                                           std::optional<storage::Version> based_on = std::nullopt);

  // Both stay where they are as long as the session lives.
  const query::GraphReader& reader() const override { return *reader_; }
  query::GraphWriter& writer() override { return *writer_; }
  base::Result<void> Commit() override;
  // Commits what was written so far and goes on in a new transaction.
  base::Result<void> CommitAndGoOn();
  // Drops what was written since the last commit and goes on in a new transaction.
  base::Result<void> RollbackAndGoOn();

  // See storage::Transaction.
  size_t Mark() { return transaction_->Mark(); }
  void RollbackTo(size_t mark) { transaction_->RollbackTo(mark); }
  void Release(size_t mark) { transaction_->Release(mark); }
  base::Result<void> CheckUnique() { return transaction_->CheckUnique(); }
  void Rest() { transaction_->Rest(); }
  base::Result<void> Resume() { return transaction_->Resume(); }

 private:
  WriteSession(storage::Store& store, std::chrono::milliseconds wait) : store_(store), wait_(wait) {}
  base::Result<void> Start(std::optional<storage::Version> based_on);

  storage::Store& store_;
  const std::chrono::milliseconds wait_;
  std::optional<storage::Version> based_on_;  // what the transaction under way goes on from, if that matters
  std::unique_ptr<storage::Transaction> transaction_;
  std::optional<StoreReader> reader_;
  std::optional<StoreWriter> writer_;
};

}  // namespace qiao::engine
