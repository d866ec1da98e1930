// Which names of a clause fill a frame's roles, by what stands around them.
#pragma once

#include <optional>
#include <vector>

#include "loaders/news/clause.h"
#include "loaders/news/gazetteer.h"
#include "loaders/news/role_words.h"
#include "loaders/news/rule.h"
#include "loaders/news/rule_match.h"

namespace qiao::loaders::news {

// Nothing, when none of the rule's claims has both its ends.
std::optional<Match> FillRoles(const SentenceView& sentence, const std::vector<Clause>& clauses, size_t clause,
                               const Verb& verb, const Rule& rule, const RoleWords& words, const Gazetteer& regions);

}  // namespace qiao::loaders::news
