"""Neighbourhoods, paths, properties, cycles, recommendation, single reads and writes."""
from workload import Workload, of


def hops(count, parameters, suffix=""):
    return of("hops", f"hops-{count}{suffix}",
              f"""MATCH (a:Person {{id: $id}})-[:knows*1..{count}]-(b:Person) WHERE b <> a
              RETURN count(DISTINCT b) AS n""",
              f"""MATCH (a:Person {{id: $id}})-[:knows* SHORTEST 1..{count}]->(b:Person) WHERE b.id <> a.id
              RETURN count(*) AS n""",
              f"""WITH RECURSIVE r(n, steps) AS (SELECT $id::BIGINT, 0 UNION
              SELECT k.d, r.steps + 1 FROM r JOIN knows k ON k.s = r.n WHERE r.steps < {count})
              SELECT count(DISTINCT n) FROM r WHERE n <> $id""", parameters, reach=count)


PATHS = [hops(1, "persons"), hops(2, "persons"), hops(3, "few_persons"), hops(4, "few_persons"),
         hops(1, "hub", "-hub"), hops(2, "hub", "-hub"), hops(3, "hub", "-hub"), hops(4, "hub", "-hub"),
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
       """WITH f AS MATERIALIZED (SELECT d FROM knows WHERE s = $id), c AS (SELECT DISTINCT k.d g FROM f
        JOIN knows k ON k.s = f.d WHERE k.d <> $id AND k.d NOT IN (SELECT d FROM f))
        SELECT c.g, count(*) n FROM c JOIN Person_hasInterest_Tag i ON i.s = c.g
        WHERE i.d IN (SELECT d FROM Person_hasInterest_Tag WHERE s = $id) GROUP BY c.g ORDER BY n DESC, c.g LIMIT 20""",
       "persons", reach=2),
]

ONE = of("binding", "return-1", "RETURN 1 AS n", "RETURN 1 AS n", "SELECT 1 AS n")  # what a binding takes
POINT = of("point", "point-read", "MATCH (a:Person {id: $id}) RETURN a.name AS name",
           "MATCH (a:Person {id: $id}) RETURN a.name AS name", "SELECT name FROM Person WHERE id = $id", "persons")
WRITE = Workload("synced-update", "point", "MATCH (a:Person {id: $id}) SET a.score = a.score + 1",
                 "MATCH (a:Person {id: $id}) SET a.score = a.score + 1",
                 "UPDATE Person SET score = score + 1 WHERE id = $id", "persons")
