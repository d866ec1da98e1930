#include "base/value.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <new>

#include "base/give_back.h"

namespace qiao::base {

struct Value::Object {
  // The number of owners. Once that is zero and the object waits to be destroyed: the next one that waits.
  std::atomic<uintptr_t> references{1};

  Object() = default;
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  virtual ~Object() = default;
  // Destroying it takes more than a few milliseconds.
  virtual bool IsLarge() const { return false; }
  static void Destroy(Object* object) noexcept;
};

namespace {
constexpr size_t kLarge = 32 << 20;  // bytes
}

template <class T>
struct Value::Box : Value::Object {
  explicit Box(T value) : content(std::move(value)) {}
  const T content;
};

struct Value::Text final : Value::Object {
  explicit Text(std::string_view text) : size(text.size()) { std::memcpy(bytes(), text.data(), text.size()); }
  static void* operator new(size_t own, size_t text) { return ::operator new(own + text); }
  static void operator delete(void* place) { ::operator delete(place); }
  static void operator delete(void* place, size_t) { ::operator delete(place); }

  char* bytes() { return reinterpret_cast<char*>(this + 1); }
  const char* bytes() const { return reinterpret_cast<const char*>(this + 1); }
  bool IsLarge() const override { return size > kLarge; }
  size_t size;
};

namespace {

// An allocation's own cost, and the count and table pointer in front of every object.
constexpr size_t kObjectOverhead = 32;

// A list can hold another one twice, that one a third one twice …
size_t SaturatingAdd(size_t a, size_t b) { return std::min(a + b, kMaxHeapSize); }

size_t SizeOnHeap(const List& list) {
  size_t total = kObjectOverhead + sizeof(List) + list.capacity() * sizeof(Value);
  for (const Value& element : list) total = SaturatingAdd(total, HeapSize(element));
  return total;
}

size_t SizeOnHeap(const Map& map) {
  size_t total = kObjectOverhead + map.capacity() * sizeof(Map::value_type);
  for (const auto& [key, value] : map) {
    total = SaturatingAdd(total, key.capacity());
    total = SaturatingAdd(total, HeapSize(value));
  }
  return total;
}

size_t SizeOnHeap(const NodeRecord& node) {
  size_t total = sizeof(NodeRecord);
  for (const std::string& label : node.labels) total += sizeof(std::string) + label.capacity();
  return SaturatingAdd(total, SizeOnHeap(node.properties));
}

size_t SizeOnHeap(const RelationshipRecord& relationship) {
  return SaturatingAdd(sizeof(RelationshipRecord) + relationship.type.capacity(), SizeOnHeap(relationship.properties));
}

size_t SizeOnHeap(const PathRecord& path) {
  size_t total = sizeof(PathRecord);
  for (const NodeRecord& node : path.nodes) total = SaturatingAdd(total, SizeOnHeap(node));
  for (const RelationshipRecord& edge : path.relationships) total = SaturatingAdd(total, SizeOnHeap(edge));
  return total;
}

size_t SizeOnHeap(const Path& path) {
  return sizeof(Path) + (path.nodes.capacity() + path.edges.capacity()) * sizeof(NodeId);
}

// Lists in lists are destroyed by recursion down to this depth; what lies deeper waits in a chain, so that no nesting
// can overflow the stack.
constexpr int kMaxRecursion = 32;

}  // namespace

// A list or map with its heap size, so that asking for it doesn't walk through what may be nested and shared manifold.
template <class T>
struct Value::Container final : Value::Box<T> {
  explicit Container(T value) : Box<T>(std::move(value)), heap(SizeOnHeap(this->content)) {}
  bool IsLarge() const override { return heap > kLarge; }
  const size_t heap;
};

void Value::Release() noexcept {
  if (object_->references.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  if (object_->IsLarge()) {
    GiveBack([object = object_] { Object::Destroy(object); });
  } else {
    Object::Destroy(object_);
  }
}

void Value::Object::Destroy(Object* object) noexcept {
  thread_local int depth = 0;
  thread_local Object* waiting = nullptr;

  if (depth == kMaxRecursion) {
    object->references.store(reinterpret_cast<uintptr_t>(waiting), std::memory_order_relaxed);
    waiting = object;
    return;
  }
  ++depth;
  delete object;
  --depth;
  while (depth == 0 && waiting != nullptr) {
    Object* next = waiting;
    waiting = reinterpret_cast<Object*>(next->references.load(std::memory_order_relaxed));
    ++depth;
    delete next;
    --depth;
  }
}

Value::Value(const Value& other) noexcept : kind_(other.kind_), record_(other.record_), integer_(other.integer_) {
  if (counted()) object_->references.fetch_add(1, std::memory_order_relaxed);
}

template <class T>
Value Value::Boxed(Kind kind, T content, bool record) {
  Value value;
  value.object_ = new Box<T>(std::move(content));
  value.kind_ = kind;
  value.record_ = record;
  return value;
}

template <class T>
const T& Value::Content() const {
  return static_cast<const Box<T>*>(object_)->content;
}

Value Value::Boolean(bool boolean) {
  Value value;
  value.kind_ = Kind::kBoolean;
  value.boolean_ = boolean;
  return value;
}

Value Value::Integer(int64_t integer) {
  Value value;
  value.kind_ = Kind::kInteger;
  value.integer_ = integer;
  return value;
}

Value Value::Float(double number) {
  Value value;
  value.kind_ = Kind::kFloat;
  value.floating_ = number;
  return value;
}

Value Value::String(std::string_view text) {
  Value value;
  value.object_ = new (text.size()) Text(text);
  value.kind_ = Kind::kString;
  return value;
}

Value Value::Of(NodeId node) {
  Value value;
  value.kind_ = Kind::kNode;
  value.id_ = node.value;
  return value;
}

Value Value::Of(EdgeId relationship) {
  Value value;
  value.kind_ = Kind::kRelationship;
  value.id_ = relationship.value;
  return value;
}

Value Value::Of(List list) {
  Value value;
  value.object_ = new Container<List>(std::move(list));
  value.kind_ = Kind::kList;
  return value;
}

Value Value::Of(Map map) {
  Value value;
  value.object_ = new Container<Map>(std::move(map));
  value.kind_ = Kind::kMap;
  return value;
}

Value Value::Of(Path path) { return Boxed(Kind::kPath, std::move(path)); }
Value Value::Of(NodeRecord node) { return Boxed(Kind::kNode, std::move(node), true); }
Value Value::Of(RelationshipRecord relationship) { return Boxed(Kind::kRelationship, std::move(relationship), true); }
Value Value::Of(PathRecord path) { return Boxed(Kind::kPath, std::move(path), true); }
Value Value::Of(const Date& date) { return Boxed(Kind::kDate, date); }
Value Value::Of(const LocalTime& time) { return Boxed(Kind::kLocalTime, time); }
Value Value::Of(const Time& time) { return Boxed(Kind::kTime, time); }
Value Value::Of(const LocalDateTime& datetime) { return Boxed(Kind::kLocalDateTime, datetime); }
Value Value::Of(const DateTime& datetime) { return Boxed(Kind::kDateTime, datetime); }
Value Value::Of(const Duration& duration) { return Boxed(Kind::kDuration, duration); }
Value Value::Of(const Point& point) { return Boxed(Kind::kPoint, point); }

bool Value::boolean() const {
  assert(is(Kind::kBoolean));
  return boolean_;
}

int64_t Value::integer() const {
  assert(is(Kind::kInteger));
  return integer_;
}

double Value::floating() const {
  assert(is(Kind::kFloat));
  return floating_;
}

double Value::number() const {
  assert(is_number());
  return kind_ == Kind::kInteger ? static_cast<double>(integer_) : floating_;
}

std::string_view Value::string() const {
  assert(is(Kind::kString));
  const auto* text = static_cast<const Text*>(object_);
  return {text->bytes(), text->size};
}

const List& Value::list() const {
  assert(is(Kind::kList));
  return Content<List>();
}

const Map& Value::map() const {
  assert(is(Kind::kMap));
  return Content<Map>();
}

NodeId Value::node() const {
  assert(is(Kind::kNode));
  return record_ ? Content<NodeRecord>().id : NodeId(id_);
}

EdgeId Value::relationship() const {
  assert(is(Kind::kRelationship));
  return record_ ? Content<RelationshipRecord>().id : EdgeId(id_);
}

const Path& Value::path() const {
  assert(is(Kind::kPath) && !record_);
  return Content<Path>();
}

const NodeRecord& Value::node_record() const {
  assert(is(Kind::kNode) && record_);
  return Content<NodeRecord>();
}

const RelationshipRecord& Value::relationship_record() const {
  assert(is(Kind::kRelationship) && record_);
  return Content<RelationshipRecord>();
}

const PathRecord& Value::path_record() const {
  assert(is(Kind::kPath) && record_);
  return Content<PathRecord>();
}

const Date& Value::date() const {
  assert(is(Kind::kDate));
  return Content<Date>();
}

const LocalTime& Value::local_time() const {
  assert(is(Kind::kLocalTime));
  return Content<LocalTime>();
}

const Time& Value::time() const {
  assert(is(Kind::kTime));
  return Content<Time>();
}

const LocalDateTime& Value::local_datetime() const {
  assert(is(Kind::kLocalDateTime));
  return Content<LocalDateTime>();
}

const DateTime& Value::datetime() const {
  assert(is(Kind::kDateTime));
  return Content<DateTime>();
}

const Duration& Value::duration() const {
  assert(is(Kind::kDuration));
  return Content<Duration>();
}

const Point& Value::point() const {
  assert(is(Kind::kPoint));
  return Content<Point>();
}

const Value* Value::Find(std::string_view key) const {
  for (const auto& [name, value] : map()) {
    if (name == key) return &value;
  }
  return nullptr;
}

size_t HeapSize(const Value& value) {
  switch (value.kind()) {
    case Kind::kNull:
    case Kind::kBoolean:
    case Kind::kInteger:
    case Kind::kFloat:
      return 0;
    case Kind::kString:
      return kObjectOverhead + value.string().size();
    case Kind::kList:
      return static_cast<const Value::Container<List>*>(value.object_)->heap;
    case Kind::kMap:
      return static_cast<const Value::Container<Map>*>(value.object_)->heap;
    case Kind::kNode:
      return value.has_record() ? kObjectOverhead + SizeOnHeap(value.node_record()) : 0;
    case Kind::kRelationship:
      return value.has_record() ? kObjectOverhead + SizeOnHeap(value.relationship_record()) : 0;
    case Kind::kPath:
      return kObjectOverhead + (value.has_record() ? SizeOnHeap(value.path_record()) : SizeOnHeap(value.path()));
    case Kind::kDateTime:
      return kObjectOverhead + sizeof(DateTime) + value.datetime().zone.capacity();
    case Kind::kDate:
    case Kind::kLocalTime:
    case Kind::kTime:
    case Kind::kLocalDateTime:
    case Kind::kDuration:
    case Kind::kPoint:
      return kObjectOverhead + sizeof(Duration);
  }
  return 0;
}

std::string_view Name(Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return "NULL";
    case Kind::kBoolean:
      return "BOOLEAN";
    case Kind::kInteger:
      return "INTEGER";
    case Kind::kFloat:
      return "FLOAT";
    case Kind::kString:
      return "STRING";
    case Kind::kList:
      return "LIST";
    case Kind::kMap:
      return "MAP";
    case Kind::kNode:
      return "NODE";
    case Kind::kRelationship:
      return "RELATIONSHIP";
    case Kind::kPath:
      return "PATH";
    case Kind::kDate:
      return "DATE";
    case Kind::kLocalTime:
      return "LOCAL TIME";
    case Kind::kTime:
      return "ZONED TIME";
    case Kind::kLocalDateTime:
      return "LOCAL DATETIME";
    case Kind::kDateTime:
      return "ZONED DATETIME";
    case Kind::kDuration:
      return "DURATION";
    case Kind::kPoint:
      return "POINT";
  }
  return "NULL";
}

}  // namespace qiao::base
