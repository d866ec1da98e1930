// @name sources
// @help Where the facts about an entity are said: each sentence with its article
// @zh 关于一个实体的事实出自哪里：每句话及其文章
// @param entity! entity the entity | 实体
MATCH (c:Claim)-[:SUBJECT|OBJECT]->(e {name: $entity})
WHERE c.overruled IS NULL
MATCH (c)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
OPTIONAL MATCH (c)-[:SAID_IN]->(d:Document)
WITH DISTINCT c, a, b, d
RETURN coalesce(d.published, '未说明') AS 发布日期, d.doc AS 文章, a.name AS 一方, c.type AS 关系, b.name AS 另一方,
       coalesce(c.status, '未说明') AS 状态, c.since AS 时间, coalesce(c.inferred, false) AS 推断, c.evidence AS 原文, d.outlet AS 媒体, d.url AS 网址
ORDER BY 发布日期, 文章, c.offset, 一方, 关系, 另一方
