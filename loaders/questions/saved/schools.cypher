// @name schools
// @help Which schools and universities are paired or cooperate, with whom
// @zh 哪些学校与谁结对或合作
MATCH (a)-[r:PAIRED_WITH|COOPERATES_WITH]->(b)
WHERE (a:School OR b:School) AND
// @insert in-region
// @insert said
RETURN a.name AS 一方, b.name AS 另一方, CASE WHEN type(r) = 'PAIRED_WITH' THEN '结对' ELSE '合作' END AS 关系,
       coalesce(status, '未说明') AS 状态, coalesce(r.since, '未说明') AS 开始, articles AS 文章数,
// @insert source
ORDER BY 关系 DESC, 开始, 一方, 另一方
