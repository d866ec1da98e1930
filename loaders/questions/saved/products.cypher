// @name products
// @help Which products go from where to which market
// @zh 哪些产品从哪里卖到哪里
MATCH (a)-[r:SUPPLIES]->(b)
WHERE (a)<-[:SUPPLIES]-()-[:LOCATED_IN|PART_OF*0..4]->({name: $region}) OR
// @insert in-region
// @insert said
RETURN a.name AS 从, b.name AS 到, coalesce(status, '未说明') AS 状态, r.since AS 时间, r.amount_yuan AS 金额元,
       coalesce(r.inferred, false) AS 推断,
// @insert source
ORDER BY 推断, 从, 到
