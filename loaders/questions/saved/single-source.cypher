// @name single-source
// @help Facts that only one article states
// @zh 只有一篇文章说到的事实
// @param region entity only what concerns this region or lies in it | 只看这个地区，或位于其中的
// @param inferred flag also what is read off names and context | 也列出从名称、上下文推断的
MATCH (a)-[r:PAIRED_WITH|COOPERATES_WITH|INVESTS_IN|UNDERTAKES|SUPPLIES|PARTICIPATES_IN]->(b)
WHERE ($inferred OR r.inferred IS NULL)
  AND ($region IS NULL OR (a)-[:LOCATED_IN|PART_OF*0..4]->({name: $region})
       OR (b)-[:LOCATED_IN|PART_OF*0..4]->({name: $region}))
OPTIONAL MATCH (c:Claim {type: type(r)})-[:SUBJECT|OBJECT]->(a), (c)-[:SUBJECT|OBJECT]->(b)
WHERE c.overruled IS NULL
OPTIONAL MATCH (c)-[:SAID_IN]->(d:Document)
WITH a, r, b, c, d
ORDER BY c.by IS NULL, coalesce(c.inferred, false), coalesce(d.published, '') DESC, c.confidence DESC, d.doc, c.offset
WITH a, r, b, collect({sentence: c.evidence, doc: d.doc, published: d.published})[0] AS best,
     count(DISTINCT d) AS articles
WITH a, r, b, best, articles
WHERE articles <= 1
RETURN a.name AS 一方, type(r) AS 关系, b.name AS 另一方, coalesce(r.status, '未说明') AS 状态, r.since AS 时间,
       r.amount_yuan AS 金额元, coalesce(best.sentence, r.evidence) AS 原文, coalesce(best.doc, r.article + coalesce(':' + toString(r.line), '')) AS 文章,
       best.published AS 发布日期
ORDER BY 文章, 一方, 另一方, 关系
