#include "cli/facts/dossier.h"
#include "cli/format/json_text.h"
#include "cli/format/values.h"

namespace qiao::cli {
namespace {

using base::Value;

Value SourceValue(const Source& source) {
  return Value::Of(base::Map{{"sentence", TextOrNull(source.sentence)},
                             {"article", TextOrNull(source.article)},
                             {"title", TextOrNull(source.title)},
                             {"properties", Value::Of(source.properties)}});
}

Value FactValue(const Fact& fact) {
  base::List sources;
  for (const Source& source : fact.sources) sources.push_back(SourceValue(source));
  return Value::Of(base::Map{{"type", Value::String(fact.type)},
                             {"direction", Value::String(fact.outgoing ? "out" : "in")},
                             {"other", TextOrNull(fact.other.name)},
                             {"labels", Texts(fact.other.labels)},
                             {"properties", Value::Of(fact.properties)},
                             {"sources", Value::Of(std::move(sources))}});
}

Value FactValues(const std::vector<Fact>& facts) {
  base::List list;
  for (const Fact& fact : facts) list.push_back(FactValue(fact));
  return Value::Of(std::move(list));
}

}  // namespace

std::string DossierJson(const Dossier& dossier) {
  base::List mentions;
  for (const Mention& mention : dossier.mentions) {
    mentions.push_back(Value::Of(base::Map{{"article", TextOrNull(mention.article)},
                                           {"title", TextOrNull(mention.title)},
                                           {"count", Number(mention.count)}}));
  }
  return ToJson(Value::Of(base::Map{{"name", TextOrNull(dossier.entity.name)},
                                    {"labels", Texts(dossier.entity.labels)},
                                    {"aliases", Texts(dossier.entity.aliases)},
                                    {"properties", Value::Of(dossier.properties)},
                                    {"facts", FactValues(dossier.facts)},
                                    {"figures", FactValues(dossier.figures)},
                                    {"mentions", Value::Of(std::move(mentions))}})) +
         "\n";
}

}  // namespace qiao::cli
