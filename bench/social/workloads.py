"""The queries of the social benchmark, in three wordings each.

qiao:  natural Cypher on labels and types as they are (Comment and Post nodes carry Message too, `knows` is stored once);
graph: the declared tables of Kùzu and Ladybug (graph_peer.mjs), tuned by hand: merged messages, `knows` both ways, so
       that undirected patterns become directed ones and edges that must differ are told by their ends;
sql:   DuckDB's tables of ends (duckdb.mjs).

A query's rows must be the same from every engine.
"""
from dataclasses import dataclass


@dataclass
class Workload:
    name: str
    group: str
    qiao: str
    graph: str
    sql: str
    parameters: str = "none"  # none, persons, few_persons, hub, pairs: which sets run.py draws


def of(group, name, qiao, graph, sql, parameters="none"):
    return Workload(name, group, " ".join(qiao.split()), " ".join(graph.split()), " ".join(sql.split()), parameters)


REPLY_TAGS = """Message_hasTag_Tag t1 JOIN Message_replyOf_Message r ON r.d = t1.s
    JOIN Message_hasTag_Tag t2 ON t2.s = r.s"""
CHAIN_GRAPH = """MATCH (:Country)<-[:City_isPartOf_Country]-(:City)<-[:Person_isLocatedIn_City]-(:Person)
    <-[:Forum_hasMember_Person]-(:Forum)-[:Forum_containerOf_Post]->(:Message)<-[:Comment_replyOf_Post]-(c:Message)
    -[:Message_hasTag_Tag]->(t:Tag)-[:Tag_hasType_TagClass]->(:TagClass)"""
CHAIN_QIAO = """MATCH (:Country)<-[:isPartOf]-(:City)<-[:isLocatedIn]-(:Person)<-[:hasMember]-(:Forum)
    -[:containerOf]->(:Post)<-[:replyOf]-(c:Comment)-[:hasTag]->(t:Tag)-[:hasType]->(:TagClass)"""
CHAIN_SQL = """City_isPartOf_Country cc JOIN Person_isLocatedIn_City pc ON pc.d = cc.s
    JOIN Forum_hasMember_Person fm ON fm.d = pc.s JOIN Forum_containerOf_Post fp ON fp.s = fm.s
    JOIN Comment_replyOf_Post rp ON rp.d = fp.d JOIN Comment_hasTag_Tag ct ON ct.s = rp.s
    JOIN Tag_hasType_TagClass tt ON tt.s = ct.d"""
TRIANGLE_COUNTRY_QIAO = """MATCH (l:Country) MATCH (a:Person)-[:isLocatedIn]->(:City)-[:isPartOf]->(l)
    MATCH (b:Person)-[:isLocatedIn]->(:City)-[:isPartOf]->(l) MATCH (c:Person)-[:isLocatedIn]->(:City)-[:isPartOf]->(l)
    MATCH (a)-[:knows]-(b)-[:knows]-(c)-[:knows]-(a)"""
TRIANGLE_COUNTRY_GRAPH = """MATCH (l:Country)
    MATCH (a:Person)-[:Person_isLocatedIn_City]->(x:City)-[:City_isPartOf_Country]->(l)
    MATCH (b:Person)-[:Person_isLocatedIn_City]->(y:City)-[:City_isPartOf_Country]->(l)
    MATCH (c:Person)-[:Person_isLocatedIn_City]->(z:City)-[:City_isPartOf_Country]->(l)
    MATCH (a)-[:knows]->(b)-[:knows]->(c)-[:knows]->(a)"""
TRIANGLE_COUNTRY_SQL = """knows k1 JOIN knows k2 ON k1.d = k2.s JOIN knows k3 ON k2.d = k3.s AND k3.d = k1.s
    JOIN Person_isLocatedIn_City a ON a.s = k1.s JOIN City_isPartOf_Country ca ON ca.s = a.d
    JOIN Person_isLocatedIn_City b ON b.s = k2.s JOIN City_isPartOf_Country cb ON cb.s = b.d AND cb.d = ca.d
    JOIN Person_isLocatedIn_City e ON e.s = k3.s JOIN City_isPartOf_Country ce ON ce.s = e.d AND ce.d = ca.d"""

LSQB = [
    of("lsqb", "q1", f"{CHAIN_QIAO} RETURN count(*) AS n", f"{CHAIN_GRAPH} RETURN count(*) AS n",
       f"SELECT count(*) FROM {CHAIN_SQL}"),
    of("lsqb", "q2", """MATCH (a:Person)-[:knows]-(b:Person),
        (a)<-[:hasCreator]-(:Comment)-[:replyOf]->(:Post)-[:hasCreator]->(b) RETURN count(*) AS n""",
       """MATCH (a:Person)-[:knows]->(b:Person), (a)<-[:Message_hasCreator_Person]-(:Message)
        -[:Comment_replyOf_Post]->(:Message)-[:Message_hasCreator_Person]->(b) RETURN count(*) AS n""",
       """SELECT count(*) FROM knows k JOIN Comment_hasCreator_Person cc ON cc.d = k.s
        JOIN Comment_replyOf_Post rp ON rp.s = cc.s JOIN Post_hasCreator_Person pp ON pp.s = rp.d AND pp.d = k.d"""),
    of("lsqb", "q3", f"{TRIANGLE_COUNTRY_QIAO} RETURN count(*) AS n", f"{TRIANGLE_COUNTRY_GRAPH} RETURN count(*) AS n",
       f"SELECT count(*) FROM {TRIANGLE_COUNTRY_SQL}"),
    of("lsqb", "q4", """MATCH (:Tag)<-[:hasTag]-(m:Message)-[:hasCreator]->(:Person), (m)<-[:likes]-(:Person),
        (m)<-[:replyOf]-(:Comment) RETURN count(*) AS n""",
       """MATCH (:Tag)<-[:Message_hasTag_Tag]-(m:Message)-[:Message_hasCreator_Person]->(:Person),
        (m)<-[:Person_likes_Message]-(:Person), (m)<-[:Message_replyOf_Message]-(:Message) RETURN count(*) AS n""",
       """SELECT count(*) FROM Message_hasTag_Tag t JOIN Message_hasCreator_Person p ON p.s = t.s
        JOIN Person_likes_Message l ON l.d = t.s JOIN Message_replyOf_Message r ON r.d = t.s"""),
    of("lsqb", "q5", """MATCH (s:Tag)<-[:hasTag]-(:Message)<-[:replyOf]-(:Comment)-[:hasTag]->(t:Tag) WHERE s <> t
        RETURN count(*) AS n""",
       """MATCH (s:Tag)<-[:Message_hasTag_Tag]-(:Message)<-[:Message_replyOf_Message]-(:Message)
        -[:Message_hasTag_Tag]->(t:Tag) WHERE id(s) <> id(t) RETURN count(*) AS n""",
       f"SELECT count(*) FROM {REPLY_TAGS} WHERE t1.d <> t2.d"),
    of("lsqb", "q6", """MATCH (a:Person)-[:knows]-(:Person)-[:knows]-(b:Person)-[:hasInterest]->(:Tag) WHERE a <> b
        RETURN count(*) AS n""",
       """MATCH (a:Person)-[:knows]->(:Person)-[:knows]->(b:Person)-[:Person_hasInterest_Tag]->(:Tag)
        WHERE id(a) <> id(b) RETURN count(*) AS n""",
       """SELECT count(*) FROM knows k1 JOIN knows k2 ON k1.d = k2.s JOIN Person_hasInterest_Tag i ON i.s = k2.d
        WHERE k1.s <> k2.d"""),
    of("lsqb", "q7", """MATCH (:Tag)<-[:hasTag]-(m:Message)-[:hasCreator]->(:Person)
        OPTIONAL MATCH (m)<-[:likes]-(p:Person) OPTIONAL MATCH (m)<-[:replyOf]-(c:Comment) RETURN count(*) AS n""",
       """MATCH (:Tag)<-[:Message_hasTag_Tag]-(m:Message)-[:Message_hasCreator_Person]->(:Person)
        OPTIONAL MATCH (m)<-[:Person_likes_Message]-(p:Person)
        OPTIONAL MATCH (m)<-[:Message_replyOf_Message]-(c:Message) RETURN count(*) AS n""",
       """SELECT count(*) FROM Message_hasTag_Tag t JOIN Message_hasCreator_Person p ON p.s = t.s
        LEFT JOIN Person_likes_Message l ON l.d = t.s LEFT JOIN Message_replyOf_Message r ON r.d = t.s"""),
    of("lsqb", "q8", """MATCH (s:Tag)<-[:hasTag]-(:Message)<-[:replyOf]-(c:Comment)-[:hasTag]->(t:Tag)
        WHERE s <> t AND NOT (c)-[:hasTag]->(s) RETURN count(*) AS n""",
       """MATCH (s:Tag)<-[:Message_hasTag_Tag]-(:Message)<-[:Message_replyOf_Message]-(c:Message)
        -[:Message_hasTag_Tag]->(t:Tag) WHERE id(s) <> id(t) AND NOT (c)-[:Message_hasTag_Tag]->(s)
        RETURN count(*) AS n""",
       f"""SELECT count(*) FROM {REPLY_TAGS} WHERE t1.d <> t2.d
        AND NOT EXISTS (SELECT 1 FROM Message_hasTag_Tag t3 WHERE t3.s = r.s AND t3.d = t1.d)"""),
    of("lsqb", "q9", """MATCH (a:Person)-[:knows]-(:Person)-[:knows]-(b:Person)-[:hasInterest]->(:Tag)
        WHERE a <> b AND NOT (a)-[:knows]-(b) RETURN count(*) AS n""",
       """MATCH (a:Person)-[:knows]->(:Person)-[:knows]->(b:Person)-[:Person_hasInterest_Tag]->(:Tag)
        WHERE id(a) <> id(b) AND NOT (a)-[:knows]->(b) RETURN count(*) AS n""",
       """SELECT count(*) FROM knows k1 JOIN knows k2 ON k1.d = k2.s JOIN Person_hasInterest_Tag i ON i.s = k2.d
        WHERE k1.s <> k2.d AND NOT EXISTS (SELECT 1 FROM knows k3 WHERE k3.s = k1.s AND k3.d = k2.d)"""),
]

VARIANTS = [
    of("variants", "v1-tag-names", f"{CHAIN_QIAO} RETURN t.name AS tag, count(*) AS n ORDER BY n DESC, tag LIMIT 10",
       f"{CHAIN_GRAPH} RETURN t.name AS tag, count(*) AS n ORDER BY n DESC, tag LIMIT 10",
       f"""SELECT g.name, count(*) n FROM {CHAIN_SQL} JOIN Tag g ON g.id = ct.d GROUP BY g.name
        ORDER BY n DESC, g.name LIMIT 10"""),
    of("variants", "v2-pairs-by-date", """MATCH (a:Person)-[:knows]-(b:Person),
        (a)<-[:hasCreator]-(c:Comment)-[:replyOf]->(:Post)-[:hasCreator]->(b)
        RETURN DISTINCT a.id AS a, b.id AS b, c.creationDate AS d ORDER BY d, a, b LIMIT 1000""",
       """MATCH (a:Person)-[:knows]->(b:Person), (a)<-[:Message_hasCreator_Person]-(c:Message)
        -[:Comment_replyOf_Post]->(:Message)-[:Message_hasCreator_Person]->(b)
        RETURN DISTINCT a.id AS a, b.id AS b, c.creationDate AS d ORDER BY d, a, b LIMIT 1000""",
       """SELECT DISTINCT k.s a, k.d b, m.creationDate d FROM knows k JOIN Comment_hasCreator_Person cc ON cc.d = k.s
        JOIN Comment_replyOf_Post rp ON rp.s = cc.s JOIN Post_hasCreator_Person pp ON pp.s = rp.d AND pp.d = k.d
        JOIN Message m ON m.id = cc.s ORDER BY d, a, b LIMIT 1000"""),
    of("variants", "v3-country-names", f"""{TRIANGLE_COUNTRY_QIAO}
        RETURN l.name AS country, count(*) AS n ORDER BY n DESC, country LIMIT 10""",
       f"{TRIANGLE_COUNTRY_GRAPH} RETURN l.name AS country, count(*) AS n ORDER BY n DESC, country LIMIT 10",
       f"""SELECT o.name, count(*) n FROM {TRIANGLE_COUNTRY_SQL} JOIN Country o ON o.id = ca.d GROUP BY o.name
        ORDER BY n DESC, o.name LIMIT 10"""),
    of("variants", "v4-date-range", """MATCH (:Tag)<-[:hasTag]-(m:Message)-[:hasCreator]->(:Person),
        (m)<-[:likes]-(:Person), (m)<-[:replyOf]-(:Comment)
        WHERE m.creationDate >= date('2011-03-01') AND m.creationDate < date('2011-06-01') RETURN count(*) AS n""",
       """MATCH (:Tag)<-[:Message_hasTag_Tag]-(m:Message)-[:Message_hasCreator_Person]->(:Person),
        (m)<-[:Person_likes_Message]-(:Person), (m)<-[:Message_replyOf_Message]-(:Message)
        WHERE m.creationDate >= date('2011-03-01') AND m.creationDate < date('2011-06-01') RETURN count(*) AS n""",
       """SELECT count(*) FROM Message m JOIN Message_hasTag_Tag t ON t.s = m.id
        JOIN Message_hasCreator_Person p ON p.s = t.s JOIN Person_likes_Message l ON l.d = t.s
        JOIN Message_replyOf_Message r ON r.d = t.s
        WHERE m.creationDate >= DATE '2011-03-01' AND m.creationDate < DATE '2011-06-01'"""),
    of("variants", "v5-text-prefix", """MATCH (s:Tag)<-[:hasTag]-(:Message)<-[:replyOf]-(:Comment)-[:hasTag]->(t:Tag)
        WHERE s <> t AND s.name STARTS WITH 'b' RETURN t.name AS tag, count(*) AS n ORDER BY n DESC, tag LIMIT 10""",
       """MATCH (s:Tag)<-[:Message_hasTag_Tag]-(:Message)<-[:Message_replyOf_Message]-(:Message)
        -[:Message_hasTag_Tag]->(t:Tag) WHERE id(s) <> id(t) AND s.name STARTS WITH 'b'
        RETURN t.name AS tag, count(*) AS n ORDER BY n DESC, tag LIMIT 10""",
       f"""SELECT g.name, count(*) n FROM {REPLY_TAGS} JOIN Tag s ON s.id = t1.d JOIN Tag g ON g.id = t2.d
        WHERE t1.d <> t2.d AND starts_with(s.name, 'b') GROUP BY g.name ORDER BY n DESC, g.name LIMIT 10"""),
    of("variants", "v6-three-knows", """MATCH (a:Person)-[:knows]-(:Person)-[:knows]-(:Person)-[:knows]-(d:Person)
        RETURN count(*) AS n""",
       """MATCH (a:Person)-[:knows]->(b:Person)-[:knows]->(c:Person)-[:knows]->(d:Person)
        WHERE id(a) <> id(c) AND id(b) <> id(d) RETURN count(*) AS n""",
       """SELECT count(*) FROM knows k1 JOIN knows k2 ON k2.s = k1.d JOIN knows k3 ON k3.s = k2.d
        WHERE k1.s <> k2.d AND k2.s <> k3.d"""),
    of("variants", "v7-collect-average", """MATCH (p:Person)<-[:hasCreator]-(m:Message)
        WITH p, collect(m.length) AS lengths, avg(m.length) AS mean
        RETURN p.id AS person, size(lengths) AS n, mean ORDER BY n DESC, person LIMIT 20""",
       """MATCH (p:Person)<-[:Message_hasCreator_Person]-(m:Message)
        WITH p, collect(m.length) AS lengths, avg(m.length) AS mean
        RETURN p.id AS person, size(lengths) AS n, mean ORDER BY n DESC, person LIMIT 20""",
       """SELECT c.d p, len(list(m.length)) n, avg(m.length) FROM Message_hasCreator_Person c
        JOIN Message m ON m.id = c.s GROUP BY p ORDER BY n DESC, p LIMIT 20"""),
    of("variants", "v8-anti-date", """MATCH (s:Tag)<-[:hasTag]-(:Message)<-[:replyOf]-(c:Comment)-[:hasTag]->(t:Tag)
        WHERE s <> t AND c.creationDate >= date('2012-01-01') AND NOT (c)-[:hasTag]->(s) RETURN count(*) AS n""",
       """MATCH (s:Tag)<-[:Message_hasTag_Tag]-(:Message)<-[:Message_replyOf_Message]-(c:Message)
        -[:Message_hasTag_Tag]->(t:Tag) WHERE id(s) <> id(t) AND c.creationDate >= date('2012-01-01')
        AND NOT (c)-[:Message_hasTag_Tag]->(s) RETURN count(*) AS n""",
       f"""SELECT count(*) FROM {REPLY_TAGS} JOIN Message c ON c.id = r.s
        WHERE t1.d <> t2.d AND c.creationDate >= DATE '2012-01-01'
        AND NOT EXISTS (SELECT 1 FROM Message_hasTag_Tag t3 WHERE t3.s = r.s AND t3.d = t1.d)"""),
    of("variants", "v9-interest-names", """MATCH (a:Person)-[:knows]-(:Person)-[:knows]-(b:Person)-[:hasInterest]->(t:Tag)
        WHERE a <> b AND NOT (a)-[:knows]-(b) RETURN t.name AS tag, count(*) AS n ORDER BY n DESC, tag LIMIT 10""",
       """MATCH (a:Person)-[:knows]->(:Person)-[:knows]->(b:Person)-[:Person_hasInterest_Tag]->(t:Tag)
        WHERE id(a) <> id(b) AND NOT (a)-[:knows]->(b)
        RETURN t.name AS tag, count(*) AS n ORDER BY n DESC, tag LIMIT 10""",
       """SELECT g.name, count(*) n FROM knows k1 JOIN knows k2 ON k1.d = k2.s
        JOIN Person_hasInterest_Tag i ON i.s = k2.d JOIN Tag g ON g.id = i.d
        WHERE k1.s <> k2.d AND NOT EXISTS (SELECT 1 FROM knows k3 WHERE k3.s = k1.s AND k3.d = k2.d)
        GROUP BY g.name ORDER BY n DESC, g.name LIMIT 10"""),
]


def hops(count, parameters, suffix=""):
    return of("hops", f"hops-{count}{suffix}",
              f"""MATCH (a:Person {{id: $id}})-[:knows*1..{count}]-(b:Person) WHERE b <> a
              RETURN count(DISTINCT b) AS n""",
              f"""MATCH (a:Person {{id: $id}})-[:knows*1..{count}]->(b:Person) WHERE b.id <> a.id
              RETURN count(DISTINCT b.id) AS n""",
              f"""WITH RECURSIVE r(n, steps) AS (SELECT $id::BIGINT, 0 UNION
              SELECT k.d, r.steps + 1 FROM r JOIN knows k ON k.s = r.n WHERE r.steps < {count})
              SELECT count(DISTINCT n) FROM r WHERE n <> $id""", parameters)


PATHS = [hops(1, "persons"), hops(2, "persons"), hops(3, "few_persons"), hops(4, "few_persons"),
         hops(1, "hub", "-hub"), hops(2, "hub", "-hub"), hops(3, "hub", "-hub"),
         of("shortest", "shortest-length", """MATCH (a:Person {id: $a}), (b:Person {id: $b}),
            p = shortestPath((a)-[:knows*..20]-(b)) RETURN length(p) AS n""",
            """MATCH p = (a:Person {id: $a})-[:knows* SHORTEST 1..20]->(b:Person {id: $b}) RETURN length(p) AS n""",
            """WITH RECURSIVE r(n, steps) AS (SELECT $a::BIGINT, 0 UNION
            SELECT k.d, r.steps + 1 FROM r JOIN knows k ON k.s = r.n WHERE r.steps < 6
            AND NOT EXISTS (SELECT 1 FROM r WHERE r.n = $b)) SELECT min(steps) FROM r WHERE n = $b""", "pairs")]


PROPERTIES = [
    of("properties", "posts-by-language", """MATCH (m:Post)
        WHERE m.creationDate >= date('2011-01-01') AND m.creationDate < date('2011-07-01')
        RETURN m.language AS language, count(*) AS n, avg(m.length) AS mean ORDER BY n DESC, language""",
       """MATCH (m:Post) WHERE m.creationDate >= date('2011-01-01') AND m.creationDate < date('2011-07-01')
        RETURN m.language AS language, count(*) AS n, avg(m.length) AS mean ORDER BY n DESC, language""",
       """SELECT language, count(*) n, avg(length) FROM Post
        WHERE creationDate >= DATE '2011-01-01' AND creationDate < DATE '2011-07-01'
        GROUP BY language ORDER BY n DESC, language"""),
    of("properties", "messages-by-day", """MATCH (m:Message) WHERE m.length > 1000
        RETURN m.creationDate AS day, count(*) AS n, max(m.length) AS longest ORDER BY n DESC, day LIMIT 10""",
       """MATCH (m:Message) WHERE m.length > 1000
        RETURN m.creationDate AS day, count(*) AS n, max(m.length) AS longest ORDER BY n DESC, day LIMIT 10""",
       """SELECT creationDate d, count(*) n, max(length) FROM Message WHERE length > 1000 GROUP BY d
        ORDER BY n DESC, d LIMIT 10"""),
    of("properties", "newest-with-prefix", """MATCH (m:Message) WHERE m.content STARTS WITH '城市'
        RETURN m.id AS id, m.creationDate AS day ORDER BY day DESC, id LIMIT 20""",
       """MATCH (m:Message) WHERE m.content STARTS WITH '城市'
        RETURN m.id AS id, m.creationDate AS day ORDER BY day DESC, id LIMIT 20""",
       """SELECT id, creationDate FROM Message WHERE starts_with(content, '城市')
        ORDER BY creationDate DESC, id LIMIT 20"""),
    of("properties", "longest-messages", """MATCH (m:Message)
        RETURN m.id AS id, m.length AS length, m.content AS content ORDER BY length DESC, id LIMIT 100""",
       """MATCH (m:Message)
        RETURN m.id AS id, m.length AS length, m.content AS content ORDER BY length DESC, id LIMIT 100""",
       "SELECT id, length, content FROM Message ORDER BY length DESC, id LIMIT 100"),
    of("properties", "contains-word", """MATCH (m:Comment) WHERE m.content CONTAINS '数据' RETURN count(*) AS n""",
       """MATCH (m:Message) WHERE m.content CONTAINS '数据' AND m.language IS NULL RETURN count(*) AS n""",
       "SELECT count(*) FROM Message WHERE contains(content, '数据') AND language IS NULL"),
    of("properties", "creators-of-long", """MATCH (p:Person)<-[:hasCreator]-(m:Message)
        WHERE m.creationDate >= date('2012-06-01') AND m.length > 500
        RETURN p.id AS person, count(*) AS n, avg(m.length) AS mean ORDER BY n DESC, person LIMIT 20""",
       """MATCH (p:Person)<-[:Message_hasCreator_Person]-(m:Message)
        WHERE m.creationDate >= date('2012-06-01') AND m.length > 500
        RETURN p.id AS person, count(*) AS n, avg(m.length) AS mean ORDER BY n DESC, person LIMIT 20""",
       """SELECT c.d p, count(*) n, avg(m.length) FROM Message m JOIN Message_hasCreator_Person c ON c.s = m.id
        WHERE m.creationDate >= DATE '2012-06-01' AND m.length > 500 GROUP BY p ORDER BY n DESC, p LIMIT 20"""),
    of("properties", "born-in-year", """MATCH (p:Person)-[:isLocatedIn]->(c:City)
        WHERE p.birthday >= date('1970-01-01') AND p.birthday < date('1980-01-01')
        RETURN c.name AS city, count(*) AS n ORDER BY n DESC, city LIMIT 10""",
       """MATCH (p:Person)-[:Person_isLocatedIn_City]->(c:City)
        WHERE p.birthday >= date('1970-01-01') AND p.birthday < date('1980-01-01')
        RETURN c.name AS city, count(*) AS n ORDER BY n DESC, city LIMIT 10""",
       """SELECT c.name, count(*) n FROM Person p JOIN Person_isLocatedIn_City l ON l.s = p.id JOIN City c ON c.id = l.d
        WHERE p.birthday >= DATE '1970-01-01' AND p.birthday < DATE '1980-01-01'
        GROUP BY c.name ORDER BY n DESC, c.name LIMIT 10"""),
]

CYCLES = [
    of("cycles", "triangles", "MATCH (a:Person)-[:knows]-(b:Person)-[:knows]-(c:Person)-[:knows]-(a) RETURN count(*) AS n",
       "MATCH (a:Person)-[:knows]->(b:Person)-[:knows]->(c:Person)-[:knows]->(a) RETURN count(*) AS n",
       "SELECT count(*) FROM knows k1 JOIN knows k2 ON k2.s = k1.d JOIN knows k3 ON k3.s = k2.d AND k3.d = k1.s"),
    of("cycles", "four-cycles", """MATCH (a:Person)-[:knows]-(b:Person)-[:knows]-(c:Person)-[:knows]-(d:Person)
        -[:knows]-(a) RETURN count(*) AS n""",
       """MATCH (a:Person)-[:knows]->(b:Person)-[:knows]->(c:Person)-[:knows]->(d:Person)-[:knows]->(a)
        WHERE id(a) <> id(c) AND id(b) <> id(d) RETURN count(*) AS n""",
       """SELECT count(*) FROM knows k1 JOIN knows k2 ON k2.s = k1.d JOIN knows k3 ON k3.s = k2.d
        JOIN knows k4 ON k4.s = k3.d AND k4.d = k1.s WHERE k1.s <> k2.d AND k2.s <> k3.d"""),
    of("cycles", "diamonds", """MATCH (a:Person)-[:knows]-(b:Person)-[:knows]-(c:Person)-[:knows]-(a),
        (b)-[:knows]-(d:Person)-[:knows]-(c) RETURN count(*) AS n""",
       """MATCH (a:Person)-[:knows]->(b:Person)-[:knows]->(c:Person)-[:knows]->(a),
        (b)-[:knows]->(d:Person)-[:knows]->(c) WHERE id(a) <> id(d) RETURN count(*) AS n""",
       """SELECT count(*) FROM knows k1 JOIN knows k2 ON k2.s = k1.d JOIN knows k3 ON k3.s = k2.d AND k3.d = k1.s
        JOIN knows k4 ON k4.s = k1.d JOIN knows k5 ON k5.s = k4.d AND k5.d = k2.d WHERE k1.s <> k4.d"""),
]

RECOMMEND = [
    of("recommend", "common-interests", """MATCH (a:Person {id: $id})-[:knows]-(:Person)-[:knows]-(g:Person)
        -[:hasInterest]->(t:Tag)<-[:hasInterest]-(a) WHERE g <> a AND NOT (a)-[:knows]-(g)
        RETURN g.id AS g, count(DISTINCT t) AS score ORDER BY score DESC, g LIMIT 20""",
       """MATCH (a:Person {id: $id})-[:knows]->(:Person)-[:knows]->(g:Person)-[:Person_hasInterest_Tag]->(t:Tag)
        <-[:Person_hasInterest_Tag]-(a) WHERE g.id <> a.id AND NOT (a)-[:knows]->(g)
        RETURN g.id AS g, count(DISTINCT t.id) AS score ORDER BY score DESC, g LIMIT 20""",
       """SELECT k2.d g, count(DISTINCT i.d) n FROM knows k1 JOIN knows k2 ON k2.s = k1.d
        JOIN Person_hasInterest_Tag i ON i.s = k2.d JOIN Person_hasInterest_Tag j ON j.d = i.d AND j.s = k1.s
        WHERE k1.s = $id AND k2.d <> $id AND NOT EXISTS (SELECT 1 FROM knows k3 WHERE k3.s = $id AND k3.d = k2.d)
        GROUP BY g ORDER BY n DESC, g LIMIT 20""", "persons"),
]

POINT = of("point", "point-read", "MATCH (a:Person {id: $id}) RETURN a.name AS name",
           "MATCH (a:Person {id: $id}) RETURN a.name AS name", "SELECT name FROM Person WHERE id = $id", "persons")
WRITE = Workload("synced-update", "point", "MATCH (a:Person {id: $id}) SET a.score = a.score + 1",
                 "MATCH (a:Person {id: $id}) SET a.score = a.score + 1",
                 "UPDATE Person SET score = score + 1 WHERE id = $id", "persons")

TIMED = LSQB + VARIANTS + PATHS + PROPERTIES + CYCLES + RECOMMEND + [POINT]
