// What people decided about what articles say: nodes of their own, which survive every re-extraction and reload. A
// decision names its entities by their keys, a claim by article, link and place, a number by article, place and what is
// said there; so it holds for what a later extraction reads there.
//
// In the graph: (:Decision {id, action, about, by, at, why, …}); one that was undone keeps its node, with `undone` and
// `undone_by`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "query/graph.h"

namespace qiao::loaders {

enum class Action : uint8_t {
  kMerge,   // the entity `key` is the entity `other`
  kApart,   // … is not
  kSplit,   // what the article calls `key` is the entity `other`
  kAccept,  // the claim is right
  kReject,  // the claim is wrong
  kAmend,   // the claim says `values`
  kAdd,     // a claim that no article's reading has
};
// What accept, reject, amend and add are about.
enum class Topic : uint8_t {
  kClaim,
  kFigure,  // a number: `type` is its metric
  kValue,   // what an article says of the entity `key` itself: `type` is the property
};
std::string_view Name(Action action);  // "merge" …
std::optional<Action> ActionNamed(std::string_view name);

struct Decision {
  int64_t id = 0;  // from 1
  Action action = Action::kAccept;
  Topic topic = Topic::kClaim;
  std::string by, at, why;
  std::string undone, undone_by;  // when and by whom; empty: it holds
  // kMerge, kApart, kSplit; of a value, key alone
  std::string key, other;
  // kSplit and what articles say; empty for what no article says
  std::string text_hash;
  // claims and figures
  std::string type, subject, object;  // keys; a figure may be about one entity
  int64_t offset = -1;
  std::string stated;    // figures and values: what the article says there, 50个
  base::Map values;      // of kAmend and kAdd: status, since, amount_yuan …; an empty text takes a value away
  std::string evidence;  // of kAdd; may be empty

  bool holds() const { return undone.empty(); }
  // The same about the same, whoever decided it and when.
  bool Repeats(const Decision& other) const;
};

class Decisions {
 public:
  static base::Result<Decisions> Read(const query::GraphReader& graph);

  const std::vector<Decision>& all() const { return all_; }  // by id
  // Those that hold and name this article.
  std::vector<const Decision*> OfDocument(const std::string& text_hash) const;
  const Decision* Find(int64_t id) const;
  // Whether one that holds decides the same.
  bool HasSame(const Decision& decision) const;
  int64_t next_id() const { return all_.empty() ? 1 : all_.back().id + 1; }

  base::Result<void> Write(query::GraphWriter& writer, const Decision& decision);
  base::Result<void> MarkUndone(query::GraphWriter& writer, int64_t id, const std::string& at, const std::string& by);

 private:
  std::vector<Decision> all_;
  std::map<int64_t, base::NodeId> nodes_;
};

}  // namespace qiao::loaders
