// The merge operator of every family: a merge appends.
//
// It looks at no byte and refuses none, so it can't fail: a failing operator would make the database read-only. What
// the bytes mean, and whether they are damaged, is for the reader of the value to say.
#pragma once

#include <rocksdb/merge_operator.h>

#include <memory>

namespace qiao::storage {

std::shared_ptr<rocksdb::MergeOperator> MakeAppendOperator();

}  // namespace qiao::storage
