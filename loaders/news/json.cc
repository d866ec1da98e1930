#include <boost/json.hpp>

#include "loaders/news/extract.h"

namespace qiao::loaders::news {
namespace {

namespace json = boost::json;

struct ToValue {
  json::value operator()(bool v) const { return v; }
  json::value operator()(int64_t v) const { return v; }
  json::value operator()(double v) const { return v; }
  json::value operator()(const std::string& v) const { return json::string(v); }
  json::value operator()(const std::vector<std::string>& v) const { return json::array(v.begin(), v.end()); }
};

json::value OrNull(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::object EntityObject(const Entity& entity) {
  json::object props;
  for (const auto& [key, value] : entity.props) props[key] = std::visit(ToValue(), value);
  return {{"name", entity.name},
          {"label", Name(entity.label)},
          {"aliases", json::array(entity.aliases.begin(), entity.aliases.end())},
          {"props", std::move(props)}};
}

json::object LinkProps(const Link& link) {
  json::object props;
  auto add = [&](const char* key, std::string_view value) {
    if (!value.empty()) props[key] = value;
  };
  add("status", Name(link.status));
  if (link.amount_yuan) props["amount_yuan"] = *link.amount_yuan;
  if (link.approximate) props["approximate"] = true;
  if (link.since) add("since", link.since->text);
  if (link.until) add("until", link.until->text);
  add("field", link.field);
  add("programme", link.programme);
  add("role", link.role);
  props["confidence"] = link.confidence;
  if (link.inferred) props["inferred"] = true;
  props["claims"] = link.claims.size();
  return props;
}

}  // namespace

std::string ToJson(const Extraction& extraction) {
  json::array entities, relations;
  for (const Entity& entity : extraction.entities) entities.push_back(EntityObject(entity));
  for (const Link& link : extraction.links) {
    const Claim& first = extraction.claims[link.claims.front()];
    relations.push_back(json::object{{"type", Name(link.type)},
                                     {"from", extraction.entities[link.from].name},
                                     {"to", extraction.entities[link.to].name},
                                     {"props", LinkProps(link)},
                                     {"rule", first.rule},
                                     {"evidence", first.evidence}});
  }
  return json::serialize(json::object{{"doc", extraction.document.doc},
                                      {"title", extraction.document.title},
                                      {"published", OrNull(extraction.document.published)},
                                      {"entities", std::move(entities)},
                                      {"relations", std::move(relations)}});
}

}  // namespace qiao::loaders::news
