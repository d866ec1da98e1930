// 1. 北京的哪个区与哪个县（区）结对，从什么时候开始？
// 1. Which Beijing district is paired with which partner county or district, and since when?
//
// Pairs of regions only, asked in both directions. Several articles may tell of one pair: the earliest stated date
// counts, and every place is listed (001:6 is line 6 of article 001).
MATCH (helper)-[:PART_OF*0..1]->(:City {name: '北京市'})
MATCH (helper)-[r:PAIRED_WITH]-(partner)
WHERE partner:City OR partner:District
WITH helper, partner, r ORDER BY r.article, r.line
WITH helper, partner, min(r.since) AS since, min(r.programme) AS programme,
     collect(DISTINCT split(r.article, '_')[0] + ':' + toString(r.line)) AS places
RETURN helper.name AS 帮扶方, partner.name AS 受援方, coalesce(since, '未说明') AS 开始, programme AS 机制, places AS 来源
ORDER BY 机制 DESC, 开始, 帮扶方, 受援方
