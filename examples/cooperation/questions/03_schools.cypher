// 3. 哪些学校结对或合作？
// 3. Which schools pair or cooperate?
//
// Schools and education authorities; universities are question 6. Unnamed schools are a stated number of a pair of
// districts, not schools of their own.
MATCH (a)-[r:PAIRED_WITH|COOPERATES_WITH]->(b)
WHERE r.field = '教育' AND (a:School OR a:Agency) AND coalesce(a.kind, '') <> 'university'
RETURN a.name AS 帮扶方, b.name AS 受援方,
       CASE WHEN type(r) = 'PAIRED_WITH' THEN '结对' ELSE '合作' END AS 关系,
       coalesce(r.since + CASE WHEN r.since_inferred THEN '（推断）' ELSE '' END, '未说明') AS 开始,
       coalesce(r.form, r.agreement, '未说明') AS 内容, split(r.article, '_')[0] + ':' + toString(r.line) AS 来源
ORDER BY 关系 DESC, 开始, 帮扶方
UNION ALL
MATCH (a:District)-[:PAIRED_WITH]->(b:District)
MATCH (f:Figure {metric: '双方各有结对学校'})
WHERE f.scope = a.name + '–' + b.name
RETURN a.name + toString(f.value) + f.unit + '（未点名）' AS 帮扶方, b.name + toString(f.value) + f.unit + '（未点名）' AS 受援方,
       '结对' AS 关系, coalesce(f.period, '未说明') AS 开始, f.metric AS 内容,
       split(f.article, '_')[0] + ':' + toString(f.line) AS 来源
