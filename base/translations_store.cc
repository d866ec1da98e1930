#include "base/translation_tables.h"

namespace qiao::base {
namespace {

constexpr Translation kTranslations[] = {
    {"'{}' can't be read as a {}", "“{}”不能读作 {}"},
    {"'{}' is no known time zone", "没有名为“{}”的时区"},
    {"'{}' is no regular expression: {}", "“{}”不是正则表达式：{}"},
    {"a batch needs at least one row: set batch_rows to 1 or more",
     "一批至少要有一行：请把 batch_rows 设为不小于 1 的数"},
    {"a duration can't be divided by zero", "时长不能除以零"},
    {"a list that is stored as a property can't hold {}", "存为属性的列表不能含有 {}"},
    {"a name of {} bytes is too long: at most {} are possible", "名称长 {} 字节，太长：最多 {} 字节"},
    {"a property can't hold {}", "属性不能存放 {}"},
    {"a property value of {} bytes is too large: at most {} are possible", "属性值有 {} 字节，太大：最多 {} 字节"},
    {"a record of {} bytes is too large: at most {} are possible", "记录有 {} 字节，太大：最多 {} 字节"},
    {"a table is full: it can't hold more than {} rows", "表已满：最多容纳 {} 行"},
    {"a transaction is open already: commit or roll it back first", "已有打开的事务：请先提交或回滚"},
    {"an earlier commit failed to reach the disk: open the database again to write",
     "先前有一次提交未能写入磁盘：请重新打开数据库再写入"},
    {"an offset from UTC must be at most 18 hours", "与 UTC 的时差最多为 18 小时"},
    {"another transaction has been writing for more than {} ms", "另一个事务已写入超过 {} 毫秒"},
    {"another transaction has committed since this one began to read: run it again",
     "本事务开始读取之后，另一个事务已提交：请重新执行"},
    {"byte {} is not valid {}", "第 {} 个字节不是合法的 {}"},
    {"in '{}' the offset isn't the one of the time zone, {}", "“{}”中的时差与时区的时差 {} 不符"},
    {"matching a regular expression took too much time or memory: {}", "匹配正则表达式所需的时间或内存过多：{}"},
    {"no converter for {}", "没有 {} 的转换器"},
    {"no memory left to match a regular expression", "内存不足，无法匹配正则表达式"},
    {"no transaction is open: begin one first", "没有打开的事务：请先开始一个"},
    {"the cache needs a budget of more than 0 bytes", "缓存的大小必须大于 0 字节"},
    {"the database can't be read or written: {}", "无法读写数据库：{}"},
    {"the database can't hold more names", "数据库不能容纳更多名称"},
    {"the database has format {}, this program reads formats up to {}: use a newer Qiao",
     "数据库的格式为 {}，本程序最高支持格式 {}：请使用更新的 Qiao"},
    {"the database has {} edge tables and can't have more", "数据库已有 {} 个边表，不能再增加"},
    {"the database has {} node tables and can't have more", "数据库已有 {} 个节点表，不能再增加"},
    {"the database is damaged: it has no format record", "数据库已损坏：缺少格式记录"},
    {"the database is damaged: record {} can't be read", "数据库已损坏：无法读取记录 {}"},
    {"the database is damaged: {}", "数据库已损坏：{}"},
    {"the database is damaged: {} can't be read", "数据库已损坏：无法读取{}"},
    {"the database is damaged: {} contradicts itself", "数据库已损坏：{} 自相矛盾"},
    {"the database was opened read-only", "数据库以只读方式打开"},
    {"the database's path is empty", "数据库的路径为空"},
    {"the date lies outside the years from {} to {}", "日期超出了 {} 年到 {} 年的范围"},
    {"the disk is full: {}", "磁盘已满：{}"},
    {"the duration is too long", "时长超出范围"},
    {"the rows that this statement returns take more than {} bytes: return fewer, or raise the query's memory limit",
     "此语句返回的行超过 {} 字节：请减少返回的行，或提高查询的内存上限"},
    {"the transaction is too large: it would write {} bytes, the limit is {}; write in several transactions, or import",
     "事务太大：将写入 {} 字节，上限为 {}；请分成几个事务写入，或改用导入"},
    {"the transaction is too large: its changes take {} bytes, the limit is {}; write in several transactions, or "
     "import",
     "事务太大：改动占 {} 字节，上限为 {}；请分成几个事务写入，或改用导入"},
    {"there is no database {}", "没有数据库 {}"},
    {"there is no relationship {}", "没有关系 {}"},
    {"{} at line {}, column {}: {}", "{}，第 {} 行第 {} 列：{}"},
    {"{} bytes are too many to decode at once", "{} 字节太多，无法一次解码"},
    {"{} is not a Qiao database", "{} 不是 Qiao 数据库"},
    {"{} is open for writing in another process", "{} 正由另一个进程打开写入"},
    {"{} is open for writing in process {} on {}: wait for it to end, or open read-only",
     "{0} 正由主机 {2} 上的进程 {1} 打开写入：请等它结束，或以只读方式打开"},
    {"{} must be between {} and {}, not {}", "{} 必须在 {} 到 {} 之间，不能是 {}"},
    {"{} {} doesn't exist or was deleted", "{} {} 不存在或已被删除"},
    {"{}: {}", "{}：{}"},
};

}  // namespace

std::span<const Translation> StoreTranslations() { return kTranslations; }

}  // namespace qiao::base
