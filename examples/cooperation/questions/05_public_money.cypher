// 5. 对口合作资金和财政资金用到了哪里？
// 5. Where did cooperation or public money go?
MATCH (funder)-[r:INVESTS_IN]->(p)
WHERE funder:Province OR funder:City OR funder:District OR funder:Agency OR funder:Park
OPTIONAL MATCH (party)-[:UNDERTAKES|PARTICIPATES_IN]->(p)
WITH funder, r, p, party ORDER BY party.name
WITH funder, r, p, collect(DISTINCT party.name) AS parties
RETURN funder.name AS 出资方, p.name AS 用途,
       coalesce(toString(r.amount_yuan) + CASE WHEN r.approximate THEN '（约数）' ELSE '' END, '未说明') AS 金额元,
       parties AS 相关方, r.inferred AS 推断, split(r.article, '_')[0] + ':' + toString(r.line) AS 来源
ORDER BY coalesce(r.amount_yuan, 0) DESC, 出资方
UNION ALL
MATCH (seller)-[:SUPPLIES]->(product:Product)-[r:SUPPLIES]->(buyer:Agency)
RETURN buyer.name AS 出资方, '采购' + product.name + '等' AS 用途, coalesce(toString(r.amount_yuan), '未说明') AS 金额元,
       [seller.name] AS 相关方, r.inferred AS 推断, split(r.article, '_')[0] + ':' + toString(r.line) AS 来源
ORDER BY 出资方, 用途
