#include "loaders/news/apply.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <optional>

#include "base/charset.h"
#include "loaders/news/canonical.h"
#include "loaders/news/framed.h"
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
    if (paragraph || subject_ == UINT32_MAX) subject_ = RegionActor(context_.home());
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
    if (rule.dated) (pattern.status == ClaimStatus::kEnded ? pattern.until : pattern.since) = DateOf(match);
    made_.clear();
    for (const MakeTemplate& make : rule.makes) MakeEntity(match, make);
    for (const ClaimTemplate& made : rule.claims) Make(match, made, pattern);
    for (const auto& [entity, money] : rule.amounts) {
      const Binding* amount = Find(match, money);
      if (!amount || !amount->amount) continue;
      for (const uint32_t actor : Ends(match, entity))
        applied_.worths.push_back({actor, *amount->amount, sentence_.first});
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

  // The last date before the match, or the first in it.
  std::optional<StatedDate> DateOf(const Match& match) const {
    std::optional<StatedDate> date;
    for (const DateMention& mention : dates_) {
      if (mention.begin >= match.end) break;
      // 新华社拉萨8月15日电 is the day of the report.
      if (mention.end < text_.size() && (text_[mention.end] == U'电' || text_[mention.end] == U'讯')) continue;
      const bool since = mention.begin > 0 && (text_[mention.begin - 1] == U'自' || text_[mention.begin - 1] == U'从');
      if (since) return mention.date;
      if (mention.begin >= match.begin && date) break;
      date = mention.date;
    }
    return date;
  }

  static const Binding* Find(const Match& match, const std::string& slot) {
    for (const Binding& binding : match.bindings) {
      if (*binding.slot == slot) return &binding;
    }
    return nullptr;
  }

  uint32_t RegionActor(RegionId region) const {
    for (uint32_t i = 0; i < reading_.actors.size(); ++i) {
      if (region != kNoRegion && reading_.actors[i].region == region) return i;
    }
    return UINT32_MAX;
  }

  std::vector<uint32_t> Ends(const Match& match, const std::string& name) {
    for (const auto& [slot, actor] : made_) {
      if (slot == name) return {actor};
    }
    if (const Binding* binding = Find(match, name)) {
      if (binding->labels != 0) return {Quoted(*binding)};
      return binding->actors;
    }
    RegionId region = kNoRegion;
    if (name == "home") region = context_.home();
    if (name == "place") region = context_.PlaceAt(match.begin);
    if (name == "helping" || name == "helped") {
      const auto pair = context_.PairAt(match.begin);
      if (pair) region = name == "helping" ? pair->helping : pair->helped;
    }
    const uint32_t actor = RegionActor(region);
    return actor == UINT32_MAX ? std::vector<uint32_t>() : std::vector<uint32_t>{actor};
  }

  uint32_t Quoted(const Binding& binding) {
    const auto [begin, end] = binding.quoted;
    return NewActor(static_cast<EntityLabel>(std::countr_zero(binding.labels)), Plain(text_.substr(begin, end - begin)),
                    begin, end);
  }

  // 代表团赴甲县、乙县考察: slots stand for the words that name them, regions without those above them.
  void MakeEntity(const Match& match, const MakeTemplate& make) {
    u32string name;
    for (const std::string& part : make.parts) {
      const Binding* binding = Find(match, part);
      if (!binding) {
        name += base::ToUtf32(part);
        continue;
      }
      // Regions as they are written here, bodies by their full names.
      const bool body = binding->actors.size() == 1 && reading_.actors[binding->actors[0]].region == kNoRegion;
      if (body) name += reading_.actors[binding->actors[0]].name;
      for (size_t i = 0; i < binding->spans.size() && !body; ++i) {
        if (i > 0) name += U'、';
        name += Surface(binding->spans[i]);
      }
    }
    made_.emplace_back(make.slot, NewActor(make.label, name, match.begin, match.end));
  }

  u32string_view Surface(std::pair<size_t, size_t> span) const {
    size_t begin = span.first;
    auto item = std::lower_bound(reading_.items.begin(), reading_.items.end(), span.first,
                                 [](const Item& i, size_t b) { return i.begin < b; });
    const RegionId item_region =
        item == reading_.items.end() || item->end != span.second ? kNoRegion : reading_.actors[item->actors[0]].region;
    if (item != reading_.items.end() && reading_.actors[item->actors[0]].region != kNoRegion) {
      for (; item != reading_.items.end() && item->begin < span.second; ++item) {
        if (item->end < span.second) begin = std::max(begin, item->end);
      }
    }
    const u32string_view surface = text_.substr(begin, span.second - begin);
    if (item_region != kNoRegion && context_.regions()[item_region].brief == surface)
      return context_.regions()[item_region].name;
    return surface;
  }

  uint32_t NewActor(EntityLabel label, u32string name, size_t begin, size_t end) {
    for (uint32_t i = 0; i < reading_.actors.size(); ++i) {
      if (reading_.actors[i].label == label && reading_.actors[i].name == name) return i;
    }
    Actor actor;
    actor.label = label;
    actor.name = std::move(name);
    actor.first = begin;
    reading_.actors.push_back(std::move(actor));
    reading_.mentions.push_back({{begin, end}});
    return static_cast<uint32_t>(reading_.actors.size() - 1);
  }

  void Make(const Match& match, const ClaimTemplate& made, const Claim& pattern) {
    const std::vector<uint32_t> from = Ends(match, made.from), to = Ends(match, made.to);
    const bool among = made.from == made.to;
    const Binding* row = among ? Find(match, made.from) : nullptr;
    const bool couples = row && row->couples;
    const bool one_to_all = from.size() == 1 || to.size() == 1;
    const bool pairwise = made.pairwise || match.aligned;
    // Where a helped region spends money itself, its city does not build.
    if (made.from == "place" && OwnMoney(match)) return;
    if (pairwise && from.size() != to.size() && !one_to_all) return;
    // A sum over several is nobody's own.
    const bool single = from.size() == 1 && to.size() == 1;
    for (size_t i = 0; i < from.size(); ++i) {
      for (size_t k = among ? i + 1 : 0; k < to.size(); ++k) {
        if (from[i] == to[k] || (pairwise && !one_to_all && i != k)) continue;
        if (couples && (i % 2 != 0 || k != i + 1)) continue;
        const bool in_town = reading_.actors[to[k]].label == EntityLabel::kTown;
        const auto object = made.type == LinkType::kLocatedIn && !in_town ? RegionOf(to[k]) : to[k];
        if (!object || *object == from[i]) continue;
        if (made.type == LinkType::kCooperatesWith && (AtHome(from[i], *object) || AtHome(*object, from[i]))) continue;
        if (made.type == LinkType::kSupplies && AtHome(from[i], *object)) continue;  // 宁武莜面 is not sold to 宁武县
        Finding finding;
        finding.claim = pattern;
        finding.claim.type = made.type;
        finding.claim.subject = from[i];
        finding.claim.object = *object;
        finding.claim.role = made.role;
        if (const Binding* money = Find(match, made.amount);
            money && money->amount && (single || made.each || match.each)) {
          finding.claim.amount_yuan = money->amount->yuan;
          finding.claim.approximate = money->amount->approximate;
        }
        if (made.type == LinkType::kPairedWith) {
          if (ClauseBehind(match).find(U"意向") != u32string_view::npos) return;  // 签署医联体合作意向书: no pair yet
          Direct(finding.claim);
        }
        finding.begin = sentence_.first;
        finding.end = sentence_.second;
        (match.rule->frame ? framed_ : applied_.findings).push_back(std::move(finding));
      }
    }
  }

  // 某市某公司 works in its own city: no cooperation.
  bool AtHome(uint32_t body, uint32_t region) const {
    const RegionId place = reading_.actors[region].region;
    const Actor& actor = reading_.actors[body];
    if (place == kNoRegion || actor.region != kNoRegion) return false;
    const RegionId own = actor.name_regions.empty() ? actor.seat : actor.name_regions.back();
    return own != kNoRegion && context_.regions().Within(own, place);
  }

  bool OwnMoney(const Match& match) const {
    const Binding* giver = Find(match, "a");
    if (!giver || giver->actors.empty()) return false;
    const RegionId region = reading_.actors[giver->actors[0]].region;
    return region != kNoRegion && !context_.regions().Helper(region);
  }

  // A thing in a hospital or a park is in the region of that.
  std::optional<uint32_t> RegionOf(uint32_t id) const {
    const Actor& actor = reading_.actors[id];
    if (actor.region != kNoRegion) return id;
    RegionId region = BracketedPlace(context_.regions(), actor);
    if (region == kNoRegion) region = actor.seat;
    for (const RegionId named : actor.name_regions) {
      if (region == kNoRegion || context_.regions().Within(named, region)) region = named;
    }
    if (region == kNoRegion) region = context_.home();
    for (; region != kNoRegion; region = context_.regions()[region].parent) {
      for (uint32_t i = 0; i < reading_.actors.size(); ++i) {
        if (reading_.actors[i].region == region) return i;
      }
    }
    return std::nullopt;
  }

  // The helping side is the start of a pair.
  void Direct(Claim& claim) const {
    const Gazetteer& regions = context_.regions();
    auto helps = [&](uint32_t id) {
      const Actor& actor = reading_.actors[id];
      const RegionId region = actor.region != kNoRegion     ? actor.region
                              : !actor.name_regions.empty() ? actor.name_regions.front()
                                                            : actor.seat;
      return region != kNoRegion && regions.Helper(region);
    };
    if (!helps(claim.subject) && helps(claim.object)) std::swap(claim.subject, claim.object);
  }

  const RuleIndex& rules_;
  FrameReader frames_;
  const FieldFinder& fields_;
  u32string_view text_;
  const RegionContext& context_;
  Reading& reading_;
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
