// @name years
// @help How many links of each kind began in each year
// @zh 每年新开始多少项各类关系
// @param region entity only what concerns this region or lies in it | 只看这个地区，或位于其中的
MATCH (a)-[r:PAIRED_WITH|COOPERATES_WITH|INVESTS_IN|UNDERTAKES]->(b)
WHERE ($region IS NULL OR (a)-[:LOCATED_IN|PART_OF*0..4]->({name: $region})
       OR (b)-[:LOCATED_IN|PART_OF*0..4]->({name: $region})) AND r.inferred IS NULL
WITH CASE WHEN r.since_first IS NULL THEN '未说明' ELSE substring(r.since_first, 0, 4) END AS year, type(r) AS kind,
     coalesce(r.field, '未说明') AS field, a.name + ' – ' + b.name AS pair, r.status AS status
ORDER BY pair
RETURN year AS 年份, kind AS 关系, field AS 领域, count(*) AS 数量, collect(pair) AS 明细, collect(DISTINCT status) AS 状态
ORDER BY 年份, 关系, 领域
