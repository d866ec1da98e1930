// @name projects
// @help The projects of a company or another body, with amounts; without it, of all companies
// @zh 一家公司（或机构）参与的项目和金额；不指明时列出全部公司
// @param company entity the company or body | 公司或机构
// @param region entity only what concerns this region or lies in it | 只看这个地区，或位于其中的
// @param status statuses intended, agreed, signed, started, completed, ended | 状态：intended 意向、agreed 商定、signed 签约、started 启动、completed 完成、ended 结束
// @param as-of day what had begun by this day and had not ended; what nobody dates counts from its article's day | 截至这一天已开始且未结束的；没有日期的按文章日期算
MATCH (a)-[r:INVESTS_IN|UNDERTAKES]->(b)
WHERE ($company IS NULL AND a:Company OR a.name = $company)
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
WHERE ($as_of IS NULL
       OR (coalesce(r.since_first, CASE WHEN r.claims IS NULL THEN r.since END, told, '9999') <= $as_of
           AND coalesce(r.until_last, '9999') >= $as_of AND coalesce(begun, '') <= $as_of))
  AND ($status IS NULL OR status IN $status)
RETURN a.name AS 公司, b.name AS 项目, CASE WHEN type(r) = 'INVESTS_IN' THEN '投资' ELSE coalesce(r.role, '承担') END AS 关系,
       coalesce(toString(r.amount_yuan) + CASE WHEN r.approximate THEN '（约数）' ELSE '' END, toString(b.amount_yuan) + CASE WHEN b.approximate THEN '（约数）' ELSE '' END) AS 金额元,
       coalesce(status, b.status, '未说明') AS 状态, r.since AS 时间, coalesce(best.sentence, r.evidence) AS 原文, coalesce(best.doc, r.article + coalesce(':' + toString(r.line), '')) AS 文章,
       best.published AS 发布日期
ORDER BY 公司, 项目, 关系
