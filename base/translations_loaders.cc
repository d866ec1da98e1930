#include "base/translation_tables.h"

namespace qiao::base {
namespace {

constexpr Translation kTranslations[] = {
    {"CSV with neo4j-admin headers: name:ID, :LABEL, :START_ID, :END_ID, :TYPE …",
     "带 neo4j-admin 表头的 CSV：name:ID、:LABEL、:START_ID、:END_ID、:TYPE……"},
    {"Chinese text or HTML in UTF-8, GB18030, Big5 or UTF-16",
     "中文文章，纯文本或 HTML，编码为 UTF-8、GB18030、Big5 或 UTF-16"},
    {"Cypher statements, separated by semicolons (.cypher, .cql, or a text that begins so)",
     "以分号分隔的 Cypher 语句（.cypher、.cql，或以语句开头的文本）"},
    {"OpenCC changed the length", "OpenCC 改变了文字的长度"},
    {"OpenCC's table t2s.json can't be read: {}", "无法读取 OpenCC 的 t2s.json：{}"},
    {"kind", "类型"},
    {"known.tsv: wrong label or seat: {}", "known.tsv：标签或所在地有误：{}"},
    {"list_heads.txt: unknown label {}", "list_heads.txt：没有标签 {}"},
    {"names.txt: unknown label {}", "names.txt：没有标签 {}"},
    {"region_aliases.tsv: unknown code {}", "region_aliases.tsv：没有代码 {}"},
    {"stopped", "已中止"},
    {"stopped; nothing was loaded", "已中止；没有载入任何内容"},
    {"there is no file to load", "没有可载入的文件"},
    {"this is no article but {}", "这不是文章，而是{}"},
    {"words.txt: unknown class {}", "words.txt：没有类别 {}"},
    {"{} bytes are too long for one article (at most {})", "一篇文章 {} 字节太长（最多 {}）"},
    {"{} is not part of this build", "本程序编译时未包含 {}"},
    {"{}: a byte that is not valid UTF-8; save the file as UTF-8, or name its encoding with --encoding",
     "{}：此处字节不是合法的 UTF-8；请另存为 UTF-8，或用 --encoding 指明编码"},
    {"{}: a byte that is not valid {}; name the file's encoding with --encoding",
     "{}：此处字节不是合法的 {}；请用 --encoding 指明编码"},
    {"{}: a column without a name; name it, or write :IGNORE", "{}：此列没有名称；请命名，或写作 :IGNORE"},
    {"{}: a line of more than {} MiB: this is no table", "{}：一行超过 {} MiB：这不是表格"},
    {"{}: a node without an id", "{}：节点没有 id"},
    {"{}: a quote in the middle of a field; put the whole field into quotes and double this one",
     "{}：引号出现在字段中间；请给整个字段加引号，并把此引号写两遍"},
    {"{}: a relationship without a start", "{}：关系没有起点"},
    {"{}: a relationship without a type", "{}：关系没有类型"},
    {"{}: a relationship without an end", "{}：关系没有终点"},
    {"{}: a row has too few cells: {}", "{}：有一行的单元格太少：{}"},
    {"{}: a second column {}", "{}：列 {} 重复"},
    {"{}: a second {} column", "{}：{} 列重复"},
    {"{}: a table has either nodes (:ID, :LABEL) or relationships (:START_ID, :END_ID), not both",
     "{}：一个表格要么是节点（:ID、:LABEL），要么是关系（:START_ID、:END_ID），不能两者都是"},
    {"{}: a table of relationships needs both :START_ID and :END_ID", "{}：关系表格必须同时有 :START_ID 和 :END_ID"},
    {"{}: a table with :TYPE holds relationships, which need :START_ID and :END_ID",
     "{}：带 :TYPE 的是关系表格，必须有 :START_ID 和 :END_ID"},
    {"{}: an id may be a string or long, not '{}'", "{}：id 只能是 string 或 long，不能是“{}”"},
    {"{}: another table keeps the ids of this id space as {}; use the same id-type in both",
     "{}：另一个表格把这个 id 空间的 id 存为 {}；两处请用同样的 id-type"},
    {"{}: can't be read", "{}：无法读取"},
    {"{}: column {}: '{}' can't be read as {}; write it like {}", "{}：列 {}：“{}”不能读作 {}；应写作 {}"},
    {"{}: neither a file nor a folder", "{}：既不是文件也不是文件夹"},
    {"{}: no column says the type of the relationships; add a :TYPE column, or name the file like "
     "Person_KNOWS_Person.csv",
     "{}：没有一列说明关系的类型；请添加 :TYPE 列，或把文件命名为 Person_KNOWS_Person.csv 的样式"},
    {"{}: no column says what the rows are; a table of nodes needs an id column such as name:ID (and :LABEL, or the "
     "label as the file's name), a table of relationships :START_ID and :END_ID (and :TYPE, or a file name such as "
     "Person_KNOWS_Person.csv)",
     "{}：没有一列说明各行是什么；节点表格要有 id 列，如 name:ID（以及 :LABEL，或以标签作文件名），关系表格要有 "
     ":START_ID 和 :END_ID（以及 :TYPE，或 Person_KNOWS_Person.csv 样式的文件名）"},
    {"{}: no node has the id '{}' in the id space '{}'; neither a table of this load nor a node of the database with "
     "{} '{}' gives it",
     "{}：没有 id 为“{}”的节点（id 空间“{}”）；本次载入的表格中没有，数据库中也没有 {} 为“{}”的节点"},
    {"{}: several nodes of the database have {} '{}'; name their label as the id space, as in name:START_ID(Person)",
     "{}：数据库中有多个节点的 {} 为“{}”；请用标签作 id 空间，如 name:START_ID(Person)"},
    {"{}: text behind a closing quote; double a quote that belongs to the text",
     "{}：右引号后面还有文字；属于文字的引号请写两遍"},
    {"{}: the database already holds a {} node with {} '{}'; load with --update to add to what is there",
     "{}：数据库中已有 {} 节点，其 {} 为“{}”；用 --update 载入可并入已有节点"},
    {"{}: the database holds several {} nodes with {} '{}'", "{}：数据库中有多个 {} 节点的 {} 为“{}”"},
    {"{}: the file is empty", "{}：文件是空的"},
    {"{}: the file is longer than {} bytes", "{}：文件超过 {} 字节"},
    {"{}: the file's name gives no label; add a :LABEL column", "{}：文件名不能作标签；请添加 :LABEL 列"},
    {"{}: the id '{}' is used a second time; first at {}", "{}：id“{}”重复使用；首次出现在 {}"},
    {"{}: the quote that opens here is never closed; add a closing quote, or double a quote that belongs to the text",
     "{}：此处的引号没有闭合；请补上右引号，属于文字的引号请写两遍"},
    {"{}: the quote that opens here is not closed within {} MiB; add a closing quote, or double a quote that belongs "
     "to the text",
     "{}：此处的引号在 {} MiB 之内没有闭合；请补上右引号，属于文字的引号请写两遍"},
    {"{}: the row has {} columns where the header has {}; put a value that holds the delimiter '{}' into quotes",
     "{}：此行有 {} 列，表头有 {} 列；含有分隔符“{}”的值请放在引号中"},
    {"{}: there is no such file or folder", "{}：没有这个文件或文件夹"},
    {"{}: this is no table, script or article but {}", "{}：这不是表格、脚本或文章，而是{}"},
    {"{}: unknown column type '{}'; did you mean {}?", "{}：没有列类型“{}”；是否要用 {}？"},
    {"{}: unknown column type '{}'; the types are string, long, double, boolean, date, datetime and others, with [] "
     "for lists, and ID, LABEL, START_ID, END_ID, TYPE, IGNORE",
     "{}：没有列类型“{}”；类型有 string、long、double、boolean、date、datetime 等，列表加 []，以及 "
     "ID、LABEL、START_ID、END_ID、TYPE、IGNORE"},
    {"{}: unknown coordinate system '{}'; there are cartesian, cartesian-3d, wgs-84 and wgs-84-3d",
     "{}：没有坐标系“{}”；可用 cartesian、cartesian-3d、wgs-84 和 wgs-84-3d"},
    {"{}: unknown option '{}' of a column; there are timezone, crs and, for an ID, id-type",
     "{}：没有列选项“{}”；可用 timezone、crs，ID 列还可用 id-type"},
    {"{}: unknown time zone '{}'; write it like Asia/Shanghai or +08:00",
     "{}：没有时区“{}”；应写作 Asia/Shanghai 或 +08:00"},
    {"{}: {} can't be a list", "{}：{} 不能是列表"},
    {"{}:{}: rule {}: {}", "{}:{}：规则 {}：{}"},
    {"{}:{}:{}: expected {}", "{}:{}:{}：应为 {}"},
};

}  // namespace

std::span<const Translation> LoadersTranslations() { return kTranslations; }

}  // namespace qiao::base
