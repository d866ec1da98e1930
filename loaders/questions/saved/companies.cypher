// @name companies
// @help Companies that are active in a region, and how
// @zh 在一个地区有活动的公司及其方式
// @param region! entity the region | 地区
MATCH (a:Company)-[r:INVESTS_IN|UNDERTAKES|COOPERATES_WITH|LOCATED_IN]-(b)
WHERE (b)-[:LOCATED_IN|PART_OF*0..4]->({name: $region})
// @insert said
RETURN a.name AS 公司, type(r) AS 关系, b.name AS 对象, coalesce(status, '未说明') AS 状态, r.since AS 时间,
       r.amount_yuan AS 金额元, coalesce(r.inferred, false) AS 推断,
// @insert source
ORDER BY 推断, 公司, 关系, 对象
