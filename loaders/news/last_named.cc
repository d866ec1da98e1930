#include "loaders/news/last_named.h"

#include <algorithm>
#include <utility>

#include "loaders/news/text.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

constexpr size_t kListLook = 6;
constexpr size_t kPartnersReach = 60;
constexpr u32string_view kCompanyNoun = U"公司";

bool Body(EntityLabel label) {
  return label == EntityLabel::kHospital || label == EntityLabel::kSchool || label == EntityLabel::kCompany ||
         label == EntityLabel::kInstitute || label == EntityLabel::kAgency || label == EntityLabel::kPark;
}

}  // namespace

void LastNamed::Take(const Item& item) {
  const uint32_t first = item.actors[0];
  const EntityLabel label = reading_.actors[first].label;
  if (!item.pronoun && label == EntityLabel::kCompany && HeadsClause(item.begin)) company_ = first;
  // What stands inside a longer name is no topic that 该项目 could take up.
  const bool inside = item.begin < outer_end_;
  outer_end_ = std::max(outer_end_, item.end);
  if (inside) return;
  if (label == EntityLabel::kPark || label == EntityLabel::kProject) last_thing_ = first;
  if (Body(reading_.actors[item.actors.back()].label)) last_body_ = item.actors.back();
  uint32_t& last = last_[static_cast<size_t>(label)];
  if (item.actors.size() == 1 && last != first) last_but_one_[static_cast<size_t>(label)] = std::exchange(last, first);
}

std::vector<uint32_t> LastNamed::Meant(const Draft& draft) {
  if (draft.latter) return last_body_ == UINT32_MAX ? std::vector<uint32_t>() : std::vector{last_body_};
  const auto label = static_cast<size_t>(*draft.pronoun);
  const bool company = text_.substr(draft.begin, draft.end - draft.begin) == kCompanyNoun;
  uint32_t meant = company && company_ != UINT32_MAX ? company_ : last_[label];
  // 该项目 may be a park that somebody builds.
  const uint32_t park = last_[static_cast<size_t>(EntityLabel::kPark)];
  if (*draft.pronoun == EntityLabel::kProject && park != UINT32_MAX && park == last_thing_) meant = park;
  if (meant == UINT32_MAX) return {};
  const uint32_t other = last_but_one_[label];
  if (JoinedBefore(draft.begin, meant)) meant = other;
  if (meant == UINT32_MAX || (draft.two && other == UINT32_MAX)) return {};
  if (company) company_ = meant;
  return draft.two ? std::vector{other, meant} : std::vector{meant};
}

bool LastNamed::HeadsClause(size_t at) const {
  if (at > 0 && text_[at - 1] == U'“') --at;
  return at == 0 || (!IsHan(text_[at - 1]) && text_[at - 1] != U'、');
}

// 在乙医院,甲医院与该院…: not the one that stands beside it.
bool LastNamed::JoinedBefore(size_t at, uint32_t actor) const {
  if (at == 0 || reading_.items.empty() || u32string_view(U"与和同为帮").find(text_[at - 1]) == u32string_view::npos)
    return false;
  size_t looked = 0;
  for (auto item = reading_.items.rbegin(); item != reading_.items.rend() && looked < kListLook; ++item, ++looked) {
    if (item->actors.size() != 1 || item->actors[0] != actor) continue;
    if (text_.substr(item->end, at - item->end).find_first_of(U",。;:\n") == u32string_view::npos) return true;
  }
  return false;
}

std::vector<uint32_t> LastNamed::PartnersBefore(size_t at) const {
  const Item* right = nullptr;
  for (auto item = reading_.items.rbegin(); item != reading_.items.rend() && at - item->begin < kPartnersReach;
       ++item) {
    if (item->actors.size() != 1 || reading_.actors[item->actors[0]].region != kNoRegion) continue;
    if (!Body(reading_.actors[item->actors[0]].label)) continue;
    const u32string_view after = text_.substr(item->begin, at - item->begin);
    if (after.find(U'。') != u32string_view::npos || after.find(U'\n') != u32string_view::npos) return {};
    if (right && item->end + 1 == right->begin &&
        u32string_view(U"与和同").find(text_[item->end]) != u32string_view::npos) {
      return {item->actors[0], right->actors[0]};
    }
    if (!right) right = &*item;
  }
  return {};
}

}  // namespace qiao::loaders::news
