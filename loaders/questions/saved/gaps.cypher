// @name gaps
// @help How many facts there are of each field for each county of a region; 0 means not found, not that there is none
// @zh 一个地区的各区县在各领域有多少条事实；0 表示未见，不等于没有
// @param region! entity the region whose counties and districts are compared | 上级地区
MATCH (county:District)-[:PART_OF*1..2]->({name: $region})
WITH DISTINCT county
OPTIONAL MATCH (county)<-[:LOCATED_IN|PART_OF*0..2]-(a)-[r:PAIRED_WITH|COOPERATES_WITH|INVESTS_IN|UNDERTAKES|SUPPLIES]-()
WITH county, collect(DISTINCT r) AS links
WITH county, [r IN links | {field: r.field, status: r.status}] AS facts
RETURN county.name AS 区县, size(facts) AS 合计,
       size([f IN facts WHERE f.field = '医疗' | f]) AS 医疗,
       size([f IN facts WHERE f.field = '教育' | f]) AS 教育,
       size([f IN facts WHERE f.field = '产业' | f]) AS 产业,
       size([f IN facts WHERE f.field = '劳务' | f]) AS 劳务,
       size([f IN facts WHERE f.field = '消费' | f]) AS 消费,
       size([f IN facts WHERE f.field = '文旅' | f]) AS 文旅,
       size([f IN facts WHERE f.field = '科技' | f]) AS 科技,
       size([f IN facts WHERE f.field = '人才' | f]) AS 人才,
       size([f IN facts WHERE f.field IS NULL | f]) AS 未说明
ORDER BY 合计, 区县
