// 9. 关于“中关村信息谷”，所有文章一共说了什么？
// 9. What do we know about 中关村信息谷 across all articles?
//
// The short name and the full name are one company. Last come the nodes whose names only look alike.
MATCH (c:Company)
WHERE c.name = '北京中关村信息谷' OR '北京中关村信息谷' IN coalesce(c.aliases, [])
MATCH (c)-[r]-(x)
WHERE type(r) <> 'MENTIONED_IN'
RETURN '事实' AS 类别, c.name AS 实体, type(r) AS 关系, x.name AS 对象, coalesce(r.role, r.form, '') AS 内容,
       coalesce(r.status, '未说明') AS 状态, r.inferred AS 推断, split(r.article, '_')[0] + ':' + toString(r.line) AS 来源
ORDER BY 推断, 来源, 关系, 对象
UNION ALL
MATCH (c:Company)-[m:MENTIONED_IN]->(d:Document)
WHERE c.name = '北京中关村信息谷' OR '北京中关村信息谷' IN coalesce(c.aliases, [])
RETURN '出处' AS 类别, c.name AS 实体, type(m) AS 关系, d.title AS 对象, '' AS 内容, '' AS 状态, false AS 推断,
       split(d.name, '_')[0] + ':' + toString(m.line) AS 来源
ORDER BY 来源
UNION ALL
MATCH (other)-[m:MENTIONED_IN]->(d:Document)
WHERE other.name STARTS WITH '中关村'
RETURN '另一实体' AS 类别, other.name AS 实体, '' AS 关系, labels(other)[0] AS 对象, '' AS 内容, '' AS 状态, false AS 推断,
       split(d.name, '_')[0] + ':' + toString(m.line) AS 来源
ORDER BY 实体, 来源
