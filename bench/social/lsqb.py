"""LSQB's nine counts, and variants of them that read properties."""
from workload import of

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
