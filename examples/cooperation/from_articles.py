#!/usr/bin/env python3
"""Asks the ten questions of the articles alone, and prints which rows differ from the tables'.

    from_articles.py ARTICLES [--qiao PATH] [--least SHARE]

Loads the tables into one database and the articles into another, runs one query a question on both and compares whom and
what it names: an entity of the articles is the table's if they share a name or an alias. Ends with 1 when the articles
give less than SHARE of the tables' rows over all questions (default 0: only print).
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
IN_CHANGZHI = "(({0})-[:LOCATED_IN|PART_OF*0..3]->({{name: '长治市'}}))"
# Of each question, what identifies a row; the last column, where it is named so, is a value that is compared apart.
QUESTIONS = [
    ("01 区县结对", "MATCH (a)-[r:PAIRED_WITH]->(b) WHERE (a:City OR a:District) AND (b:City OR b:District) "
     "RETURN DISTINCT a.name, b.name, r.since AS value"),
    ("02 医院结对与合作", "MATCH (a)-[r:PAIRED_WITH|COOPERATES_WITH]->(b) WHERE a:Hospital OR b:Hospital "
     "RETURN DISTINCT a.name, b.name, r.since AS value"),
    ("03 学校结对与合作", "MATCH (a)-[r:PAIRED_WITH|COOPERATES_WITH]->(b) WHERE r.field = '教育' AND (a:School OR a:Agency) "
     "AND coalesce(a.kind, '') <> 'university' RETURN DISTINCT a.name, b.name, r.since AS value"),
    ("04 公司与项目", "MATCH (c)-[r:INVESTS_IN|UNDERTAKES]->(p) WHERE c:Company OR c:Institute "
     "RETURN DISTINCT c.name, p.name, coalesce(r.amount_yuan, p.amount_yuan) AS value"),
    ("05 财政资金", "MATCH (a)-[r:INVESTS_IN]->(p) WHERE a:Province OR a:City OR a:District OR a:Agency OR a:Park "
     "RETURN DISTINCT a.name, p.name, r.amount_yuan AS value"),
    ("06 高校院所", "MATCH (u)-[r:COOPERATES_WITH|PARTICIPATES_IN]-(x) WHERE (u.kind = 'university' OR u:Institute) "
     f"AND (type(r) = 'COOPERATES_WITH' OR x:Event) AND {IN_CHANGZHI.format('x')} RETURN DISTINCT u.name, x.name"),
    ("07 产品与市场", "MATCH (:District {name: '潞城区'})-[:SUPPLIES]->(p:Product)-[r:SUPPLIES]->(m) "
     "RETURN DISTINCT p.name, m.name, r.amount_yuan AS value"),
    ("08 劳务与园区", "MATCH (a)-[r:PAIRED_WITH|COOPERATES_WITH]->(b) WHERE r.field = '劳务' OR (a:Park AND b:Park) "
     "RETURN DISTINCT a.name, b.name, r.status AS value"),
    ("09 中关村信息谷", "MATCH (c:Company)-[r]-(x) WHERE (c.name CONTAINS '中关村信息谷') AND NOT x:Claim AND NOT x:Figure "
     "AND NOT x:Document AND NOT x:Agreement RETURN DISTINCT type(r), x.name"),
    ("10 长子县下一步", "MATCH (d:District)-[:PART_OF]->(:City {name: '北京市'}) MATCH (d)<-[:LOCATED_IN*0..1]-(a)"
     f"-[:COOPERATES_WITH]-(b) WHERE {IN_CHANGZHI.format('b')} AND NOT (d)-[:PAIRED_WITH]-() RETURN DISTINCT d.name, b.name"),
]
SYMMETRIC = {"01", "02", "03", "06", "08"}
NAMES = "MATCH (n) WHERE n.name IS NOT NULL AND NOT n:Agreement RETURN labels(n)[0] AS label, n.name AS name, coalesce(n.aliases, []) AS aliases"


class Graph:
    def __init__(self, qiao, database, files):
        self.command = [qiao, "query", database, "--format", "json"]
        self.database, self.qiao = database, qiao
        self.run([qiao, "load", database, *map(str, files)])

    def run(self, command):
        done = subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8", check=False)
        if done.returncode != 0:
            sys.exit(f"from_articles.py: {' '.join(map(str, command[:2]))} failed:\n{done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def ask(self, query):
        answer = json.loads(self.run([*self.command, query]))
        return answer["columns"], answer["rows"]


def same_names(tables, articles):
    """The table's name of each name of the articles that has one."""
    known = {}
    for _, name, aliases in tables:
        for alias in aliases:
            known.setdefault(alias, name)
    for _, name, _ in tables:
        known[name] = name
    meant = {}
    for _, name, aliases in articles:
        for candidate in (name, *aliases):
            if candidate in known:
                meant[name] = known[candidate]
                break
    return meant


def rows_of(graph, number, query, meant):
    """Values by row; a row of a question that is asked in both directions is a set of ends."""
    columns, rows = graph.ask(query)
    has_value = columns[-1] == "value"
    found = {}
    for row in rows:
        value = row.pop() if has_value else None
        ends = [meant.get(end, end) for end in row]
        key = tuple(sorted(ends)) if number in SYMMETRIC else tuple(ends)
        found[key] = found.get(key) or value
    return found


def main():
    parser = argparse.ArgumentParser(description="Which rows the articles alone give, and which only the tables.")
    parser.add_argument("articles", type=pathlib.Path)
    parser.add_argument("--qiao", default="qiao", help="the qiao command (default: found on the PATH)")
    parser.add_argument("--least", type=float, default=0, help="share of the tables' rows that must be found")
    arguments = parser.parse_args()
    if not arguments.articles.exists():
        print(f"there are no articles at {arguments.articles}")
        return 77  # tells ctest that nothing was tried
    wanted = got = 0
    with tempfile.TemporaryDirectory() as folder:
        tables = Graph(arguments.qiao, pathlib.Path(folder) / "tables.db", [HERE / "nodes", HERE / "links"])
        articles = Graph(arguments.qiao, pathlib.Path(folder) / "articles.db", [arguments.articles])
        meant = same_names(tables.ask(NAMES)[1], articles.ask(NAMES)[1])
        for title, query in QUESTIONS:
            number = title[:2]
            expected = rows_of(tables, number, query, {})
            found = rows_of(articles, number, query, meant)
            both = expected.keys() & found.keys()
            wanted, got = wanted + len(expected), got + len(both)
            print(f"{title}: {len(both)} of {len(expected)} rows, {len(found) - len(both)} more")
            for row in sorted(expected.keys() - both):
                print("  only the tables:  ", " – ".join(row))
            for row in sorted(found.keys() - both):
                print("  only the articles:", " – ".join(row))
            for row in sorted(both):
                if expected[row] is not None and expected[row] != found[row]:
                    print("  differs:          ", " – ".join(row), f"  {expected[row]} in the tables, {found[row]} in the articles")
    share = got / wanted
    print(f"all: {got} of {wanted} rows, {share:.2f}")
    return 1 if share < arguments.least else 0


if __name__ == "__main__":
    sys.exit(main())
