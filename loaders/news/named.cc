#include "loaders/news/named.h"

#include "loaders/news/clause.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLabels = 14;
constexpr size_t kLeastTail = 2;
constexpr u32string_view kBehindTail = U"由是于占将已今去目现总也还的在建投交与和为年一正自设归则共,";  // 冷库由…

}  // namespace

void Named::Remember(const Reading& reading, const Phrase& phrase) {
  if (phrase.noun) return;
  const bool topic = phrase.marker == Marker::kNone && !phrase.after_verb && !phrase.modifies &&
                     phrase.actors.size() == 1 && reading.actors[phrase.actors[0]].region == kNoRegion;
  if (topic) topic_ = phrase.actors[0];
  last_.resize(kLabels, UINT32_MAX);
  for (const uint32_t actor : phrase.actors) last_[static_cast<size_t>(reading.actors[actor].label)] = actor;
}

void Named::NewParagraph() {
  two_.clear();
  topic_ = UINT32_MAX;
  // A company stays in mind; a project or a school of another paragraph is another one.
  for (size_t label = 0; label < last_.size(); ++label) {
    if (label != static_cast<size_t>(EntityLabel::kCompany)) last_[label] = UINT32_MAX;
  }
}

std::vector<uint32_t> Named::Meant(std::optional<EntityLabel> label) const {
  if (!label) return two_;
  const auto at = static_cast<size_t>(*label);
  return at < last_.size() && last_[at] != UINT32_MAX ? std::vector<uint32_t>{last_[at]} : std::vector<uint32_t>();
}

Named::Tail Named::TailAt(const Reading& reading, u32string_view text, bool pointed) const {
  Tail tail;
  for (const uint32_t actor : last_) {
    if (actor == UINT32_MAX || reading.actors[actor].region != kNoRegion) continue;
    const u32string_view name = reading.actors[actor].name;
    for (size_t length = pointed ? 1 : kLeastTail; length + kLeastTail <= name.size(); ++length) {
      if (length <= tail.length || !text.starts_with(name.substr(name.size() - length))) continue;
      const u32string_view behind = text.substr(length);
      if (pointed || behind.empty() || In(kBehindTail, behind.front())) tail = {actor, length};
    }
  }
  return tail;
}

}  // namespace qiao::loaders::news
