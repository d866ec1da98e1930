// @name visits
// @help Visits, talks and other events, with who took part
// @zh 考察、座谈等活动及参加者
// @param region entity only what concerns this region or lies in it | 只看这个地区，或位于其中的
// @param from day the first day | 起始日期
// @param to day the last day | 结束日期
MATCH (event:Event)<-[r:PARTICIPATES_IN]-(who)
OPTIONAL MATCH (c:Claim {type: 'PARTICIPATES_IN'})-[:OBJECT]->(event), (c)-[:SAID_IN]->(d:Document)
WHERE c.overruled IS NULL
WITH event, r, who, c, d ORDER BY coalesce(c.inferred, false), coalesce(d.published, '') DESC, d.doc, c.offset
WITH event, r, who, collect({sentence: c.evidence, doc: d.doc, published: d.published})[0] AS best
ORDER BY who.name
WITH event, collect(DISTINCT who.name + CASE WHEN r.role IS NULL THEN '' ELSE '（' + r.role + '）' END) AS people, best,
     min(coalesce(r.since, event.date)) AS day, min(coalesce(r.since_first, event.date)) AS first,
     collect(DISTINCT r.status) AS stages
WHERE ($region IS NULL OR (event)-[:LOCATED_IN|PART_OF*0..4]->({name: $region})
       OR any(name IN people WHERE name STARTS WITH $region))
  AND ($from IS NULL OR coalesce(first, best.published, '') >= $from)
  AND ($to IS NULL OR coalesce(first, best.published, '9999') <= $to)
RETURN event.name AS 活动, coalesce(day, '未说明') AS 时间, people AS 参加者, stages AS 状态, best.sentence AS 原文,
       best.doc AS 文章, best.published AS 发布日期
ORDER BY 时间, 活动
