// What all decoded chunks have in common. A kind of chunk C comes with
//   C::Change                              a change to one row or link
//   bool C::Apply(span<const Change>)      makes the changes in order; false when they can't follow from its content
//   EncodeBase(const C&), DecodeBase       the whole chunk as bytes and back
//   EncodeChanges(span), DecodeChanges     changes as bytes and back
// Decoders check what they read: false for bytes that are no such chunk.
//
// Threads: chunks that readers share are const and never change; Apply belongs to whoever alone holds the chunk.
#pragma once

#include <cstddef>
#include <cstdint>

namespace qiao::storage {

class Chunk {
 public:
  // Which class it is, where the kind of chunk leaves it open.
  enum class Form : uint8_t { kDecoded, kEncodedLinks };

  virtual ~Chunk() = default;
  virtual Form form() const { return Form::kDecoded; }
  // Memory that the chunk takes, for the budget of the cache.
  virtual size_t bytes() const = 0;
};

}  // namespace qiao::storage
