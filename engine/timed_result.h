// An answer that keeps the time which its statement takes, and tells when that was long.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "engine/database.h"
#include "engine/slow_statement.h"

namespace qiao::engine {

// A statement from its first moment on.
class StatementClock {
 public:
  StatementClock(const DatabaseOptions& options, std::string_view text, const base::Map& parameters,
                 const base::DateTime& began)
      : options_(options), text_(text), parameters_(parameters), began_(began) {}

  // Runs a part of the statement and adds up its time.
  template <class Part>
  auto Run(const Part& part) {
    const auto start = std::chrono::steady_clock::now();
    auto result = part();
    duration_ += std::chrono::steady_clock::now() - start;
    return result;
  }
  // Tells of the statement if it took long. Call once, at its end.
  void End(uint64_t rows, const base::Error* error) const;

 private:
  const DatabaseOptions& options_;  // of the database, which outlives its results
  std::string text_;
  base::Map parameters_;
  base::DateTime began_;
  std::chrono::nanoseconds duration_{0};
};

class TimedResult final : public QueryResult {
 public:
  TimedResult(StatementClock clock, std::unique_ptr<QueryResult> result)
      : clock_(std::move(clock)), result_(std::move(result)) {}
  ~TimedResult() override { End(nullptr); }

  const std::vector<std::string>& columns() const override { return result_->columns(); }
  base::Result<const Row*> Next() override;
  const query::Counters& counters() const override { return result_->counters(); }
  std::string plan() const override { return result_->plan(); }
  bool writes() const override { return result_->writes(); }

 private:
  void End(const base::Error* error);

  StatementClock clock_;
  std::unique_ptr<QueryResult> result_;
  uint64_t rows_ = 0;
  bool ended_ = false;
};

}  // namespace qiao::engine
