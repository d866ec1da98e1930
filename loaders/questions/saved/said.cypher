// @part said
// @param as-of day what had begun by this day and had not ended; what nobody dates counts from its article's day | 截至这一天已开始且未结束的；没有日期的按文章日期算
// @param status statuses intended, agreed, signed, started, completed, ended | 状态：intended 意向、agreed 商定、signed 签约、started 启动、completed 完成、ended 结束
//
// Of links r between a and b, keeps those that hold on $as_of in one of $status, and adds that `status`, how many
// `articles` state the link, and `best`: the claim that states its date and status, else its date or its status, else the
// surest one. What concerns a project begins with it.
OPTIONAL MATCH (b:Project|Park|Institute|Event)-[own:INVESTS_IN|UNDERTAKES|PARTICIPATES_IN|COOPERATES_WITH|SUPPLIES|LOCATED_IN]-()
WHERE $as_of IS NOT NULL
WITH a, r, b, min(coalesce(own.since_first, CASE WHEN own.claims IS NULL THEN own.since END)) AS begun
OPTIONAL MATCH (c:Claim {type: type(r)})-[:SUBJECT|OBJECT]->(a), (c)-[:SUBJECT|OBJECT]->(b)
WHERE c.overruled IS NULL
OPTIONAL MATCH (c)-[:SAID_IN]->(d:Document)
WITH a, r, b, begun, c, d
ORDER BY c.by IS NULL, coalesce(c.inferred, false), coalesce(d.published, '') DESC, c.confidence DESC, d.doc, c.offset
WITH a, r, b, begun, collect({sentence: c.evidence, doc: d.doc, published: d.published, since: c.since, status: c.status,
                             day: coalesce(c.since_first, d.published, '9999')}) AS said,
     count(DISTINCT d) AS articles, min(d.published) AS told
WITH a, r, b, articles, begun, [s IN said WHERE $as_of IS NULL OR s.day <= $as_of] AS said,
     coalesce(r.since_first, CASE WHEN r.claims IS NULL THEN r.since END, told, '9999') AS first
WITH a, r, b, articles, first, begun, said,
     CASE WHEN $as_of IS NULL OR r.claims IS NULL THEN r.status
          ELSE [s IN said WHERE s.status IS NOT NULL | s.status][0] END AS status
WITH a, r, b, articles, first, begun, status,
     coalesce([s IN said WHERE s.since = r.since AND s.status = status][0], [s IN said WHERE s.since = r.since][0],
              [s IN said WHERE s.status = status][0], said[0]) AS best
WHERE ($as_of IS NULL OR (first <= $as_of AND coalesce(begun, '') <= $as_of AND coalesce(r.until_last, '9999') >= $as_of))
  AND ($status IS NULL OR status IN $status)
