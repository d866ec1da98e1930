#include "base/translation_tables.h"

namespace qiao::base {
namespace {

constexpr Translation kTranslations[] = {
    {"0 or more", "不小于 0"},
    {"470000000 (whole, without separators, below 2^63)", "470000000（整数，不带分隔符，小于 2^63）"},
    {"a 7z archive", "7z 压缩包"},
    {"a GIF picture", "GIF 图片"},
    {"a JPEG picture", "JPEG 图片"},
    {"a PDF file; convert it to text first", "PDF 文件；请先转成文本"},
    {"a PNG picture", "PNG 图片"},
    {"a ZIP archive or an office document; save it as text first", "ZIP 压缩包或办公文档；请先另存为文本"},
    {"a binary file", "二进制文件"},
    {"a gzip archive", "gzip 压缩包"},
    {"a list of names", "名称的列表"},
    {"a list of relationships", "关系的列表"},
    {"a map, a node or a relationship", "映射、节点或关系"},
    {"a node", "节点"},
    {"a node or a relationship", "节点或关系"},
    {"a number", "数"},
    {"a program", "程序"},
    {"a relationship", "关系"},
    {"a string as the name of a property", "作属性名的字符串"},
    {"an RTF document; save it as text first", "RTF 文档；请先另存为文本"},
    {"an SQLite database", "SQLite 数据库"},
    {"an empty file", "空文件"},
    {"an integer", "整数"},
    {"an old office document; save it as text first", "旧格式的办公文档；请先另存为文本"},
    {"greater than 0", "大于 0"},
    {"relationship type", "关系类型"},
    {"source node", "起点"},
    {"target node", "终点"},
    {"text with hardly any Chinese in it", "几乎没有中文的文本"},
    {"the end of the text", "文本的结尾"},
    {"the format record", "格式记录"},
    {"the list of edge tables", "边表的清单"},
    {"the list of indexes and constraints", "索引与约束的清单"},
    {"the list of labels", "标签的清单"},
    {"the list of node tables", "节点表的清单"},
    {"the list of property keys", "属性名的清单"},
    {"the list of relationship types", "关系类型的清单"},
    {"the name of a property", "属性名"},
    {"the version record", "版本记录"},
    {"true or false", "true 或 false"},
};

}  // namespace

std::span<const Translation> PhraseTranslations() { return kTranslations; }

}  // namespace qiao::base
