// @name products
// @help Which products go from where to which market
// @zh 哪些产品从哪里卖到哪里
// @param region entity only what concerns this region or lies in it | 只看这个地区，或位于其中的
MATCH (a)-[r:SUPPLIES]->(b)
WHERE ($region IS NULL OR (a)-[:LOCATED_IN|PART_OF*0..4]->({name: $region})
       OR (b)-[:LOCATED_IN|PART_OF*0..4]->({name: $region})) OR (:District {name: $region})-[:SUPPLIES]->(a)
OPTIONAL MATCH (c:Claim {type: type(r)})-[:SUBJECT|OBJECT]->(a), (c)-[:SUBJECT|OBJECT]->(b)
WHERE c.overruled IS NULL
OPTIONAL MATCH (c)-[:SAID_IN]->(d:Document)
WITH a, r, b, c, d
ORDER BY c.by IS NULL, coalesce(c.inferred, false), coalesce(d.published, '') DESC, c.confidence DESC, d.doc, c.offset
WITH a, r, b, collect({sentence: c.evidence, doc: d.doc, published: d.published})[0] AS best,
     count(DISTINCT d) AS articles
RETURN a.name AS 从, b.name AS 到, coalesce(r.status, '未说明') AS 状态, r.since AS 时间, r.amount_yuan AS 金额元,
       coalesce(r.inferred, false) AS 推断, coalesce(best.sentence, r.evidence) AS 原文, coalesce(best.doc, r.article + coalesce(':' + toString(r.line), '')) AS 文章,
       best.published AS 发布日期
ORDER BY 推断, 从, 到
