// @name money
// @help Money of single projects by year and field; totals over groups of projects are nobody's and left out
// @zh 各年份、各领域的项目金额；一组项目的合计不算在内
// @param region entity only what concerns this region or lies in it | 只看这个地区，或位于其中的
// @param as-of day what had begun by this day and had not ended; what nobody dates counts from its article's day | 截至这一天已开始且未结束的；没有日期的按文章日期算
MATCH (a)-[r:INVESTS_IN|UNDERTAKES]->(b)
WHERE coalesce(r.amount_yuan, b.amount_yuan) IS NOT NULL
  AND ($region IS NULL OR (a)-[:LOCATED_IN|PART_OF*0..4]->({name: $region})
       OR (b)-[:LOCATED_IN|PART_OF*0..4]->({name: $region}))
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
OPTIONAL MATCH (b:Project|Park|Institute|Event)-[own]-()
WITH a, r, b, best, told, status, min(coalesce(own.since_first, CASE WHEN own.claims IS NULL THEN own.since END)) AS begun
WHERE $as_of IS NULL
   OR (coalesce(r.since_first, CASE WHEN r.claims IS NULL THEN r.since END, told, '9999') <= $as_of
       AND coalesce(r.until_last, '9999') >= $as_of AND coalesce(begun, '') <= $as_of)
WITH b, r, best, status ORDER BY r.amount_yuan DESC, best.doc
WITH b, collect({amount: coalesce(r.amount_yuan, b.amount_yuan), status: status, sentence: best.sentence,
                 doc: best.doc, published: best.published, field: r.field,
                 year: substring(coalesce(r.since_first, best.published, '未说明'), 0, 4)})[0] AS one
RETURN CASE WHEN one.year = '未说明' THEN '未说明' ELSE one.year END AS 年份, coalesce(one.field, '未说明') AS 领域,
       sum(one.amount) AS 金额元, count(*) AS 项目数, collect(b.name) AS 项目, collect(DISTINCT one.status) AS 状态,
       collect(one.sentence) AS 原文, collect(DISTINCT one.doc) AS 文章, collect(DISTINCT one.published) AS 发布日期
ORDER BY 年份, 领域
