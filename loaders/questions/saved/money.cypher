// @name money
// @help Money of single projects by year and field; totals over groups of projects are nobody's and left out
// @zh 各年份、各领域的项目金额；一组项目的合计不算在内
MATCH (a)-[r:INVESTS_IN|UNDERTAKES]->(b)
WHERE coalesce(r.amount_yuan, b.amount_yuan) IS NOT NULL AND
// @insert in-region
// @insert said
WITH b, r, best, status ORDER BY r.amount_yuan DESC, best.doc
WITH b, collect({amount: coalesce(r.amount_yuan, b.amount_yuan), status: status, sentence: best.sentence,
                 doc: best.doc, published: best.published, field: r.field,
                 year: substring(coalesce(r.since_first, best.published, '未说明'), 0, 4)})[0] AS one
RETURN CASE WHEN one.year = '未说明' THEN '未说明' ELSE one.year END AS 年份, coalesce(one.field, '未说明') AS 领域,
       sum(one.amount) AS 金额元, count(*) AS 项目数, collect(b.name) AS 项目, collect(DISTINCT one.status) AS 状态,
       collect(one.sentence) AS 原文, collect(DISTINCT one.doc) AS 文章, collect(DISTINCT one.published) AS 发布日期
ORDER BY 年份, 领域
