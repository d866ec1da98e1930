// @name gaps
// @help How many facts there are of each field for each county of a region; 0 means not found, not that there is none. Counties that no article names are not listed
// @zh 一个地区的各区县在各领域有多少条事实；0 表示未见，不等于没有；没有文章提到的区县不在表中
// @param region! entity the region whose counties and districts are compared | 上级地区
MATCH (county:District)-[:PART_OF*1..2]->({name: $region})
WITH DISTINCT county
CALL {
  WITH county
  MATCH (county)<-[:LOCATED_IN|PART_OF*0..2]-(a)-[r:PAIRED_WITH|COOPERATES_WITH|INVESTS_IN|UNDERTAKES|SUPPLIES]-(b)
// @insert said
  WITH DISTINCT r
  RETURN collect(coalesce(r.field, '未说明')) AS fields
}
RETURN county.name AS 区县, size(fields) AS 合计,
       size([f IN fields WHERE f = '医疗' | f]) AS 医疗,
       size([f IN fields WHERE f = '教育' | f]) AS 教育,
       size([f IN fields WHERE f = '产业' | f]) AS 产业,
       size([f IN fields WHERE f = '劳务' | f]) AS 劳务,
       size([f IN fields WHERE f = '消费' | f]) AS 消费,
       size([f IN fields WHERE f = '文旅' | f]) AS 文旅,
       size([f IN fields WHERE f = '科技' | f]) AS 科技,
       size([f IN fields WHERE f = '人才' | f]) AS 人才,
       size([f IN fields WHERE f = '未说明' | f]) AS 未说明
ORDER BY 合计, 区县
