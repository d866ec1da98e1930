// @name intentions
// @help What was intended, agreed or signed, and nothing later is said to have begun
// @zh 只有意向、商定或签约，未见后续落地的
// @param region entity only what concerns this region or lies in it | 只看这个地区，或位于其中的
MATCH (a)-[r:PAIRED_WITH|COOPERATES_WITH|INVESTS_IN|UNDERTAKES|SUPPLIES]->(b)
WHERE r.status IN ['intended', 'agreed', 'signed']
  AND ($region IS NULL OR (a)-[:LOCATED_IN|PART_OF*0..4]->({name: $region})
       OR (b)-[:LOCATED_IN|PART_OF*0..4]->({name: $region}))
OPTIONAL MATCH (c:Claim {type: type(r)})-[:SUBJECT|OBJECT]->(a), (c)-[:SUBJECT|OBJECT]->(b)
WHERE c.overruled IS NULL
OPTIONAL MATCH (c)-[:SAID_IN]->(d:Document)
WITH a, r, b, c, d
ORDER BY c.by IS NULL, coalesce(c.inferred, false), coalesce(d.published, '') DESC, c.confidence DESC, d.doc, c.offset
WITH a, r, b, collect({sentence: c.evidence, doc: d.doc, published: d.published})[0] AS best,
     count(DISTINCT d) AS articles
OPTIONAL MATCH (a)-[later]-(b)
WHERE later.status IN ['started', 'completed', 'ended']
WITH a, r, b, best, count(later) AS later
WHERE later = 0
RETURN a.name AS 一方, type(r) AS 关系, b.name AS 另一方, r.status AS 状态, coalesce(r.since, '未说明') AS 时间, r.field AS 领域,
       coalesce(best.sentence, r.evidence) AS 原文, coalesce(best.doc, r.article + coalesce(':' + toString(r.line), '')) AS 文章,
       best.published AS 发布日期
ORDER BY 状态, 时间, 一方, 另一方
