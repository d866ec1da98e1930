// @name projects
// @help The projects of a company or another body, with amounts; without it, of all companies
// @zh 一家公司（或机构）参与的项目和金额；不指明时列出全部公司
// @param company entity the company or body | 公司或机构
MATCH (a)-[r:INVESTS_IN|UNDERTAKES]->(b)
WHERE ($company IS NULL AND a:Company OR a.name = $company) AND
// @insert in-region
// @insert said
RETURN a.name AS 公司, b.name AS 项目, CASE WHEN type(r) = 'INVESTS_IN' THEN '投资' ELSE coalesce(r.role, '承担') END AS 关系,
       coalesce(toString(r.amount_yuan) + CASE WHEN r.approximate THEN '（约数）' ELSE '' END,
                toString(b.amount_yuan) + CASE WHEN b.approximate THEN '（约数）' ELSE '' END) AS 金额元,
       coalesce(status, b.status, '未说明') AS 状态, r.since AS 时间,
// @insert source
ORDER BY 公司, 项目, 关系
