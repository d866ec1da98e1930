// @name visits
// @help Visits, talks and other events, with who took part and where
// @zh 考察、座谈等活动及参加者、地点
// @param region entity only what concerns this region or lies in it | 只看这个地区，或位于其中的
// @param from day the first day | 起始日期
// @param to day the last day | 结束日期
MATCH (event:Event)-[r:PARTICIPATES_IN|LOCATED_IN]-(who)
WITH event, r, who ORDER BY who.name
WITH event, collect(who) AS others, collect(DISTINCT r.status) AS stages,
     collect(CASE WHEN type(r) = 'PARTICIPATES_IN' THEN who.name + coalesce('（' + r.role + '）', '') END) AS people,
     collect(CASE WHEN type(r) = 'LOCATED_IN' THEN who.name END) AS places,
     collect(CASE WHEN r.since STARTS WITH '-' THEN null ELSE r.since END) + collect(r.since) + collect(event.date) AS days,
     min(r.since_first) AS first
WHERE $region IS NULL OR any(other IN others WHERE (other)-[:LOCATED_IN|PART_OF*0..4]->({name: $region}))
OPTIONAL MATCH (c:Claim)-[:SUBJECT|OBJECT]->(event), (c)-[:SAID_IN]->(d:Document)
WHERE c.overruled IS NULL
WITH event, stages, people, places, days[0] AS day, first, c, d
ORDER BY coalesce(c.inferred, false), coalesce(d.published, '') DESC, d.doc, c.offset
WITH event, stages, people, places, day, first,
     collect({sentence: c.evidence, doc: d.doc, published: d.published, since: c.since}) AS said
WITH event, stages, people, places, day, first, coalesce([s IN said WHERE s.since = day][0], said[0]) AS best
WHERE ($from IS NULL OR coalesce(first, best.published, '') >= $from)
  AND ($to IS NULL OR coalesce(first, best.published, '9999') <= $to)
RETURN event.name AS 活动, coalesce(day, '未说明') AS 时间, people AS 参加者, places AS 地点, stages AS 状态,
       best.sentence AS 原文, best.doc AS 文章, best.published AS 发布日期
ORDER BY 时间, 活动
