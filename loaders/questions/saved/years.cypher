// @name years
// @help How many links of each kind began in each year
// @zh 每年新开始多少项各类关系
MATCH (a)-[r:PAIRED_WITH|COOPERATES_WITH|INVESTS_IN|UNDERTAKES]->(b)
WHERE r.inferred IS NULL AND
// @insert in-region
// @insert said
WITH CASE WHEN r.since_first IS NULL THEN '未说明' ELSE substring(r.since_first, 0, 4) END AS year, type(r) AS kind,
     coalesce(r.field, '未说明') AS field, a.name + ' – ' + b.name AS pair, status, best
ORDER BY pair
RETURN year AS 年份, kind AS 关系, field AS 领域, count(*) AS 数量, collect(pair) AS 明细, collect(DISTINCT status) AS 状态,
       collect(best.sentence) AS 原文, collect(DISTINCT best.doc) AS 文章, collect(DISTINCT best.published) AS 发布日期
ORDER BY 年份, 关系, 领域
