// 4. 哪些公司与哪些项目有关，金额多少？
// 4. Which companies are linked to which projects, with what amounts?
//
// An amount is the whole project's where the article gives it. The total of a group of projects never is the amount
// of one of them: it stands in a column of its own.
MATCH (c)-[r:INVESTS_IN|UNDERTAKES]->(p)
WHERE c:Company OR c:Institute
WITH c, p, r ORDER BY r.article, r.line
WITH c, p, collect(type(r)) AS types, max(r.amount_yuan) AS amount, min(r.role) AS role, min(r.status) AS status,
     collect(r.inferred) AS inferred,
     collect(DISTINCT split(r.article, '_')[0] + ':' + toString(r.line)) AS places
OPTIONAL MATCH (other)-[:INVESTS_IN|UNDERTAKES]->(p)
WHERE other <> c
WITH c, p, types, coalesce(amount, p.amount_yuan) AS amount, role, status, inferred, places, other ORDER BY other.name
WITH c, p, types, amount, role, status, inferred, places, collect(DISTINCT other.name) AS others
OPTIONAL MATCH (g:Figure {metric: '总投资'})
WHERE g.scope = p.group
RETURN c.name AS 公司, p.name AS 项目,
       CASE WHEN 'INVESTS_IN' IN types THEN '投资' ELSE coalesce(role, '承担') END AS 关系,
       coalesce(toString(amount), '未说明') AS 金额元, coalesce(toString(g.value), '') AS 所在一组合计元,
       others AS 合作方, coalesce(status, '未说明') AS 状态, NOT (false IN inferred) AS 推断, places AS 来源
ORDER BY 推断, 公司, 项目
