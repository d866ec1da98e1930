#include "storage/rocks/append_operator.h"

#include <deque>
#include <string>

namespace qiao::storage {
namespace {

class AppendOperator final : public rocksdb::MergeOperator {
 public:
  bool FullMergeV2(const MergeOperationInput& input, MergeOperationOutput* output) const override {
    size_t size = input.existing_value != nullptr ? input.existing_value->size() : 0;
    for (const rocksdb::Slice& operand : input.operand_list) size += operand.size();
    std::string& value = output->new_value;
    value.clear();
    value.reserve(size);
    if (input.existing_value != nullptr) value.append(input.existing_value->data(), input.existing_value->size());
    for (const rocksdb::Slice& operand : input.operand_list) value.append(operand.data(), operand.size());
    return true;
  }

  bool PartialMergeMulti(const rocksdb::Slice&, const std::deque<rocksdb::Slice>& operands, std::string* value,
                         rocksdb::Logger*) const override {
    value->clear();
    for (const rocksdb::Slice& operand : operands) value->append(operand.data(), operand.size());
    return true;
  }

  // Stored in every file: never change it.
  const char* Name() const override { return "qiao.append"; }
};

}  // namespace

std::shared_ptr<rocksdb::MergeOperator> MakeAppendOperator() { return std::make_shared<AppendOperator>(); }

}  // namespace qiao::storage
