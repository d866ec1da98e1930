// @name new
// @help What the articles of the last load state, or of the loads since a number
// @zh 最近一次载入的文章说了什么，或某次载入之后
// @param status statuses intended, agreed, signed, started, completed, ended | 状态：intended 意向、agreed 商定、signed 签约、started 启动、completed 完成、ended 结束
// @param since integer the number of the first load to show | 从第几次载入起
MATCH (l:Load)
WITH coalesce($since, max(l.number)) AS first
MATCH (load:Load)<-[:LOADED_IN]-(d:Document)<-[:SAID_IN]-(c:Claim)
WHERE load.number >= first AND c.inferred IS NULL AND c.overruled IS NULL AND ($status IS NULL OR c.status IN $status)
MATCH (c)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WITH first, a, b, c.type AS type, collect({c: c, d: d, load: load.number}) AS said
WITH a, b, said, EXISTS {
  MATCH (before:Claim {type: type})-[:SUBJECT]->(a), (before)-[:OBJECT]->(b),
        (before)-[:SAID_IN]->(:Document)-[:LOADED_IN]->(earlier:Load)
  WHERE earlier.number < first
} AS known
UNWIND said AS one
WITH a, b, known, one.c AS c, one.d AS d, one.load AS load
RETURN a.name AS 一方, c.type AS 关系, b.name AS 另一方, CASE WHEN known THEN '补充' ELSE '新' END AS 新旧,
       coalesce(c.status, '未说明') AS 状态, c.since AS 时间, c.amount_yuan AS 金额元, c.evidence AS 原文, d.doc AS 文章,
       d.published AS 发布日期, load AS 载入
ORDER BY 载入, 文章, 原文, 一方, 另一方, 关系
