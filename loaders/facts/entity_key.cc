#include "loaders/facts/entity_key.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace qiao::loaders {
namespace {

constexpr std::array<std::string_view, 4> kRegions = {"Province", "City", "District", "Town"};

// Labels whose names may be generic: the name of a company, a product or a troupe always tells it.
constexpr std::array<std::string_view, 7> kMayBeGeneric = {"Hospital", "School",  "Institute", "Agency",
                                                           "Park",     "Project", "Event"};

// Words that name kinds, tasks and numbers; longer ones stand before those that they contain.
constexpr std::string_view kGenericWords[] = {
    "基础设施", "人民政府",   "妇幼保健", "对口合作",   "对口支援", "东西部协作", "中西医结合", "九年一贯制",
    "农业农村", "发展和改革", "卫生健康", "文化和旅游", "委员会",   "办公室",     "办事处",     "管理局",
    "管理处",   "代表团",     "座谈会",   "推介会",     "洽谈会",   "招聘会",     "发布会",     "展销会",
    "交流会",   "联席会议",   "开发区",   "实验室",     "幼儿园",   "产业园",     "工业园",     "科技园",
    "示范园",   "示范区",     "分会场",   "医疗",       "医院",     "人民",       "中医",       "中心",
    "保健",     "卫生",       "附属",     "第一",       "第二",     "第三",       "综合",       "实验",
    "小学",     "中学",       "高中",     "初中",       "初级",     "高级",       "职业",       "技术",
    "学校",     "学院",       "大学",     "外国语",     "政府",     "教育",       "健康",       "发展",
    "改革",     "财政",       "文化",     "旅游",       "商务",     "科技",       "组织",       "宣传",
    "总工会",   "园区",       "基地",     "示范",       "项目",     "工程",       "建设",       "合作",
    "协作",     "对口",       "支援",     "帮扶",       "结对",     "开发",       "经济",       "工业",
    "农业",     "产业",       "现代",     "生态",       "研学",     "光伏",       "发电",       "风电",
    "储能",     "配套",       "签约",     "仪式",       "会议",     "活动",       "调研",       "考察",
    "对接",     "招商",       "引资",     "启动",       "揭牌",     "培训",       "论坛",       "交流",
    "研究",     "创新",       "联合",     "服务",       "远程",     "会诊",       "国家区域",   "国家级",
    "重点",     "平台",       "体系",     "展示",       "体验",     "孵化",       "实训",       "技能",
    "人才",     "劳务",       "就业",     "电子商务",   "电商",     "物流",       "冷链",       "仓储",
    "加工",     "生产",       "种植",     "养殖",       "蔬菜",     "农产品",     "特色",       "智慧",
    "数字",     "直播",       "门诊",     "急诊",       "住院",     "诊疗",       "专科",       "联盟",
    "博览会",   "协同",       "红色",     "党建",       "大楼",     "站",         "馆",         "楼",
    "大会",     "工作",       "新闻",     "党政",       "年度",     "专场",       "推介",       "消费",
    "资金",     "基金",       "计划",     "局",         "厅",       "委",         "院",         "校",
    "园",       "区",         "县",       "市",         "省",       "部",         "班",         "会"};

constexpr std::string_view kNumerals = "一二三四五六七八九十百0123456789第个届次年月日MWh+./(（)）、和及与的";

// 某区党政代表团赴某旗考察: who visits whom, which may happen every year.
bool IsVisit(std::string_view label, std::string_view name) {
  return label == "Event" && name.find("赴") != std::string_view::npos;
}

std::string PlaceOf(const news::Extraction& article, uint32_t entity) {
  const news::Claim* best = nullptr;
  for (const news::Claim& claim : article.claims) {
    if (claim.type != news::LinkType::kLocatedIn || claim.subject != entity) continue;
    if (best == nullptr || claim.confidence > best->confidence) best = &claim;
  }
  return best == nullptr ? std::string() : article.entities[best->object].name;
}

std::string TextProperty(const news::Entity& entity, std::string_view key) {
  const auto found =
      std::ranges::find(entity.props, key, [](const auto& prop) { return std::string_view(prop.first); });
  if (found == entity.props.end()) return {};
  const auto* text = std::get_if<std::string>(&found->second);
  return text == nullptr ? std::string() : *text;
}

std::string MarkOf(const news::Extraction& article, uint32_t i) {
  const news::Entity& entity = article.entities[i];
  const std::string_view label = Name(entity.label);
  if (IsRegionLabel(label)) return TextProperty(entity, "code");
  if (!IsGenericName(label, entity.name)) return {};
  std::string mark = TextProperty(entity, "date");
  if (mark.empty() && !IsVisit(label, entity.name)) mark = PlaceOf(article, i);
  return mark.empty() ? article.document.text_hash : mark;
}

}  // namespace

std::string MakeKey(std::string_view label, std::string_view name, std::string_view mark) {
  std::string key(label);
  key += '|';
  key += name;
  key += '|';
  key += mark;
  return key;
}

KeyParts SplitKey(std::string_view key) {
  const size_t first = key.find('|');
  const size_t last = key.rfind('|');
  if (first == std::string_view::npos || first == last) return {{}, key, {}};
  return {key.substr(0, first), key.substr(first + 1, last - first - 1), key.substr(last + 1)};
}

bool IsRegionLabel(std::string_view label) { return std::ranges::find(kRegions, label) != kRegions.end(); }

bool IsGenericName(std::string_view label, std::string_view name) {
  if (std::ranges::find(kMayBeGeneric, label) == kMayBeGeneric.end()) return false;
  if (IsVisit(label, name)) return true;
  size_t telling = 0;  // characters that no generic word covers
  while (!name.empty()) {
    const auto* word = std::ranges::find_if(kGenericWords, [&](std::string_view w) { return name.starts_with(w); });
    if (word != std::end(kGenericWords)) {
      name.remove_prefix(word->size());
      continue;
    }
    size_t size = 0;
    base::NextCodePoint(name, size);
    if (kNumerals.find(name.substr(0, size)) == std::string_view::npos) ++telling;
    name.remove_prefix(size);
  }
  return telling == 0;
}

std::vector<std::string> KeysOf(const news::Extraction& article) {
  std::vector<std::string> keys;
  keys.reserve(article.entities.size());
  for (uint32_t i = 0; i < article.entities.size(); ++i) {
    keys.push_back(MakeKey(Name(article.entities[i].label), article.entities[i].name, MarkOf(article, i)));
  }
  return keys;
}

}  // namespace qiao::loaders
