// @name pairs
// @help Who is paired with whom, and since when
// @zh 谁与谁结对，从什么时候开始
MATCH (a)-[r:PAIRED_WITH]->(b)
WHERE
// @insert in-region
// @insert said
RETURN a.name AS 一方, b.name AS 另一方, coalesce(status, '未说明') AS 状态, coalesce(r.since, '未说明') AS 开始,
       r.field AS 领域, r.programme AS 机制, articles AS 文章数,
// @insert source
ORDER BY 开始, 一方, 另一方
