// 7. 潞城的哪些产品进入了北京的哪些市场？
// 7. Which products of 潞城 reach which Beijing markets?
MATCH (:District {name: '潞城区'})-[:SUPPLIES]->(product:Product)-[r:SUPPLIES]->(market)
OPTIONAL MATCH (market)-[:LOCATED_IN]->(region)
OPTIONAL MATCH (producer:Company)-[:SUPPLIES]->(product)
WITH product, r, market, region, producer ORDER BY producer.name
WITH product, r, market, region, collect(DISTINCT producer.name) AS producers
RETURN product.name AS 产品, market.name AS 市场, region.name AS 所在, coalesce(toString(r.amount_yuan), '未说明') AS 金额元,
       producers AS 生产主体, r.inferred AS 推断, split(r.article, '_')[0] + ':' + toString(r.line) AS 来源
ORDER BY 产品, 市场
