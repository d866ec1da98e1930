// How far the name of goods reaches, and whether the text trades in them there. What finds an end answers where it was
// asked to begin when no goods stand there.
#pragma once

#include <cstddef>

#include "loaders/news/lexicon.h"
#include "loaders/news/scan.h"

namespace qiao::loaders::news {

class GoodsWords {
 public:
  GoodsWords(const Lexicon& lexicon, const Scan& scan) : lexicon_(lexicon), scan_(scan) {}

  // Behind the short name of some county that the article does not name by itself.
  size_t UnheardRegionEnd(size_t at) const;
  // The end of the goods that stand at `from`, behind their region at `begin`: at a mark, a stop word or a verb of
  // selling. Behind a region that nobody mentions (not `known`), a single character tells only in trade.
  size_t OwnGoodsEnd(size_t begin, size_t from, bool known) const;
  // 、会理石榴 behind other goods: of a county that the article does not name by itself, or of none.
  size_t OtherGoodsEnd(size_t from) const;
  // A name of three characters or more up to a mark, 在, 和 or a verb of selling, whose end is some goods' name.
  size_t NamedEnd(size_t from) const;
  // Plain words up to a mark or a stop word; a name with an ending, or one made of generic words, is no product.
  size_t GoodsEnd(size_t from) const;
  // How long the word for goods is that ends the stretch; 0 without one.
  size_t GoodsTail(size_t from, size_t end) const;

  // Do the goods stand in a row, or where something is sold?
  bool Traded(size_t begin, size_t end) const;
  bool SoldBehind(size_t at) const;
  bool SoldThere(size_t at) const;  // 在某市某区的体验馆热销
  bool SellingBefore(size_t at) const;

 private:
  bool OfGoods(size_t at, size_t from) const;
  bool Bounded(size_t end) const;
  bool EndsLikeGoods(size_t from, size_t end) const;
  bool Sold(size_t at) const { return scan_.TradeBegins(at, WordClass::kSold); }
  bool Selling(size_t at) const { return scan_.TradeBegins(at, WordClass::kSelling); }
  bool Adverb(size_t at) const { return scan_.TradeBegins(at, WordClass::kAdverb); }

  const Lexicon& lexicon_;
  const Scan& scan_;
};

}  // namespace qiao::loaders::news
