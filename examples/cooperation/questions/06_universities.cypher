// 6. 哪些高校和科研院所与长治合作，做什么？
// 6. Which universities and research institutes work with 长治, on what?
//
// With 长治 itself, or with an organisation, a centre or an event there.
MATCH (u)-[r:COOPERATES_WITH|PARTICIPATES_IN]->(x)
WHERE (u.kind = 'university' OR u:Institute) AND (type(r) = 'COOPERATES_WITH' OR x:Event)
MATCH (x)-[:LOCATED_IN|PART_OF*0..2]->(:City {name: '长治市'})
RETURN DISTINCT u.name AS 高校院所, x.name AS 对象, coalesce(r.form, '参加') AS 内容, coalesce(r.field, '未说明') AS 领域,
       r.inferred AS 推断, split(r.article, '_')[0] + ':' + toString(r.line) AS 来源
ORDER BY 来源, 高校院所, 对象
