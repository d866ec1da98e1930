// Procedures: CALL db.labels() YIELD label. Built-in ones are rows of a table; an embedder, the engine's algorithms and
// tests add their own to a registry that the binder is given.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "query/functions/function.h"
#include "query/type.h"

namespace qiao::query {

struct ProcedureContext {
  const GraphReader* graph = nullptr;
  GraphWriter* writer = nullptr;  // of procedures that write
  FunctionContext* functions = nullptr;
  std::function<base::Result<void>()> check_cancelled;  // call now and then in long loops
  // Adds bytes that the procedure holds until its call is over; kLimit when the query may not have them.
  std::function<base::Result<void>(size_t)> count_memory;
};

struct Procedure {
  struct Field {
    std::string name;
    Type type;
    bool nullable = true;
    std::string type_name;  // as shown: INTEGER?, STRING
    bool optional = false;  // of the last parameters: null when it is left out
  };
  using Row = std::vector<base::Value>;
  // Gives each row to `emit`; stops with its error.
  using Emit = std::function<base::Result<void>(Row)>;

  std::string name;  // db.labels; looked up with case, as openCypher does
  std::vector<Field> parameters;
  std::vector<Field> columns;
  std::function<base::Result<void>(ProcedureContext&, std::span<const base::Value>, const Emit&)> run;
  std::string help;
  bool writes = false;
};

// Threads: reading is free once filled. A procedure stays where it is as long as the registry lives.
class ProcedureRegistry {
 public:
  // With the built-in procedures.
  ProcedureRegistry();
  // Replaces one of the same name.
  void Add(Procedure procedure);
  const Procedure* Find(std::string_view name) const;  // nullptr when unknown
  std::vector<const Procedure*> All() const;           // sorted by name

 private:
  std::map<std::string, std::unique_ptr<Procedure>, std::less<>> procedures_;
};

}  // namespace qiao::query
