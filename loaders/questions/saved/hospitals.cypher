// @name hospitals
// @help Which hospitals are paired or cooperate, with whom
// @zh 哪些医院与谁结对或合作
// @param region entity only what concerns this region or lies in it | 只看这个地区，或位于其中的
// @param as-of day what held on this day; what nobody dates counts from its article's day | 截至这一天；没有日期的按文章日期算
// @param status statuses intended, agreed, signed, started, completed, ended | 状态：intended 意向、agreed 商定、signed 签约、started 启动、completed 完成、ended 结束
MATCH (a)-[r:PAIRED_WITH|COOPERATES_WITH]->(b)
WHERE (a:Hospital OR b:Hospital)
  AND ($region IS NULL OR (a)-[:LOCATED_IN|PART_OF*0..4]->({name: $region})
       OR (b)-[:LOCATED_IN|PART_OF*0..4]->({name: $region}))
OPTIONAL MATCH (c:Claim {type: type(r)})-[:SUBJECT|OBJECT]->(a), (c)-[:SUBJECT|OBJECT]->(b)
WHERE c.overruled IS NULL
OPTIONAL MATCH (c)-[:SAID_IN]->(d:Document)
WITH a, r, b, c, d
ORDER BY c.by IS NULL, coalesce(c.inferred, false), coalesce(d.published, '') DESC, c.confidence DESC, d.doc, c.offset
WITH a, r, b, collect({sentence: c.evidence, doc: d.doc, published: d.published, status: c.status,
                      day: coalesce(c.since_first, d.published, '9999')}) AS said,
     count(DISTINCT d) AS articles, min(d.published) AS told
WITH a, r, b, articles, told, [s IN said WHERE $as_of IS NULL OR s.day <= $as_of] AS said
WITH a, r, b, articles, told, said[0] AS best,
     CASE WHEN $as_of IS NULL OR r.claims IS NULL THEN r.status
          ELSE [s IN said WHERE s.status IS NOT NULL | s.status][0] END AS status
WHERE ($as_of IS NULL
       OR (coalesce(r.since_first, CASE WHEN r.claims IS NULL THEN r.since END, told, '9999')
           <= $as_of AND coalesce(r.until_last, '9999') >= $as_of))
  AND ($status IS NULL OR status IN $status)
RETURN a.name AS 一方, b.name AS 另一方, CASE WHEN type(r) = 'PAIRED_WITH' THEN '结对' ELSE '合作' END AS 关系,
       coalesce(status, '未说明') AS 状态, coalesce(r.since, '未说明') AS 开始, articles AS 文章数,
       coalesce(best.sentence, r.evidence) AS 原文, coalesce(best.doc, r.article + coalesce(':' + toString(r.line), '')) AS 文章,
       best.published AS 发布日期
ORDER BY 关系 DESC, 开始, 一方, 另一方
