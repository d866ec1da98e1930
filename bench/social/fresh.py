"""Queries of yet other kinds, written after the engine was tuned for all the others: OPTIONAL MATCH with several
aggregates, the first few and then their neighbours, anti-joins with properties, lists and back, list comprehensions,
CASE, arithmetic on dates, parts of texts, nested subqueries, quantified and shortest paths with conditions, statistics.

Kùzu and Ladybug have no wording where they lack what a query asks for, or count nothing where DISTINCT stands beside
other aggregates.
"""
import growth
from workload import of

MISSING = ""


def fresh(name, cypher, graph, sql, parameters="none", reach=0, touched=None):
    return of("fresh", name, cypher, graph, sql, parameters, reach, touched)


FRESH = [
    fresh("interests-of-countries", """MATCH (p:Person)-[:isLocatedIn]->(:City)-[:isPartOf]->(k:Country)
        OPTIONAL MATCH (p)-[:hasInterest]->(t:Tag)-[:hasType]->(x:TagClass)
        RETURN k.name AS country, count(DISTINCT p) AS persons, count(DISTINCT x) AS classes, count(t) AS interests
        ORDER BY persons DESC, country LIMIT 10""",
          MISSING,
          """SELECT k.name, count(DISTINCT l.s) persons, count(DISTINCT y.d), count(h.d) FROM Person_isLocatedIn_City l
        JOIN City_isPartOf_Country i ON i.s = l.d JOIN Country k ON k.id = i.d
        LEFT JOIN (Person_hasInterest_Tag h JOIN Tag_hasType_TagClass y ON y.s = h.d) ON h.s = l.s
        GROUP BY k.name ORDER BY persons DESC, k.name LIMIT 10"""),
    fresh("friends-of-writers", """MATCH (m:Message)-[:hasCreator]->(p:Person) WITH p, count(*) AS n
        ORDER BY n DESC, p.id LIMIT 50 MATCH (p)-[k:knows]-(f:Person)-[:isLocatedIn]->(c:City)
        RETURN c.name AS city, count(DISTINCT f) AS friends, min(k.creationDate) AS first
        ORDER BY friends DESC, city LIMIT 10""",
          MISSING,
          """WITH p AS (SELECT d, count(*) n FROM Message_hasCreator_Person GROUP BY d ORDER BY n DESC, d LIMIT 50)
        SELECT c.name, count(DISTINCT k.d) friends, CAST(min(k.creationDate) AS VARCHAR) FROM p JOIN knows k ON k.s = p.d
        JOIN Person_isLocatedIn_City l ON l.s = k.d JOIN City c ON c.id = l.d
        GROUP BY c.name ORDER BY friends DESC, c.name LIMIT 10"""),
    fresh("scores-without-long-posts", """MATCH (p:Person) WHERE p.score > 300 AND NOT EXISTS {
        (p)<-[:hasCreator]-(m:Post) WHERE m.length > 1900 AND m.language = 'en' }
        RETURN count(*) AS n, avg(p.score) AS score""",
          """MATCH (p:Person) WHERE p.score > 300 AND NOT EXISTS { MATCH (p)<-[:Message_hasCreator_Person]-(m:Message)
        WHERE m.length > 1900 AND m.language = 'en' } RETURN count(*) AS n, avg(p.score) AS score""",
          """SELECT count(*), avg(p.score) FROM Person p WHERE p.score > 300 AND NOT EXISTS (SELECT 1
        FROM Post_hasCreator_Person h JOIN Post m ON m.id = h.s
        WHERE h.d = p.id AND m.length > 1900 AND m.language = 'en')"""),
    fresh("tags-of-forums-with-many", """MATCH (f:Forum)-[:hasTag]->(t:Tag) WITH f, collect(t) AS tags
        WHERE size(tags) >= 4 UNWIND tags AS t RETURN t.name AS tag, count(*) AS n, avg(size(tags)) AS together
        ORDER BY n DESC, tag LIMIT 10""",
          """MATCH (f:Forum)-[:Forum_hasTag_Tag]->(t:Tag) WITH f, collect(t.name) AS tags
        WHERE size(tags) >= 4 UNWIND tags AS tag RETURN tag, count(*) AS n, avg(size(tags)) AS together
        ORDER BY n DESC, tag LIMIT 10""",
          """WITH f AS (SELECT s, list(d) tags FROM Forum_hasTag_Tag GROUP BY s HAVING count(*) >= 4)
        SELECT t.name, count(*) n, avg(len(x.tags)) FROM (SELECT tags, unnest(tags) d FROM f) x JOIN Tag t ON t.id = x.d
        GROUP BY t.name ORDER BY n DESC, t.name LIMIT 10"""),
    fresh("older-friends", """MATCH (p:Person) WHERE p.birthday >= date('1970-01-01')
        RETURN p.id AS id, size([(p)-[:knows]-(f:Person) WHERE f.birthday < p.birthday | f.id]) AS older
        ORDER BY older DESC, id LIMIT 10""",
          """MATCH (p:Person)-[:knows]->(f:Person) WHERE p.birthday >= date('1970-01-01') AND f.birthday < p.birthday
        RETURN p.id AS id, count(*) AS older ORDER BY older DESC, id LIMIT 10""",
          """SELECT p.id, count(*) n FROM Person p JOIN knows k ON k.s = p.id JOIN Person f ON f.id = k.d
        WHERE p.birthday >= DATE '1970-01-01' AND f.birthday < p.birthday GROUP BY p.id ORDER BY n DESC, p.id LIMIT 10"""),
    fresh("messages-by-age", """MATCH (m:Message)-[:hasCreator]->(p:Person) RETURN
        CASE WHEN p.birthday < date('1960-01-01') THEN 'old' WHEN p.birthday < date('1980-01-01') THEN 'middle'
        ELSE 'young' END AS age, sum(CASE WHEN m.length > 500 THEN 1 ELSE 0 END) AS long,
        sum(CASE WHEN m.length <= 50 THEN m.length ELSE 0 END) AS short, count(*) AS n ORDER BY age""",
          """MATCH (m:Message)-[:Message_hasCreator_Person]->(p:Person) RETURN
        CASE WHEN p.birthday < date('1960-01-01') THEN 'old' WHEN p.birthday < date('1980-01-01') THEN 'middle'
        ELSE 'young' END AS age, CAST(sum(CASE WHEN m.length > 500 THEN 1 ELSE 0 END) AS INT64) AS long,
        CAST(sum(CASE WHEN m.length <= 50 THEN m.length ELSE 0 END) AS INT64) AS short, count(*) AS n ORDER BY age""",
          """SELECT CASE WHEN p.birthday < DATE '1960-01-01' THEN 'old' WHEN p.birthday < DATE '1980-01-01' THEN 'middle'
        ELSE 'young' END age, sum(CASE WHEN m.length > 500 THEN 1 ELSE 0 END)::BIGINT,
        sum(CASE WHEN m.length <= 50 THEN m.length ELSE 0 END)::BIGINT, count(*) FROM Message m
        JOIN Message_hasCreator_Person h ON h.s = m.id JOIN Person p ON p.id = h.d GROUP BY age ORDER BY age"""),
    fresh("months-after-the-forum", """MATCH (f:Forum)-[:containerOf]->(m:Post)
        RETURN duration.inDays(f.creationDate, m.creationDate).days / 30 AS months, count(*) AS n, max(m.length) AS longest
        ORDER BY n DESC, months LIMIT 20""",
          MISSING,
          """SELECT trunc((m.creationDate - f.creationDate) / 30)::BIGINT AS age, count(*) n, max(m.length) FROM Forum f
        JOIN Forum_containerOf_Post c ON c.s = f.id JOIN Post m ON m.id = c.d
        GROUP BY age ORDER BY n DESC, age LIMIT 20"""),
    fresh("beginnings-of-tags", """MATCH (m:Message)-[:hasTag]->(t:Tag)
        RETURN substring(t.name, 0, 2) AS beginning, count(*) AS n, sum(m.length) AS length
        ORDER BY n DESC, beginning LIMIT 10""",
          """MATCH (m:Message)-[:Message_hasTag_Tag]->(t:Tag)
        RETURN substring(t.name, 1, 2) AS beginning, count(*) AS n, CAST(sum(m.length) AS INT64) AS length
        ORDER BY n DESC, beginning LIMIT 10""",
          """SELECT substring(t.name, 1, 2) b, count(*) n, sum(m.length)::BIGINT FROM Message m
        JOIN Message_hasTag_Tag h ON h.s = m.id JOIN Tag t ON t.id = h.d GROUP BY b ORDER BY n DESC, b LIMIT 10"""),
    fresh("cities-with-famous-friends", """MATCH (c:City) WHERE COUNT { (c)<-[:isLocatedIn]-(p:Person)
        WHERE EXISTS { (p)-[:knows]-(f:Person) WHERE f.score > 950 } } >= 5 RETURN count(*) AS n""",
          """MATCH (c:City) WHERE COUNT { MATCH (c)<-[:Person_isLocatedIn_City]-(p:Person)
        WHERE EXISTS { MATCH (p)-[:knows]->(f:Person) WHERE f.score > 950 } } >= 5 RETURN count(*) AS n""",
          """SELECT count(*) FROM (SELECT l.d FROM Person_isLocatedIn_City l WHERE EXISTS (SELECT 1 FROM knows k
        JOIN Person f ON f.id = k.d WHERE k.s = l.s AND f.score > 950) GROUP BY l.d HAVING count(*) >= 5)"""),
    fresh("first-tag-of-each-class", """MATCH (k:TagClass) CALL (k) { MATCH (k)<-[:hasType]-(t:Tag)<-[:hasTag]-(m:Message)
        RETURN t.name AS tag, count(*) AS n ORDER BY n DESC, tag LIMIT 1 }
        RETURN k.name AS class, tag, n ORDER BY n DESC, class LIMIT 10""",
          MISSING,
          """SELECT k.name, x.tag, x.n FROM (SELECT y.d, t.name tag, count(*) n,
        row_number() OVER (PARTITION BY y.d ORDER BY count(*) DESC, t.name) place FROM Tag_hasType_TagClass y
        JOIN Tag t ON t.id = y.s JOIN Message_hasTag_Tag h ON h.d = t.id GROUP BY y.d, t.id, t.name) x
        JOIN TagClass k ON k.id = x.d WHERE x.place = 1 ORDER BY x.n DESC, k.name LIMIT 10"""),
    fresh("three-steps-apart", """MATCH (a:Person), (b:Person) WHERE a.birthday < date('1942-03-01')
        AND b.birthday > date('1991-12-01') AND length(shortestPath((a)-[:knows*]-(b))) = 3 RETURN count(*) AS n""",
          """MATCH p = (a:Person)-[:knows* SHORTEST 1..6]->(b:Person) WHERE a.birthday < date('1942-03-01')
        AND b.birthday > date('1991-12-01') WITH a, b, length(p) AS n WHERE n = 3 RETURN count(*) AS n""",
          """WITH RECURSIVE r(a, n, steps) AS (SELECT id, id, 0 FROM Person WHERE birthday < DATE '1942-03-01' UNION
        SELECT r.a, k.d, r.steps + 1 FROM r JOIN knows k ON k.s = r.n WHERE r.steps < 3)
        SELECT count(*) FROM (SELECT a, n FROM r JOIN Person b ON b.id = r.n WHERE b.birthday > DATE '1991-12-01'
        GROUP BY a, n HAVING min(steps) = 3)""",
          touched=lambda folder: growth.edges_between_all(
              folder, lambda day: day < "1942-03-01", lambda day: day > "1991-12-01")),
    fresh("lengths-in-busy-forums", """MATCH (f:Forum)-[:containerOf]->(m:Post)
        WITH f, percentileCont(m.length, 0.9) AS most, stDev(m.length) AS spread, count(*) AS n WHERE n >= 20
        RETURN count(*) AS forums, round(avg(most), 3) AS most, round(max(spread), 3) AS spread""",
          MISSING,
          """SELECT count(*), round(avg(most), 3), round(max(spread), 3) FROM (SELECT quantile_cont(m.length, 0.9) most,
        stddev_samp(m.length) spread FROM Forum_containerOf_Post c JOIN Post m ON m.id = c.d
        GROUP BY c.s HAVING count(*) >= 20)"""),
    fresh("recent-friends-of-friends", """MATCH (a:Person {id: $id})
        ((x:Person)-[k:knows]-(y:Person) WHERE k.creationDate >= date('2012-01-01') AND y.score > 300){1,3} (b:Person)
        RETURN count(DISTINCT b) AS n""",
          MISSING,
          """WITH RECURSIVE w(s, k, n, steps) AS (SELECT $id::BIGINT, []::VARCHAR[], $id::BIGINT, 0 UNION
        SELECT w.s, list_append(w.k, least(k.s, k.d) || '-' || greatest(k.s, k.d)), k.d, w.steps + 1
        FROM w JOIN knows k ON k.s = w.n JOIN Person y ON y.id = k.d WHERE w.steps < 3
        AND k.creationDate >= DATE '2012-01-01' AND y.score > 300
        AND NOT list_contains(w.k, least(k.s, k.d) || '-' || greatest(k.s, k.d)))
        SELECT count(DISTINCT n) FROM w WHERE steps > 0""",
          "few_persons", 3),
    fresh("classes-without-interest", """MATCH (k:Country), (x:TagClass) WHERE NOT EXISTS {
        (k)<-[:isPartOf]-(:City)<-[:isLocatedIn]-(:Person)-[:hasInterest]->(:Tag)-[:hasType]->(x) } RETURN count(*) AS n""",
          """MATCH (k:Country), (x:TagClass) WHERE NOT EXISTS { MATCH (k)<-[:City_isPartOf_Country]-(:City)
        <-[:Person_isLocatedIn_City]-(:Person)-[:Person_hasInterest_Tag]->(:Tag)-[:Tag_hasType_TagClass]->(x) }
        RETURN count(*) AS n""",
          """SELECT count(*) FROM Country k, TagClass x WHERE NOT EXISTS (SELECT 1 FROM City_isPartOf_Country i
        JOIN Person_isLocatedIn_City l ON l.d = i.s JOIN Person_hasInterest_Tag h ON h.s = l.s
        JOIN Tag_hasType_TagClass y ON y.s = h.d WHERE i.d = k.id AND y.d = x.id)"""),
    fresh("newest-friendships", """MATCH (a:Person)-[k:knows]->(b:Person)
        RETURN a.id AS a, b.id AS b, k.creationDate AS since ORDER BY since DESC, a, b LIMIT 20""",
          MISSING,
          """SELECT s, d, CAST(creationDate AS VARCHAR) FROM knows WHERE s < d ORDER BY creationDate DESC, s, d LIMIT 20"""),
    fresh("languages-of-liked-tags", """MATCH (:Person)-[:likes]->(m:Post)-[:hasTag]->(t:Tag)
        WITH DISTINCT t.name AS tag, m.language AS language RETURN language, count(*) AS tags ORDER BY tags DESC, language""",
          """MATCH (:Person)-[:Person_likes_Message]->(m:Message)-[:Message_hasTag_Tag]->(t:Tag)
        WHERE m.language IS NOT NULL WITH DISTINCT t.name AS tag, m.language AS language
        RETURN language, count(*) AS tags ORDER BY tags DESC, language""",
          """SELECT language, count(*) n FROM (SELECT DISTINCT t.name, m.language FROM Person_likes_Message l
        JOIN Post m ON m.id = l.d JOIN Message_hasTag_Tag h ON h.s = m.id JOIN Tag t ON t.id = h.d)
        GROUP BY language ORDER BY n DESC, language"""),
]
