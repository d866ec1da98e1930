// @name intentions
// @help What was intended, agreed or signed, and nothing later is said to have begun
// @zh 只有意向、商定或签约，未见后续落地的
MATCH (a)-[r:PAIRED_WITH|COOPERATES_WITH|INVESTS_IN|UNDERTAKES|SUPPLIES]->(b)
WHERE
// @insert in-region
// @insert said
OPTIONAL MATCH (a)-[later]-(b)
WHERE later <> r AND later.status IN ['started', 'completed', 'ended']
  AND ($as_of IS NULL OR coalesce(later.since_first, '') <= $as_of)
WITH a, r, b, best, status, count(later) AS later
WHERE later = 0 AND status IN ['intended', 'agreed', 'signed']
RETURN a.name AS 一方, type(r) AS 关系, b.name AS 另一方, status AS 状态, coalesce(r.since, '未说明') AS 时间, r.field AS 领域,
// @insert source
ORDER BY 状态, 时间, 一方, 另一方
