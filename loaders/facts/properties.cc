#include "loaders/facts/properties.h"

namespace qiao::loaders {

using base::Value;

void PropertyBag::Date(std::string_view key, const std::optional<news::StatedDate>& date) {
  if (!date) return;
  Text(key, date->text);
  Text(std::string(key) + "_first", date->first_day);
  Text(std::string(key) + "_last", date->last_day);
  if (date->inferred) Set(std::string(key) + "_inferred", Value::Boolean(true));
}

void PropertyBag::Passage(std::string_view evidence, const news::SourceSpan& place) {
  Text("evidence", evidence);
  Set("offset", Value::Integer(static_cast<int64_t>(place.offset)));
  Set("length", Value::Integer(static_cast<int64_t>(place.length)));
}

base::Result<std::vector<std::pair<base::KeyId, Value>>> PropertyBag::Interned(query::GraphWriter& writer) const {
  std::vector<std::pair<base::KeyId, Value>> interned;
  interned.reserve(values_.size());
  for (const auto& [name, value] : values_) {
    QIAO_TRY(base::KeyId key, writer.InternKey(name));
    interned.emplace_back(key, value);
  }
  return interned;
}

Value ToValue(const news::PropertyValue& value) {
  struct Visitor {
    Value operator()(bool boolean) const { return Value::Boolean(boolean); }
    Value operator()(int64_t integer) const { return Value::Integer(integer); }
    Value operator()(double number) const { return Value::Float(number); }
    Value operator()(const std::string& text) const { return Value::String(text); }
    Value operator()(const std::vector<std::string>& texts) const {
      base::List list;
      for (const std::string& text : texts) list.push_back(Value::String(text));
      return Value::Of(std::move(list));
    }
  };
  return std::visit(Visitor(), value);
}

}  // namespace qiao::loaders
