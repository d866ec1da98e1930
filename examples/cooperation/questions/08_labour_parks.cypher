// 8. 有哪些劳务协作和园区层面的合作？
// 8. What labour-service and park-level cooperation exists?
MATCH (a)-[r:PAIRED_WITH|COOPERATES_WITH]->(b)
WHERE r.field = '劳务' OR (a:Park AND b:Park)
RETURN CASE WHEN r.field = '劳务' THEN '劳务' ELSE '园区' END AS 类别, a.name AS 一方, b.name AS 另一方,
       coalesce(r.form, '未说明') AS 内容, coalesce(r.status, '未说明') AS 状态,
       coalesce(r.since + CASE WHEN r.since_inferred THEN '（推断）' ELSE '' END, '未说明') AS 时间,
       split(r.article, '_')[0] + ':' + toString(r.line) AS 来源
ORDER BY 类别, 一方, 时间
UNION ALL
MATCH (a)-[:PAIRED_WITH]->(b)
MATCH (a)-[r:PARTICIPATES_IN]->(e:Event)<-[:PARTICIPATES_IN]-(b)
WHERE r.field = '劳务'
RETURN DISTINCT '劳务' AS 类别, a.name AS 一方, b.name AS 另一方, e.name AS 内容, coalesce(r.status, '未说明') AS 状态,
       coalesce(e.date, '未说明') AS 时间, split(r.article, '_')[0] + ':' + toString(r.line) AS 来源
ORDER BY 内容
