// @part in-region
// @param region entity only what concerns this region or lies in it | 只看这个地区，或位于其中的
//
// A condition on the ends a and b of a link.
($region IS NULL OR (a)-[:LOCATED_IN|PART_OF*0..4]->({name: $region})
 OR (b)-[:LOCATED_IN|PART_OF*0..4]->({name: $region}))
