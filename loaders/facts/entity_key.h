// Keys of entities: what one article calls an entity, as "Label|name|mark". Readings of several articles with one key
// are one entity.
//
// The mark tells namesakes apart. Of a region it is its code (two 朝阳区). A name that many bodies share (人民医院,
// 签约仪式) is marked with its region or date as far as its article tells, else with the article's text, so that such
// bodies of two articles stay apart. Other names need no mark.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "loaders/news/extraction.h"

namespace qiao::loaders {

struct KeyParts {
  std::string_view label;
  std::string_view name;
  std::string_view mark;  // may be empty
};

std::string MakeKey(std::string_view label, std::string_view name, std::string_view mark = {});
// Views into `key`; what is no key is all name.
KeyParts SplitKey(std::string_view key);

// Province, City, District, Town.
bool IsRegionLabel(std::string_view label);
// Whether `name` says no more than what kind of body, project or event it is.
bool IsGenericName(std::string_view label, std::string_view name);

// The keys of an extraction's entities, by their indexes. Equal keys are one entity.
std::vector<std::string> KeysOf(const news::Extraction& article);

}  // namespace qiao::loaders
