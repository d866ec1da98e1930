// @name documents
// @help The articles, with how many facts each states and how many only it states
// @zh 文章列表：每篇陈述多少，只有它说到的多少
MATCH (d:Document)
OPTIONAL MATCH (c:Claim)-[:SAID_IN]->(d), (c)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WITH c.type AS type, a, b, count(DISTINCT d) AS articles, collect(d) AS documents
UNWIND documents AS d
WITH d, count(type) AS claims, sum(CASE WHEN type IS NOT NULL AND articles = 1 THEN 1 ELSE 0 END) AS only
OPTIONAL MATCH (d)-[:LOADED_IN]->(l:Load)
WITH d, claims, only, max(l.number) AS load
RETURN d.doc AS 文章, d.title AS 标题, d.published AS 发布日期, d.outlet AS 媒体, d.url AS 网址, claims AS 陈述数, only AS 仅此文,
       d.other_names AS 别名, load AS 载入
ORDER BY 发布日期, 文章
