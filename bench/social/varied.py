"""Queries of many kinds that no engine was tuned for: properties of relationships, OPTIONAL MATCH over several hops,
EXISTS with a condition between both sides, chains of WITH, the first k of each group, percentiles, parts of titles.

Kùzu and Ladybug count nothing where DISTINCT and other aggregates stand side by side, so their wordings keep them apart;
they sort no lists of rows and have no percentiles, so theirs take them from sorted lists of numbers.
"""
from workload import of

VARIED = [
    of("varied", "late-friendships", """MATCH (c:City)<-[:isLocatedIn]-(a:Person)-[k:knows]-(b:Person)
        WHERE k.creationDate >= date('2012-06-01') AND a.birthday < b.birthday
        RETURN c.name AS city, count(*) AS n ORDER BY n DESC, city LIMIT 10""",
       """MATCH (c:City)<-[:Person_isLocatedIn_City]-(a:Person)-[k:knows]->(b:Person)
        WHERE k.creationDate >= date('2012-06-01') AND a.birthday < b.birthday
        RETURN c.name AS city, count(*) AS n ORDER BY n DESC, city LIMIT 10""",
       """SELECT c.name, count(*) n FROM knows k JOIN Person a ON a.id = k.s JOIN Person b ON b.id = k.d
        JOIN Person_isLocatedIn_City l ON l.s = a.id JOIN City c ON c.id = l.d
        WHERE k.creationDate >= DATE '2012-06-01' AND a.birthday < b.birthday
        GROUP BY c.name ORDER BY n DESC, c.name LIMIT 10"""),
    of("varied", "later-and-later", """MATCH (:Person)-[j:knows]-(:Person)-[k:knows]-(:Person)
        WHERE j.creationDate < k.creationDate AND k.creationDate < date('2010-07-01') RETURN count(*) AS n""",
       """MATCH (a:Person)-[j:knows]->(:Person)-[k:knows]->(c:Person)
        WHERE id(a) <> id(c) AND j.creationDate < k.creationDate AND k.creationDate < date('2010-07-01')
        RETURN count(*) AS n""",
       """SELECT count(*) FROM knows j JOIN knows k ON k.s = j.d
        WHERE j.s <> k.d AND j.creationDate < k.creationDate AND k.creationDate < DATE '2010-07-01'"""),
    of("varied", "young-moderators", """MATCH (p:Person) WHERE p.birthday >= date('1985-01-01')
        OPTIONAL MATCH (p)<-[:hasModerator]-(f:Forum)-[:containerOf]->(m:Post)
        RETURN p.id AS person, count(DISTINCT f) AS forums, count(m) AS posts ORDER BY posts DESC, person LIMIT 20""",
       """MATCH (p:Person) WHERE p.birthday >= date('1985-01-01')
        OPTIONAL MATCH (p)<-[:Forum_hasModerator_Person]-(f:Forum)-[:Forum_containerOf_Post]->(m:Message)
        WITH p, f, count(m.id) AS n
        RETURN p.id AS person, count(f.id) AS forums, sum(n) AS posts ORDER BY posts DESC, person LIMIT 20""",
       """SELECT p.id, count(DISTINCT x.s) forums, count(x.d) posts FROM Person p
        LEFT JOIN (SELECT h.d person, c.s, c.d FROM Forum_hasModerator_Person h JOIN Forum_containerOf_Post c ON c.s = h.s) x
        ON x.person = p.id WHERE p.birthday >= DATE '1985-01-01' GROUP BY p.id ORDER BY posts DESC, p.id LIMIT 20"""),
    of("varied", "neighbours-with-more", """MATCH (p:Person)-[:isLocatedIn]->(c:City)
        WHERE EXISTS { MATCH (p)-[:knows]-(f:Person)-[:isLocatedIn]->(c) WHERE f.score > p.score }
        RETURN count(*) AS n, sum(p.score) AS total""",
       """MATCH (p:Person)-[:Person_isLocatedIn_City]->(c:City)
        WHERE EXISTS { MATCH (p)-[:knows]->(f:Person)-[:Person_isLocatedIn_City]->(c) WHERE f.score > p.score }
        RETURN count(*) AS n, sum(p.score) AS total""",
       """SELECT count(*), sum(p.score)::BIGINT FROM Person p JOIN Person_isLocatedIn_City l ON l.s = p.id
        WHERE EXISTS (SELECT 1 FROM knows k JOIN Person f ON f.id = k.d JOIN Person_isLocatedIn_City e ON e.s = f.id
        WHERE k.s = p.id AND e.d = l.d AND f.score > p.score)"""),
    of("varied", "strangers-to-friends", """MATCH (p:Person) WHERE p.birthday < date('1960-01-01') AND NOT EXISTS {
        MATCH (p)<-[:hasCreator]-(:Comment)-[:replyOf]->(:Post)-[:hasCreator]->(f:Person)-[:knows]-(p) }
        RETURN count(*) AS n""",
       """MATCH (p:Person) WHERE p.birthday < date('1960-01-01') AND NOT EXISTS {
        MATCH (p)<-[:Message_hasCreator_Person]-(:Message)-[:Comment_replyOf_Post]->(:Message)
        -[:Message_hasCreator_Person]->(f:Person)-[:knows]->(p) } RETURN count(*) AS n""",
       """SELECT count(*) FROM Person p WHERE p.birthday < DATE '1960-01-01' AND NOT EXISTS (
        SELECT 1 FROM Comment_hasCreator_Person cc JOIN Comment_replyOf_Post r ON r.s = cc.s
        JOIN Post_hasCreator_Person pp ON pp.s = r.d JOIN knows k ON k.s = pp.d AND k.d = cc.d WHERE cc.d = p.id)"""),
    of("varied", "members-of-busy-forums", """MATCH (f:Forum)-[:containerOf]->(m:Post)
        WITH f, count(m) AS posts, max(m.length) AS longest WHERE posts >= 25
        MATCH (f)-[:hasMember]->(p:Person) WITH p, count(f) AS forums, sum(posts) AS posts, max(longest) AS longest
        WHERE forums > 1 RETURN p.id AS person, forums, posts, longest ORDER BY posts DESC, person LIMIT 20""",
       """MATCH (f:Forum)-[:Forum_containerOf_Post]->(m:Message)
        WITH f, count(*) AS posts, max(m.length) AS longest WHERE posts >= 25
        MATCH (f)-[:Forum_hasMember_Person]->(p:Person)
        WITH p, count(*) AS forums, sum(posts) AS posts, max(longest) AS longest
        WHERE forums > 1 RETURN p.id AS person, forums, posts, longest ORDER BY posts DESC, person LIMIT 20""",
       """WITH busy AS (SELECT c.s f, count(*) posts, max(m.length) longest FROM Forum_containerOf_Post c
        JOIN Post m ON m.id = c.d GROUP BY c.s HAVING count(*) >= 25)
        SELECT h.d p, count(*) forums, sum(posts)::BIGINT n, max(longest) FROM busy JOIN Forum_hasMember_Person h ON h.s = busy.f
        GROUP BY p HAVING count(*) > 1 ORDER BY n DESC, p LIMIT 20"""),
    of("varied", "longest-in-each-country", """MATCH (c:Country)<-[:isLocatedIn]-(m:Post)
        WITH c, m ORDER BY m.length DESC, m.id WITH c, collect(m.id)[0..3] AS longest
        RETURN c.name AS country, longest ORDER BY country""",
       """MATCH (c:Country)<-[:Message_isLocatedIn_Country]-(m:Message) WHERE m.language IS NOT NULL
        WITH c.name AS country, list_reverse_sort(collect(m.length * 1000000000 - m.id))[1:3] AS keys
        RETURN country, list_transform(keys, key -> (1000000000 - key % 1000000000) % 1000000000) AS longest
        ORDER BY country""",
       """SELECT c.name country, list(m.id ORDER BY m.length DESC, m.id)[1:3] FROM Post_isLocatedIn_Country l
        JOIN Post m ON m.id = l.s JOIN Country c ON c.id = l.d GROUP BY c.name ORDER BY country"""),
    of("varied", "percentiles-by-language", """MATCH (m:Post) RETURN m.language AS language,
        percentileDisc(m.length, 0.5) AS middle, percentileDisc(m.length, 0.9) AS long ORDER BY language""",
       """MATCH (m:Post) WITH m.language AS language, list_sort(collect(m.length)) AS lengths, count(*) AS n
        RETURN language, lengths[CAST(ceil(n * 0.5) AS INT64)] AS middle, lengths[CAST(ceil(n * 0.9) AS INT64)] AS long
        ORDER BY language""",
       """SELECT language, quantile_disc(length, 0.5), quantile_disc(length, 0.9) FROM Post
        GROUP BY language ORDER BY language"""),
    of("varied", "tags-of-titles", """MATCH (f:Forum)-[:hasTag]->(t:Tag) WHERE f.title CONTAINS '音乐' OR f.title ENDS WITH 'ka'
        RETURN t.name AS tag, count(*) AS n, min(f.title) AS first ORDER BY n DESC, tag LIMIT 10""",
       """MATCH (f:Forum)-[:Forum_hasTag_Tag]->(t:Tag) WHERE f.title CONTAINS '音乐' OR f.title ENDS WITH 'ka'
        RETURN t.name AS tag, count(*) AS n, min(f.title) AS first ORDER BY n DESC, tag LIMIT 10""",
       """SELECT t.name, count(*) n, min(f.title) FROM Forum f JOIN Forum_hasTag_Tag h ON h.s = f.id JOIN Tag t ON t.id = h.d
        WHERE contains(f.title, '音乐') OR ends_with(f.title, 'ka') GROUP BY t.name ORDER BY n DESC, t.name LIMIT 10"""),
    of("varied", "numbers-of-friends", """MATCH (p:Person)-[:knows]-(f:Person) WITH p, count(f) AS friends
        RETURN friends, count(*) AS persons ORDER BY friends""",
       """MATCH (p:Person)-[:knows]->(f:Person) WITH p, count(*) AS friends
        RETURN friends, count(*) AS persons ORDER BY friends""",
       """SELECT friends, count(*) FROM (SELECT count(*) friends FROM knows GROUP BY s) GROUP BY friends
        ORDER BY friends"""),
    of("varied", "friends-by-mutual-likes", """MATCH (a:Person {id: $id})-[:knows]-(b:Person)-[:likes]->(m:Post)<-[:likes]-(a)
        RETURN b.name AS friend, b.id AS id, count(DISTINCT m) AS n, max(m.creationDate) AS last
        ORDER BY n DESC, id LIMIT 10""",
       """MATCH (a:Person {id: $id})-[:knows]->(b:Person)-[:Person_likes_Message]->(m:Message)<-[:Person_likes_Message]-(a)
        WHERE m.language IS NOT NULL
        RETURN b.name AS friend, b.id AS id, count(m.id) AS n, max(m.creationDate) AS last
        ORDER BY n DESC, id LIMIT 10""",
       """SELECT b.name, b.id, count(DISTINCT m.id) n, max(m.creationDate) FROM knows k JOIN Person b ON b.id = k.d
        JOIN Person_likes_Message l ON l.s = k.d JOIN Person_likes_Message j ON j.d = l.d AND j.s = k.s
        JOIN Post m ON m.id = l.d WHERE k.s = $id GROUP BY b.name, b.id ORDER BY n DESC, b.id LIMIT 10""",
       "persons", reach=1),
]
