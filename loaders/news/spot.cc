#include "loaders/news/spot.h"

#include <algorithm>
#include <optional>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLongestName = 42;
constexpr size_t kLongestEvent = 60;
constexpr size_t kLongestQuote = 30;
constexpr size_t kShortCore = 5;
constexpr size_t kLongestBracket = 10;
constexpr u32string_view kLevels = U"省市区县旗盟州镇乡";
constexpr u32string_view kNumerals = U"一二三四五六七八九十";
constexpr u32string_view kMeasures = U"个家所名条座项批次位只处间亩吨年月日届期元倍种类场户支台套栋份";

bool In(u32string_view set, char32_t c) { return set.find(c) != u32string_view::npos; }

// Walks back from an ending to where its name begins.
class LeftEdge {
 public:
  LeftEdge(const Lexicon& lexicon, const Scan& scan, const Ending& ending, size_t ending_begin)
      : lexicon_(lexicon), scan_(scan), ending_(ending), begin_(ending_begin), ending_begin_(ending_begin) {}

  size_t Find() {
    const size_t longest = ending_.open_start ? kLongestEvent : kLongestName;
    while (begin_ > 0 && ending_begin_ - begin_ < longest && StepBack()) {
    }
    bool held = false;
    if (ending_.open_start || ending_.label == EntityLabel::kProject || ending_.label == EntityLabel::kPark) {
      if (const auto behind = BehindHoldingVerb()) {
        begin_ = *behind;
        held = true;
      }
    }
    CutAmount();
    Trim(held);
    CutBuilding();
    ExtendBrand();
    WholeQuote();
    SkipSeat();
    return begin_;
  }

  // 20家企业, 6个基地: a number of unnamed things.
  bool counted() const { return counted_; }

 private:
  char32_t Char(size_t i) const { return scan_.text[i]; }

  bool Quotable() const {
    return ending_.quotable || ending_.label == EntityLabel::kPark || ending_.label == EntityLabel::kInstitute;
  }

  bool StepBack() {
    const char32_t c = Char(begin_ - 1);
    if (c == U'”') return StepOverPair(U'“', kLongestQuote, Quotable());
    if (c == U'》') return StepOverPair(U'《', kLongestName, ending_.quotable);
    if (c == U')') return BracketOfName() && StepOverPair(U'(', kLongestBracket, true);
    if (c == U'·' || c == U'-' || (c == U'—' && ending_.open_start) || c == U'/' || c == U'.') return StepOverJoint(c);
    if (IsLatin(c) || IsDigit(c)) {
      --begin_;
      return true;
    }
    if (!IsHan(c)) return false;
    const Token& token = scan_.At(begin_ - 1);
    // 大兴区委区政府: the committee before is another body.
    if (c == U'委' && begin_ >= 2 && IsHan(Char(begin_ - 2)) && scan_.At(begin_ - 2).cover == Cover::kRegion)
      return false;
    switch (token.cover) {
      case Cover::kStop:
        // 大连市与上海市对口合作工作座谈会
        if (ending_.open_start && In(U"与和", c) && token.end - token.begin == 1 && RegionsAround(begin_ - 1)) {
          begin_ = token.begin;
          return true;
        }
        return StepOverStop(token);
      case Cover::kRegion:
        begin_ = token.begin;
        return BeyondRegion();
      case Cover::kKnown:
      case Cover::kEnding:
      case Cover::kKeep:
      case Cover::kSoft:
      case Cover::kPlain:
        begin_ = token.begin;
        return true;
    }
    return false;
  }

  // Stop words that belong to the name after all: 朝阳区、潞城区两地研修班, and the only core that a name has,
  // 山西成功集团.
  bool StepOverStop(const Token& token) {
    const u32string_view word = scan_.text.substr(token.begin, token.end - token.begin);
    if (token.begin == 0 || (!IsHan(Char(token.begin - 1)) && Char(token.begin - 1) != U'”')) return false;
    const Token& before = scan_.At(token.begin - 1);
    // “开化好物”走进鄞州展销活动
    if (ending_.open_start && Char(token.begin - 1) == U'”' && word == U"走进") {
      begin_ = token.begin;
      return true;
    }
    if (before.cover != Cover::kRegion) return false;
    if (ending_.open_start && (word == U"两地" || word == U"两市" || word == U"两县")) {
      begin_ = before.begin;
      while (begin_ > 1) {
        const size_t joint = In(U"、和与", Char(begin_ - 1)) ? 2 : 1;
        if (!IsHan(Char(begin_ - joint)) || scan_.At(begin_ - joint).cover != Cover::kRegion) break;
        begin_ = scan_.At(begin_ - joint).begin;
      }
      return false;
    }
    if (begin_ != ending_begin_ || word.size() != 2 || ending_.label != EntityLabel::kCompany) return false;
    begin_ = before.begin;
    return BeyondRegion();
  }

  // 清华文产(北京)规划设计院, …新材料(RTP)生产基地: a place or a formula, not a remark.
  bool BracketOfName() const {
    const size_t open = scan_.text.substr(0, begin_).rfind(U'(');
    if (open == u32string_view::npos || begin_ - open > kLongestBracket) return false;
    return !IsHan(Char(open + 1)) || scan_.At(open + 1).cover == Cover::kRegion;
  }

  bool StepOverPair(char32_t open, size_t longest, bool allowed) {
    if (!allowed) return false;
    size_t i = begin_ - 1;
    while (i > 0 && begin_ - i <= longest && Char(i - 1) != open && Char(i - 1) != U'\n' && Char(i - 1) != U'。') --i;
    if (i == 0 || Char(i - 1) != open) return false;
    begin_ = i - 1;
    // A book title is a name's whole front: 《…》项目.
    return open != U'《';
  }

  bool StepOverJoint(char32_t c) {
    if (begin_ < 2) return false;
    const char32_t before = Char(begin_ - 2);
    const bool name = IsHan(before) || IsLatin(before) || IsDigit(before) || before == U'”';
    if (!name || (c == U'.' && !IsDigit(before))) return false;
    if (c == U'-' && ending_.label == EntityLabel::kCompany) return false;
    if (IsHan(before) && scan_.At(begin_ - 2).cover == Cover::kStop) return false;
    --begin_;
    return true;
  }

  // A region opens a name, unless what stands before it plainly belongs to the name, too.
  bool BeyondRegion() const {
    if (begin_ == 0) return false;
    const char32_t before = Char(begin_ - 1);
    if (ending_.open_start && In(U"与和", before) && RegionsAround(begin_ - 1)) return true;
    if (before == U'·' || before == U'-' || (before == U'—' && ending_.open_start)) return true;
    if (before == U'”' && ending_.open_start) return true;
    if (!IsHan(before)) return false;
    const Token& token = scan_.At(begin_ - 1);
    if (token.cover == Cover::kRegion || token.cover == Cover::kEnding || token.cover == Cover::kKnown) return true;
    const u32string_view text = scan_.text.substr(0, begin_);
    if (ending_.open_start && text.ends_with(U"”走进")) return true;
    if (text.ends_with(U"附属") || text.ends_with(U"暨")) return true;
    if (ending_.open_start && (before == U'届' || before == U'年')) return true;
    return false;
  }

  // 举办创新中国行-企业家走进长治推介活动: a name behind a verb of holding may contain any word.
  std::optional<size_t> BehindHoldingVerb() const {
    std::optional<size_t> found;
    const size_t least = ending_begin_ > kLongestEvent ? ending_begin_ - kLongestEvent : 0;
    size_t clause = ending_begin_;
    int depth = 0;
    while (clause > least) {
      const char32_t c = Char(clause - 1);
      if (c == U'”') ++depth;
      if (c == U'“' && depth-- == 0) break;
      if (depth == 0 && (c == U',' || c == U'。' || c == U'\n' || c == U';' || c == U':')) break;
      --clause;
    }
    for (size_t i = clause; i < ending_begin_; ++i) {
      lexicon_.Match(scan_.text, i, [&](size_t length, Term term) {
        if (term.kind != TermKind::kWord || term.index != static_cast<uint32_t>(WordClass::kHold)) return;
        if (scan_.At(i).begin != i || i + length > ending_begin_) return;
        size_t after = i + length;
        while (after < ending_begin_ && (Char(after) == U'了' || Char(after) == U'的')) ++after;
        const u32string_view verb = scan_.text.substr(i, length);
        if (!ending_.open_start && (verb.size() < 3 || verb.back() != U'的')) return;
        found = after;
      });
    }
    // 举办“…”等文旅活动: what follows the verb is a list of other names.
    for (size_t i = found.value_or(ending_begin_); i < ending_begin_; ++i) {
      if (IsHan(Char(i)) && Char(i) == U'等' && scan_.At(i).cover == Cover::kStop) return std::nullopt;
      if (Char(i) == U'、' && !RegionsAround(i)) return std::nullopt;
    }
    return found && *found < ending_begin_ && *found <= begin_ ? found : std::nullopt;
  }

  bool RegionsAround(size_t i) const {
    return i > 0 && i + 1 < scan_.text.size() && IsHan(Char(i - 1)) && IsHan(Char(i + 1)) &&
           scan_.At(i - 1).cover == Cover::kRegion && scan_.At(i + 1).cover == Cover::kRegion;
  }

  // 聪和食品公司: where only the branch would be left, a single character that looks like a stop word is the brand's.
  void ExtendBrand() {
    if (ending_.label != EntityLabel::kCompany || begin_ == 0 || begin_ >= ending_begin_ || !IsHan(Char(begin_ - 1)))
      return;
    if (!lexicon_.Generic(scan_.text.substr(begin_, ending_begin_ - begin_), true)) return;
    const Token& stop = scan_.At(begin_ - 1);
    if (stop.cover != Cover::kStop || stop.end - stop.begin != 1) return;
    size_t i = stop.begin;
    while (i > 0 && stop.begin - i < 3 && IsHan(Char(i - 1)) && scan_.At(i - 1).cover == Cover::kPlain) --i;
    const bool bounded = i == 0 || !IsHan(Char(i - 1)) || scan_.At(i - 1).cover == Cover::kStop;
    if (i < stop.begin && bounded) begin_ = i;
  }

  // “双创中心长治馆”: a quotation that ends with the ending is the name as a whole.
  void WholeQuote() {
    const u32string_view text = scan_.text;
    const size_t end = ending_begin_ + ending_.text.size();
    if (!Quotable() || end >= text.size() || text[end] != U'”') return;
    const size_t open = text.substr(0, begin_ + 1).rfind(U'“');
    if (open == u32string_view::npos || end - open > kLongestQuote) return;
    if (text.substr(open, end - open).find_first_of(U",。;”\n") == u32string_view::npos) begin_ = open + 1;
  }

  // 石景山区北大附小…学校: a region before a known body is only where it stands.
  void SkipSeat() {
    if (begin_ >= ending_begin_ || !IsHan(Char(begin_)) || scan_.At(begin_).cover != Cover::kRegion) return;
    if (ending_.label != EntityLabel::kSchool && ending_.label != EntityLabel::kHospital) return;
    const size_t end = scan_.At(begin_).end;
    if (end < ending_begin_ && IsHan(Char(end)) && scan_.At(end).cover == Cover::kKnown) begin_ = end;
  }

  // 在深哈产业园投资2.6亿元建设…项目: a sum of money is no part of a name.
  void CutAmount() {
    for (size_t i = ending_begin_; i > begin_ + 1; --i) {
      if (Char(i - 1) != U'元' || !(IsDigit(Char(i - 2)) || In(U"万亿", Char(i - 2)))) continue;
      if (ending_begin_ - i >= 2) begin_ = i;
      return;
    }
  }

  // 支持科左中旗建设…示范园, 在芒市建设…物流园: the region acts or is the place, the name begins behind the verb.
  void CutBuilding() {
    if (ending_.label != EntityLabel::kPark && ending_.label != EntityLabel::kProject) return;
    if (begin_ >= ending_begin_ || !IsHan(Char(begin_)) || scan_.At(begin_).cover != Cover::kRegion) return;
    size_t i = begin_;
    while (i < ending_begin_ && IsHan(Char(i)) && scan_.At(i).cover == Cover::kRegion) i = scan_.At(i).end;
    for (const u32string_view verb : {U"建设", U"打造", U"实施", U"新建", U"兴建", U"规划建设", U"投资建设"}) {
      const size_t after = i + verb.size();
      if (scan_.text.substr(i, verb.size()) == verb && after + 2 <= ending_begin_) begin_ = after;
    }
  }

  // Cuts what can't begin a name: soft words, counts (20家, 2530万元), 等.
  void Trim(bool held) {
    for (bool again = true; again && begin_ < ending_begin_;) {
      again = false;
      size_t i = begin_;
      while (i < ending_begin_ && (IsDigit(Char(i)) || Char(i) == U'.')) ++i;
      const bool year = i < ending_begin_ && Char(i) == U'年' && ending_.open_start;
      if (i > begin_ && i < ending_begin_ && !year) {
        size_t unit = i;
        while (unit < ending_begin_ && In(U"万亿余多", Char(unit))) ++unit;
        if (unit < ending_begin_ && In(kMeasures, Char(unit))) {
          counted_ |= Char(unit) != U'元';
          begin_ = unit + 1;
          again = true;
          continue;
        }
      }
      if (!IsHan(Char(begin_))) continue;
      const Token& token = scan_.At(begin_);
      const bool cut = token.cover == Cover::kStop || (token.cover == Cover::kSoft && !held);
      if (cut && token.begin == begin_ && token.end < ending_begin_ && !WholeIsGeneric(token.end)) {
        begin_ = token.end;
        again = true;
      }
    }
    while (begin_ < ending_begin_ && (In(U"-·./)、 ", Char(begin_)))) ++begin_;
  }

  // 建设 is cut off 建设神头…项目, but not off 建设银行, where nothing of its own would be left.
  bool WholeIsGeneric(size_t from) const { return lexicon_.Generic(scan_.text.substr(from, ending_begin_ - from)); }

  const Lexicon& lexicon_;
  const Scan& scan_;
  const Ending& ending_;
  size_t begin_;
  const size_t ending_begin_;
  bool counted_ = false;
};

class Spotter {
 public:
  Spotter(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan) {}

  std::vector<Spot> Run() {
    for (const Token& token : scan_.tokens) {
      if (token.cover == Cover::kKnown) AddKnown(token);
      if (token.cover == Cover::kEnding) AddEnding(token);
      if (token.cover == Cover::kRegion) AddCommittee(token);
      if (token.cover == Cover::kPlain || token.cover == Cover::kKeep) AddNumbered(token);
    }
    AddQuoted();
    std::sort(spots_.begin(), spots_.end(),
              [](const Spot& a, const Spot& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
    return Nest();
  }

 private:
  char32_t Char(size_t i) const { return i < scan_.text.size() ? scan_.text[i] : U'\n'; }

  void AddKnown(const Token& token) {
    const KnownBody& body = lexicon_.known()[token.index];
    // 复旦大学附属中山医院: the hospital's name reaches back to its university.
    if (body.label == EntityLabel::kHospital && scan_.text.substr(0, token.begin).ends_with(U"附属")) {
      Ending hospital;
      hospital.label = EntityLabel::kHospital;
      Spot owned;
      owned.begin = LeftEdge(lexicon_, scan_, hospital, token.begin).Find();
      owned.end = token.end;
      owned.label = body.label;
      owned.ending_begin = token.end;
      owned.surface_name = true;
      TakeRegions(owned);
      spots_.push_back(std::move(owned));
      return;
    }
    Spot spot;
    spot.begin = token.begin;
    spot.end = token.end;
    spot.label = body.label;
    spot.kind = body.kind;
    spot.known = token.index;
    spot.lead_end = token.begin;
    spot.ending_begin = token.end;
    // A name that goes on is another body's: 清华大学美术学院 is found by its own ending.
    spots_.push_back(std::move(spot));
  }

  void AddEnding(const Token& token) {
    const Ending& ending = lexicon_.endings()[token.index];
    LeftEdge edge(lexicon_, scan_, ending, token.begin);
    const size_t begin = edge.Find();
    // 建设思想政治教育基地6个 counts bases, too.
    size_t after = token.end;
    while (IsDigit(Char(after))) ++after;
    const bool counted = edge.counted() || (after > token.end && In(kMeasures, Char(after)) && !ending.open_start);
    if (!counted) Consider(begin, token.begin, token.end, token.index);
  }

  // 大兴区委: the region's last character is the committee's first. Not 大兴区委员.
  void AddCommittee(const Token& token) {
    const char32_t last = Char(token.end - 1);
    if (Char(token.end) != U'委' || !In(kLevels, last) || In(U"员托派外", Char(token.end + 1))) return;
    Spot spot;
    spot.begin = token.begin;
    spot.end = token.end + 1;
    spot.label = EntityLabel::kAgency;
    spot.kind = "party";
    spot.lead_end = token.end;
    spot.ending_begin = token.end;
    TakeRegions(spot);
    if (!IsTitle(spot.end)) spots_.push_back(std::move(spot));
  }

  // 市二院, 北京市八十中: a numeral between a region or its level and 院, 中, 小.
  void AddNumbered(const Token& token) {
    const size_t begin = token.begin;
    const char32_t level = Char(begin);
    const bool after_region =
        In(kNumerals, level) && begin > 0 && IsHan(Char(begin - 1)) && scan_.At(begin - 1).cover == Cover::kRegion;
    size_t i = after_region ? begin : begin + 1;
    if (!after_region && !(In(kLevels, level) && In(kNumerals, Char(i)))) return;
    if (!after_region && begin > 0 && IsHan(Char(begin - 1)) && scan_.At(begin - 1).cover == Cover::kPlain) return;
    while (In(kNumerals, Char(i))) ++i;
    if (!In(U"院中小", Char(i)) || In(U"学心医国型", Char(i + 1))) return;
    Spot spot;
    spot.begin = after_region ? scan_.At(begin - 1).begin : begin;
    while (after_region && spot.begin > 0 && IsHan(Char(spot.begin - 1)) &&
           scan_.At(spot.begin - 1).cover == Cover::kRegion) {
      spot.begin = scan_.At(spot.begin - 1).begin;
    }
    spot.end = i + 1;
    spot.ending_begin = i;
    spot.label = Char(i) == U'院' ? EntityLabel::kHospital : EntityLabel::kSchool;
    spot.kind = Char(i) == U'中' ? "secondary" : Char(i) == U'小' ? "primary" : "";
    spot.lead_end = begin;
    spot.level = after_region ? 0 : level;
    TakeRegions(spot);
    spots_.push_back(std::move(spot));
  }

  // “国家心血管病临床医学研究中心”: a quotation that is a name; a body right before it owns it.
  void AddQuoted() {
    for (Spot& spot : spots_) {
      if (spot.begin == 0 || Char(spot.begin - 1) != U'“' || Char(spot.end) != U'”') continue;
      const size_t before = spot.begin - 1;
      if (before == 0 || !IsHan(Char(before - 1))) continue;
      if (spot.label != EntityLabel::kPark && spot.label != EntityLabel::kProject &&
          spot.label != EntityLabel::kInstitute)
        continue;
      const Token& owner = scan_.At(before - 1);
      if (owner.cover == Cover::kRegion || owner.cover == Cover::kKnown) {
        spot.begin = owner.begin;
      } else if (owner.cover == Cover::kEnding) {
        for (const Spot& other : spots_) {
          if (other.end == owner.end && other.ending != kNoEnding) spot.begin = std::min(spot.begin, other.begin);
        }
      } else {
        continue;
      }
      spot.end += 1;  // the closing quote
      spot.regions.clear();
      spot.lead_end = spot.begin;
      TakeRegions(spot);
    }
  }

  bool IsTitle(size_t at) const {
    bool title = false;
    lexicon_.Match(scan_.text, at, [&](size_t, Term term) {
      title |= term.kind == TermKind::kWord && term.index == static_cast<uint32_t>(WordClass::kTitle);
    });
    return title;
  }

  // Bodies whose mention before a title is only a part of the title: 市委书记, 县政府副县长.
  static bool Governs(const Ending& ending) {
    const u32string_view text = ending.text;
    return ending.public_body &&
           (text.ends_with(U"委") || text.ends_with(U"政府") || text == U"政协" || text.starts_with(U"人大")) &&
           (text.size() <= 3 || text.ends_with(U"政府") || text.ends_with(U"党委"));
  }

  void TakeRegions(Spot& spot) const {
    auto at = std::lower_bound(scan_.regions.begin(), scan_.regions.end(), spot.begin,
                               [](const RegionToken& r, size_t begin) { return r.begin < begin; });
    size_t lead = spot.begin;
    for (; at != scan_.regions.end() && at->end <= std::max(spot.end, spot.ending_begin); ++at) {
      if (at->begin >= spot.end) break;
      if (scan_.At(at->begin).cover != Cover::kRegion) continue;  // 中山 of 中山大学
      spot.regions.push_back(at->region);
      if (at->begin == lead) lead = at->end;
    }
    spot.lead_end = lead;
  }

  void Consider(size_t begin, size_t ending_begin, size_t end, uint32_t index) {
    const Ending& ending = lexicon_.endings()[index];
    Spot spot;
    spot.begin = begin;
    spot.end = end;
    spot.ending = index;
    spot.ending_begin = ending_begin;
    spot.label = ending.label;
    spot.kind = ending.kind;
    TakeRegions(spot);
    if (Governs(ending) && IsTitle(end)) return;
    std::u32string core(
        scan_.text.substr(std::min(spot.lead_end, ending_begin), ending_begin - std::min(spot.lead_end, ending_begin)));
    std::erase_if(core, [](char32_t c) { return In(U"“”()·-", c); });
    const bool has_region = spot.lead_end > spot.begin;
    const bool generic_core = lexicon_.Generic(core);
    const bool school = ending.label == EntityLabel::kSchool || ending.label == EntityLabel::kHospital;
    if (ending.of_school && !HoldsSchool(begin, ending_begin)) return;
    const bool opens_with_level =
        !has_region && core.size() >= 3 && In(kLevels, core[0]) && LevelOpens(spot.begin, ending);
    const bool placed = has_region || (ending.open_start && !spot.regions.empty());
    if (ending.needs_region && !(opens_with_level || (placed && core.size() >= 2))) return;
    if (ending.label == EntityLabel::kAgency && ending.text.size() == 2 && ending.text[1] == U'委' &&
        In(kLevels, ending.text[0])) {
      spot.kind = "party";
      if (!has_region && core.empty()) spot.level = ending.text[0];
    } else if (!has_region && core.size() == 1 && In(kLevels, core[0])) {
      if (!ending.region_suffices) return;
      spot.level = core[0];
    } else if (!has_region && core.size() > 1 && In(kLevels, core[0]) &&
               (ending.region_suffices || ending.needs_region || school) && LevelOpens(spot.begin, ending)) {
      spot.level = core[0];
    } else if (ending.label == EntityLabel::kProject && !has_region && core.size() <= kShortCore &&
               lexicon_.Generic(core, true)) {
      return;  // 产业化项目
    } else if (ending.label == EntityLabel::kCompany && ending.needs_core && !has_region &&
               lexicon_.Generic(core, true)) {
      return;  // 食品公司
    } else if (core.empty() || generic_core) {
      const bool joint = ending.joint && !core.empty() && core.size() >= 4 && has_region;
      // 潞城医院 and 对口合作医院 are some hospital there.
      const bool ordinal = core.starts_with(U"第");
      const bool bare_hospital = core.empty() && ending.text == U"医院" && !FullRegionBefore(ending_begin);
      if (school && has_region && !ordinal && (bare_hospital || !core.empty())) return;
      if (has_region && (ending.region_suffices || joint)) {
        // named by its region
      } else if (ending.label == EntityLabel::kEvent && (has_region || core.size() >= 4)) {
        // 乡村旅游推介会: enough to tell it from others
      } else if (ending.label == EntityLabel::kEvent) {
        spot.generic = true;
      } else if (core.empty() && ending.region_suffices) {
        spot.bare = true;
      } else {
        return;
      }
    } else if (core.size() < 2 && !has_region && ending.label != EntityLabel::kHospital) {
      return;
    }
    spots_.push_back(std::move(spot));
  }

  bool FullRegionBefore(size_t at) const {
    return at > 0 && IsHan(Char(at - 1)) && scan_.At(at - 1).cover == Cover::kRegion &&
           scan_.regions[scan_.At(at - 1).index].full;
  }

  // 美术学院环艺系: is there a school right before the name's own part?
  bool HoldsSchool(size_t begin, size_t end) const {
    for (size_t i = begin; i < end; i = scan_.At(i).end) {
      const Token& token = scan_.At(i);
      if (token.end == end) return false;
      if (token.cover == Cover::kEnding && lexicon_.endings()[token.index].label == EntityLabel::kSchool) return true;
      if (token.cover == Cover::kKnown && lexicon_.known()[token.index].label == EntityLabel::kSchool) return true;
    }
    return false;
  }

  // 市第二人民医院, 市容海学校: a level that stands for a region, not a part of a longer word.
  bool LevelOpens(size_t begin, const Ending& ending) const {
    if (begin > 0 && IsHan(Char(begin - 1))) {
      const Cover before = scan_.At(begin - 1).cover;
      if (before == Cover::kPlain) return false;
    }
    return Char(begin + 1) == U'第' || ending.label == EntityLabel::kAgency || ending.label == EntityLabel::kSchool ||
           ending.label == EntityLabel::kHospital;
  }

  // Drops what a longer name swallows, keeps bodies that open a longer name or own it.
  std::vector<Spot> Nest() {
    std::vector<Spot> kept;
    size_t outer_end = 0;
    size_t outer = 0;
    for (Spot& spot : spots_) {
      if (!kept.empty() && spot.begin == kept.back().begin && spot.end == kept.back().end) continue;
      if (spot.begin >= outer_end) {
        outer = kept.size();
        outer_end = spot.end;
        kept.push_back(std::move(spot));
        continue;
      }
      if (spot.end > outer_end) continue;  // crosses its end: the earlier one stands
      if (!KeepNested(kept[outer], spot)) continue;
      const bool same_front = kept.back().nested && kept.back().begin == spot.begin && kept.back().label == spot.label;
      if (same_front && spot.label == EntityLabel::kPark) continue;  // 振兴小镇 in 振兴小镇景区
      spot.nested = true;
      kept.push_back(std::move(spot));
    }
    return kept;
  }

  bool KeepNested(const Spot& outer, const Spot& inner) const {
    if (inner.level != 0 || inner.bare || inner.generic) return false;
    const bool opens = inner.begin == outer.begin;
    const u32string_view rest = scan_.text.substr(inner.end, outer.end - inner.end);
    // 清华 in 清华文产规划设计院 is no mention of the university, in 清华美院 it is.
    if (inner.known != UINT32_MAX && lexicon_.known()[inner.known].name.size() > inner.end - inner.begin &&
        outer.label != EntityLabel::kSchool) {
      return outer.label == EntityLabel::kInstitute && rest.starts_with(U"-") && inner.begin == outer.begin;
    }
    // 屠宰加工厂 in 屠宰加工厂项目 is what the project builds.
    if (inner.label == EntityLabel::kCompany && scan_.text[inner.end - 1] == U'厂' &&
        outer.label == EntityLabel::kProject)
      return false;
    // 北大附小石景山学校 is its own school.
    if (inner.label == EntityLabel::kSchool && scan_.text.substr(0, inner.end).ends_with(U"附小")) return false;
    if (inner.label == EntityLabel::kSchool && scan_.text.substr(0, inner.end).ends_with(U"附中")) return false;
    if (inner.label == EntityLabel::kPark && (rest.size() < 3 || lexicon_.Generic(rest))) return false;
    if (inner.label == EntityLabel::kCompany && outer.label == EntityLabel::kInstitute && inner.begin > outer.begin) {
      return scan_.text[inner.begin - 1] == U'-';
    }
    switch (inner.label) {
      case EntityLabel::kHospital:
      case EntityLabel::kSchool:
      case EntityLabel::kAgency:
      case EntityLabel::kTroupe:
      case EntityLabel::kInstitute:
        return outer.label != EntityLabel::kCompany && (opens || inner.known != UINT32_MAX);
      case EntityLabel::kCompany:
        return opens && outer.label != EntityLabel::kCompany && outer.label != EntityLabel::kInstitute;
      case EntityLabel::kPark:
        return opens && (outer.label == EntityLabel::kPark || outer.label == EntityLabel::kProject ||
                         outer.label == EntityLabel::kAgency);
      case EntityLabel::kEvent:
      case EntityLabel::kProject:
      case EntityLabel::kProduct:
      case EntityLabel::kProvince:
      case EntityLabel::kCity:
      case EntityLabel::kDistrict:
      case EntityLabel::kTown:
        return false;
    }
    return false;
  }

  const Lexicon& lexicon_;
  const Scan& scan_;
  std::vector<Spot> spots_;
};

}  // namespace

std::vector<Spot> SpotNames(const Lexicon& lexicon, const Scan& scan) { return Spotter(lexicon, scan).Run(); }

}  // namespace qiao::loaders::news
