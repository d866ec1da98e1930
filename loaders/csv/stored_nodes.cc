#include "loaders/csv/stored_nodes.h"

#include <algorithm>

namespace qiao::loaders::csv {

base::Result<void> StoredNodes::AddRun(Index& index, const query::NodeTable& table, uint32_t run,
                                       std::optional<base::LabelId> check, base::KeyId key) const {
  QIAO_TRY(const auto live, graph_->ReadLive(table.id, run));
  QIAO_TRY(const auto column, graph_->ReadColumn(table.id, key, run));
  for (uint32_t i = 0; i < std::min(live.size, column.size); ++i) {
    if (!live.Has(i) || !column.Has(i)) continue;
    const base::NodeId node(table.id, run * query::kRunRows + i);
    if (check) {
      QIAO_TRY(const bool has, graph_->HasLabel(node, *check));
      if (!has) continue;
    }
    const base::Value value = column.Get(i);
    if (!value.is(base::Kind::kString) && !value.is(base::Kind::kInteger)) continue;
    std::string text = value.is(base::Kind::kString) ? std::string(value.string()) : std::to_string(value.integer());
    const auto [place, fresh] = index.try_emplace(std::move(text), StoredMatch{node});
    if (!fresh) place->second.several = true;
  }
  return {};
}

base::Result<StoredNodes::Index> StoredNodes::Build(std::optional<base::LabelId> label, base::KeyId key) const {
  Index index;
  for (const query::NodeTable& table : graph_->NodeTables()) {
    std::optional<base::LabelId> check;
    if (label) {
      if (std::ranges::binary_search(table.varying, *label)) {
        check = label;
      } else if (!std::ranges::binary_search(table.labels, *label)) {
        continue;
      }
    }
    for (uint32_t run = 0; uint64_t{run} * query::kRunRows < table.rows; ++run) {
      QIAO_CHECK(AddRun(index, table, run, check, key));
    }
  }
  return index;
}

base::Result<std::optional<StoredMatch>> StoredNodes::Find(std::string_view label, std::string_view key,
                                                           std::string_view text) {
  std::string name(label);
  name += '\0';
  name += key;
  auto index = indexes_.find(name);
  if (index == indexes_.end()) {
    const auto label_id = label.empty() ? std::nullopt : graph_->FindLabel(label);
    const auto key_id = graph_->FindKey(key);
    Index built;
    if (key_id && (label.empty() || label_id)) {
      QIAO_TRY(built, Build(label_id, *key_id));
    }
    index = indexes_.emplace(std::move(name), std::move(built)).first;
  }
  const auto found = index->second.find(text);
  if (found == index->second.end()) return std::optional<StoredMatch>();
  return std::optional<StoredMatch>(found->second);
}

}  // namespace qiao::loaders::csv
