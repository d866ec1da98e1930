// @name figures
// @help The numbers that articles state about an entity or about all, by metric and period
// @zh 文章说到的数字，按指标和时期排列
// @param entity entity whom they are about | 关于谁
// @param as-of day of a period that had ended by this day; without a period, what an article had said by then | 截至这一天已结束的时期的数字；没有时期的按文章日期算
MATCH (f:Figure)-[:ABOUT]->(e)
WHERE f.overruled IS NULL AND ($entity IS NULL OR e.name = $entity)
OPTIONAL MATCH (f)-[:ABOUT]->(all)
OPTIONAL MATCH (f)-[:SAID_IN]->(d:Document)
WITH f, d, all ORDER BY all.name
WITH f, d, collect(DISTINCT all.name) AS about
WITH f, d, about, CASE WHEN f.period =~ '[0-9].*' THEN f.period + substring('-12-31', size(f.period) - 4) END AS last
WHERE $as_of IS NULL OR coalesce(last, d.published, '9999') <= $as_of
RETURN f.metric AS 指标, coalesce(f.period, '未说明') AS 时期, coalesce(f.qualifier, '') AS 限定, CASE WHEN f.value = toInteger(f.value) THEN toInteger(f.value) ELSE f.value END AS 数值, f.unit AS 单位,
       about AS 关于, f.scope AS 范围, f.evidence AS 原文, d.doc AS 文章, d.published AS 发布日期
ORDER BY 指标, 时期, 发布日期, 文章, f.offset
