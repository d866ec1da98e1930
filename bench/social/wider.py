"""Queries of shapes that the other groups lack: predicates over lists and paths, regular expressions, texts changed by
several functions, weeks and weekdays, lists that are unwound again by their places, NOT IN a list of nodes, full sorts
by a text, pairs with a least number in common, joins on parts of texts, paths whose relationships have conditions.

They were written after the engine was tuned for the others, for Qiao and DuckDB.
"""
from workload import of

MISSING = ""


def wider(name, cypher, sql, parameters="none", reach=0):
    return of("wider", name, cypher, MISSING, sql, parameters, reach)


WIDER = [
    wider("long-posts-of-cities", """MATCH (c:City)<-[:isLocatedIn]-(p:Person)
        OPTIONAL MATCH (p)<-[:hasCreator]-(m:Post) WHERE m.length > 1000 WITH c, p, count(m) AS long
        WITH c, avg(long) AS mean, max(long) AS most, count(*) AS persons WHERE persons >= 10
        RETURN c.name AS city, mean, most, persons ORDER BY mean DESC, city LIMIT 10""",
          """SELECT c.name, avg(n) a, max(n), count(*) FROM (SELECT l.d, l.s, count(x.s) n FROM Person_isLocatedIn_City l
        LEFT JOIN (SELECT h.s, h.d FROM Post_hasCreator_Person h JOIN Post m ON m.id = h.s WHERE m.length > 1000) x
        ON x.d = l.s GROUP BY l.d, l.s) y JOIN City c ON c.id = y.d GROUP BY c.id, c.name HAVING count(*) >= 10
        ORDER BY a DESC, c.name LIMIT 10"""),
    wider("sizes-of-forums", """MATCH (f:Forum)-[:hasMember]->(p:Person) WITH f, count(p) AS members WHERE members > 30
        MATCH (f)-[:containerOf]->(m:Post) WITH f, members, count(m) AS posts, avg(m.length) AS length
        RETURN members / 100 AS size, count(*) AS n, avg(posts) AS posts, round(max(length), 3) AS length ORDER BY size""",
          """SELECT members // 100 size, count(*), avg(posts), round(max(length), 3) FROM (SELECT f.s, any_value(members) members,
        count(*) posts, avg(m.length) length FROM (SELECT s, count(*) members FROM Forum_hasMember_Person GROUP BY s
        HAVING count(*) > 30) f JOIN Forum_containerOf_Post c ON c.s = f.s JOIN Post m ON m.id = c.d GROUP BY f.s)
        GROUP BY size ORDER BY size"""),
    wider("persons-by-names-of-tags", """MATCH (p:Person)-[:hasInterest]->(t:Tag) WITH p, collect(t.name) AS names
        WHERE any(n IN names WHERE n STARTS WITH 'ba') AND none(n IN names WHERE n CONTAINS 'zi')
        RETURN count(*) AS n, avg(size(names)) AS tags""",
          """SELECT count(*), avg(len(names)) FROM (SELECT h.s, list(t.name) AS names FROM Person_hasInterest_Tag h
        JOIN Tag t ON t.id = h.d GROUP BY h.s) WHERE len(list_filter(names, n -> starts_with(n, 'ba'))) > 0
        AND len(list_filter(names, n -> contains(n, 'zi'))) = 0"""),
    wider("long-all-along", """MATCH path = (:Comment)-[:replyOf*1..3]->(:Post)
        WHERE all(m IN nodes(path) WHERE m.length > 200) RETURN length(path) AS steps, count(*) AS n ORDER BY steps""",
          """WITH r AS (SELECT r.s, r.d FROM Message_replyOf_Message r JOIN Message m ON m.id = r.s WHERE m.length > 200),
        p AS (SELECT id FROM Post WHERE length > 200)
        SELECT 1 steps, count(*) FROM r JOIN p ON p.id = r.d UNION ALL
        SELECT 2, count(*) FROM r JOIN r x ON x.s = r.d JOIN p ON p.id = x.d UNION ALL
        SELECT 3, count(*) FROM r JOIN r x ON x.s = r.d JOIN r y ON y.s = x.d JOIN p ON p.id = y.d ORDER BY steps"""),
    wider("posts-of-some-languages", """UNWIND ['zh', 'en', 'xx'] AS language
        OPTIONAL MATCH (m:Post {language: language}) RETURN language, count(m) AS n, avg(m.length) AS length,
        max(size(m.content)) AS longest ORDER BY language""",
          """SELECT x.language, count(m.id), avg(m.length), max(length(m.content)) FROM
        (SELECT unnest(['zh', 'en', 'xx']) AS language) x LEFT JOIN Post m ON m.language = x.language
        GROUP BY x.language ORDER BY x.language"""),
    wider("posts-by-pattern", """MATCH (m:Post) WHERE m.content =~ '.*ka [a-d].*(旅行|数据).*'
        RETURN m.language AS language, count(*) AS n ORDER BY language""",
          """SELECT language, count(*) FROM Post WHERE regexp_full_match(content, '.*ka [a-d].*(旅行|数据).*')
        GROUP BY language ORDER BY language"""),
    wider("changed-beginnings", """MATCH (m:Comment)
        RETURN toUpper(replace(left(m.content, 4), 'a', 'o')) AS beginning, count(*) AS n
        ORDER BY n DESC, beginning LIMIT 10""",
          """SELECT upper(replace(left(content, 4), 'a', 'o')) b, count(*) n FROM Message WHERE language IS NULL
        GROUP BY b ORDER BY n DESC, b LIMIT 10"""),
    wider("weeks-and-weekdays", """MATCH (m:Message) WITH date.truncate('week', m.creationDate) AS week,
        m.creationDate.dayOfWeek AS day, count(*) AS n, avg(m.length) AS length
        RETURN day, max(n) AS most, min(week) AS first, round(avg(length), 6) AS length ORDER BY day""",
          """SELECT day, max(n), CAST(min(week) AS VARCHAR), round(avg(length), 6) FROM
        (SELECT date_trunc('week', creationDate)::DATE AS week, isodow(creationDate) AS day, count(*) n, avg(length) length
        FROM Message GROUP BY week, day) GROUP BY day ORDER BY day"""),
    wider("older-and-younger-friends", """MATCH (a:Person)-[k:knows]->(b:Person)
        RETURN CASE WHEN a.birthday < b.birthday THEN 'older' WHEN a.birthday = b.birthday THEN 'twins' ELSE 'younger' END
        AS which, k.creationDate.year AS year, count(*) AS n, avg(abs(a.score - b.score)) AS apart ORDER BY which, year""",
          """SELECT CASE WHEN a.birthday < b.birthday THEN 'older' WHEN a.birthday = b.birthday THEN 'twins' ELSE 'younger' END
        which, year(k.creationDate) y, count(*), avg(abs(a.score - b.score)) FROM knows k JOIN Person a ON a.id = k.s
        JOIN Person b ON b.id = k.d WHERE k.s < k.d GROUP BY which, y ORDER BY which, y"""),
    wider("days-from-post-to-post", """MATCH (p:Person)<-[:hasCreator]-(m:Post) WITH p, m ORDER BY m.creationDate, m.id
        WITH p, collect(m.creationDate) AS days UNWIND range(1, size(days) - 1) AS i
        WITH duration.inDays(days[i - 1], days[i]).days AS apart
        RETURN apart / 10 AS tens, count(*) AS n ORDER BY n DESC, tens LIMIT 10""",
          """SELECT apart // 10 tens, count(*) n FROM (SELECT m.creationDate - lag(m.creationDate) OVER
        (PARTITION BY h.d ORDER BY m.creationDate, m.id) apart FROM Post_hasCreator_Person h JOIN Post m ON m.id = h.s)
        WHERE apart IS NOT NULL GROUP BY tens ORDER BY n DESC, tens LIMIT 10"""),
    wider("rare-interests", """MATCH (:Forum)-[:hasTag]->(t:Tag) WITH t, count(*) AS n ORDER BY n DESC, t.id LIMIT 500
        WITH collect(t) AS frequent MATCH (p:Person)-[:hasInterest]->(x:Tag) WHERE NOT x IN frequent
        RETURN x.name AS tag, count(*) AS n ORDER BY n DESC, tag LIMIT 10""",
          """WITH f AS (SELECT d, count(*) n FROM Forum_hasTag_Tag GROUP BY d ORDER BY n DESC, d LIMIT 500)
        SELECT t.name, count(*) n FROM Person_hasInterest_Tag h JOIN Tag t ON t.id = h.d
        WHERE h.d NOT IN (SELECT d FROM f) GROUP BY t.id, t.name ORDER BY n DESC, t.name LIMIT 10"""),
    wider("every-title", """MATCH (f:Forum) WITH f ORDER BY f.title, f.id WITH collect(f.id) AS ids
        RETURN size(ids) AS n, ids[0] AS first, ids[1000] AS later, ids[-1] AS last""",
          """SELECT len(ids), ids[1], ids[1001], ids[-1] FROM (SELECT list(id ORDER BY title, id) ids FROM Forum)"""),
    wider("tastes-in-common", """MATCH (a:Person)-[:likes]->(m:Post)<-[:likes]-(b:Person) WHERE a.id < b.id
        WITH a, b, count(*) AS n WHERE n >= 2 RETURN count(*) AS pairs, max(n) AS most""",
          """SELECT count(*), max(n) FROM (SELECT x.s a, y.s b, count(*) n FROM Person_likes_Message x
        JOIN Post m ON m.id = x.d JOIN Person_likes_Message y ON y.d = x.d AND x.s < y.s GROUP BY a, b HAVING count(*) >= 2)"""),
    wider("replies-to-oneself", """MATCH (p:Person)<-[:hasCreator]-(:Comment)-[:replyOf]->(:Post)-[:hasCreator]->(p)
        RETURN p.name AS name, count(*) AS n ORDER BY n DESC, name LIMIT 10""",
          """SELECT q.name, count(*) n FROM Comment_hasCreator_Person c JOIN Comment_replyOf_Post r ON r.s = c.s
        JOIN Post_hasCreator_Person p ON p.s = r.d AND p.d = c.d JOIN Person q ON q.id = c.d
        GROUP BY q.name ORDER BY n DESC, q.name LIMIT 10"""),
    wider("classes-of-countries", """MATCH (k:Country)<-[:isLocatedIn]-(m:Post)-[:hasTag]->(:Tag)-[:hasType]->(c:TagClass)
        WITH k, c, count(*) AS n ORDER BY n DESC, c.name WITH k, collect({class: c.name, n: n})[0] AS best
        RETURN k.name AS country, best.class AS class, best.n AS n ORDER BY n DESC, country LIMIT 10""",
          """SELECT k.name, x.name, x.n FROM (SELECT l.d, c.name, count(*) n, row_number() OVER (PARTITION BY l.d
        ORDER BY count(*) DESC, c.name) place FROM Post_isLocatedIn_Country l JOIN Message_hasTag_Tag h ON h.s = l.s
        JOIN Tag_hasType_TagClass y ON y.s = h.d JOIN TagClass c ON c.id = y.d GROUP BY l.d, c.id, c.name) x
        JOIN Country k ON k.id = x.d WHERE place = 1 ORDER BY x.n DESC, k.name LIMIT 10"""),
    wider("tags-like-cities", """MATCH (t:Tag), (c:City) WHERE left(t.name, 4) = left(c.name, 4)
        RETURN left(c.name, 4) AS beginning, count(*) AS n ORDER BY n DESC, beginning LIMIT 10""",
          """SELECT left(c.name, 4) b, count(*) n FROM Tag t JOIN City c ON left(t.name, 4) = left(c.name, 4)
        GROUP BY b ORDER BY n DESC, b LIMIT 10"""),
    wider("best-among-friends", """MATCH (p:Person) OPTIONAL MATCH (p)-[:knows]-(f:Person) WHERE f.score > p.score
        WITH p, count(f) AS better RETURN better = 0 AS best, count(*) AS n, avg(p.score) AS score ORDER BY best""",
          """SELECT better = 0 best, count(*), avg(score) FROM (SELECT p.id, any_value(p.score) score, count(f.id) better
        FROM Person p LEFT JOIN (knows k JOIN Person f ON f.id = k.d) ON k.s = p.id AND f.score > p.score GROUP BY p.id)
        GROUP BY best ORDER BY best"""),
    wider("old-friends-of-friends", """MATCH (a:Person {id: $id})-[k:knows*1..3]-(b:Person)
        WHERE all(x IN k WHERE x.creationDate < date('2011-01-01')) AND b.score > 500
        RETURN count(DISTINCT b) AS n, avg(DISTINCT b.score) AS score""",
          """WITH o AS (SELECT s, d FROM knows WHERE creationDate < DATE '2011-01-01'),
        r AS (SELECT d FROM o WHERE s = $id
        UNION SELECT y.d FROM o x JOIN o y ON y.s = x.d AND y.d <> x.s WHERE x.s = $id
        UNION SELECT z.d FROM o x JOIN o y ON y.s = x.d AND y.d <> x.s JOIN o z ON z.s = y.d AND z.d <> y.s
        WHERE x.s = $id AND NOT (z.s = x.d AND z.d = x.s)
        AND NOT (least(z.s, z.d) = least(x.s, x.d) AND greatest(z.s, z.d) = greatest(x.s, x.d)))
        SELECT count(*), avg(DISTINCT b.score) FROM r JOIN Person b ON b.id = r.d WHERE b.score > 500""", "few_persons", 3),
    wider("unanswered-by-friends", """MATCH (p:Person)<-[:hasCreator]-(m:Post) WHERE m.length > 1500
        AND NOT EXISTS { (m)<-[:replyOf]-(:Comment)-[:hasCreator]->(:Person)-[:knows]-(p) }
        RETURN p.score / 100 AS score, count(*) AS n, count(DISTINCT p) AS persons ORDER BY score""",
          """SELECT p.score // 100 score, count(*), count(DISTINCT p.id) FROM Post m JOIN Post_hasCreator_Person h ON h.s = m.id
        JOIN Person p ON p.id = h.d WHERE m.length > 1500 AND NOT EXISTS (SELECT 1 FROM Comment_replyOf_Post r
        JOIN Comment_hasCreator_Person c ON c.s = r.s JOIN knows k ON k.s = c.d AND k.d = h.d WHERE r.d = m.id)
        GROUP BY 1 ORDER BY 1"""),
    wider("members-who-write", """MATCH (f:Forum)-[:hasMember]->(p:Person) WHERE f.creationDate < date('2010-06-01')
        RETURN f.id AS forum, count(*) AS members,
        sum(CASE WHEN EXISTS { (f)-[:containerOf]->(:Post)-[:hasCreator]->(p) } THEN 1 ELSE 0 END) AS writers
        ORDER BY writers DESC, forum LIMIT 10""",
          """SELECT f.id, count(*), count(w.s) n FROM Forum f JOIN Forum_hasMember_Person m ON m.s = f.id
        LEFT JOIN (SELECT DISTINCT c.s, h.d FROM Forum_containerOf_Post c JOIN Post_hasCreator_Person h ON h.s = c.d) w
        ON w.s = m.s AND w.d = m.d WHERE f.creationDate < DATE '2010-06-01' GROUP BY f.id ORDER BY n DESC, f.id LIMIT 10"""),
]
