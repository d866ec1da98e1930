// Which readings of articles are one entity. A function of the set of readings, of the nodes that tables brought and of
// people's decisions: the order in which they came does not matter.
//
//   1. Readings with one key (entity_key.h) are one.
//   2. A key is another name for the stronger key that has its name as an alias, if all stronger keys that do are one
//      entity, and the name isn't generic. Stronger is the longer name. Regions are told by their codes only, products
//      by their names only.
//   3. A node that an article didn't make keeps its name; it takes readings with its name, or with an alias of it.
//   4. People's decisions come before 2: merged into another key, or kept apart from it.
//
// Threads: one.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/value.h"

namespace qiao::loaders {

// What one article says of one entity beside its claims.
struct Reading {
  std::string key;
  std::vector<std::string> aliases;
  base::Map values;       // code, level, kind, amount_yuan …
  std::string published;  // of the article; a later one's values are better
  std::string text_hash;
  std::set<std::string> reviewed;  // values that a person decided: better than all others
};

class Identities {
 public:
  using Id = uint32_t;  // of a key; stays as long as the object

  void Add(const Reading& reading);
  void Remove(const Reading& reading);
  // A node that no article made, with its own name and aliases.
  void AddOwn(const std::string& key, const std::vector<std::string>& aliases, base::NodeId node);
  // A key that a decision names: it is an entity even if no article reads it.
  void Pin(const std::string& key);
  void Unpin(const std::string& key);

  void Merge(const std::string& key, const std::string& into);
  void Unmerge(const std::string& key);
  void KeepApart(const std::string& a, const std::string& b, bool apart);
  bool KeptApart(const std::string& a, const std::string& b) const { return apart_.contains(std::minmax(a, b)); }
  // The key that `key` was merged into by a decision, through all steps; itself without one.
  std::string MergedInto(const std::string& key) const;

  // Decides anew what has changed. Answers the keys that are new, gone, or now another entity.
  struct Change {
    Id id;
    Id old_root;
  };
  std::vector<Change> Decide();

  std::optional<Id> Find(const std::string& key) const;
  size_t size() const { return entries_.size(); }
  const std::string& key(Id id) const { return entries_[id].key; }
  Id root(Id id) const { return entries_[id].root; }
  bool alive(Id id) const;
  const std::set<Id>& members(Id root) const { return entries_[root].members; }
  std::optional<base::NodeId> own(Id id) const { return entries_[id].own; }
  std::optional<base::NodeId> node(Id id) const { return entries_[id].node; }  // where its edges are
  void set_node(Id id, std::optional<base::NodeId> node) { entries_[id].node = node; }

  // Names of all members beside the root's own, sorted.
  std::vector<std::string> Aliases(Id root) const;
  // The best value of each property over all members. False: the readings of this member must be told again first.
  bool Values(Id root, base::Map& values, Id& untold) const;
  // Forgets the readings of a key, so that all can be told again.
  void Untell(Id id);

  // Stronger keys that have this one's name as an alias: whom it may be another name for.
  std::vector<Id> Candidates(Id id) const;

 private:
  struct Stated {
    base::Value value;
    uint64_t count = 0;
    std::string rank;  // of the best reading that states it: its day, behind what a person decided
    std::string text_hash;
    bool rank_known = true;  // false once that reading has gone
  };
  struct Entry {
    std::string key;
    std::string label;
    std::string name;
    uint64_t readings = 0;
    uint64_t pins = 0;
    Id root = 0;
    std::set<Id> members;  // of the entity whose root this is
    bool placed = false;   // among its root's members
    std::optional<base::NodeId> own;
    std::optional<base::NodeId> node;
    std::map<std::string, uint64_t> aliases;
    std::map<std::string, std::map<std::string, Stated>> values;  // by key, by the value as text
  };

  Id Intern(const std::string& key);
  void AddAlias(Id id, const std::string& alias);
  void RemoveAlias(Id id, const std::string& alias);
  bool Stronger(Id a, Id b) const;
  Id RootOf(Id id) const;
  void Touch(Id id);
  void TouchNamed(const std::string& label, const std::string& name);

  std::vector<Entry> entries_;
  std::unordered_map<std::string, Id> by_key_;
  std::unordered_map<std::string, std::vector<Id>> by_name_;  // "Label|name"
  std::unordered_map<std::string, std::set<Id>> by_alias_;    // "Label|alias"
  std::map<std::string, std::string> merged_;
  std::map<std::string, uint64_t> merge_targets_;
  std::set<std::pair<std::string, std::string>> apart_;  // the smaller key first
  std::set<Id> pending_;
};

}  // namespace qiao::loaders
