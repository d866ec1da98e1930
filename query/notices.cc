#include "query/notices.h"

#include <optional>
#include <string>

#include "base/text.h"
#include "query/parse/mentions.h"

namespace qiao::query {
namespace {

using syntax::MentionKind;

bool IsKnown(const syntax::Mention& mention, const GraphReader& graph) {
  switch (mention.kind) {
    case MentionKind::kLabel:
      return graph.FindLabel(mention.name).has_value();
    case MentionKind::kType:
      return graph.FindType(mention.name).has_value();
    case MentionKind::kLabelOrType:
      return graph.FindLabel(mention.name).has_value() || graph.FindType(mention.name).has_value();
    case MentionKind::kKey:
      return graph.FindKey(mention.name).has_value();
  }
  return true;
}

std::optional<std::string> Closest(const std::string& name, const std::vector<std::string>& known) {
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  const auto closest = base::ClosestName(name, candidates);
  if (!closest) return std::nullopt;
  return std::string(*closest);
}

Notice About(const syntax::Mention& mention, const GraphReader& graph) {
  const std::string& name = mention.name;
  switch (mention.kind) {
    case MentionKind::kLabel:
    case MentionKind::kLabelOrType: {
      const auto closest = Closest(name, graph.LabelNames());
      return {"Neo.ClientNotification.Statement.UnknownLabelWarning",
              closest ? base::Message("the graph has no label `{}`, did you mean `{}`?", name, *closest)
                      : base::Message("the graph has no label `{}`", name),
              mention.span};
    }
    case MentionKind::kType: {
      const auto closest = Closest(name, graph.TypeNames());
      return {"Neo.ClientNotification.Statement.UnknownRelationshipTypeWarning",
              closest ? base::Message("the graph has no relationship type `{}`, did you mean `{}`?", name, *closest)
                      : base::Message("the graph has no relationship type `{}`", name),
              mention.span};
    }
    case MentionKind::kKey:
      break;
  }
  const auto closest = Closest(name, graph.KeyNames());
  return {"Neo.ClientNotification.Statement.UnknownPropertyKeyWarning",
          closest ? base::Message("the graph has no property `{}`, did you mean `{}`?", name, *closest)
                  : base::Message("the graph has no property `{}`", name),
          mention.span};
}

}  // namespace

std::vector<Notice> FindNotices(std::string_view statement, const GraphReader& graph) {
  std::vector<Notice> notices;
  const auto mentions = syntax::FindMentions(statement);
  if (!mentions) return notices;
  for (const syntax::Mention& mention : *mentions) {
    if (!IsKnown(mention, graph)) notices.push_back(About(mention, graph));
  }
  return notices;
}

}  // namespace qiao::query
