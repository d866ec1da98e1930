"""The facts that recommend.py reasons about, one query each, and the way to ask them: the qiao command."""
import json
import subprocess
import sys

LINKS = {"PAIRED_WITH": "结对", "COOPERATES_WITH": "合作", "SUPPLIES": "供应", "LOCATED_IN": "位于"}
# Where a link is said: tables write it on the link, articles in claims, the best of which speaks for it.
BEST = """COLLECT {{
  MATCH (c:Claim {{type: type({0})}})-[:SUBJECT|OBJECT]->({1}), (c)-[:SUBJECT|OBJECT]->({2})
  WHERE c.overruled IS NULL
  OPTIONAL MATCH (c)-[:SAID_IN]->(told)
  RETURN {{doc: told.doc, sentence: c.evidence}} AS said
  ORDER BY c.by IS NULL, coalesce(c.inferred, false), c.confidence DESC, told.published DESC, told.doc, c.offset LIMIT 1
}}[0]"""
PLACE = ("coalesce({0}.article, " + BEST + ".doc) AS article, {0}.line AS line, " + BEST + ".sentence AS sentence, "
         "{0}.inferred AS inferred")

REGION = """MATCH (r) WHERE (r:Province OR r:City OR r:District OR r:Town)
AND (r.name = $region OR $region IN coalesce(r.aliases, [])) RETURN r.name AS name ORDER BY name"""
# The regions above a region, the nearest first.
ABOVE = """MATCH p = (r {name: $region})-[:PART_OF*1..4]->(up) WHERE up:City OR up:Province
RETURN up.name AS name ORDER BY length(p), name"""
REGION_PAIRS = f"""MATCH (a)-[r:PAIRED_WITH]->(b)
WHERE (a:Province OR a:City OR a:District) AND (b:Province OR b:City OR b:District)
RETURN a.name AS a, type(r) AS link, b.name AS b, r.since AS since, r.programme AS programme, {PLACE.format('r', 'a', 'b')}
ORDER BY a, b, article, line"""
# Pairs of institutions with the regions they lie in; one side may be a region itself.
LOWER_PAIRS = f"""MATCH (a)-[r:PAIRED_WITH]->(b)
WHERE a:Hospital OR a:School OR a:Park OR b:Hospital OR b:School OR b:Park
OPTIONAL MATCH (a)-[:LOCATED_IN]->(pa)
OPTIONAL MATCH (b)-[:LOCATED_IN]->(pb)
RETURN a.name AS a, type(r) AS link, b.name AS b, r.since AS since, labels(a) + labels(b) AS labels,
       coalesce(pa.name, a.name) AS place_a, coalesce(pb.name, b.name) AS place_b, {PLACE.format('r', 'a', 'b')}
ORDER BY article, line, a"""
BELOW = "MATCH (x)-[:PART_OF*0..4]->(r {name: $region}) RETURN DISTINCT x.name AS name"
# Pairs that an article counts but does not name, such as 8 schools: they are there, so they must not be "not found".
COUNTED = """MATCH (f:Figure) WHERE f.overruled IS NULL
AND (f.metric CONTAINS '结对' AND f.scope CONTAINS $region
     OR f.evidence =~ '(?s).*(结对|結對).*' AND EXISTS { (f)-[:ABOUT]->({name: $region}) })
OPTIONAL MATCH (f)-[:SAID_IN]->(d)
RETURN DISTINCT CASE WHEN f.article IS NULL
            THEN reduce(t = '', name IN COLLECT { MATCH (f)-[:ABOUT]->(e) RETURN e.name ORDER BY e.name } | t + ' ' + name)
            ELSE f.scope END AS scope,
       f.metric AS metric, f.value AS value, f.unit AS unit, coalesce(f.article, d.doc) AS article, f.line AS line,
       f.evidence AS sentence
ORDER BY article, line, metric"""
DISTRICTS = "MATCH (d:District)-[:PART_OF]->(up {name: $region}) RETURN d.name AS name ORDER BY name"
INSTITUTIONS = """MATCH (x)-[:LOCATED_IN]->(r {name: $region})
WHERE (x:Hospital OR x:School OR x:Park) AND coalesce(x.kind, '') <> 'university'
RETURN labels(x)[0] AS kind, x.name AS name ORDER BY kind, name"""
COOPERATION = f"""MATCH (d {{name: $district}})<-[:LOCATED_IN*0..1]-(a)-[r:COOPERATES_WITH]-(b)
MATCH (b)-[:LOCATED_IN|PART_OF*0..2]->(up {{name: $up}})
RETURN DISTINCT a.name AS a, type(r) AS link, b.name AS b, r.since AS since, {PLACE.format('r', 'a', 'b')}
ORDER BY article, line, a"""
PRODUCTS = f"""MATCH (a {{name: $region}})-[r:SUPPLIES]->(b:Product) WHERE coalesce(r.field, '消费') = '消费'
RETURN a.name AS a, type(r) AS link, b.name AS b, {PLACE.format('r', 'a', 'b')} ORDER BY b, article"""
MARKETS = f"""MATCH (a:Product)-[r:SUPPLIES]->(b:Company)-[:LOCATED_IN]->(place)
RETURN a.name AS a, type(r) AS link, b.name AS b, place.name AS place, {PLACE.format('r', 'a', 'b')} ORDER BY b, a, article"""


class Graph:
    """Asks the database through the qiao command; rows come back as dictionaries."""

    def __init__(self, qiao, database):
        self.command = [qiao, "query", database]
        documents = self.ask("MATCH (d:Document) RETURN coalesce(d.name, d.doc) AS name, d.title AS title")
        self.titles = {d["name"]: d["title"] for d in documents}

    def ask(self, text, **parameters):
        command = [*self.command, text, "--format", "json"]
        for name, value in parameters.items():
            command += ["--param", f"{name}={json.dumps(value, ensure_ascii=False)}"]
        try:
            done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        except OSError as error:
            sys.exit(f"recommend.py: cannot run {command[0]}: {error.strerror}")
        if done.returncode != 0:
            sys.exit(done.stderr.strip() or f"recommend.py: {command[0]} failed")
        answer = json.loads(done.stdout)
        return [dict(zip(answer["columns"], row)) for row in answer["rows"]]

    def fact(self, row):
        known = "，".join(row[key] for key in ("since", "programme") if row.get(key))
        known = f"（{known}）" if known else ""
        return {"fact": f"{row['a']} –{LINKS[row['link']]}→ {row['b']}{known}", "article": row["article"],
                "line": row["line"], "sentence": row["sentence"], "inferred": row["inferred"]}

    def facts(self, rows):
        return [self.fact(row) for row in rows]

    def figure(self, row):
        return {"fact": f"{row['scope'].strip()}：{row['metric']} {row['value']:g}{row['unit']}", "article": row["article"],
                "line": row["line"], "sentence": row["sentence"], "inferred": False}

    def not_found(self, what):
        return f"{what}：在 {len(self.titles)} 篇文章中未见 (not found in {len(self.titles)} documents)"
