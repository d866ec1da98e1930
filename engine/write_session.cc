#include "engine/write_session.h"

namespace qiao::engine {

using base::Result;

Result<std::unique_ptr<WriteSession>> WriteSession::Begin(storage::Store& store, std::chrono::milliseconds wait,
                                                          std::optional<storage::Version> based_on) {
  std::unique_ptr<WriteSession> session(new WriteSession(store, wait));
  QIAO_CHECK(session->Start(based_on));
  return session;
}

Result<void> WriteSession::Start(std::optional<storage::Version> based_on) {
  QIAO_TRY(transaction_, store_.BeginWrite(wait_, based_on));
  based_on_ = based_on;
  reader_.emplace(*transaction_);
  writer_.emplace(*transaction_);
  return {};
}

Result<void> WriteSession::Commit() {
  auto version = transaction_->Commit();
  if (!version) return std::move(version).error();
  return {};
}

Result<void> WriteSession::CommitAndGoOn() {
  QIAO_TRY(const storage::Version version, transaction_->Commit());
  return Start(version);
}

Result<void> WriteSession::RollbackAndGoOn() {
  transaction_.reset();  // two can't write at once
  return Start(based_on_);
}

}  // namespace qiao::engine
