// What one article says, as plain values: the result of Extractor::Extract and all that a graph writer needs.
//
// Data flows one way: sentences make Claims; Links are concluded from the Claims of this one article; Entities are
// the ends of both. A writer turns Document, Entity, Agreement, Figure and Claim into nodes, and Link into an edge
// whose values it may conclude anew once claims of several articles meet.
//
// Offsets and lengths are BYTES of the file as it was given, in its own encoding: `evidence` is that slice, decoded to
// UTF-8 and otherwise unchanged (Traditional characters, page damage and line breaks included).
// Indexes (`subject`, `from`, `figures` …) point into the vectors of the same Extraction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace qiao::loaders::news {

// A slice of the file's bytes.
struct SourceSpan {
  uint64_t offset = 0;
  uint64_t length = 0;
  friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
};

// A date at the precision stated, "2023-09", with the first and the last day that it may mean.
// A date whose year nobody states (11月8日 without the article's date) has text "--11-08" and no days.
struct StatedDate {
  std::string text;
  std::string first_day;  // "2023-09-01"; empty while the year is open
  std::string last_day;   // "2023-09-30"
  bool inferred = false;  // the year comes from context (去年11月), not from the words themselves
  friend bool operator==(const StatedDate&, const StatedDate&) = default;
};

enum class EntityLabel : uint8_t {
  kProvince,
  kCity,
  kDistrict,
  kTown,
  kHospital,
  kSchool,
  kCompany,
  kInstitute,
  kAgency,
  kPark,
  kProject,
  kEvent,
  kProduct,
  kTroupe,
};
std::string_view Name(EntityLabel label);  // "Province" …

using PropertyValue = std::variant<bool, int64_t, double, std::string, std::vector<std::string>>;
// Sorted by key; keys are unique.
using Properties = std::vector<std::pair<std::string, PropertyValue>>;

// One place where the article names an entity.
struct Mention {
  std::string surface;  // as cleaned: Simplified, without page damage
  SourceSpan place;
};

struct Entity {
  EntityLabel label = EntityLabel::kAgency;
  std::string name;                  // canonical: full and Simplified
  std::vector<std::string> aliases;  // other surfaces seen in this article, and a known company's usual name; sorted
  Properties props;                  // code, level, kind, amount_yuan, status, date …
  std::vector<Mention> mentions;     // in the order of the text; empty when only inferred (the province of a city)
};

enum class ClaimStatus : uint8_t { kStated, kIntended, kAgreed, kSigned, kStarted, kCompleted, kEnded };
std::string_view Name(ClaimStatus status);  // "intended" …; empty for kStated: the sentence gives no stage

enum class LinkType : uint8_t {
  kPairedWith,
  kCooperatesWith,
  kInvestsIn,
  kUndertakes,
  kParticipatesIn,
  kLocatedIn,
  kPartOf,
  kAffiliatedWith,
  kSupplies,
};
std::string_view Name(LinkType type);  // "PAIRED_WITH" …
bool Symmetric(LinkType type);         // asked in both directions: PAIRED_WITH, COOPERATES_WITH

// A stated number that belongs to entities or to a pair of them: 140个项目, 179.7亿元 of investment, 8所学校.
struct Figure {
  std::string metric;              // what is counted, in the article's words: 合作项目, 总投资
  double value = 0;                // in `unit`; money is in yuan
  std::string unit;                // 元, 个, 家, 所, 名, 人次, MW …
  std::string qualifier;           // 约, 余, 至少 …; empty when exact
  std::string period;              // ISO date text the number is about; empty when not stated
  std::string scope;               // group | entity | pair: whose number it is
  std::vector<uint32_t> entities;  // whom it is about; a pair's two ends, or one
  std::string evidence;
  SourceSpan place;
};

// A signed, agreed or intended paper.
struct Agreement {
  std::string name;  // 对口合作框架协议
  std::optional<StatedDate> signed_on;
  std::string term;               // 5年; empty when not stated
  std::vector<uint32_t> parties;  // entities
  ClaimStatus status = ClaimStatus::kStated;
  std::string evidence;
  SourceSpan place;
};

// What one sentence says about two entities.
struct Claim {
  LinkType type = LinkType::kCooperatesWith;
  uint32_t subject = 0;  // entity
  uint32_t object = 0;   // entity
  ClaimStatus status = ClaimStatus::kStated;
  bool inferred = false;  // read off a name or the context rather than stated
  std::optional<int64_t> amount_yuan;
  bool approximate = false;  // of the amount: 约, 余, 多, 近
  std::optional<StatedDate> since;
  std::optional<StatedDate> until;
  std::string field;      // 医疗, 教育, 产业 …
  std::string programme;  // 对口合作, 东西部协作, 京蒙协作 …
  std::string role;       // 牵头, 运营, host …
  std::vector<uint32_t> figures;
  std::optional<uint32_t> agreement;
  std::string rule;  // id of the rule or built-in step that made it
  std::string evidence;
  SourceSpan place;
  double confidence = 0;
};

// What is concluded from this article's claims about (type, from, to): of each value the most confident claim's,
// then the earliest in the text.
struct Link {
  LinkType type = LinkType::kCooperatesWith;
  uint32_t from = 0;
  uint32_t to = 0;
  ClaimStatus status = ClaimStatus::kStated;
  bool inferred = false;  // no claim states it
  std::optional<int64_t> amount_yuan;
  bool approximate = false;
  std::optional<StatedDate> since;
  std::optional<StatedDate> until;
  std::string field;
  std::string programme;
  std::string role;
  double confidence = 0;
  std::vector<uint32_t> claims;  // never empty
};

// Two entities kept apart that may be one.
struct PossibleSame {
  uint32_t first = 0;
  uint32_t second = 0;
  double score = 0;
};

// What a loader knows about a file beyond its bytes; empty fields are read off the page where it says so.
struct DocumentInfo {
  std::string file;  // path or name; its stem becomes Document::doc
  std::string title;
  std::string published;  // ISO date
  std::string outlet;
  std::string url;
};

struct Document {
  std::string doc;
  std::string title;
  std::string published;  // "2024-06-21"; empty when neither page nor info says it
  std::string outlet;
  std::string url;
  std::string encoding;   // UTF-8, GB18030, Big5, UTF-16LE, UTF-16BE
  std::string text_hash;  // of the cleaned text, 16 hex digits: the same article under another name has the same
  bool traditional = false;
};

struct Extraction {
  Document document;
  std::vector<Entity> entities;
  std::vector<Figure> figures;
  std::vector<Agreement> agreements;
  std::vector<Claim> claims;
  std::vector<Link> links;
  std::vector<PossibleSame> doubts;
};

}  // namespace qiao::loaders::news
