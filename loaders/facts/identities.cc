#include "loaders/facts/identities.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "loaders/facts/entity_key.h"

namespace qiao::loaders {
namespace {

std::string Joined(std::string_view label, std::string_view name) {
  std::string text(label);
  text += '|';
  text += name;
  return text;
}

// 示范园 and 示范园区 are equally telling.
size_t TellingLength(std::string_view label, std::string_view name) {
  constexpr std::string_view kArea = "区";
  if (label == "Park" && name.ends_with(kArea)) name.remove_suffix(kArea.size());
  return base::CodePointCount(name);
}

}  // namespace

Identities::Id Identities::Intern(const std::string& key) {
  const auto [at, fresh] = by_key_.try_emplace(key, static_cast<Id>(entries_.size()));
  if (fresh) {
    const KeyParts parts = SplitKey(key);
    Entry entry{.key = key, .label = std::string(parts.label), .name = std::string(parts.name), .root = at->second};
    by_name_[Joined(entry.label, entry.name)].push_back(at->second);
    entries_.push_back(std::move(entry));
  }
  return at->second;
}

std::optional<Identities::Id> Identities::Find(const std::string& key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? std::nullopt : std::optional(found->second);
}

bool Identities::alive(Id id) const {
  const Entry& entry = entries_[id];
  return entry.readings > 0 || entry.pins > 0 || entry.own.has_value();
}

void Identities::Touch(Id id) { pending_.insert(id); }

void Identities::TouchNamed(const std::string& label, const std::string& name) {
  const auto named = by_name_.find(Joined(label, name));
  if (named != by_name_.end()) pending_.insert(named->second.begin(), named->second.end());
}

void Identities::AddAlias(Id id, const std::string& alias) {
  if (++entries_[id].aliases[alias] > 1) return;
  by_alias_[Joined(entries_[id].label, alias)].insert(id);
  TouchNamed(entries_[id].label, alias);
}

void Identities::RemoveAlias(Id id, const std::string& alias) {
  const auto known = entries_[id].aliases.find(alias);
  if (known == entries_[id].aliases.end() || --known->second > 0) return;
  entries_[id].aliases.erase(known);
  by_alias_[Joined(entries_[id].label, alias)].erase(id);
  TouchNamed(entries_[id].label, alias);
}

void Identities::Add(const Reading& reading) {
  const Id id = Intern(reading.key);
  Touch(id);
  for (const std::string& alias : reading.aliases) AddAlias(id, alias);
  Entry& entry = entries_[id];
  ++entry.readings;
  for (const auto& [key, value] : reading.values) {
    Stated& stated = entry.values[key][base::ToText(value)];
    const std::string rank = (reading.reviewed.contains(key) ? "1 " : "0 ") + reading.published;
    const bool better = std::tie(stated.rank, reading.text_hash) < std::tie(rank, stated.text_hash);
    if (stated.count++ == 0 || better) {
      stated.value = value;
      stated.rank = rank;
      stated.text_hash = reading.text_hash;
    }
  }
}

void Identities::Remove(const Reading& reading) {
  const Id id = Intern(reading.key);
  Touch(id);
  for (const std::string& alias : reading.aliases) RemoveAlias(id, alias);
  Entry& entry = entries_[id];
  if (entry.readings > 0) --entry.readings;
  for (const auto& [key, value] : reading.values) {
    auto& values = entry.values[key];
    const auto stated = values.find(base::ToText(value));
    if (stated == values.end()) continue;
    if (--stated->second.count == 0) {
      values.erase(stated);
    } else if (stated->second.text_hash == reading.text_hash) {
      stated->second.rank_known = false;
    }
  }
}

void Identities::Untell(Id id) {
  Entry& entry = entries_[id];
  const auto aliases = entry.aliases;
  for (const auto& [alias, count] : aliases) {
    entries_[id].aliases[alias] = 1;
    RemoveAlias(id, alias);
  }
  entry.readings = 0;
  entry.values.clear();
  Touch(id);
}

void Identities::AddOwn(const std::string& key, const std::vector<std::string>& aliases, base::NodeId node) {
  const Id id = Intern(key);
  if (entries_[id].own) return;
  entries_[id].own = node;
  for (const std::string& alias : aliases) AddAlias(id, alias);
  Touch(id);
  TouchNamed(entries_[id].label, entries_[id].name);
}

void Identities::Pin(const std::string& key) {
  const Id id = Intern(key);
  ++entries_[id].pins;
  Touch(id);
}

void Identities::Unpin(const std::string& key) {
  const Id id = Intern(key);
  if (entries_[id].pins > 0) --entries_[id].pins;
  Touch(id);
}

void Identities::Merge(const std::string& key, const std::string& into) {
  Unmerge(key);
  if (MergedInto(into) == key) return;
  merged_[key] = into;
  ++merge_targets_[into];
  Touch(Intern(key));
  Touch(Intern(into));
}

void Identities::Unmerge(const std::string& key) {
  const auto known = merged_.find(key);
  if (known == merged_.end()) return;
  if (--merge_targets_[known->second] == 0) merge_targets_.erase(known->second);
  Touch(Intern(key));
  Touch(Intern(known->second));
  merged_.erase(known);
}

std::string Identities::MergedInto(const std::string& key) const {
  std::string end = key;
  for (size_t steps = 0; steps <= merged_.size(); ++steps) {
    const auto next = merged_.find(end);
    if (next == merged_.end()) break;
    end = next->second;
  }
  return end;
}

void Identities::KeepApart(const std::string& a, const std::string& b, bool apart) {
  const std::pair<std::string, std::string> pair = std::minmax(a, b);
  if (apart) {
    apart_.insert(pair);
  } else {
    apart_.erase(pair);
  }
  Touch(Intern(a));
  Touch(Intern(b));
}

bool Identities::Stronger(Id a, Id b) const {
  const Entry& one = entries_[a];
  const Entry& other = entries_[b];
  if (one.own.has_value() != other.own.has_value()) return one.own.has_value();
  const size_t length = TellingLength(one.label, one.name), other_length = TellingLength(other.label, other.name);
  return std::tuple(length, other.name.size(), std::string_view(other.key)) >
         std::tuple(other_length, one.name.size(), std::string_view(one.key));
}

std::vector<Identities::Id> Identities::Candidates(Id id) const {
  std::vector<Id> found;
  const Entry& entry = entries_[id];
  const auto consider = [&](Id candidate) {
    if (candidate == id || !alive(candidate) || !Stronger(candidate, id)) return;
    if (KeptApart(entry.key, entries_[candidate].key)) return;
    if (KeptApart(entry.key, entries_[entries_[candidate].root].key)) return;
    found.push_back(candidate);
  };
  if (IsRegionLabel(entry.label)) {
    // A table's region without a code is the one that its name says.
    for (const Id other : by_name_.at(Joined(entry.label, entry.name))) {
      if (entries_[other].own && SplitKey(entries_[other].key).mark.empty()) consider(other);
    }
    return found;
  }
  // 小米 of one article need not be the 潞城小米 of another.
  if (entry.label == "Product") return found;
  const auto with_alias = by_alias_.find(Joined(entry.label, entry.name));
  if (with_alias == by_alias_.end()) return found;
  for (const Id candidate : with_alias->second) consider(candidate);
  return found;
}

Identities::Id Identities::RootOf(Id id) const {
  const Entry& entry = entries_[id];
  const std::string merged = MergedInto(entry.key);
  if (merged != entry.key) return by_key_.at(merged);
  if (entry.own || merge_targets_.contains(entry.key) || IsGenericName(entry.label, entry.name)) return id;
  std::set<Id> roots;
  for (const Id candidate : Candidates(id)) roots.insert(entries_[candidate].root);
  return roots.size() == 1 ? *roots.begin() : id;
}

std::vector<Identities::Change> Identities::Decide() {
  std::map<Id, Id> changed;  // to the root before
  while (!pending_.empty()) {
    const Id id = *pending_.begin();
    pending_.erase(pending_.begin());
    const bool alive_now = alive(id);
    const Id root = RootOf(id);
    if (root == entries_[id].root && alive_now == entries_[id].placed) continue;
    const Id old = entries_[id].root;
    entries_[old].members.erase(id);
    if (alive_now) entries_[root].members.insert(id);
    entries_[id].placed = alive_now;
    entries_[id].root = root;
    changed.try_emplace(id, old);
    // Keys whose decision rests on this one.
    const Entry& entry = entries_[id];
    for (const auto& [alias, count] : entry.aliases) TouchNamed(entry.label, alias);
    TouchNamed(entry.label, entry.name);
    for (const auto& [key, into] : merged_) {
      if (into == entry.key) Touch(by_key_.at(key));
    }
  }
  std::vector<Change> changes;
  for (const auto& [id, old] : changed) changes.push_back({id, old});
  return changes;
}

std::vector<std::string> Identities::Aliases(Id root) const {
  std::set<std::string> aliases;
  for (const Id member : entries_[root].members) {
    aliases.insert(entries_[member].name);
    for (const auto& [alias, count] : entries_[member].aliases) aliases.insert(alias);
  }
  aliases.erase(entries_[root].name);
  return {aliases.begin(), aliases.end()};
}

bool Identities::Values(Id root, base::Map& values, Id& untold) const {
  std::map<std::string, const Stated*> best;
  std::map<std::string, size_t> kinds;
  for (const Id member : entries_[root].members) {
    for (const auto& [key, stated_values] : entries_[member].values) {
      for (const auto& [text, stated] : stated_values) {
        const Stated*& winner = best[key];
        // With one value only, nobody asks for its rank.
        if (winner != nullptr && base::ToText(winner->value) != text) {
          if (!stated.rank_known || !winner->rank_known) {
            untold = member;
            if (stated.rank_known) {  // the winner so far: find whose it is
              for (const Id other : entries_[root].members) {
                const auto of_key = entries_[other].values.find(key);
                if (of_key == entries_[other].values.end()) continue;
                for (const auto& [other_text, other_stated] : of_key->second) {
                  if (&other_stated == winner) untold = other;
                }
              }
            }
            return false;
          }
        }
        const bool better =
            winner == nullptr || std::tie(winner->rank, stated.text_hash) < std::tie(stated.rank, winner->text_hash);
        if (better) winner = &stated;
      }
    }
  }
  values.clear();
  for (const auto& [key, stated] : best) values.emplace_back(key, stated->value);
  return true;
}

}  // namespace qiao::loaders
