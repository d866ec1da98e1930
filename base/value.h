// A value of the query language: what a property holds, a parameter brings, an expression yields.
//
// Size:     16 bytes: a kind and either the value itself or a counted reference to an immutable object.
// Threads:  like an int; the shared objects behind it never change and their counts are atomic.
// Equality: three relations, kept apart as openCypher does: Equals (three-valued, the = operator), Equivalent
//           (grouping, DISTINCT, keys of a hash table: null is null, NaN is NaN) and Order (ORDER BY: total over all
//           kinds).
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/temporal.h"

namespace qiao::base {

enum class Kind : uint8_t {
  kNull,
  kBoolean,
  kInteger,
  kFloat,
  kString,
  kList,
  kMap,
  kNode,
  kRelationship,
  kPath,
  kDate,
  kLocalTime,
  kTime,
  kLocalDateTime,
  kDateTime,
  kDuration,
  kPoint,
};

// "INTEGER", "STRING", "ZONED DATETIME" … as GQL and Neo4j 5 spell types in error messages.
std::string_view Name(Kind kind);

class Value;
using List = std::vector<Value>;
// Keys are unique and kept in the order in which they were written; Equals does not care for the order.
using Map = std::vector<std::pair<std::string, Value>>;

// A path as the engine handles it: nodes.size() == edges.size() + 1.
struct Path {
  std::vector<NodeId> nodes;
  std::vector<EdgeId> edges;
};

// What a reader of results sees of a node, a relationship, a path: names and properties at the time of the query.
struct NodeRecord {
  NodeId id;
  std::vector<std::string> labels;
  Map properties;
};
struct RelationshipRecord {
  EdgeId id;
  NodeId start;
  NodeId end;
  std::string type;
  Map properties;
};
struct PathRecord {
  std::vector<NodeRecord> nodes;                  // in path order, repeated where the path comes back
  std::vector<RelationshipRecord> relationships;  // in path order, each with its own stored direction
};

enum class Crs : uint8_t { kCartesian2D, kCartesian3D, kWgs84_2D, kWgs84_3D };
struct Point {
  Crs crs = Crs::kCartesian2D;
  double x = 0, y = 0, z = 0;  // x is the longitude, y the latitude in degrees for WGS-84
};

class Value {
 public:
  Value() noexcept : kind_(Kind::kNull), integer_(0) {}
  static Value Null() { return Value(); }
  static Value Boolean(bool boolean);
  static Value Integer(int64_t integer);
  static Value Float(double number);
  static Value String(std::string_view text);
  static Value Of(List list);
  static Value Of(Map map);
  static Value Of(NodeId node);
  static Value Of(EdgeId relationship);
  static Value Of(Path path);
  static Value Of(NodeRecord node);
  static Value Of(RelationshipRecord relationship);
  static Value Of(PathRecord path);
  static Value Of(const Date& date);
  static Value Of(const LocalTime& time);
  static Value Of(const Time& time);
  static Value Of(const LocalDateTime& datetime);
  static Value Of(const DateTime& datetime);
  static Value Of(const Duration& duration);
  static Value Of(const Point& point);

  Value(const Value& other) noexcept;
  Value(Value&& other) noexcept : kind_(other.kind_), record_(other.record_), integer_(other.integer_) {
    other.kind_ = Kind::kNull;
    other.record_ = false;
  }
  Value& operator=(Value other) noexcept {
    std::swap(kind_, other.kind_);
    std::swap(record_, other.record_);
    std::swap(integer_, other.integer_);
    return *this;
  }
  ~Value() {
    if (counted()) Release();
  }

  Kind kind() const { return kind_; }
  bool is(Kind kind) const { return kind_ == kind; }
  bool is_null() const { return kind_ == Kind::kNull; }
  bool is_number() const { return kind_ == Kind::kInteger || kind_ == Kind::kFloat; }
  // True for a node, relationship or path that carries its record (results), false for a bare id (inside the engine).
  bool has_record() const { return record_; }

  // Each getter requires its kind. References live as long as this value or a copy of it.
  bool boolean() const;
  int64_t integer() const;
  double floating() const;  // kFloat only
  double number() const;    // kInteger or kFloat, as a double
  std::string_view string() const;
  const List& list() const;
  const Map& map() const;
  NodeId node() const;          // with or without a record
  EdgeId relationship() const;  // with or without a record
  const Path& path() const;     // without a record
  const NodeRecord& node_record() const;
  const RelationshipRecord& relationship_record() const;
  const PathRecord& path_record() const;
  const Date& date() const;
  const LocalTime& local_time() const;
  const Time& time() const;
  const LocalDateTime& local_datetime() const;
  const DateTime& datetime() const;
  const Duration& duration() const;
  const Point& point() const;

  // The map's value for `key`, or null when the key is absent. Requires kMap.
  const Value* Find(std::string_view key) const;

 private:
  struct Object;  // the counted objects
  struct Text;    // a string's, with its bytes behind it
  template <class T>
  struct Box;
  template <class T>
  struct Container;
  template <class T>
  static Value Boxed(Kind kind, T content, bool record = false);
  template <class T>
  const T& Content() const;

  bool counted() const {
    return kind_ >= Kind::kString && (record_ || (kind_ != Kind::kNode && kind_ != Kind::kRelationship));
  }
  void Release() noexcept;
  friend size_t HeapSize(const Value& value);

  Kind kind_;
  bool record_ = false;
  union {
    bool boolean_;
    int64_t integer_;
    double floating_;
    uint64_t id_;
    Object* object_;
  };
};

// The = operator: nullopt stands for null (unknown).
std::optional<bool> Equals(const Value& a, const Value& b);
// The < operator between values that can be compared: nullopt for null and for kinds that can't.
std::optional<std::partial_ordering> Compare(const Value& a, const Value& b);
// Same group, same DISTINCT row, same key.
bool Equivalent(const Value& a, const Value& b);
size_t Hash(const Value& value);  // agrees with Equivalent
// ORDER BY, ascending: map, node, relationship, list, path, temporal kinds, string, boolean, number, NaN, null.
std::strong_ordering Order(const Value& a, const Value& b);

struct ValueHash {
  size_t operator()(const Value& value) const { return Hash(value); }
};
struct ValueEquivalent {
  bool operator()(const Value& a, const Value& b) const { return Equivalent(a, b); }
};

// As Cypher text: 1, 1.0, '潞城区', [1, null], {name: 'x'}, (:District {name: '潞城区'}), [:PAIRED_WITH {since:
// '2023'}]. Temporal values stand in quotes like the strings that would make them: '2023-07-21', 'P1DT2H'. A node or
// relationship without a record shows its number: (#17), [#4].
std::string ToText(const Value& value);
// A string with its quotes and escapes.
std::string Quoted(std::string_view text);
// A label, type, key or variable, in backticks where it needs them.
std::string QuotedName(std::string_view name);
// 1.0, 0.1, 1.0E23, NaN, -Infinity: the shortest digits that make the same float again, in Java's layout.
std::string FloatText(double number);

// Bytes that the value holds on the heap, for memory limits. Lists and maps know theirs. What is held twice counts
// twice, up to a number so large that it stands for all above it.
inline constexpr size_t kMaxHeapSize = size_t{1} << 48;
size_t HeapSize(const Value& value);

}  // namespace qiao::base
