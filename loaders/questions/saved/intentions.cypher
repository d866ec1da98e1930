// @name intentions
// @help What was intended, agreed or signed, and nothing later is said to have begun
// @zh 只有意向、商定或签约，未见后续落地的
// @param region entity only what concerns this region or lies in it | 只看这个地区，或位于其中的
// @param as-of day as it stood on this day; what nobody dates counts from its article's day | 截至这一天的情况；没有日期的按文章日期算
MATCH (a)-[r:PAIRED_WITH|COOPERATES_WITH|INVESTS_IN|UNDERTAKES|SUPPLIES]->(b)
WHERE $region IS NULL OR (a)-[:LOCATED_IN|PART_OF*0..4]->({name: $region})
   OR (b)-[:LOCATED_IN|PART_OF*0..4]->({name: $region})
OPTIONAL MATCH (c:Claim {type: type(r)})-[:SUBJECT|OBJECT]->(a), (c)-[:SUBJECT|OBJECT]->(b)
WHERE c.overruled IS NULL
OPTIONAL MATCH (c)-[:SAID_IN]->(d:Document)
WITH a, r, b, c, d
ORDER BY c.by IS NULL, coalesce(c.inferred, false), coalesce(d.published, '') DESC, c.confidence DESC, d.doc, c.offset
WITH a, r, b, collect({sentence: c.evidence, doc: d.doc, published: d.published, status: c.status,
                      day: coalesce(c.since_first, d.published, '9999')}) AS said,
     min(d.published) AS told
WITH a, r, b, told, [s IN said WHERE $as_of IS NULL OR s.day <= $as_of] AS said
WITH a, r, b, told, said[0] AS best,
     CASE WHEN $as_of IS NULL OR r.claims IS NULL THEN r.status
          ELSE [s IN said WHERE s.status IS NOT NULL | s.status][0] END AS status
WHERE status IN ['intended', 'agreed', 'signed']
  AND ($as_of IS NULL OR coalesce(r.since_first, CASE WHEN r.claims IS NULL THEN r.since END, told, '9999') <= $as_of)
OPTIONAL MATCH (a)-[later]-(b)
WHERE later <> r AND later.status IN ['started', 'completed', 'ended']
  AND ($as_of IS NULL OR coalesce(later.since_first, '') <= $as_of)
WITH a, r, b, best, status, count(later) AS later
WHERE later = 0
RETURN a.name AS 一方, type(r) AS 关系, b.name AS 另一方, status AS 状态, coalesce(r.since, '未说明') AS 时间, r.field AS 领域,
       coalesce(best.sentence, r.evidence) AS 原文, coalesce(best.doc, r.article + coalesce(':' + toString(r.line), '')) AS 文章,
       best.published AS 发布日期
ORDER BY 状态, 时间, 一方, 另一方
