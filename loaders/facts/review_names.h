// The entities and articles that people name in the cells of a review table.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "loaders/facts/fact_graph.h"

namespace qiao::loaders {

// The key of the entity that the cell names: its name, or Label:name, or name (mark), 朝阳区 (110105). `fresh` allows a
// new one with a label. Errors: kInput.
base::Result<std::string> KeyOfCell(const Identities& identities, const std::string& cell, std::string_view column,
                                    bool fresh);

// The hash of the article with this name, which a spreadsheet may have robbed of leading zeros. Errors: kInput.
base::Result<std::string> HashOfCell(const FactGraph& facts, const std::string& doc);

}  // namespace qiao::loaders
