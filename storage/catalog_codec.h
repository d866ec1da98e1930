// The catalog in the family kMeta. Every value is one base frame (frame.h).
//
// Key                       content
//   'F'                     "QIAO", varint format version
//   'V'                     nothing: the frame's version is the store's
//   'L' u32, 'T', 'K'       the name of a label, a type, a property key
//   'N' u32                 node table: varints rows, live; labels; varying labels, each with its rows; keys
//   'E' u32                 edge table: varints type, source table, target table, rows, live; keys
//   'I' u32                 rule: u8 kind, u8 relationship, varint label or type, varint count and that many keys, text
//                           name, and for kType varints of the kinds and of the elements, text
//   'M' bytes               what PutMeta wrote under these bytes
// Numbers in keys are big-endian; a row of ids is a varint count and varints.
#pragma once

#include <memory>
#include <string>

#include "storage/catalog.h"
#include "storage/key_value.h"

namespace qiao::storage {

std::string MetaKey(std::string_view key);

// Reads the whole catalog, and nothing else; nullopt in a store that holds nothing at all. kUnsupportedFormat for a
// format newer than ours, kCorruption for anything that can't be.
base::Result<std::optional<Catalog>> ReadCatalog(const KeyValue& store, const KeyValue::Snapshot& snapshot);

// The same, with kCorruption for a store that holds nothing at all.
base::Result<Catalog> ReadExistingCatalog(const KeyValue& store, const KeyValue::Snapshot& snapshot);

// Writes the format and version 0 into an empty store.
void WriteFirstRecords(KeyValue::Batch& batch);

// Writes what differs between two catalogs; `after.version` is the commit's.
void WriteCatalog(const Catalog& before, const Catalog& after, KeyValue::Batch& batch);

}  // namespace qiao::storage
