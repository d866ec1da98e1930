#include "loaders/news/works.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kLongestWork = 24;
constexpr size_t kLeastCore = 2;
constexpr size_t kLeastEnding = 2;    // 专班 is no class
constexpr size_t kLeastAgain = 4;     // characters of a name that is found wherever it stands
constexpr size_t kMostNames = 100;    // beyond, a text is no article
constexpr size_t kLongestQuote = 16;  // “茶马古道—梅里雪山”
constexpr size_t kLongestKind = 4;    // between a quotation and the ending: “芯片封装”订单|班
constexpr size_t kPassiveReach = 48;  // from a thing to the verb that says who has built it
constexpr size_t kLongestCore = 8;
constexpr u32string_view kJoints = U"、和与及";
constexpr u32string_view kNumerals = U"一二三四五六七八九十两几百多余";
constexpr u32string_view kHouses = U"栋座间个条处家所辆套台批类种只";

class WorkFinder {
 public:
  WorkFinder(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan) {}

  std::vector<Spot> Run() {
    for (const uint32_t verb_end : scan_.founded) ReadRow(verb_end);
    for (const LooseEnding& word : scan_.works) {
      if (lexicon_.endings()[word.ending].quotable) ReadQuoted(word);
      ReadPassive(word);
    }
    FindAgain();
    return std::move(found_);
  }

 private:
  char32_t Char(size_t i) const { return i < scan_.text.size() ? scan_.text[i] : U'\n'; }

  // 建成智慧教室、录播教室: what stands right behind a verb of building.
  void ReadRow(size_t at) {
    // 装了12间智慧教室; 上了高速公路
    const bool bare = at >= 2 && Char(at - 1) == U'了' && BehindCount(at) == at;
    if (bare) return;
    while (In(U"了起出好的", Char(at))) ++at;
    while (true) {
      at = BehindCount(at);
      const size_t end = PhraseEnd(at);
      const LooseEnding* word = EndingAt(at, end);
      // 木耳菌包厂和|烘干房: other names in the row have endings of their own.
      const bool other = end > at && IsHan(Char(end - 1)) && scan_.At(end - 1).cover == Cover::kEnding;
      if ((!word && !other) || Char(end) == U'的') return;  // 建设智慧病房的做法
      if (word) Add(at, end, word->ending);
      if (!In(kJoints, Char(end))) return;
      at = end + 1;
    }
  }

  // 四栋|标准厂房, 12间|智慧教室, 一个|储备库
  size_t BehindCount(size_t at) const {
    size_t i = at;
    while (IsDigit(Char(i)) || In(kNumerals, Char(i))) ++i;
    if (i > at && In(kHouses, Char(i))) return i + 1;
    return at;
  }

  // Up to the next mark or stop word.
  size_t PhraseEnd(size_t at) const {
    size_t i = at;
    if (Char(i) == U'“') i = CloseOf(i);
    while (i - at < kLongestWork) {
      const char32_t c = Char(i);
      if (IsDigit(c) || IsLatin(c) || c == U'·' || c == U'-') {
        ++i;
      } else if (IsHan(c) && scan_.At(i).cover != Cover::kStop) {
        i = scan_.At(i).end;
      } else if (const size_t end = EndingOver(i, at); end > i) {
        i = end;
      } else {
        break;
      }
    }
    return i;
  }

  // 传习|所: where the ending ends that holds this character, and more before it.
  size_t EndingOver(size_t i, size_t least) const {
    const size_t from = std::max(least, i - std::min(i, kLongestKind));
    auto word = std::lower_bound(scan_.works.begin(), scan_.works.end(), from,
                                 [](const LooseEnding& w, size_t b) { return w.begin < b; });
    size_t end = i;
    for (; word != scan_.works.end() && word->begin < i; ++word) end = std::max<size_t>(end, word->end);
    return end;
  }

  // Behind the quotation that opens here; here when it is none.
  size_t CloseOf(size_t open) const {
    const u32string_view rest = scan_.text.substr(open, kLongestQuote);
    const size_t close = rest.find(U'”');
    return close == u32string_view::npos || rest.find_first_of(U"。,;\n") < close ? open : open + close + 1;
  }

  // The longest ending of the phrase that leaves something of its own before it.
  const LooseEnding* EndingAt(size_t begin, size_t end) const {
    auto word = std::lower_bound(scan_.works.begin(), scan_.works.end(), begin,
                                 [](const LooseEnding& w, size_t b) { return w.begin < b; });
    for (; word != scan_.works.end() && word->begin < end; ++word) {
      if (word->end == end && end - word->begin >= kLeastEnding && Names(begin, *word)) return &*word;
    }
    return nullptr;
  }

  // Something of its own stands before the ending: 智慧教室, but not 多功能教室 or 新型厂房.
  bool Names(size_t begin, const LooseEnding& word) const {
    if (word.begin < begin + kLeastCore) return false;
    const u32string_view core = scan_.text.substr(begin, word.begin - begin);
    if (!lexicon_.Generic(core)) return true;
    for (size_t i = 0; i < core.size(); ++i) {
      if (lexicon_.WordAt(core, i, WordClass::kIndustry) >= kLeastCore) return true;
    }
    return false;
  }

  // “茶艺精英”班, “布依人家”民宿集群 and, whole, “远航班”.
  void ReadQuoted(const LooseEnding& word) {
    if (Char(word.end) == U'”') {
      const size_t open = LastOf(U"“”,。;\n", word.begin);
      if (open == u32string_view::npos || Char(open) != U'“' || word.end - open > kLongestQuote) return;
      if (word.begin >= open + 1 + kLeastCore && Speaks(open + 1, word.begin)) Add(open + 1, word.end, word.ending);
      return;
    }
    size_t close = word.begin;
    while (close > 0 && word.begin - close < kLongestKind && IsHan(Char(close - 1)) &&
           scan_.At(close - 1).cover != Cover::kStop)
      --close;
    if (close == 0 || Char(close - 1) != U'”' || (IsHan(Char(word.end)) && !Apart(word))) return;
    const size_t open = LastOf(U"“”。\n", close - 1);
    if (open == u32string_view::npos || Char(open) != U'“' || close - open > kLongestQuote) return;
    if (close - open > kLeastCore && Speaks(open + 1, close - 1)) Add(open, word.end, word.ending);
  }

  // 智能牛舍由甲投入860万元建成: founded, though the verb stands behind.
  void ReadPassive(const LooseEnding& word) {
    const u32string_view behind = scan_.text.substr(word.end, kPassiveReach);
    const u32string_view sentence = behind.substr(0, behind.find_first_of(U"。;!?\n"));
    size_t by = sentence.starts_with(U",") ? 1 : 0;
    by = sentence.substr(by).starts_with(U"就是") || sentence.substr(by).starts_with(U"都是") ? by + 1 : by;
    if (sentence.substr(by).starts_with(U"交由")) ++by;
    if (by >= sentence.size() || !In(U"由是归", sentence[by])) return;
    const auto founded = std::upper_bound(scan_.founded.begin(), scan_.founded.end(), word.end);
    if (founded == scan_.founded.end() || *founded > word.end + sentence.size()) return;
    size_t begin = word.begin;
    while (begin > 0 && word.begin - begin < kLongestCore && IsHan(Char(begin - 1)) &&
           scan_.At(begin - 1).cover != Cover::kStop && scan_.At(begin - 1).cover != Cover::kRegion &&
           scan_.At(begin - 1).cover != Cover::kEnding)
      --begin;
    const bool counted =
        begin > 0 && In(kHouses, Char(begin)) && (IsDigit(Char(begin - 1)) || In(kNumerals, Char(begin - 1)));
    begin = counted ? begin + 1 : BehindCount(begin);
    if (begin < word.begin && !ends_.contains(word.end) && Names(begin, word)) Add(begin, word.end, word.ending);
  }

  // The last of some marks before `at`, within the length of a quotation.
  size_t LastOf(u32string_view marks, size_t at) const {
    const size_t from = at > kLongestQuote ? at - kLongestQuote : 0;
    const size_t mark = scan_.text.substr(from, at - from).find_last_of(marks);
    return mark == u32string_view::npos ? mark : from + mark;
  }

  // “1+2”班 and “点对点”专列 are no names.
  bool Speaks(size_t begin, size_t end) const {
    const u32string_view quoted = scan_.text.substr(begin, end - begin);
    if (quoted.ends_with(U"式") || lexicon_.Generic(quoted)) return false;
    return std::any_of(scan_.text.begin() + begin, scan_.text.begin() + end, [](char32_t c) { return IsHan(c); });
  }

  // “童心”班主任: the ending is part of a longer word.
  bool Apart(const LooseEnding& word) const {
    return word.end - word.begin > 1 || scan_.At(word.end).begin == word.end;
  }

  // What has been founded once is meant wherever its name stands.
  void FindAgain() {
    std::unordered_set<u32string_view> names;
    for (const Spot& spot : found_) {
      if (spot.end - spot.begin >= kLeastAgain) names.insert(scan_.text.substr(spot.begin, spot.end - spot.begin));
    }
    if (names.empty() || names.size() > kMostNames) return;
    for (const LooseEnding& word : scan_.works) {
      for (const u32string_view name : names) {
        if (word.end < name.size() || scan_.text.substr(word.end - name.size(), name.size()) != name) continue;
        if (!ends_.contains(word.end)) Add(word.end - name.size(), word.end, word.ending);
        break;
      }
    }
  }

  void Add(size_t begin, size_t end, uint32_t ending) {
    Spot spot;
    spot.begin = spot.lead_end = begin;
    spot.end = spot.ending_begin = end;
    spot.label = lexicon_.endings()[ending].label;
    spot.kind = lexicon_.endings()[ending].kind;
    spot.surface_name = true;
    TakeRegions(scan_, spot);
    ends_.insert(end);
    found_.push_back(std::move(spot));
  }

  const Lexicon& lexicon_;
  const Scan& scan_;
  std::vector<Spot> found_;
  std::unordered_set<size_t> ends_;  // of what is found
};

}  // namespace

std::vector<Spot> FindWorks(const Lexicon& lexicon, const Scan& scan) { return WorkFinder(lexicon, scan).Run(); }

}  // namespace qiao::loaders::news
