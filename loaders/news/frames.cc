#include "loaders/news/frames.h"

#include <algorithm>
#include <optional>

#include "loaders/news/frame_roles.h"
#include "loaders/news/frame_view.h"

namespace qiao::loaders::news {

namespace {

// Of all that is named in a sentence, or before and still meant.
uint32_t LabelsOf(const SentenceView& sentence, const std::vector<Clause>& clauses) {
  uint32_t labels = 0;
  const auto add = [&](uint32_t actor) { labels |= KindsOf(sentence.reading->actors[actor]); };
  if (sentence.last_thing != UINT32_MAX) add(sentence.last_thing);
  for (const Clause& clause : clauses) {
    for (const Phrase& phrase : clause.phrases) std::for_each(phrase.actors.begin(), phrase.actors.end(), add);
  }
  return labels;
}

// Most verbs stand where nobody is named who could fill their roles.
bool MayFill(const Frame& frame, uint32_t labels) {
  constexpr auto kAgent = static_cast<size_t>(Role::kAgent);
  uint32_t others = 0;
  for (size_t role = 0; role < frame.labels.size(); ++role) others |= role == kAgent ? 0 : frame.labels[role];
  return (frame.labels[kAgent] == 0 || (frame.labels[kAgent] & labels) != 0) && (others == 0 || (others & labels) != 0);
}

}  // namespace

base::Result<FrameIndex> FrameIndex::Create(const std::vector<Rule>& rules) {
  FrameIndex index;
  QIAO_TRY(index.words_, RoleWords::Create());
  for (uint32_t r = 0; r < rules.size(); ++r) {
    if (!rules[r].frame) continue;
    for (const std::u32string& verb : rules[r].frame->verbs) index.verbs_.Add(verb, r);
  }
  return index;
}

std::vector<Match> FrameReader::Read(const SentenceView& sentence) {
  if (sentence.begin == 0 || sentence.text[sentence.begin - 1] == U'\n') {
    named_.NewParagraph();
    subject_.reset();
  }
  std::vector<Clause> clauses = CutClauses(sentence, index_.words(), index_.verbs(), named_);
  // Somebody's words go on with what that one speaks of.
  const bool speech = sentence.end > sentence.begin && sentence.text[sentence.begin] == U'“';
  if (subject_ && !speech) clauses.insert(clauses.begin(), *subject_);
  const uint32_t labels = LabelsOf(sentence, clauses);
  std::vector<Match> matches;
  const bool asks = sentence.end > sentence.begin && sentence.text[sentence.end - 1] == U'?';
  for (size_t c = 0; c < clauses.size() && !asks; ++c) {
    const Clause& clause = clauses[c];
    // 希望…: what follows is wished, too.
    if (index_.words().Hearsay(sentence.text.substr(clause.begin, clause.end - clause.begin))) break;
    for (const Verb& verb : clause.verbs) {
      for (const uint32_t frame : verb.frames) {
        if (!MayFill(*rules_[frame].frame, labels)) continue;
        if (auto match = FillRoles(sentence, clauses, c, verb, rules_[frame], index_.words(), regions_))
          matches.push_back(std::move(*match));
      }
    }
  }
  for (const Match& match : matches) {
    const Binding *agent = nullptr, *partner = nullptr;
    for (const Binding& binding : match.bindings) {
      if (*binding.slot == kRoleNames[static_cast<size_t>(Role::kAgent)]) agent = &binding;
      if (*binding.slot == kRoleNames[static_cast<size_t>(Role::kPartner)]) partner = &binding;
    }
    if (agent && partner) named_.RememberTwo(agent->actors[0], partner->actors[0]);
  }
  RememberSubject(*sentence.reading, clauses);
  return matches;
}

void FrameReader::RememberSubject(const Reading& reading, const std::vector<Clause>& clauses) {
  for (size_t c = clauses.size(); c-- > 0;) {
    const Phrase* subject = SubjectOf(reading, clauses[c]);
    if (!subject || subject->actors.empty()) continue;
    Clause carried{clauses[c].end, clauses[c].end, {*subject}, {}};
    for (const Phrase& p : clauses[c].phrases) {
      if (p.marker == Marker::kWith && !p.modifies && &p != subject) carried.phrases.push_back(p);
    }
    subject_ = std::move(carried);
    return;
  }
}

}  // namespace qiao::loaders::news
