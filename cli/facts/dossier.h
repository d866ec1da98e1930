// All that a graph says of one entity: its links, each with the claims or the article that it rests on.
//
// Two kinds of graphs are understood: those that the article loader writes, where (claim:Claim)-[:SUBJECT|OBJECT]->()
// and (claim)-[:SAID_IN]->(:Document) carry the sentences, and tables, where links carry `article` and `line`.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "cli/facts/find_entities.h"
#include "query/graph.h"

namespace qiao::cli {

struct Source {
  std::string sentence;  // in its original wording; empty where only the place is known
  std::string article;   // its file or name
  std::string title;     // of the article, when it is known
  base::Map properties;  // what the claim says: status, since, amount_yuan …; the line of a table's link
};

struct Fact {
  std::string type;
  bool outgoing = true;
  bool symmetric = false;  // the direction says nothing
  Entity other;
  base::Map properties;
  std::vector<Source> sources;
};

struct Mention {
  std::string article;
  std::string title;
  uint64_t count = 0;
};

struct Dossier {
  Entity entity;
  base::Map properties;       // beside name and aliases
  std::vector<Fact> facts;    // by kind, then by the other end's name
  std::vector<Fact> figures;  // numbers about the entity; `other` is the Figure
  std::vector<Mention> mentions;
};

base::Result<Dossier> ReadDossier(const query::GraphReader& graph, const Entity& entity);

std::string DossierText(const Dossier& dossier, base::Language language);
std::string DossierJson(const Dossier& dossier);

}  // namespace qiao::cli
