#include "loaders/facts/digest.h"

#include <fmt/format.h>

#include <bit>

namespace qiao::loaders {
namespace {

// FNV-1a over all values in turn, each text with its length.
class Digest {
 public:
  void Number(uint64_t number) {
    for (int shift = 0; shift < 64; shift += 8) Byte(static_cast<uint8_t>(number >> shift));
  }
  void Text(std::string_view text) {
    Number(text.size());
    for (const char c : text) Byte(static_cast<uint8_t>(c));
  }
  void Float(double number) { Number(std::bit_cast<uint64_t>(number)); }
  void Place(const news::SourceSpan& place) {
    Number(place.offset);
    Number(place.length);
  }
  void Date(const std::optional<news::StatedDate>& date) {
    Number(date.has_value());
    if (!date) return;
    Text(date->text);
    Text(date->first_day);
    Text(date->last_day);
    Number(date->inferred);
  }
  void Property(const news::PropertyValue& value) {
    Number(value.index());
    struct Visitor {
      Digest& digest;
      void operator()(bool boolean) const { digest.Number(boolean); }
      void operator()(int64_t integer) const { digest.Number(static_cast<uint64_t>(integer)); }
      void operator()(double number) const { digest.Float(number); }
      void operator()(const std::string& text) const { digest.Text(text); }
      void operator()(const std::vector<std::string>& texts) const { digest.Texts(texts); }
    };
    std::visit(Visitor{*this}, value);
  }
  void Texts(const std::vector<std::string>& texts) {
    Number(texts.size());
    for (const std::string& text : texts) Text(text);
  }
  template <class T>
  void Numbers(const std::vector<T>& numbers) {
    Number(numbers.size());
    for (const T number : numbers) Number(number);
  }

  std::string Hex() const { return fmt::format("{:016x}", hash_); }

 private:
  void Byte(uint8_t byte) {
    hash_ ^= byte;
    hash_ *= 1099511628211ull;
  }

  uint64_t hash_ = 14695981039346656037ull;
};

void AddEntity(Digest& digest, const news::Entity& entity) {
  digest.Number(static_cast<uint64_t>(entity.label));
  digest.Text(entity.name);
  digest.Texts(entity.aliases);
  digest.Number(entity.props.size());
  for (const auto& [key, value] : entity.props) {
    digest.Text(key);
    digest.Property(value);
  }
  digest.Number(entity.mentions.size());
  for (const news::Mention& mention : entity.mentions) {
    digest.Text(mention.surface);
    digest.Place(mention.place);
  }
}

void AddClaim(Digest& digest, const news::Claim& claim) {
  digest.Number(static_cast<uint64_t>(claim.type));
  digest.Number(claim.subject);
  digest.Number(claim.object);
  digest.Number(static_cast<uint64_t>(claim.status));
  digest.Number(claim.inferred);
  digest.Number(claim.amount_yuan.has_value());
  digest.Number(static_cast<uint64_t>(claim.amount_yuan.value_or(0)));
  digest.Number(claim.approximate);
  digest.Date(claim.since);
  digest.Date(claim.until);
  for (const std::string* text : {&claim.field, &claim.programme, &claim.role, &claim.rule, &claim.evidence}) {
    digest.Text(*text);
  }
  digest.Numbers(claim.figures);
  digest.Number(claim.agreement ? *claim.agreement + 1 : 0);
  digest.Place(claim.place);
  digest.Float(claim.confidence);
}

}  // namespace

std::string DigestOf(const news::Extraction& article) {
  Digest digest;
  const news::Document& document = article.document;
  for (const std::string* text : {&document.doc, &document.title, &document.published, &document.outlet, &document.url,
                                  &document.encoding, &document.text_hash}) {
    digest.Text(*text);
  }
  digest.Number(article.entities.size());
  for (const news::Entity& entity : article.entities) AddEntity(digest, entity);
  digest.Number(article.figures.size());
  for (const news::Figure& figure : article.figures) {
    for (const std::string* text :
         {&figure.metric, &figure.unit, &figure.qualifier, &figure.period, &figure.scope, &figure.evidence}) {
      digest.Text(*text);
    }
    digest.Float(figure.value);
    digest.Numbers(figure.entities);
    digest.Place(figure.place);
  }
  digest.Number(article.agreements.size());
  for (const news::Agreement& agreement : article.agreements) {
    for (const std::string* text : {&agreement.name, &agreement.term, &agreement.evidence}) digest.Text(*text);
    digest.Date(agreement.signed_on);
    digest.Numbers(agreement.parties);
    digest.Number(static_cast<uint64_t>(agreement.status));
    digest.Place(agreement.place);
  }
  digest.Number(article.claims.size());
  for (const news::Claim& claim : article.claims) AddClaim(digest, claim);
  digest.Number(article.doubts.size());
  for (const news::PossibleSame& doubt : article.doubts) {
    digest.Number(doubt.first);
    digest.Number(doubt.second);
    digest.Float(doubt.score);
  }
  return digest.Hex();
}

}  // namespace qiao::loaders
