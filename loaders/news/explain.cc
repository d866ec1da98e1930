#include "loaders/news/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/charset.h"
#include "loaders/news/finding.h"

namespace qiao::loaders::news {
namespace {

constexpr size_t kMostMisses = 6;  // of one sentence; the ones that came furthest

class Explanation {
 public:
  Explanation(const Text& text, const Reading& reading, const Extraction& extraction, const Trace& trace)
      : text_(text), reading_(reading), extraction_(extraction), misses_(trace.misses), filled_(trace.filled) {}

  std::string Run() {
    const Document& document = extraction_.document;
    out_ = fmt::format("{}: {}\n", document.doc, document.title);
    out_ += fmt::format("published {}, outlet {}, {}{}\n\n", document.published.empty() ? "?" : document.published,
                        document.outlet.empty() ? "?" : document.outlet, document.encoding,
                        document.traditional ? ", Traditional" : "");
    size_t item = 0, claim = 0;
    for (const auto& [begin, end] : Sentences(text_.chars())) {
      Sentence(begin, end, item);
      // Claims lie in the order of their sentences' places in the file.
      const SourceSpan place = text_.Place(begin, end);
      for (; claim < extraction_.claims.size() && extraction_.claims[claim].place.offset <= place.offset; ++claim)
        Fact(extraction_.claims[claim]);
      Filled(end);
      Misses(begin, end);
    }
    for (; claim < extraction_.claims.size(); ++claim) Fact(extraction_.claims[claim]);
    for (const PossibleSame& doubt : extraction_.doubts) {
      out_ += fmt::format("? {} and {} may be the same ({:.2f})\n", extraction_.entities[doubt.first].name,
                          extraction_.entities[doubt.second].name, doubt.score);
    }
    return std::move(out_);
  }

 private:
  std::string Utf8(size_t begin, size_t end) const { return base::ToUtf8(text_.Slice(begin, end)); }

  // The sentence with its outermost names marked.
  void Sentence(size_t begin, size_t end, size_t& item) {
    size_t at = begin;
    for (; item < reading_.items.size() && reading_.items[item].begin < end; ++item) {
      const Item& name = reading_.items[item];
      if (name.nested || name.begin < at || name.end > end) continue;
      out_ += Utf8(at, name.begin);
      const std::string surface = Utf8(name.begin, name.end);
      out_ += "[" + surface;
      for (const uint32_t actor : name.actors) {
        const Entity& entity = extraction_.entities[actor];
        out_ += fmt::format(" {}{}", Name(entity.label), entity.name == surface ? "" : " = " + entity.name);
      }
      out_ += "]";
      at = name.end;
    }
    out_ += Utf8(at, end);
    if (!out_.ends_with('\n')) out_ += "\n";
  }

  void Fact(const Claim& claim) {
    out_ += fmt::format("  + {} {} {}", extraction_.entities[claim.subject].name, Name(claim.type),
                        extraction_.entities[claim.object].name);
    if (claim.status != ClaimStatus::kStated) out_ += fmt::format("  status={}", Name(claim.status));
    if (claim.since) out_ += fmt::format("  since={}", claim.since->text);
    if (claim.until) out_ += fmt::format("  until={}", claim.until->text);
    if (claim.amount_yuan) out_ += fmt::format("  amount_yuan={}", *claim.amount_yuan);
    if (!claim.role.empty()) out_ += fmt::format("  role={}", claim.role);
    out_ += fmt::format("  {} {:.2f}{}\n", claim.rule, claim.confidence, claim.inferred ? " inferred" : "");
  }

  void Filled(size_t end) {
    for (; next_filled_ < filled_.size() && filled_[next_filled_].begin < end; ++next_filled_) {
      const RolesFilled& filled = filled_[next_filled_];
      out_ += fmt::format("  ~ {}: {}", filled.rule->id, Utf8(filled.verb.first, filled.verb.second));
      for (const Binding& role : filled.roles) {
        out_ += fmt::format(", {}", *role.slot);
        for (const uint32_t actor : role.actors) out_ += fmt::format(" {}", extraction_.entities[actor].name);
        if (role.amount) out_ += fmt::format(" {}", role.amount->yuan);
        if (!role.how.empty()) out_ += fmt::format(" ({})", role.how);
      }
      out_ += "\n";
    }
  }

  void Misses(size_t begin, size_t end) {
    std::vector<const NearMiss*> here;
    for (; next_ < misses_.size() && misses_[next_].begin < end; ++next_) {
      if (misses_[next_].begin >= begin) here.push_back(&misses_[next_]);
    }
    std::stable_sort(here.begin(), here.end(),
                     [](const NearMiss* a, const NearMiss* b) { return a->end - a->begin > b->end - b->begin; });
    std::set<std::string> told;
    for (const NearMiss* miss : here) {
      if (told.size() == kMostMisses || !told.insert(miss->rule->id).second) continue;
      out_ += fmt::format("  - {} ({}:{}): ", miss->rule->id, miss->rule->file, miss->rule->line);
      if (!miss->against.empty()) {
        out_ += fmt::format("forbidden by {}\n", base::ToUtf8(miss->against));
      } else {
        out_ += fmt::format("“{}” wants {}\n", Utf8(miss->begin, miss->end), miss->expected);
      }
    }
  }

  const Text& text_;
  const Reading& reading_;
  const Extraction& extraction_;
  const std::vector<NearMiss>& misses_;
  const std::vector<RolesFilled>& filled_;
  size_t next_ = 0;         // of the misses
  size_t next_filled_ = 0;  // of the filled frames
  std::string out_;
};

}  // namespace

std::string ExplainReading(const Text& text, const Reading& reading, const Extraction& extraction, const Trace& trace) {
  return Explanation(text, reading, extraction, trace).Run();
}

}  // namespace qiao::loaders::news
