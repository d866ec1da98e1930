// @name agreements
// @help Agreements that were signed or intended in a period, with their parties
// @zh 一段时间内签订或拟签的协议及各方
// @param from day the first day | 起始日期
// @param to day the last day | 结束日期
// @param party entity one of the parties | 其中一方
// @param status statuses intended, agreed, signed, started, completed, ended | 状态：intended 意向、agreed 商定、signed 签约、started 启动、completed 完成、ended 结束
MATCH (g:Agreement)<-[:PARTY_TO]-(party)
OPTIONAL MATCH (g)-[:SAID_IN]->(d:Document)
WITH g, d, party ORDER BY party.name
WITH g, d, collect(party.name) AS parties
WHERE ($party IS NULL OR $party IN parties) AND ($status IS NULL OR g.status IN $status)
  AND ($from IS NULL OR coalesce(g.signed_last, d.published, '') >= $from)
  AND ($to IS NULL OR coalesce(g.signed_first, d.published, '9999') <= $to)
RETURN g.name AS 协议, parties AS 各方, coalesce(g.status, '未说明') AS 状态, coalesce(g.signed, '未说明') AS 签订, g.term AS 期限,
       g.evidence AS 原文, d.doc AS 文章, d.published AS 发布日期
ORDER BY 签订, 协议, 文章
