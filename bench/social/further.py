"""Queries of kinds that are in no other group: aggregates of aggregates, OPTIONAL MATCH below OPTIONAL MATCH, EXISTS that
comes back to its node, comprehensions over collected values, words of texts, joins on properties, several keys of
an order, UNION of groups, sums along paths, the first few of each node in a subquery, tags that come together.

They were written after the engine was tuned for the others, for Qiao and DuckDB.
"""
from workload import of

MISSING = ""


def further(name, cypher, sql):
    return of("further", name, cypher, MISSING, sql)


FURTHER = [
    further("best-connected-of-cities", """MATCH (p:Person)-[:knows]-(:Person) WITH p, count(*) AS friends
        MATCH (p)-[:isLocatedIn]->(c:City)-[:isPartOf]->(k:Country) WITH k, c, max(friends) AS most, count(*) AS persons
        RETURN k.name AS country, avg(most) AS most, sum(persons) AS persons ORDER BY most DESC, country LIMIT 10""",
            """SELECT k.name, avg(most) m, sum(persons)::BIGINT FROM (SELECT i.d, l.d c, max(n) most, count(*) persons
        FROM (SELECT s, count(*) n FROM knows GROUP BY s) f JOIN Person_isLocatedIn_City l ON l.s = f.s
        JOIN City_isPartOf_Country i ON i.s = l.d GROUP BY i.d, l.d) x JOIN Country k ON k.id = x.d
        GROUP BY k.name ORDER BY m DESC, k.name LIMIT 10"""),
    further("replies-in-new-forums", """MATCH (f:Forum)-[:hasModerator]->(p:Person) WHERE f.creationDate >= date('2012-01-01')
        OPTIONAL MATCH (f)-[:containerOf]->(m:Post) OPTIONAL MATCH (m)<-[:replyOf]-(c:Comment) WHERE c.length > 100
        RETURN count(*) AS n, count(m) AS posts, count(c) AS replies, count(DISTINCT p) AS moderators""",
            """SELECT count(*), count(x.d), count(r.s), count(DISTINCT h.d) FROM Forum f
        JOIN Forum_hasModerator_Person h ON h.s = f.id LEFT JOIN Forum_containerOf_Post x ON x.s = f.id
        LEFT JOIN (SELECT r.s, r.d FROM Comment_replyOf_Post r JOIN Message c ON c.id = r.s WHERE c.length > 100) r
        ON r.d = x.d WHERE f.creationDate >= DATE '2012-01-01'"""),
    further("likes-of-interest", """MATCH (p:Person)
        WHERE EXISTS { (p)-[:likes]->(:Post)-[:hasTag]->(:Tag)<-[:hasInterest]-(p) } RETURN count(*) AS n""",
            """SELECT count(*) FROM Person p WHERE EXISTS (SELECT 1 FROM Person_likes_Message l JOIN Post m ON m.id = l.d
        JOIN Message_hasTag_Tag t ON t.s = l.d JOIN Person_hasInterest_Tag h ON h.d = t.d AND h.s = l.s WHERE l.s = p.id)"""),
    further("long-among-the-posts-of-tags", """MATCH (t:Tag)<-[:hasTag]-(m:Post)
        WITH t, collect(m.length) AS lengths WHERE size(lengths) >= 10
        WITH t, size(lengths) AS n, size([x IN lengths WHERE x > 500]) AS long, reduce(s = 0, x IN lengths | s + x) AS total
        RETURN t.name AS tag, n, long, total ORDER BY long DESC, tag LIMIT 10""",
            """SELECT t.name, len(lengths), len(list_filter(lengths, x -> x > 500)) long, list_sum(lengths)::BIGINT FROM
        (SELECT h.d, list(m.length) lengths FROM Message_hasTag_Tag h JOIN Post m ON m.id = h.s GROUP BY h.d
        HAVING count(*) >= 10) x JOIN Tag t ON t.id = x.d ORDER BY long DESC, t.name LIMIT 10"""),
    further("first-words", """MATCH (m:Post) WITH split(m.content, ' ')[0] AS word, m.length AS length
        WHERE size(word) >= 6 RETURN word, count(*) AS n, max(length) AS longest ORDER BY n DESC, word LIMIT 10""",
            """SELECT word, count(*) n, max(length) FROM (SELECT split_part(content, ' ', 1) word, length FROM Post)
        WHERE length(word) >= 6 GROUP BY word ORDER BY n DESC, word LIMIT 10"""),
    further("first-words-of-names", """MATCH (p:Person)<-[:hasCreator]-(m:Message)
        RETURN split(p.name, ' ')[0] AS word, count(*) AS n, min(m.creationDate) AS first ORDER BY n DESC, word LIMIT 10""",
            """SELECT split_part(p.name, ' ', 1) word, count(*) n, CAST(min(m.creationDate) AS VARCHAR) FROM Person p
        JOIN Message_hasCreator_Person h ON h.d = p.id JOIN Message m ON m.id = h.s
        GROUP BY word ORDER BY n DESC, word LIMIT 10"""),
    further("posts-by-tag-and-date", """MATCH (p:Person)<-[:hasCreator]-(m:Post)-[:hasTag]->(t:Tag) WHERE p.score > 100
        RETURN t.name AS tag, p.name AS person, m.id AS post ORDER BY tag, m.creationDate DESC, m.length, post LIMIT 25""",
            """SELECT t.name, p.name, m.id FROM Person p JOIN Post_hasCreator_Person h ON h.d = p.id
        JOIN Post m ON m.id = h.s JOIN Message_hasTag_Tag g ON g.s = m.id JOIN Tag t ON t.id = g.d WHERE p.score > 100
        ORDER BY t.name, m.creationDate DESC, m.length, m.id LIMIT 25"""),
    further("tags-of-forums-and-persons", """CALL { MATCH (t:Tag)<-[:hasTag]-(f:Forum) RETURN t, count(*) AS n
        UNION ALL MATCH (t:Tag)<-[:hasInterest]-(p:Person) RETURN t, count(*) AS n }
        RETURN t.name AS tag, sum(n) AS n, count(*) AS kinds ORDER BY n DESC, tag LIMIT 10""",
            """SELECT t.name, sum(n)::BIGINT n, count(*) FROM (SELECT d, count(*) n FROM Forum_hasTag_Tag GROUP BY d
        UNION ALL SELECT d, count(*) FROM Person_hasInterest_Tag GROUP BY d) x JOIN Tag t ON t.id = x.d
        GROUP BY t.name ORDER BY n DESC, t.name LIMIT 10"""),
    further("lengths-along-replies", """MATCH path = (c:Comment)-[:replyOf*2..3]->(p:Post) WHERE p.length > 1500
        RETURN length(path) AS steps, count(*) AS n, max(reduce(s = 0, m IN nodes(path) | s + m.length)) AS most
        ORDER BY steps""",
            """WITH a AS (SELECT r.s, r.d, m.length FROM Message_replyOf_Message r JOIN Message m ON m.id = r.s),
        p AS (SELECT id, length FROM Post WHERE length > 1500)
        SELECT 2 steps, count(*), max(x.length + y.length + p.length) FROM a x JOIN a y ON y.s = x.d JOIN p ON p.id = y.d
        UNION ALL SELECT 3, count(*), max(x.length + y.length + z.length + p.length) FROM a x JOIN a y ON y.s = x.d
        JOIN a z ON z.s = y.d JOIN p ON p.id = z.d ORDER BY steps"""),
    further("best-of-countries", """MATCH (k:Country)
        CALL (k) { MATCH (k)<-[:isPartOf]-(:City)<-[:isLocatedIn]-(p:Person)
        RETURN p.score AS score, p.id AS id ORDER BY score DESC, id LIMIT 3 }
        RETURN k.name AS country, avg(score) AS score, min(id) AS least ORDER BY score DESC, country LIMIT 10""",
            """SELECT k.name, avg(score) a, min(x.id) FROM (SELECT i.d, p.score, p.id, row_number() OVER (PARTITION BY i.d
        ORDER BY p.score DESC, p.id) place FROM Person p JOIN Person_isLocatedIn_City l ON l.s = p.id
        JOIN City_isPartOf_Country i ON i.s = l.d) x JOIN Country k ON k.id = x.d WHERE place <= 3
        GROUP BY k.name ORDER BY a DESC, k.name LIMIT 10"""),
    further("twins", """MATCH (a:Person), (b:Person) WHERE a.birthday = b.birthday AND a.score < b.score
        RETURN count(*) AS n, max(b.score - a.score) AS apart""",
            """SELECT count(*), max(b.score - a.score) FROM Person a JOIN Person b
        ON b.birthday = a.birthday AND a.score < b.score"""),
    further("writers-by-month", """MATCH (p:Person)<-[:hasCreator]-(m:Message)
        RETURN m.creationDate.year AS year, m.creationDate.month AS month, count(DISTINCT p) AS persons, count(*) AS n
        ORDER BY year, month""",
            """SELECT year(m.creationDate) y, month(m.creationDate) o, count(DISTINCT h.d), count(*) FROM Message m
        JOIN Message_hasCreator_Person h ON h.s = m.id GROUP BY y, o ORDER BY y, o"""),
    further("forums-away-from-home", """MATCH (f:Forum)-[:hasModerator]->(p:Person)-[:isLocatedIn]->(c:City)
        WHERE NOT EXISTS { MATCH (f)-[:hasMember]->(q:Person)-[:isLocatedIn]->(c) WHERE q <> p } RETURN count(*) AS n""",
            """SELECT count(*) FROM Forum_hasModerator_Person h JOIN Person_isLocatedIn_City l ON l.s = h.d WHERE NOT EXISTS
        (SELECT 1 FROM Forum_hasMember_Person m JOIN Person_isLocatedIn_City e ON e.s = m.d
        WHERE m.s = h.s AND m.d <> h.d AND e.d = l.d)"""),
    further("tags-together", """MATCH (a:Tag)<-[:hasTag]-(m:Post)-[:hasTag]->(b:Tag) WHERE a.id < b.id
        RETURN a.name AS one, b.name AS other, count(*) AS n ORDER BY n DESC, one, other LIMIT 10""",
            """SELECT a.name, b.name, count(*) n FROM Post m JOIN Message_hasTag_Tag x ON x.s = m.id
        JOIN Message_hasTag_Tag y ON y.s = m.id AND x.d < y.d JOIN Tag a ON a.id = x.d JOIN Tag b ON b.id = y.d
        GROUP BY a.name, b.name ORDER BY n DESC, a.name, b.name LIMIT 10"""),
    further("likers-in-the-largest-forums", """MATCH (f:Forum)-[:hasMember]->(:Person) WITH f, count(*) AS n
        ORDER BY n DESC, f.id LIMIT 100 WITH collect(f) AS largest
        MATCH (f:Forum)-[:containerOf]->(:Post)<-[:likes]-(q:Person) WHERE f IN largest
        RETURN count(*) AS n, count(DISTINCT q) AS persons""",
            """WITH f AS (SELECT s, count(*) n FROM Forum_hasMember_Person GROUP BY s ORDER BY n DESC, s LIMIT 100)
        SELECT count(*), count(DISTINCT l.s) FROM f JOIN Forum_containerOf_Post c ON c.s = f.s
        JOIN Person_likes_Message l ON l.d = c.d"""),
    further("days-between-posts", """MATCH (p:Person)<-[:hasCreator]-(m:Post)
        WITH p, min(m.creationDate) AS first, max(m.creationDate) AS last, count(*) AS n WHERE n >= 5
        RETURN count(*) AS persons, avg(duration.inDays(first, last).days) AS days""",
            """SELECT count(*), avg(b - a) FROM (SELECT h.d, min(m.creationDate) a, max(m.creationDate) b
        FROM Post_hasCreator_Person h JOIN Post m ON m.id = h.s GROUP BY h.d HAVING count(*) >= 5)"""),
    further("replies-to-friends", """MATCH (a:Person)<-[:hasCreator]-(:Comment)-[:replyOf]->(:Post)-[:hasCreator]->(b:Person)
        WHERE (a)-[:knows]-(b) RETURN count(*) AS n, count(DISTINCT a) AS persons""",
            """SELECT count(*), count(DISTINCT c.d) FROM Comment_hasCreator_Person c JOIN Comment_replyOf_Post r ON r.s = c.s
        JOIN Post_hasCreator_Person p ON p.s = r.d JOIN knows k ON k.s = c.d AND k.d = p.d"""),
    further("words-in-comments", """MATCH (m:Comment) WHERE m.content ENDS WITH 'ka' OR m.content CONTAINS ' 医院 '
        RETURN m.length / 50 AS size, count(*) AS n, min(m.content) AS first ORDER BY size""",
            """SELECT m.length // 50 size, count(*), min(m.content) FROM Message m WHERE m.language IS NULL
        AND (ends_with(m.content, 'ka') OR contains(m.content, ' 医院 ')) GROUP BY size ORDER BY size"""),
]
