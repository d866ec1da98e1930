// @name single-source
// @help Facts that only one article states
// @zh 只有一篇文章说到的事实
// @param inferred flag also what is read off names and context | 也列出从名称、上下文推断的
MATCH (a)-[r:PAIRED_WITH|COOPERATES_WITH|INVESTS_IN|UNDERTAKES|SUPPLIES|PARTICIPATES_IN]->(b)
WHERE ($inferred OR r.inferred IS NULL) AND
// @insert in-region
// @insert said
WITH a, r, b, articles, best, status
WHERE articles <= 1
RETURN a.name AS 一方, type(r) AS 关系, b.name AS 另一方, coalesce(status, '未说明') AS 状态, r.since AS 时间,
       r.amount_yuan AS 金额元,
// @insert source
ORDER BY 文章, 一方, 另一方, 关系
