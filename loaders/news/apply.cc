#include "loaders/news/apply.h"

#include <algorithm>
#include <optional>

#include "base/charset.h"
#include "loaders/news/claim_dates.h"
#include "loaders/news/claim_ends.h"
#include "loaders/news/framed.h"
#include "loaders/news/made_entities.h"
#include "loaders/news/programme.h"
#include "loaders/news/status_words.h"

namespace qiao::loaders::news {
namespace {

using std::u32string;
using std::u32string_view;

constexpr size_t kHedgeReach = 6;     // 拟, 计划 and 尚未 may stand a little before what a pattern sees
constexpr size_t kOutcomeReach = 24;  // and how it ended a little behind
constexpr u32string_view kClauseMarks = U",。;:!?¦\n";

class Application {
 public:
  Application(const RuleIndex& rules, const FrameIndex& frames, const FieldFinder& fields, u32string_view text,
              const RegionContext& context, Reading& reading, const std::string& published, const u32string& programme,
              Trace* trace)
      : rules_(rules),
        frames_(frames, rules.rules(), context.regions()),
        fields_(fields),
        text_(text),
        context_(context),
        reading_(reading),
        maker_(text, context, reading),
        published_(published),
        programme_(programme),
        trace_(trace),
        review_(ReviewYear(text.substr(0, text.find(U'\n')))) {}

  Applied Run() {
    size_t next_item = 0;
    for (const auto& [begin, end] : Sentences(text_)) {
      SentenceView view{text_, begin, end, &reading_, {}, Subject(begin), last_event_, last_thing_};
      while (next_item < reading_.items.size() && reading_.items[next_item].begin < begin) ++next_item;
      for (size_t i = next_item; i < reading_.items.size() && reading_.items[i].begin < end; ++i) {
        if (!reading_.items[i].nested && reading_.items[i].end <= end) view.items.push_back(static_cast<uint32_t>(i));
      }
      dates_ = FindDates(text_, begin, end, published_, review_, &year_);
      sentence_ = {begin, end};
      for (const Match& match : rules_.Find(view, trace_ ? &trace_->misses : nullptr)) Take(match);
      for (const Match& match : frames_.Read(view)) {
        if (trace_) trace_->filled.push_back({match.rule, match.begin, match.verb, match.bindings});
        Take(match);
      }
      Remember(view);
    }
    AddFramed(std::move(framed_), applied_.findings);
    return std::move(applied_);
  }

 private:
  // A sentence without a subject goes on with the one before; a new paragraph starts afresh.
  uint32_t Subject(size_t begin) {
    const bool paragraph = begin == 0 || text_[begin - 1] == U'\n';
    if (paragraph) last_thing_ = UINT32_MAX;
    if (paragraph || subject_ == UINT32_MAX) subject_ = RegionActor(reading_, context_.home());
    return subject_;
  }

  void Remember(const SentenceView& view) {
    for (const uint32_t i : view.items) {
      const uint32_t actor = reading_.items[i].actors[0];
      const EntityLabel label = reading_.actors[actor].label;
      if (label == EntityLabel::kEvent) last_event_ = actor;
      if (label == EntityLabel::kProject || label == EntityLabel::kPark) last_thing_ = actor;
    }
    for (const uint32_t i : view.items) {
      const Item& item = reading_.items[i];
      const char32_t before = item.begin == view.begin ? U',' : text_[item.begin - 1];
      if (before != U',' || item.actors.size() != 1 || reading_.actors[item.actors[0]].region == kNoRegion) continue;
      subject_ = item.actors[0];
      return;
    }
  }

  // What stands outside of names decides about status and negation: 计划 in 重点研发计划 is no plan to do something.
  u32string Plainly(size_t begin, size_t end) const {
    u32string out;
    size_t skip_to = begin;
    auto item = std::lower_bound(reading_.items.begin(), reading_.items.end(), begin,
                                 [](const Item& i, size_t b) { return i.begin < b; });
    for (size_t i = begin; i < end; ++i) {
      while (item != reading_.items.end() && item->begin < i) ++item;
      if (item != reading_.items.end() && item->begin == i) skip_to = std::max(skip_to, item->end);
      out += i < skip_to ? U'|' : text_[i];
    }
    return out;
  }

  void Take(const Match& match) {
    const Rule& rule = *match.rule;
    const u32string plain = Plainly(HedgeBegin(match), match.end);
    const u32string_view seen = plain;
    if (const u32string_view word = Denial(seen); !word.empty()) return Refuse(match, word);
    const u32string_view rest = text_.substr(match.end, sentence_.second - match.end);
    if (const u32string_view word = TakenBack(rest); !word.empty()) return Refuse(match, word);
    for (const u32string& word : rule.unless) {
      if (seen.find(word) != u32string_view::npos) return Refuse(match, word);
    }
    Claim pattern;
    pattern.status = StatusOf(rule.status, seen, ClauseBehind(match));
    pattern.inferred = rule.inferred;
    pattern.rule = rule.id;
    pattern.confidence = rule.confidence;
    const u32string_view near = text_.substr(match.begin, match.end - match.begin);
    pattern.field = rule.field.empty() ? fields_.Most(near) : rule.field;
    if (pattern.field.empty()) pattern.field = Whole().field;
    pattern.programme = Whole().programme;
    if (rule.dated)
      (pattern.status == ClaimStatus::kEnded ? pattern.until : pattern.since) =
          DateOf(text_, dates_, reading_, match, sentence_.second);
    made_.clear();
    for (const MakeTemplate& make : rule.makes) made_.emplace_back(make.slot, maker_.Make(match, make));
    for (const ClaimTemplate& made : rule.claims) Make(match, made, pattern);
    for (const auto& [entity, money] : rule.amounts) {
      const Binding* amount = BindingOf(match, money);
      if (!amount || !amount->amount || match.each) continue;
      for (const uint32_t actor : Ends(match, entity))
        applied_.worths.push_back({actor, *amount->amount, sentence_.first, !rule.claims.empty()});
    }
  }

  // Where the words before a match begin that may hedge it: not beyond its clause.
  size_t HedgeBegin(const Match& match) const {
    size_t from = match.begin;
    while (from > sentence_.first && match.begin - from < kHedgeReach &&
           kClauseMarks.find(text_[from - 1]) == u32string_view::npos)
      --from;
    return from;
  }

  // The rest of the clause that a match ends in.
  u32string_view ClauseBehind(const Match& match) const {
    const u32string_view after = text_.substr(match.end, std::min(kOutcomeReach, sentence_.second - match.end));
    return after.substr(0, after.find_first_of(kClauseMarks));
  }

  // What the sentence as a whole is about, read when a first rule fits it.
  struct Topic {
    size_t sentence = SIZE_MAX;
    std::string field;
    std::string programme;
  };
  const Topic& Whole() {
    if (topic_.sentence == sentence_.first) return topic_;
    const u32string_view sentence = text_.substr(sentence_.first, sentence_.second - sentence_.first);
    const u32string programme = ProgrammeIn(sentence);
    topic_ = {sentence_.first, fields_.Most(sentence), base::ToUtf8(programme.empty() ? programme_ : programme)};
    return topic_;
  }

  void Refuse(const Match& match, u32string_view word) {
    if (trace_) trace_->misses.push_back({match.rule, match.begin, match.end, "", u32string(word)});
  }

  std::vector<uint32_t> Ends(const Match& match, const std::string& name) {
    for (const auto& [slot, actor] : made_) {
      if (slot == name) return {actor};
    }
    if (const Binding* binding = BindingOf(match, name)) {
      if (binding->labels != 0) return {maker_.Quoted(*binding)};
      return binding->actors;
    }
    RegionId region = kNoRegion;
    if (name == "home") region = context_.home();
    if (name == "place") region = context_.PlaceAt(match.begin);
    if (name == "helping" || name == "helped") {
      const auto pair = context_.PairAt(match.begin);
      if (pair) region = name == "helping" ? pair->helping : pair->helped;
    }
    const uint32_t actor = RegionActor(reading_, region);
    return actor == UINT32_MAX ? std::vector<uint32_t>() : std::vector<uint32_t>{actor};
  }

  void Make(const Match& match, const ClaimTemplate& made, const Claim& pattern) {
    const std::vector<uint32_t> from = Ends(match, made.from), to = Ends(match, made.to);
    const bool among = made.from == made.to;
    const Binding* row = among ? BindingOf(match, made.from) : nullptr;
    const bool couples = row && row->couples;
    const bool one_to_all = from.size() == 1 || to.size() == 1;
    const bool pairwise = made.pairwise || match.aligned;
    // Where a helped region spends money itself, its city does not build.
    const Binding* giver = made.from == "place" ? BindingOf(match, "a") : nullptr;
    if (giver && !giver->actors.empty() && IsHelped(reading_, context_, giver->actors[0])) return;
    if (pairwise && from.size() != to.size() && !one_to_all) return;
    // A sum over several is nobody's own.
    const bool single = from.size() == 1 && to.size() == 1;
    for (size_t i = 0; i < from.size(); ++i) {
      for (size_t k = among ? i + 1 : 0; k < to.size(); ++k) {
        if (from[i] == to[k] || (pairwise && !one_to_all && i != k)) continue;
        if (couples && (i % 2 != 0 || k != i + 1)) continue;
        const bool in_town = reading_.actors[to[k]].label == EntityLabel::kTown;
        const auto object = made.type == LinkType::kLocatedIn && !in_town ? RegionOf(reading_, context_, to[k]) : to[k];
        if (!object || *object == from[i]) continue;
        if (made.type == LinkType::kCooperatesWith && (Home(from[i], *object) || Home(*object, from[i]))) continue;
        if (made.type == LinkType::kSupplies && Home(from[i], *object)) continue;  // 宁武莜面 is not sold to 宁武县
        Finding finding;
        finding.claim = pattern;
        finding.claim.type = made.type;
        finding.claim.subject = from[i];
        finding.claim.object = *object;
        finding.claim.role = made.role;
        if (const Binding* money = BindingOf(match, made.amount);
            money && money->amount && (single || made.each || match.each)) {
          finding.claim.amount_yuan = money->amount->yuan;
          finding.claim.approximate = money->amount->approximate;
        }
        if (made.type == LinkType::kPairedWith) {
          if (ClauseBehind(match).find(U"意向") != u32string_view::npos) return;  // 签署医联体合作意向书: no pair yet
          DirectPair(reading_, context_, finding.claim);
        }
        finding.begin = sentence_.first;
        finding.end = sentence_.second;
        (match.rule->frame ? framed_ : applied_.findings).push_back(std::move(finding));
      }
    }
  }

  bool Home(uint32_t body, uint32_t region) const { return AtHome(reading_, context_, body, region); }

  const RuleIndex& rules_;
  FrameReader frames_;
  const FieldFinder& fields_;
  u32string_view text_;
  const RegionContext& context_;
  Reading& reading_;
  EntityMaker maker_;
  const std::string& published_;
  const u32string& programme_;
  Trace* trace_;
  const int review_;
  int year_ = 0;
  uint32_t subject_ = UINT32_MAX;
  uint32_t last_event_ = UINT32_MAX;
  uint32_t last_thing_ = UINT32_MAX;
  std::vector<DateMention> dates_;
  std::pair<size_t, size_t> sentence_;
  Topic topic_;
  std::vector<std::pair<std::string, uint32_t>> made_;  // of the match at hand
  Applied applied_;
  std::vector<Finding> framed_;  // what frames tell, kept apart until all rules have spoken
};

}  // namespace

Applied ApplyRules(const RuleIndex& rules, const FrameIndex& frames, const FieldFinder& fields, u32string_view text,
                   const RegionContext& context, Reading& reading, const std::string& published,
                   const u32string& programme, Trace* trace) {
  return Application(rules, frames, fields, text, context, reading, published, programme, trace).Run();
}

}  // namespace qiao::loaders::news
