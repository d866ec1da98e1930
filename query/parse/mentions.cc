#include "query/parse/mentions.h"

#include <algorithm>
#include <set>
#include <utility>

namespace qiao::query::syntax {
namespace {

// A name without its backquotes.
std::string Unquoted(std::string_view text) {
  if (!text.starts_with('`')) return std::string(text);
  std::string name;
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    name += text[i];
    if (text[i] == '`') ++i;
  }
  return name;
}

bool Makes(NodeKind kind) {
  using enum NodeKind;
  return kind == kCreate || kind == kMerge || kind == kSet || kind == kRemove || kind == kCreateIndex ||
         kind == kCreateConstraint;
}

class Walker {
 public:
  std::vector<Mention> Take() {
    std::erase_if(found_, [&](const Mention& mention) { return made_.contains(mention.name); });
    return std::move(found_);
  }

  // First of all the names that patterns give to nodes and relationships.
  void Declare(Node node) {
    if (node.kind() == NodeKind::kNodePattern || node.kind() == NodeKind::kRelationshipDetail) {
      if (const auto variable = node.Find(NodeKind::kVariable)) entities_.insert(Unquoted(variable->text()));
    }
    for (Node child : node) Declare(child);
  }

  void Walk(Node node) {
    if (Makes(node.kind())) return NoteMade(node);
    switch (node.kind()) {
      case NodeKind::kNodePattern:
        return WalkPattern(node, MentionKind::kLabel);
      case NodeKind::kRelationshipDetail:
        return WalkPattern(node, MentionKind::kType);
      case NodeKind::kPostfix:
        return WalkPostfix(node);
      case NodeKind::kLabelName:
        return Add(MentionKind::kLabelOrType, node);
      default:
        for (Node child : node) Walk(child);
    }
  }

 private:
  void Add(MentionKind kind, Node node) {
    std::string name = Unquoted(node.text());
    const bool known = std::ranges::any_of(
        found_, [&](const Mention& mention) { return mention.kind == kind && mention.name == name; });
    if (!known) found_.push_back({kind, std::move(name), node.span()});
  }

  // What the statement makes may be looked for, too, whether it is there yet or not.
  void NoteMade(Node node) {
    if (node.kind() == NodeKind::kLabelName || node.kind() == NodeKind::kPropertyKey) {
      made_.insert(Unquoted(node.text()));
    }
    for (Node child : node) NoteMade(child);
  }

  void WalkPattern(Node pattern, MentionKind kind) {
    for (Node part : pattern) {
      if (part.kind() == NodeKind::kLabels) {
        WalkLabels(part, kind);
      } else if (part.kind() == NodeKind::kMapLiteral) {
        for (Node entry : part) {
          for (Node half : entry) half.kind() == NodeKind::kPropertyKey ? Add(MentionKind::kKey, half) : Walk(half);
        }
      } else {
        Walk(part);
      }
    }
  }

  void WalkLabels(Node labels, MentionKind kind) {
    if (labels.kind() == NodeKind::kLabelName) return Add(kind, labels);
    if (labels.kind() == NodeKind::kDynamicLabel) return Walk(*labels.begin());
    for (Node part : labels) WalkLabels(part, kind);
  }

  // variable.key
  void WalkPostfix(Node node) {
    Children children(node);
    const Node object = children.Take();
    const bool entity = object.kind() == NodeKind::kVariable && entities_.contains(Unquoted(object.text()));
    Walk(object);
    for (bool first = true; !children.Done(); first = false) {
      const Node part = children.Take();
      if (part.kind() != NodeKind::kPropertyLookup) {
        Walk(part);
      } else if (first && entity) {
        Add(MentionKind::kKey, *part.begin());
      }
    }
  }

  std::vector<Mention> found_;
  std::set<std::string, std::less<>> entities_;
  std::set<std::string, std::less<>> made_;
};

}  // namespace

std::vector<Mention> MentionsIn(Node root) {
  Walker walker;
  walker.Declare(root);
  walker.Walk(root);
  return walker.Take();
}

}  // namespace qiao::query::syntax
