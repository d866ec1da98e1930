// @name documents
// @help The articles, with how many facts each states and how many only it states
// @zh 文章列表：每篇陈述多少，只有它说到的多少
MATCH (d:Document)
OPTIONAL MATCH (c:Claim)-[:SAID_IN]->(d)
OPTIONAL MATCH (c)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
OPTIONAL MATCH (other:Claim {type: c.type})-[:SUBJECT]->(a), (other)-[:OBJECT]->(b), (other)-[:SAID_IN]->(elsewhere:Document)
WHERE elsewhere <> d
WITH d, c, count(other) AS elsewhere
OPTIONAL MATCH (d)-[:LOADED_IN]->(l:Load)
RETURN d.doc AS 文章, d.title AS 标题, d.published AS 发布日期, d.outlet AS 媒体, d.url AS 网址, count(c) AS 陈述数,
       sum(CASE WHEN c IS NOT NULL AND elsewhere = 0 THEN 1 ELSE 0 END) AS 仅此文, d.other_names AS 别名, max(l.number) AS 载入
ORDER BY 发布日期, 文章
