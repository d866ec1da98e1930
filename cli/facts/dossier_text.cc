#include <fmt/format.h>

#include <algorithm>

#include "cli/facts/dossier.h"
#include "cli/format/json_text.h"
#include "cli/format/table.h"
#include "cli/say.h"

namespace qiao::cli {
namespace {

// Properties that serve programs; people are shown the sentence instead.
constexpr std::string_view kHidden[] = {"offset",      "length",     "claims",         "confidence",     "rule",
                                        "derived",     "decision",   "overruled",      "since_first",    "since_last",
                                        "until_first", "until_last", "since_inferred", "until_inferred", "approximate",
                                        "inferred",    "text_hash",  "encoding"};
// In the order in which they are told, without their key.
constexpr std::string_view kBare[] = {"status", "since", "until", "amount_yuan", "field", "programme", "role"};

const base::Value* Find(const base::Map& properties, std::string_view key) {
  const auto found = std::ranges::find(properties, key, &base::Map::value_type::first);
  return found == properties.end() ? nullptr : &found->second;
}

bool IsTrue(const base::Map& properties, std::string_view key) {
  const base::Value* value = Find(properties, key);
  return value != nullptr && value->is(base::Kind::kBoolean) && value->boolean();
}

std::string Plain(const base::Value& value) {
  if (value.is(base::Kind::kString)) return OneLine(value.string());
  if (value.is(base::Kind::kList)) {
    std::string text;
    for (const base::Value& element : value.list()) text += (text.empty() ? "" : "、") + Plain(element);
    return text;
  }
  const std::string text = base::ToText(value);
  return text.starts_with('\'') ? text.substr(1, text.size() - 2) : text;
}

// 470000000 as 470,000,000.
std::string Grouped(int64_t number) {
  std::string digits = std::to_string(number);
  const size_t first = number < 0 ? 1 : 0;
  for (size_t i = digits.size(); i > first + 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string BareText(std::string_view key, const base::Map& properties, base::Language language) {
  const base::Value& value = *Find(properties, key);
  if (key == "amount_yuan" && value.is(base::Kind::kInteger)) {
    const std::string amount = Grouped(value.integer());
    return IsTrue(properties, "approximate") ? Say(language, "about {} yuan", amount)
                                             : Say(language, "{} yuan", amount);
  }
  std::string text = Plain(value);
  if (key == "until") text = Say(language, "until {}", text);
  if (key == "since") text = Say(language, "since {}", text);
  if (IsTrue(properties, std::string(key) + "_inferred")) text += Say(language, " (year from the context)");
  return text;
}

// "signed · since 2023-04 · 医疗 · form: 园区共建"
std::string Details(const base::Map& properties, base::Language language) {
  std::vector<std::string> parts;
  for (const std::string_view key : kBare) {
    if (Find(properties, key) != nullptr) parts.push_back(BareText(key, properties, language));
  }
  for (const auto& [key, value] : properties) {
    if (std::ranges::find(kBare, key) != std::end(kBare) || std::ranges::find(kHidden, key) != std::end(kHidden))
      continue;
    parts.push_back(fmt::format("{}: {}", OneLine(key), Plain(value)));
  }
  if (IsTrue(properties, "inferred")) parts.push_back(Say(language, "inferred, not stated"));
  return fmt::format("{}", fmt::join(parts, " · "));
}

std::string Labels(const Entity& entity) { return fmt::format("{}", fmt::join(entity.labels, ", ")); }

std::string Article(const std::string& article, const std::string& title) {
  if (title.empty() || title == article) return OneLine(article);
  if (article.empty()) return "《" + OneLine(title) + "》";
  return fmt::format("《{}》 {}", OneLine(title), OneLine(article));
}

void AppendSources(std::string& text, const Fact& fact, base::Language language) {
  for (const Source& source : fact.sources) {
    text += "      ";
    if (!source.sentence.empty()) text += "“" + OneLine(source.sentence) + "” ";
    text += "—— " + Article(source.article, source.title);
    base::Map rest = source.properties;
    if (const base::Value* line = Find(rest, "line")) {
      text += ":" + Plain(*line);
      std::erase_if(rest, [](const auto& property) { return property.first == "line"; });
    }
    // What the link itself says needs no second telling.
    const std::string details = Details(rest, language);
    if (!details.empty() && details != Details(fact.properties, language)) text += "  [" + details + "]";
    text += '\n';
  }
}

void AppendFact(std::string& text, const Fact& fact, base::Language language) {
  text += fmt::format("  {} {} ({})",
                      fact.symmetric  ? "—"
                      : fact.outgoing ? "→"
                                      : "←",
                      OneLine(fact.other.name), Labels(fact.other));
  if (const std::string details = Details(fact.properties, language); !details.empty()) text += "  " + details;
  text += '\n';
  AppendSources(text, fact, language);
}

void AppendFigure(std::string& text, const Fact& figure, base::Language language) {
  const auto part = [&](std::string_view key) {
    const base::Value* value = Find(figure.properties, key);
    if (value == nullptr) return std::string();
    if (value->is(base::Kind::kFloat) &&
        value->floating() == static_cast<double>(static_cast<int64_t>(value->floating()))) {
      return Grouped(static_cast<int64_t>(value->floating()));
    }
    return value->is(base::Kind::kInteger) ? Grouped(value->integer()) : Plain(*value);
  };
  text +=
      fmt::format("  {}: {}{}{} {}\n", part("metric"), part("qualifier"), part("value"), part("unit"), part("period"));
  AppendSources(text, {.sources = figure.sources}, language);
}

}  // namespace

std::string DossierText(const Dossier& dossier, base::Language language) {
  std::string text = fmt::format("{} ({})\n", OneLine(dossier.entity.name), Labels(dossier.entity));
  if (!dossier.entity.aliases.empty()) {
    text += "  " +
            Say(language, "also called {}", OneLine(fmt::format("{}", fmt::join(dossier.entity.aliases, "、")))) + "\n";
  }
  if (const std::string details = Details(dossier.properties, language); !details.empty())
    text += "  " + details + "\n";
  std::string_view type;
  for (const Fact& fact : dossier.facts) {
    if (fact.type != type) text += "\n" + OneLine(fact.type) + "\n";
    type = fact.type;
    AppendFact(text, fact, language);
  }
  if (!dossier.figures.empty()) text += "\n" + Say(language, "Figures") + "\n";
  for (const Fact& figure : dossier.figures) AppendFigure(text, figure, language);
  if (!dossier.mentions.empty()) text += "\n" + Say(language, "Mentioned in") + "\n";
  for (const Mention& mention : dossier.mentions) {
    text += fmt::format("  {}  ×{}\n", Article(mention.article, mention.title), mention.count);
  }
  if (dossier.facts.empty() && dossier.figures.empty()) {
    text += "\n" + Say(language, "No fact about it is in the graph.") + "\n";
  }
  return text;
}

}  // namespace qiao::cli
