#include "loaders/news/agreements.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/charset.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr std::array<u32string_view, 5> kPapers = {U"协议书", U"协议", U"备忘录", U"合同", U"意向书"};
constexpr std::array<u32string_view, 6> kVerbs = {U"签订", U"签署", U"签了", U"签下", U"达成", U"缔结"};
constexpr size_t kLongestName = 30;
constexpr size_t kMostAgreements = 500;

// The paper's name that ends at `end`: inside 《》, or from the verb of signing on.
std::optional<size_t> NameBegin(u32string_view text, size_t sentence, size_t end) {
  const size_t least = std::max(sentence, end > kLongestName ? end - kLongestName : 0);
  for (size_t i = end; i > least; --i) {
    const char32_t c = text[i - 1];
    if (c == U'《') return i;
    if (c == U',' || c == U':') return std::nullopt;
    for (const u32string_view verb : kVerbs) {
      if (!text.substr(sentence, i - sentence).ends_with(verb)) continue;
      return i < end && text[i] == U'了' ? i + 1 : i;
    }
  }
  return std::nullopt;
}

// 5年 behind 为期, 有效期 or 期限.
std::string TermOf(u32string_view sentence) {
  for (const u32string_view word : {U"为期", U"有效期为", U"有效期", U"期限为", U"期限"}) {
    const size_t at = sentence.find(word);
    if (at == u32string_view::npos) continue;
    size_t i = at + word.size();
    const size_t begin = i;
    while (i < sentence.size() &&
           (IsDigit(sentence[i]) || u32string_view(U"一二三四五六七八九十").find(sentence[i]) != u32string_view::npos))
      ++i;
    if (i > begin && i < sentence.size() && sentence[i] == U'年')
      return base::ToUtf8(sentence.substr(begin, i + 1 - begin));
  }
  return {};
}

// 的协作协议, 为期三年的对口支援协议: the paper is what follows.
u32string_view BareName(u32string_view name) {
  const size_t of = name.find(U'的');
  if (of != u32string_view::npos && (name.starts_with(U"为期") || name.starts_with(U"期限"))) name.remove_prefix(of);
  if (name.starts_with(U"的")) name.remove_prefix(1);
  return name;
}

}  // namespace

void ReadAgreements(const Source& source, Extraction& extraction) {
  const u32string_view text = source.text->chars();
  std::map<uint64_t, std::vector<uint32_t>> claims;  // by where their sentence begins
  for (uint32_t i = 0; i < extraction.claims.size(); ++i) claims[extraction.claims[i].place.offset].push_back(i);
  for (const auto& [begin, end] : Sentences(text)) {
    for (size_t i = begin; i < end && extraction.agreements.size() < kMostAgreements; ++i) {
      const auto paper =
          std::find_if(kPapers.begin(), kPapers.end(), [&](u32string_view p) { return text.substr(i, p.size()) == p; });
      if (paper == kPapers.end()) continue;
      const size_t name_end = i + paper->size();
      const auto name_begin = NameBegin(text, begin, i);
      i = name_end - 1;
      if (!name_begin || *name_begin >= name_end) continue;
      Agreement agreement;
      for (const char32_t c : BareName(text.substr(*name_begin, name_end - *name_begin))) {
        if (c != U'“' && c != U'”' && c != U'《' && c != U'》') agreement.name += base::ToUtf8(std::u32string(1, c));
      }
      agreement.place = source.text->Place(begin, end);
      agreement.evidence = OriginalWording(source, agreement.place);
      agreement.term = TermOf(text.substr(begin, end - begin));
      const auto index = static_cast<uint32_t>(extraction.agreements.size());
      for (const uint32_t c : claims[agreement.place.offset]) {
        Claim& claim = extraction.claims[c];
        const bool rests = Symmetric(claim.type) && !claim.agreement &&
                           (claim.status == ClaimStatus::kSigned || claim.status == ClaimStatus::kIntended);
        if (!rests) continue;
        claim.agreement = index;
        agreement.status = claim.status;
        if (!agreement.signed_on && claim.status == ClaimStatus::kSigned) agreement.signed_on = claim.since;
        for (const uint32_t party : {claim.subject, claim.object}) {
          if (std::find(agreement.parties.begin(), agreement.parties.end(), party) == agreement.parties.end()) {
            agreement.parties.push_back(party);
          }
        }
      }
      if (!agreement.parties.empty()) extraction.agreements.push_back(std::move(agreement));
    }
  }
}

}  // namespace qiao::loaders::news
