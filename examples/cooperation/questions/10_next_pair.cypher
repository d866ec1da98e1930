// 10. 长子县下一步可以与谁结对，为什么？（是建议，不是文章所述的事实）
// 10. Who could 长子县 be paired with next, and why? (a proposal, not a stated fact; recommend.py explains more)
//
// First its own partner district, where other districts of the city show the pattern: institutions paired below the
// pair of districts, which 长子县 lacks. Then Beijing districts that are paired with nobody but already cooperate
// with the city. Then the city's products, through a market outside the districts that are paired with somebody.
MATCH (target:District {name: '长子县'})-[pair:PAIRED_WITH]-(partner:District)
OPTIONAL MATCH (x)-[own:PAIRED_WITH]-(y)-[:LOCATED_IN*0..1]->(target)
WHERE x:Hospital OR x:School OR x:Park
WITH target, partner, pair, count(own) AS own
WHERE own = 0
MATCH (target)-[:PART_OF]->(:City)<-[:PART_OF]-(peer:District)
MATCH (a)-[r:PAIRED_WITH]->(b)-[:LOCATED_IN*0..1]->(peer)
WHERE a:Hospital OR a:School OR a:Park
WITH target, partner, pair, a, r, b ORDER BY r.article, r.line, a.name
WITH target, partner, pair, collect(a.name + '–' + b.name) AS examples,
     collect(DISTINCT split(r.article, '_')[0] + ':' + toString(r.line)) AS places
RETURN 1 AS 序, '建议：' + partner.name + '的医院、学校或园区与' + target.name + '结对' AS 建议,
       '两地已结对，但医院、学校、园区的结对未见' AS 理由, examples AS 依据,
       [split(pair.article, '_')[0] + ':' + toString(pair.line)] + places AS 来源
UNION ALL
MATCH (:District {name: '长子县'})-[:PART_OF]->(city:City)
MATCH (free:District)-[:PART_OF]->(:City {name: '北京市'})
OPTIONAL MATCH (free)-[taken:PAIRED_WITH]-()
WITH city, free, count(taken) AS taken
WHERE taken = 0
MATCH (free)<-[:LOCATED_IN*0..1]-(a)-[r:COOPERATES_WITH]-(b)-[:LOCATED_IN|PART_OF*0..2]->(city)
WITH free, a, r, b ORDER BY r.article, r.line, a.name
WITH free, collect(a.name + '–' + b.name) AS examples,
     collect(DISTINCT split(r.article, '_')[0] + ':' + toString(r.line)) AS places
RETURN 2 AS 序, '建议：' + free.name + '与长子县结对' AS 建议, '尚未结对，已与长治合作' AS 理由, examples AS 依据, places AS 来源
ORDER BY size(examples) DESC, free.name
UNION ALL
MATCH (:District {name: '长子县'})-[:PART_OF]->(city:City)-[:SUPPLIES]->(product:Product)-[s:SUPPLIES]->(buyer:City)
MATCH (:District)-[:SUPPLIES]->(other:Product)-[route:SUPPLIES]->(market:Company)-[:LOCATED_IN]->(buyer)
WITH city, market, other, route, product, s ORDER BY product.name
WITH city, market, other, route, collect(DISTINCT product.name) AS products,
     collect(DISTINCT split(s.article, '_')[0] + ':' + toString(s.line)) AS places
RETURN 3 AS 序, '建议：经' + market.name + '销售长子县农产品' AS 建议, city.name + '已有产品供京' AS 理由,
       products + [other.name + '–' + market.name] AS 依据,
       places + [split(route.article, '_')[0] + ':' + toString(route.line)] AS 来源
ORDER BY 建议
