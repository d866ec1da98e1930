#include "loaders/news/nest.h"

namespace qiao::loaders::news {
namespace {

using std::u32string_view;

class Nesting {
 public:
  Nesting(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan) {}

  std::vector<Spot> Run(std::vector<Spot> spots) {
    std::vector<Spot> kept;
    size_t outer_end = 0;
    size_t outer = 0;
    for (Spot& spot : spots) {
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
      if (same_front && spot.label == EntityLabel::kPark) continue;  // 丝路小镇 in 丝路小镇景区
      spot.nested = true;
      kept.push_back(std::move(spot));
    }
    return kept;
  }

 private:
  bool KeepNested(const Spot& outer, const Spot& inner) const {
    if (inner.level != 0 || inner.bare || inner.generic) return false;
    const bool opens = inner.begin == outer.begin;
    const u32string_view rest = scan_.text.substr(inner.end, outer.end - inner.end);
    // 上海市人民政府 in 上海市人民政府合作交流办公室
    if (inner.label == EntityLabel::kAgency && scan_.text.substr(0, inner.end).ends_with(U"政府") &&
        (rest == U"办公室" || rest.find(U"合作") != u32string_view::npos))
      return false;
    // 清华 in 清华某规划设计院 is no mention of the university, in 清华美院 it is.
    if (inner.known != UINT32_MAX && lexicon_.known()[inner.known].name.size() > inner.end - inner.begin &&
        outer.label != EntityLabel::kSchool) {
      return outer.label == EntityLabel::kInstitute && rest.starts_with(U"-") && inner.begin == outer.begin;
    }
    // 屠宰加工厂 in 屠宰加工厂项目 is what the project builds.
    if (inner.label == EntityLabel::kCompany && scan_.text[inner.end - 1] == U'厂' &&
        outer.label == EntityLabel::kProject)
      return false;
    // 某医院胸痛中心大楼 is the centre's house, not the centre.
    if (inner.label == EntityLabel::kInstitute && outer.label == EntityLabel::kProject && rest.size() <= 3 &&
        (rest.ends_with(U"楼") || rest.ends_with(U"房")))
      return false;
    // 浙江大学 in 浙江大学医学院附属第二医院: the hospital is the medical school's.
    if (inner.label == EntityLabel::kSchool && outer.label == EntityLabel::kHospital && opens &&
        rest.starts_with(U"医学院附属"))
      return false;
    // 北大附小某某学校 is its own school.
    if (inner.label == EntityLabel::kSchool && scan_.text.substr(0, inner.end).ends_with(U"附小")) return false;
    if (inner.label == EntityLabel::kSchool && scan_.text.substr(0, inner.end).ends_with(U"附中")) return false;
    if (inner.label == EntityLabel::kPark && (rest.size() < 3 || lexicon_.Generic(rest))) return false;
    if (inner.label == EntityLabel::kCompany && outer.label == EntityLabel::kInstitute && inner.begin > outer.begin) {
      return scan_.text[inner.begin - 1] == U'-';
    }
    // 某医院医共体总院 is that hospital grown, no second one; 附属, 分院 and 第 tell an owner.
    if (inner.label == EntityLabel::kHospital && outer.label == EntityLabel::kHospital && !rest.starts_with(U"附属") &&
        !rest.starts_with(U"第") && !rest.ends_with(U"分院") && !rest.ends_with(U"院区") && !rest.ends_with(U"门诊部"))
      return false;
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
};

}  // namespace

std::vector<Spot> NestSpots(const Lexicon& lexicon, const Scan& scan, std::vector<Spot> spots) {
  return Nesting(lexicon, scan).Run(std::move(spots));
}

}  // namespace qiao::loaders::news
