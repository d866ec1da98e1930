// @name products
// @help Which products go from where to which market
// @zh 哪些产品从哪里卖到哪里
// @param region entity only what concerns this region or lies in it | 只看这个地区，或位于其中的
// @param as-of day what had begun by this day and had not ended; what nobody dates counts from its article's day | 截至这一天已开始且未结束的；没有日期的按文章日期算
MATCH (a)-[r:SUPPLIES]->(b)
WHERE ($region IS NULL OR (a)-[:LOCATED_IN|PART_OF*0..4]->({name: $region})
       OR (b)-[:LOCATED_IN|PART_OF*0..4]->({name: $region})) OR (:District {name: $region})-[:SUPPLIES]->(a)
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
WHERE $as_of IS NULL
   OR (coalesce(r.since_first, CASE WHEN r.claims IS NULL THEN r.since END, told, '9999') <= $as_of
       AND coalesce(r.until_last, '9999') >= $as_of)
RETURN a.name AS 从, b.name AS 到, coalesce(status, '未说明') AS 状态, r.since AS 时间, r.amount_yuan AS 金额元,
       coalesce(r.inferred, false) AS 推断, coalesce(best.sentence, r.evidence) AS 原文, coalesce(best.doc, r.article + coalesce(':' + toString(r.line), '')) AS 文章,
       best.published AS 发布日期
ORDER BY 推断, 从, 到
