// Transactions that carry a number each, and the check that a graph holds exactly the first so many of them.
#pragma once

#include <string>

#include "storage/store.h"

namespace qiao::storage {

// Transaction `number`: 20 nodes in a chain that know their transaction, node 0 knows the last transaction, and every
// fifth transaction deletes the chain of the one before. Version and number are the same.
base::Result<void> WriteNumbered(Transaction& transaction, Version number);

// What is wrong with a store of which the last transaction was `last`; empty when nothing is.
base::Result<std::string> CheckNumbered(const View& view, Version last);

}  // namespace qiao::storage
