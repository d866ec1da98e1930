// @name next-pairs
// @help SUGGESTIONS, not facts: districts that could pair with this one next, and what speaks for it
// @zh 建议（不是事实）：下一步可以与谁结对，依据是什么
// @param region! entity the district or county | 区县
MATCH (target:District {name: $region})-[:PART_OF]->(city)
MATCH (x)-[:PAIRED_WITH]-(y)
WHERE (x = city OR (x)-[:PART_OF]->(city)) AND (y:City OR y:Province OR y:District)
OPTIONAL MATCH (y)-[:PART_OF]->(above:City)
WITH DISTINCT target, city, CASE WHEN y:District AND above IS NOT NULL THEN above ELSE y END AS partner_city
MATCH (free:District)-[:PART_OF]->(partner_city)
OPTIONAL MATCH (free)-[taken:PAIRED_WITH]-(other:District)
WITH target, city, free, count(taken) AS taken, collect(DISTINCT other.name) AS partners
OPTIONAL MATCH (free)<-[:LOCATED_IN|PART_OF*0..2]-(a)-[r:COOPERATES_WITH|PAIRED_WITH|INVESTS_IN|UNDERTAKES]-(b)
      -[:LOCATED_IN|PART_OF*0..2]->(city)
OPTIONAL MATCH (c:Claim {type: type(r)})-[:SUBJECT|OBJECT]->(a), (c)-[:SUBJECT|OBJECT]->(b)
WHERE c.overruled IS NULL
OPTIONAL MATCH (c)-[:SAID_IN]->(d:Document)
WITH target, free, taken, partners, a, r, b, c, d ORDER BY d.published DESC, d.doc, c.offset
WITH target, free, taken, partners, collect(DISTINCT a.name + ' – ' + b.name) AS reasons, collect(DISTINCT r.status) AS stages,
     collect(DISTINCT coalesce(c.evidence, r.evidence)) AS sentences,
     collect(DISTINCT coalesce(d.doc, r.article + coalesce(':' + toString(r.line), ''))) AS articles
WHERE NOT target.name IN partners
RETURN '建议' AS 性质, free.name AS 可结对, CASE WHEN taken = 0 THEN '未见与别处结对' ELSE '已与别处结对' END AS 现状,
       partners AS 已结对, size(reasons) AS 依据数, reasons AS 依据, stages AS 状态, sentences AS 原文, articles AS 文章
ORDER BY 现状 DESC, 依据数 DESC, 可结对
LIMIT 20
