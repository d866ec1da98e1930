// 2. 哪些医院结对或合作？
// 2. Which hospitals are paired, or cooperate?
//
// A hospital may pair with another one or with a whole district. Last come the hospitals for which no partner is named.
MATCH (a)-[r:PAIRED_WITH|COOPERATES_WITH]->(b)
WHERE a:Hospital OR b:Hospital
OPTIONAL MATCH (a)-[:UNDERTAKES]->(built)<-[:UNDERTAKES]-(b)
WITH a, r, b, min(built.name) AS built
RETURN a.name AS 帮扶方, b.name AS 受援方,
       CASE WHEN type(r) = 'PAIRED_WITH' THEN '结对' ELSE '合作' END AS 关系,
       CASE WHEN b:District THEN '区县' ELSE '医院' END AS 受援方类别,
       coalesce(r.since + CASE WHEN r.since_inferred THEN '（推断）' ELSE '' END, '未说明') AS 开始,
       coalesce('共建' + built, r.form, '未说明') AS 内容,
       r.inferred AS 推断, split(r.article, '_')[0] + ':' + toString(r.line) AS 来源
ORDER BY 关系 DESC, 开始, 帮扶方, 受援方
UNION ALL
MATCH (h:Hospital)-[m:MENTIONED_IN]->(d:Document)
OPTIONAL MATCH (h)-[r:PAIRED_WITH|COOPERATES_WITH]-()
WITH h, m, d, count(r) AS partners
WHERE partners = 0
RETURN '未点名' AS 帮扶方, h.name AS 受援方, '未说明' AS 关系, '医院' AS 受援方类别, '未说明' AS 开始, '未说明' AS 内容,
       false AS 推断, split(d.name, '_')[0] + ':' + toString(m.line) AS 来源
ORDER BY 受援方
