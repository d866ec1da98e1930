#include "query/exec/spill/row_file.h"

#include <filesystem>
#include <numeric>

#include "query/exec/spill/value_codec.h"

namespace qiao::query {

using base::Result;

namespace {

constexpr size_t kMostBytes = 1 << 20;  // of a batch in memory, if it has more rows than one

// A batch is the size of what follows, the number of rows, their multiplicities if they have any, and the columns: for
// each, whether it is filled, then its form, whether it is constant, and its values.
struct ColumnHead {
  bool filled = false;
  bool constant = false;
  Form form = Form::kNulls;
};

void EncodeColumn(const Column& column, size_t rows, std::string& out) {
  EncodePlain(ColumnHead{true, column.constant(), column.form()}, out);
  if (column.form() == Form::kNulls) return;
  const size_t count = column.constant() ? std::min<size_t>(rows, 1) : rows;
  if (column.form() == Form::kValues) {
    for (size_t row = 0; row < count; ++row) EncodeValue(column.values()[row], out);
    return;
  }
  EncodePlain(column.has_nulls(), out);
  if (column.has_nulls()) out.append(reinterpret_cast<const char*>(column.absent()), count);
  if (column.form() != Form::kTexts) {
    out.append(reinterpret_cast<const char*>(column.words()), count * sizeof(uint64_t));
    return;
  }
  for (size_t row = 0; row < count; ++row) {
    EncodeText(column.IsNull(row) ? std::string_view() : column.Text(row), out);
  }
}

void DecodeRows(Form form, size_t count, const char*& bytes, Column& column) {
  if (form == Form::kValues) {
    for (size_t row = 0; row < count; ++row) column.Append(DecodeValue(bytes));
    return;
  }
  const char* absent = nullptr;
  if (DecodePlain<bool>(bytes)) {
    absent = bytes;
    bytes += count;
  }
  for (size_t row = 0; row < count; ++row) {
    const bool null = absent != nullptr && absent[row] != 0;
    if (form == Form::kTexts) {
      const std::string_view text = DecodeText(bytes);
      null ? column.AppendNull() : column.AppendText(text);
    } else {
      const auto word = DecodePlain<uint64_t>(bytes);
      null ? column.AppendNull() : column.AppendWord(form, word);
    }
  }
}

void DecodeColumn(const ColumnHead& head, size_t rows, const char*& bytes, Column& column) {
  if (head.form == Form::kNulls) {
    column.Fill(base::Value::Null(), rows);
    return;
  }
  if (!head.constant) return DecodeRows(head.form, rows, bytes, column);
  Column one;
  DecodeRows(head.form, std::min<size_t>(rows, 1), bytes, one);
  column.Fill(rows == 0 ? base::Value::Null() : one.At(0), rows);
}

}  // namespace

Result<RowFile> RowFile::Create(Environment& env, std::string_view user, std::vector<Slot> slots) {
  QIAO_TRY(base::SpillFile file, base::SpillFile::Create(env.spilling.folder));
  if (env.spilling.limit == 0) {
    std::error_code error;
    const auto space = std::filesystem::space(env.spilling.folder, error);
    env.spilling.limit = error ? UINT64_MAX : space.available / 2;
  }
  return RowFile(env, user, std::move(slots), std::move(file));
}

RowFile::RowFile(RowFile&& other) noexcept
    : env_(other.env_),
      user_(other.user_),
      slots_(std::move(other.slots_)),
      file_(std::move(other.file_)),
      end_(std::exchange(other.end_, 0)) {}

RowFile& RowFile::operator=(RowFile&& other) noexcept {
  std::swap(env_, other.env_);
  std::swap(user_, other.user_);
  std::swap(slots_, other.slots_);
  std::swap(file_, other.file_);
  std::swap(end_, other.end_);
  return *this;
}

RowFile::~RowFile() { env_->memory.spilled -= end_; }

Result<void> RowFile::Append(const Batch& batch) {
  if (batch.rows() > 1 && batch.HeapSize() > kMostBytes) {
    // Large rows: in smaller parts.
    Batch part;
    std::vector<uint32_t> rows(batch.rows());
    std::iota(rows.begin(), rows.end(), 0);
    const size_t middle = rows.size() / 2;
    for (const auto half : {std::span(rows).first(middle), std::span(rows).subspan(middle)}) {
      part.GatherFrom(batch, half, slots_);
      QIAO_CHECK(Append(part));
    }
    return {};
  }
  bytes_.assign(sizeof(uint64_t), '\0');
  EncodePlain(batch.rows(), bytes_);
  EncodePlain(batch.counted(), bytes_);
  if (batch.counted()) {
    bytes_.append(reinterpret_cast<const char*>(batch.times().data()), batch.rows() * sizeof(uint64_t));
  }
  for (const Slot slot : slots_) {
    if (batch.Has(slot)) {
      EncodeColumn(batch.Get(slot), batch.rows(), bytes_);
    } else {
      EncodePlain(ColumnHead(), bytes_);
    }
  }
  const uint64_t size = bytes_.size();
  std::memcpy(bytes_.data(), &size, sizeof(size));
  if (env_->memory.spilled + size > env_->spilling.limit) {
    return base::MakeError(base::ErrorCode::kLimit,
                           "{} needs more than the {} bytes of temporary files that one query may make in {}", user_,
                           env_->spilling.limit, env_->spilling.folder);
  }
  QIAO_CHECK(env_->interrupt.Tick(size / 32));
  QIAO_CHECK(file_.Write(bytes_));
  env_->memory.spilled += size;
  end_ += size;
  return {};
}

Result<bool> RowFile::Reader::Next(Batch& out) {
  out.Clear();
  if (at_ == end_) return false;
  bytes_.clear();
  QIAO_CHECK(file_->file_.Read(at_, sizeof(uint64_t), bytes_));
  const char* head = bytes_.data();
  const uint64_t size = bytes_.size() == sizeof(uint64_t) ? DecodePlain<uint64_t>(head) : 0;
  bytes_.clear();
  if (size > 0) QIAO_CHECK(file_->file_.Read(at_ + sizeof(uint64_t), size - sizeof(uint64_t), bytes_));
  if (size == 0 || bytes_.size() != size - sizeof(uint64_t)) {
    return base::MakeError(base::ErrorCode::kIo, "{}: a temporary file has lost its end", file_->env_->spilling.folder);
  }
  QIAO_CHECK(file_->env_->interrupt.Tick(size / 32));
  at_ += size;
  const char* bytes = bytes_.data();
  const auto rows = DecodePlain<size_t>(bytes);
  if (DecodePlain<bool>(bytes)) {
    out.times().resize(rows);
    std::memcpy(out.times().data(), bytes, rows * sizeof(uint64_t));
    bytes += rows * sizeof(uint64_t);
  }
  for (const Slot slot : file_->slots_) {
    const auto column = DecodePlain<ColumnHead>(bytes);
    if (column.filled) DecodeColumn(column, rows, bytes, out.Put(slot));
  }
  out.SetRows(rows);
  return true;
}

}  // namespace qiao::query
