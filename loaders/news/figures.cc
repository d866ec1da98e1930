#include "loaders/news/figures.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/charset.h"
#include "loaders/news/data_lines.h"
#include "loaders/news/quantities.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string;
using std::u32string_view;

constexpr u32string_view kMeasures = U"个家所名位座项次人处间条支辆台亩";
constexpr size_t kNounReach = 8;  // between a number's measure and its noun: 140个(合作)项目
constexpr size_t kSumReach = 4;   // between a sum's name and the sum
constexpr size_t kMostFigures = 2000;

struct Number {
  size_t end;
  double value;
  bool more;  // 余, 多
};

std::optional<Number> ReadCount(u32string_view text, size_t at) {
  if (!IsDigit(text[at]) || (at > 0 && (IsDigit(text[at - 1]) || text[at - 1] == U'.' || IsLatin(text[at - 1]))))
    return std::nullopt;
  double value = 0;
  size_t i = at;
  while (i < text.size() && i - at < 9 && IsDigit(text[i])) value = value * 10 + (text[i++] - U'0');
  double step = 0.1;
  if (i + 1 < text.size() && text[i] == U'.' && IsDigit(text[i + 1])) {
    for (++i; i < text.size() && IsDigit(text[i]); ++i, step /= 10) value += step * (text[i] - U'0');
  }
  bool more = false;
  for (; i < text.size() && In(U"万余多", text[i]); ++i) {
    if (text[i] == U'万') value *= 10000;
    more |= text[i] != U'万';
  }
  return Number{i, value, more};
}

enum class Kind : uint8_t { kCount, kSum, kGroupSum };

class Pass {
 public:
  Pass(const std::vector<u32string>& counted, const std::vector<u32string>& sums, const Source& source,
       const Reading& reading, const RegionContext& context, Extraction& extraction)
      : counted_(counted),
        sums_(sums),
        source_(source),
        text_(source.text->chars()),
        reading_(reading),
        context_(context),
        out_(extraction) {
    for (uint32_t i = 0; i < out_.claims.size(); ++i) claims_[out_.claims[i].place.offset].push_back(i);
  }

  void Run() {
    const int review = ReviewYear(text_.substr(0, text_.find(U'\n')));
    for (const auto& sentence : Sentences(text_)) {
      sentence_ = sentence;
      place_ = source_.text->Place(sentence.first, sentence.second);
      dates_ = FindDates(text_, sentence.first, sentence.second, out_.document.published, review, &year_);
      bool counted_projects = false;
      for (size_t i = sentence.first; i < sentence.second && out_.figures.size() < kMostFigures; ++i) {
        if (InName(i)) continue;
        if (const auto end = Count(i)) {
          counted_projects |= out_.figures.back().metric.ends_with("项目");
          i = *end - 1;
        } else if (const auto sum_end = Sum(i, counted_projects)) {
          i = *sum_end - 1;
        }
      }
    }
  }

 private:
  bool InName(size_t at) {
    while (next_item_ < reading_.items.size() && reading_.items[next_item_].begin <= at) {
      covered_ = std::max(covered_, reading_.items[next_item_++].end);
    }
    return at < covered_;
  }

  // 140个合作项目
  std::optional<size_t> Count(size_t at) {
    const auto number = ReadCount(text_.substr(0, sentence_.second), at);
    if (!number || number->end >= sentence_.second || !In(kMeasures, text_[number->end])) return std::nullopt;
    for (size_t i = number->end + 1; i < std::min(sentence_.second, number->end + 1 + kNounReach); ++i) {
      if (!IsHan(text_[i])) return std::nullopt;
      const u32string* noun = LongestAt(counted_, i);
      if (!noun) continue;
      Figure figure;
      figure.metric = base::ToUtf8(*noun);
      figure.value = number->value;
      figure.unit = base::ToUtf8(text_.substr(number->end, 1));
      figure.qualifier = number->more ? "余" : Before(at);
      Add(std::move(figure), at, Kind::kCount);
      return i + noun->size();
    }
    return std::nullopt;
  }

  // 总投资约179.7亿元
  std::optional<size_t> Sum(size_t at, bool of_group) {
    const u32string* name = LongestAt(sums_, at);
    if (!name) return std::nullopt;
    for (size_t i = at + name->size(); i <= at + name->size() + kSumReach && i < sentence_.second; ++i) {
      const auto amount = ReadAmount(text_.substr(0, sentence_.second), i);
      if (!amount) {
        if (!IsHan(text_[i])) return std::nullopt;
        continue;
      }
      Figure figure;
      figure.metric = base::ToUtf8(*name);
      figure.value = static_cast<double>(amount->yuan);
      figure.unit = "元";
      figure.qualifier = amount->approximate ? "约" : "";
      Add(std::move(figure), at, of_group ? Kind::kGroupSum : Kind::kSum);
      return amount->end;
    }
    return std::nullopt;
  }

  const u32string* LongestAt(const std::vector<u32string>& words, size_t at) const {
    const u32string* best = nullptr;
    for (const u32string& word : words) {
      if (text_.substr(at, word.size()) == word && (!best || word.size() > best->size())) best = &word;
    }
    return best;
  }

  std::string Before(size_t at) const {
    for (const u32string_view word : {U"至少", U"超过", U"约", U"近", U"逾", U"超"}) {
      if (text_.substr(0, at).ends_with(word)) return base::ToUtf8(word);
    }
    return {};
  }

  // Whose number it is: the project's that the clause began with, the two regions' of the sentence, one region's.
  std::vector<uint32_t> Owners(size_t at, Kind kind) const {
    std::vector<uint32_t> regions;
    auto item = std::lower_bound(reading_.items.begin(), reading_.items.end(), sentence_.first,
                                 [](const Item& i, size_t begin) { return i.begin < begin; });
    for (; item != reading_.items.end() && item->begin < sentence_.second; ++item) {
      if (item->nested) continue;
      const Actor& actor = reading_.actors[item->actors[0]];
      // 甲项目、乙项目等5个项目 counts none of them, and their total is nobody's own.
      const bool thing =
          kind == Kind::kSum && (actor.label == EntityLabel::kProject || actor.label == EntityLabel::kPark);
      if (thing && item->end <= at && at - item->end <= kNounReach && item->actors.size() == 1) return item->actors;
      for (const uint32_t id : item->actors) {
        const bool fresh = std::find(regions.begin(), regions.end(), id) == regions.end();
        if (reading_.actors[id].region != kNoRegion && fresh && regions.size() < 2) regions.push_back(id);
      }
    }
    if (!regions.empty()) return regions;
    if (const auto pair = context_.PairAt(at)) {
      for (uint32_t i = 0; i < reading_.actors.size(); ++i) {
        if (reading_.actors[i].region == pair->helping || reading_.actors[i].region == pair->helped)
          regions.push_back(i);
      }
    }
    return regions;
  }

  void Add(Figure figure, size_t at, Kind kind) {
    figure.entities = Owners(at, kind);
    figure.scope = kind == Kind::kGroupSum ? "group" : figure.entities.size() == 2 ? "pair" : "entity";
    for (const DateMention& date : dates_) {
      if (date.begin < at) figure.period = date.date.text;
    }
    figure.place = place_;
    figure.evidence = OriginalWording(source_, place_);
    const auto index = static_cast<uint32_t>(out_.figures.size());
    for (const uint32_t i : claims_[place_.offset]) {
      Claim& claim = out_.claims[i];
      auto owns = [&](uint32_t id) {
        return std::find(figure.entities.begin(), figure.entities.end(), id) != figure.entities.end();
      };
      if (Symmetric(claim.type) && owns(claim.subject) && owns(claim.object)) claim.figures.push_back(index);
    }
    out_.figures.push_back(std::move(figure));
  }

  const std::vector<u32string>& counted_;
  const std::vector<u32string>& sums_;
  const Source& source_;
  const u32string_view text_;
  const Reading& reading_;
  const RegionContext& context_;
  Extraction& out_;
  std::map<uint64_t, std::vector<uint32_t>> claims_;  // by where their sentence begins
  std::pair<size_t, size_t> sentence_;
  SourceSpan place_;
  std::vector<DateMention> dates_;
  int year_ = 0;
  size_t next_item_ = 0;
  size_t covered_ = 0;
};

}  // namespace

base::Result<FigureReader> FigureReader::Create() {
  FigureReader reader;
  QIAO_TRY(const auto rows, ReadWords("figures.txt", 2));
  for (const auto& row : rows) {
    auto& words = row[0] == "sum" ? reader.sums_ : reader.counted_;
    for (size_t i = 1; i < row.size(); ++i) words.push_back(base::ToUtf32(row[i]));
  }
  return reader;
}

void FigureReader::Read(const Source& source, const Reading& reading, const RegionContext& context,
                        Extraction& extraction) const {
  Pass(counted_, sums_, source, reading, context, extraction).Run();
}

}  // namespace qiao::loaders::news
