"""More queries that no engine was tuned for: subqueries between two nodes, COUNT { … }, paths of replies of any length,
unions, groups by what lies at both ends of a pattern, different nodes of each group, a page far down a sorted list.

Kùzu and Ladybug keep comments and posts in one table, where only posts have a language.
"""
import growth
from workload import of


def unseen(name, cypher, graph, sql, touched=None):
    return of("unseen", name, cypher, graph, sql, touched=touched)


UNSEEN = [
    unseen("tags-only-of-forums", """MATCH (f:Forum)-[:hasTag]->(t:Tag)
        WHERE NOT EXISTS { MATCH (f)-[:containerOf]->(:Post)-[:hasTag]->(t) } RETURN count(*) AS n""",
           """MATCH (f:Forum)-[:Forum_hasTag_Tag]->(t:Tag) WHERE NOT EXISTS {
        MATCH (f)-[:Forum_containerOf_Post]->(:Message)-[:Message_hasTag_Tag]->(t) } RETURN count(*) AS n""",
           """SELECT count(*) FROM Forum_hasTag_Tag h WHERE NOT EXISTS (SELECT 1 FROM Forum_containerOf_Post c
        JOIN Message_hasTag_Tag t ON t.s = c.d WHERE c.s = h.s AND t.d = h.d)"""),
    unseen("friends-with-an-interest-in-common", """MATCH (p:Person)-[:knows]-(q:Person)
        WHERE EXISTS { MATCH (p)-[:hasInterest]->(:Tag)<-[:hasInterest]-(q) } RETURN count(*) AS n""",
           """MATCH (p:Person)-[:knows]->(q:Person)
        WHERE EXISTS { MATCH (p)-[:Person_hasInterest_Tag]->(:Tag)<-[:Person_hasInterest_Tag]-(q) }
        RETURN count(*) AS n""",
           """SELECT count(*) FROM knows k WHERE EXISTS (SELECT 1 FROM Person_hasInterest_Tag a
        JOIN Person_hasInterest_Tag b ON b.d = a.d WHERE a.s = k.s AND b.s = k.d)"""),
    unseen("likes-in-own-forums", """MATCH (p:Person)-[:likes]->(:Post)<-[:containerOf]-(f:Forum) WITH DISTINCT p, f
        MATCH (f)-[:hasMember]->(p) RETURN count(*) AS n""",
           """MATCH (p:Person)-[:Person_likes_Message]->(:Message)<-[:Forum_containerOf_Post]-(f:Forum)
        WITH DISTINCT p, f MATCH (f)-[:Forum_hasMember_Person]->(p) RETURN count(*) AS n""",
           """SELECT count(*) FROM (SELECT DISTINCT l.s p, c.s f FROM Person_likes_Message l
        JOIN Forum_containerOf_Post c ON c.d = l.d) x JOIN Forum_hasMember_Person m ON m.s = x.f AND m.d = x.p"""),
    unseen("persons-with-many-friends-of-friends", """MATCH (p:Person)
        WHERE COUNT { (p)-[:knows]-(:Person)-[:knows]-(:Person) } > 2000 RETURN count(*) AS n""",
           """MATCH (p:Person) WHERE COUNT { MATCH (p)-[:knows]->(:Person)-[:knows]->(q:Person) WHERE q.id <> p.id } > 2000
        RETURN count(*) AS n""",
           """SELECT count(*) FROM (SELECT k.s FROM knows k JOIN knows j ON j.s = k.d AND j.d <> k.s GROUP BY k.s
        HAVING count(*) > 2000)"""),
    unseen("replies-in-forums", """MATCH (f:Forum)
        RETURN f.id AS id, COUNT { (f)-[:containerOf]->(:Post)<-[:replyOf]-(:Comment) } AS n
        ORDER BY n DESC, id LIMIT 10""",
           """MATCH (f:Forum) RETURN f.id AS id,
        COUNT { MATCH (f)-[:Forum_containerOf_Post]->(:Message)<-[:Message_replyOf_Message]-(:Message) } AS n
        ORDER BY n DESC, id LIMIT 10""",
           """SELECT f.id, count(r.s) n FROM Forum f LEFT JOIN Forum_containerOf_Post c ON c.s = f.id
        LEFT JOIN Comment_replyOf_Post r ON r.d = c.d GROUP BY f.id ORDER BY n DESC, f.id LIMIT 10"""),
    unseen("long-posts-of-tags", """MATCH (t:Tag)
        WITH t, COUNT { MATCH (t)<-[:hasTag]-(m:Post) WHERE m.length > 1000 } AS n WHERE n > 0
        RETURN t.name AS tag, n ORDER BY n DESC, tag LIMIT 10""",
           """MATCH (t:Tag)<-[:Message_hasTag_Tag]-(m:Message) WHERE m.length > 1000 AND m.language IS NOT NULL
        WITH t, count(*) AS n RETURN t.name AS tag, n ORDER BY n DESC, tag LIMIT 10""",
           """SELECT t.name, count(*) n FROM Tag t JOIN Message_hasTag_Tag h ON h.d = t.id JOIN Post m ON m.id = h.s
        WHERE m.length > 1000 GROUP BY t.id, t.name ORDER BY n DESC, t.name LIMIT 10"""),
    unseen("replies-of-up-to-five-steps", "MATCH (c:Comment)-[:replyOf*1..5]->(p:Post) RETURN count(*) AS n",
           """MATCH (c:Message)-[:Message_replyOf_Message*1..5]->(p:Message) WHERE p.language IS NOT NULL
        RETURN count(*) AS n""",
           """WITH RECURSIVE r(n, steps) AS (SELECT s, 1 FROM Comment_replyOf_Post UNION ALL
        SELECT c.s, steps + 1 FROM r JOIN Message_replyOf_Message c ON c.d = r.n WHERE steps < 5)
        SELECT count(*) FROM r"""),
    unseen("threads-of-forums", """MATCH (:Comment)-[:replyOf*]->(:Post)<-[:containerOf]-(f:Forum)
        RETURN f.id AS id, count(*) AS n ORDER BY n DESC, id LIMIT 10""",
           """MATCH (:Message)-[:Message_replyOf_Message*1..30]->(:Message)<-[:Forum_containerOf_Post]-(f:Forum)
        RETURN f.id AS id, count(*) AS n ORDER BY n DESC, id LIMIT 10""",
           """WITH RECURSIVE r(n, f) AS (SELECT r.s, c.s FROM Comment_replyOf_Post r
        JOIN Forum_containerOf_Post c ON c.d = r.d UNION ALL
        SELECT c.s, f FROM r JOIN Message_replyOf_Message c ON c.d = r.n)
        SELECT f, count(*) n FROM r GROUP BY f ORDER BY n DESC, f LIMIT 10"""),
    unseen("six-replies-in-a-row", "MATCH (c:Comment)-[:replyOf*6]->(m) RETURN count(*) AS n",
           "MATCH (c:Message)-[:Message_replyOf_Message*6..6]->(m:Message) RETURN count(*) AS n",
           f"""SELECT count(*) FROM Message_replyOf_Message a
        {" ".join(f"JOIN Message_replyOf_Message {b} ON {b}.s = {a}.d" for a, b in zip("abcde", "bcdef"))}"""),
    unseen("tags-of-interest-or-liked", """CALL { MATCH (p:Person)-[:likes]->(:Message)-[:hasTag]->(t:Tag) RETURN p, t
        UNION MATCH (p:Person)-[:hasInterest]->(t:Tag) RETURN p, t } RETURN count(*) AS n""",
           """MATCH (p:Person)-[:Person_likes_Message]->(:Message)-[:Message_hasTag_Tag]->(t:Tag) WITH DISTINCT p, t
        WITH count(*) AS liked MATCH (p:Person)-[:Person_hasInterest_Tag]->(t:Tag)
        WHERE NOT EXISTS { MATCH (p)-[:Person_likes_Message]->(:Message)-[:Message_hasTag_Tag]->(t) }
        WITH liked, count(*) AS others RETURN liked + others AS n""",
           """SELECT count(*) FROM (SELECT l.s, h.d FROM Person_likes_Message l JOIN Message_hasTag_Tag h ON h.s = l.d
        UNION SELECT s, d FROM Person_hasInterest_Tag)"""),
    unseen("triangles-in-the-order-of-dates", """MATCH (a:Person)-[x:knows]-(b:Person)-[y:knows]-(c:Person)-[z:knows]-(a)
        WHERE x.creationDate < y.creationDate AND y.creationDate < z.creationDate RETURN count(*) AS n""",
           """MATCH (a:Person)-[x:knows]->(b:Person)-[y:knows]->(c:Person)-[z:knows]->(a)
        WHERE x.creationDate < y.creationDate AND y.creationDate < z.creationDate RETURN count(*) AS n""",
           """SELECT count(*) FROM knows x JOIN knows y ON y.s = x.d JOIN knows z ON z.s = y.d AND z.d = x.s
        WHERE x.creationDate < y.creationDate AND y.creationDate < z.creationDate"""),
    unseen("where-writers-about-tags-live", """MATCH (t:Tag)<-[:hasTag]-(:Message)-[:hasCreator]->(:Person)
        -[:isLocatedIn]->(:City)-[:isPartOf]->(k:Country) WHERE t.name STARTS WITH 'ba'
        RETURN k.name AS country, count(*) AS n ORDER BY n DESC, country LIMIT 10""",
           """MATCH (t:Tag)<-[:Message_hasTag_Tag]-(:Message)-[:Message_hasCreator_Person]->(:Person)
        -[:Person_isLocatedIn_City]->(:City)-[:City_isPartOf_Country]->(k:Country) WHERE t.name STARTS WITH 'ba'
        RETURN k.name AS country, count(*) AS n ORDER BY n DESC, country LIMIT 10""",
           """SELECT k.name, count(*) n FROM Tag t JOIN Message_hasTag_Tag h ON h.d = t.id
        JOIN Message_hasCreator_Person c ON c.s = h.s JOIN Person_isLocatedIn_City l ON l.s = c.d
        JOIN City_isPartOf_Country i ON i.s = l.d JOIN Country k ON k.id = i.d WHERE starts_with(t.name, 'ba')
        GROUP BY k.name ORDER BY n DESC, k.name LIMIT 10""",
           touched=lambda folder: growth.messages_of_tags(folder, "ba")),
    unseen("writers-about-tags", """MATCH (t:Tag)<-[:hasTag]-(:Message)-[:hasCreator]->(p:Person)
        RETURN t.name AS tag, count(DISTINCT p) AS persons ORDER BY persons DESC, tag LIMIT 10""",
           """MATCH (t:Tag)<-[:Message_hasTag_Tag]-(:Message)-[:Message_hasCreator_Person]->(p:Person)
        RETURN t.name AS tag, count(DISTINCT p.id) AS persons ORDER BY persons DESC, tag LIMIT 10""",
           """SELECT t.name, count(DISTINCT c.d) n FROM Message_hasTag_Tag h JOIN Tag t ON t.id = h.d
        JOIN Message_hasCreator_Person c ON c.s = h.s GROUP BY t.name ORDER BY n DESC, t.name LIMIT 10"""),
    unseen("languages-of-countries", """MATCH (p:Person)-[:isLocatedIn]->(:City)-[:isPartOf]->(c:Country),
        (p)<-[:hasCreator]-(m:Post) RETURN c.name AS country, m.language AS language, count(*) AS n
        ORDER BY n DESC, country, language LIMIT 10""",
           """MATCH (p:Person)-[:Person_isLocatedIn_City]->(:City)-[:City_isPartOf_Country]->(c:Country),
        (p)<-[:Message_hasCreator_Person]-(m:Message) WHERE m.language IS NOT NULL
        RETURN c.name AS country, m.language AS language, count(*) AS n ORDER BY n DESC, country, language LIMIT 10""",
           """SELECT k.name, m.language, count(*) n FROM Person_isLocatedIn_City l JOIN City_isPartOf_Country i ON i.s = l.d
        JOIN Country k ON k.id = i.d JOIN Post_hasCreator_Person h ON h.d = l.s JOIN Post m ON m.id = h.s
        GROUP BY k.name, m.language ORDER BY n DESC, k.name, m.language LIMIT 10"""),
    unseen("posts-that-nobody-likes", """MATCH (m:Post) OPTIONAL MATCH (m)<-[:likes]-(p:Person) WITH m, p WHERE p IS NULL
        RETURN count(*) AS n""",
           """MATCH (m:Post) OPTIONAL MATCH (n:Message)<-[:Person_likes_Message]-(p:Person) WHERE n.id = m.id
        WITH m, p WHERE p.id IS NULL RETURN count(*) AS n""",
           """SELECT count(*) FROM Post m LEFT JOIN Person_likes_Message l ON l.d = m.id WHERE l.s IS NULL"""),
    unseen("a-page-of-messages", """MATCH (m:Message) RETURN m.id AS id
        ORDER BY m.creationDate, m.length DESC, id SKIP 500000 LIMIT 5""",
           """MATCH (m:Message) RETURN m.id AS id ORDER BY m.creationDate, m.length DESC, id SKIP 500000 LIMIT 5""",
           "SELECT id FROM Message ORDER BY creationDate, length DESC, id LIMIT 5 OFFSET 500000"),
]
