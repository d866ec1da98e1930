#include "base/translation_tables.h"

namespace qiao::base {
namespace {

constexpr Translation kTranslations[] = {
    {"  another text is called {} too; if {} replaces it: qiao forget DB {}",
     "  另有一篇文本不同的文章也叫 {}；如果它已由 {} 取代：qiao forget DB {}"},
    {"  taken out, since no file holds it: {}", "  已移除，因为没有文件含有它：{}"},
    {"  the same text as {}: {}", "  与 {} 文本相同：{}"},
    {"  there already: {} nodes ({} changed) and {} relationships",
     "  原已存在：{} 个节点（其中 {} 个有改动），{} 条关系"},
    {"  {} articles say something else than before; their facts were replaced",
     "  {} 篇文章的说法与以前不同，其事实已替换"},
    {"  {} pairs of entities that may be one; 'qiao review' lists them",
     "  {} 对实体可能是同一个；“qiao review”列出它们"},
    {"  … and {} more", "  ……另有 {} 个"},
    {" (required)", "（必填）"},
    {" (year from the context)", "（年份据上下文推断）"},
    {"\"\" is no property", "\"\" 不作为属性"},
    {"'qiao check' lists what is damaged, 'qiao restore' makes a database of a backup",
     "“qiao check”列出损坏之处，“qiao restore”由备份生成数据库"},
    {"'{}' belongs to no parameter; write --NAME VALUE", "“{}”不属于任何参数；请写成“--参数名 值”"},
    {"'{}' has no parameter --{}", "“{}”没有参数 --{}"},
    {"'{}' has no parameter --{}; did you mean --{}?", "“{}”没有参数 --{}；是否指 --{}？"},
    {"'{}' is a part of {} names; which one? {}", "“{}”是 {} 个名称的一部分，要哪一个？{}"},
    {"'{}' is no amount of memory; write it like 512MB or 2GB", "“{}”不是内存大小，应写作 512MB 或 2GB"},
    {"'{}' is no duration; write it like 500ms, 30s or 5m", "“{}”不是时长，应写作 500ms、30s 或 5m"},
    {"'{}' needs --{}", "“{}”需要 --{}"},
    {"(none)", "（无）"},
    {"--memory: an import needs at least {} MB", "--memory：导入至少需要 {} MB"},
    {"--quote takes one ASCII character, not '{}'", "--quote 须为一个 ASCII 字符，而不是“{}”"},
    {"--{} comes twice", "--{} 出现了两次"},
    {"--{} needs a value", "--{} 缺少值"},
    {"1 row", "1 行"},
    {"Arguments", "参数"},
    {"Ask a saved question; without one, list them", "提出一个现成的问题；不指明时列出全部问题"},
    {"Ask in a dialogue; makes the database if there is none", "交互式查询；没有数据库时新建"},
    {"COMMAND", "命令"},
    {"CSV about the articles: file, title, published, outlet, url",
     "关于文章的 CSV：file、title、published、outlet、url 列"},
    {"Commands", "命令"},
    {"Copy a database while it is in use", "在使用中复制数据库"},
    {"Examples:\n"
     "  qiao ask coop.db\n"
     "  qiao ask coop.db pairs --help         its parameters\n"
     "  qiao ask coop.db pairs --region 长子县 --as-of 2023-12-31 --status signed,started\n"
     "  qiao ask coop.db money --format csv --bom > money.csv\n"
     "  qiao ask coop.db my-question --questions questions/",
     "示例：\n"
     "  qiao ask coop.db\n"
     "  qiao ask coop.db pairs --help         它的参数\n"
     "  qiao ask coop.db pairs --region 长子县 --as-of 2023-12-31 --status signed,started\n"
     "  qiao ask coop.db money --format csv --bom > money.csv\n"
     "  qiao ask coop.db my-question --questions questions/"},
    {"Examples:\n  qiao backup coop.db /backups/coop     makes /backups/coop/000001, 000002 …\n  qiao query "
     "/backups/coop/000001 \"MATCH (n) RETURN count(n)\" --read-only\n\nWhat has not changed since the backup before "
     "is shared with it by hard links.",
     "示例：\n  qiao backup coop.db /backups/coop     生成 /backups/coop/000001、000002……\n  qiao query "
     "/backups/coop/000001 \"MATCH (n) RETURN count(n)\" --read-only\n\n与上一份备份相同的文件以硬链接共享。"},
    {"Examples:\n  qiao check coop.db                    while others use it, too\n  qiao check coop.db --format "
     "json\n\nExit code 1 when something is wrong; each line says what, and where.",
     "示例：\n  qiao check coop.db                    他人使用时也可检查\n  qiao check coop.db --format "
     "json\n\n有问题时退出码为 1；每行说明问题及其位置。"},
    {"Examples:\n  qiao compact coop.db\n\nOthers may read meanwhile, nobody may write.",
     "示例：\n  qiao compact coop.db\n\n期间他人可以读取，不能写入。"},
    {"Examples:\n"
     "  qiao conflicts coop.db\n"
     "  qiao conflicts coop.db --kind amount --format csv",
     "示例：\n"
     "  qiao conflicts coop.db\n"
     "  qiao conflicts coop.db --kind amount --format csv"},
    {"Examples:\n  qiao extract article.txt\n  qiao extract article.txt --explain\n"
     "  qiao extract articles/ --rules my-rules/ > facts.jsonl",
     "示例：\n  qiao extract article.txt\n  qiao extract article.txt --explain\n"
     "  qiao extract articles/ --rules my-rules/ > facts.jsonl"},
    {"Examples:\n  qiao find coop.db 潞河\n  qiao find coop.db 人民医院 --label Hospital",
     "示例：\n  qiao find coop.db 潞河\n  qiao find coop.db 人民医院 --label Hospital"},
    {"Examples:\n"
     "  qiao forget coop.db 2024-06-21-news\n"
     "  qiao query coop.db \"MATCH (d:Document) RETURN d.doc, d.title, d.text_hash\"",
     "示例：\n"
     "  qiao forget coop.db 2024-06-21-news\n"
     "  qiao query coop.db \"MATCH (d:Document) RETURN d.doc, d.title, d.text_hash\""},
    {"Examples:\n  qiao load coop.db examples/cooperation/nodes examples/cooperation/links\n  qiao query coop.db "
     "\"MATCH (a)-[p:PAIRED_WITH]->(b) RETURN a.name, b.name, p.since\"\n  qiao find coop.db 潞河\n  qiao show coop.db "
     "潞城区\n  qiao coop.db                          opens the shell\n\n'qiao COMMAND --help' tells more of a "
     "command. Exit codes: 0 done, 1 an error in a query, in data or of\na file, 2 wrong arguments, 130 stopped by "
     "Ctrl-C.",
     "示例：\n  qiao load coop.db examples/cooperation/nodes examples/cooperation/links\n  qiao query coop.db \"MATCH "
     "(a)-[p:PAIRED_WITH]->(b) RETURN a.name, b.name, p.since\"\n  qiao find coop.db 潞河\n  qiao show coop.db "
     "潞城区\n  qiao coop.db                          打开交互界面\n\n“qiao 命令 --help”说明一个命令的用法。退出码：0 "
     "完成，1 查询、数据或文件有错，2 参数有误，\n130 被 Ctrl-C 中止。"},
    {"Examples:\n"
     "  qiao load coop.db nodes/ links/       tables, all in one transaction\n"
     "  qiao load coop.db articles/           articles, each whole or not at all\n"
     "  qiao load coop.db articles/ --manifest articles.csv --threads 4\n"
     "  qiao load coop.db articles/ --sync    … and takes out what was changed or deleted there\n"
     "  qiao load coop.db schema.cypher       a script, in one transaction\n"
     "  qiao load coop.db nodes.csv --update  rows for nodes that may be there already",
     "示例：\n"
     "  qiao load coop.db nodes/ links/       表格，同一个事务\n"
     "  qiao load coop.db articles/           文章，每篇要么完整载入，要么不载入\n"
     "  qiao load coop.db articles/ --manifest articles.csv --threads 4\n"
     "  qiao load coop.db articles/ --sync    ……并移除那里改过或删掉的文章\n"
     "  qiao load coop.db schema.cypher       脚本，一个事务\n"
     "  qiao load coop.db nodes.csv --update  行所指的节点可能已经存在"},
    {"Examples:\n  qiao query coop.db \"MATCH (h:Hospital) RETURN h.name LIMIT 3\"\n  qiao query coop.db \"MATCH (d "
     "{{name: \\$name}})--(x) RETURN x\" --param 'name=\"潞城区\"'\n  qiao query coop.db -f question.cypher --format "
     "csv > answer.csv\n  echo 'RETURN 1 AS one' | qiao query :memory: --format json",
     "示例：\n  qiao query coop.db \"MATCH (h:Hospital) RETURN h.name LIMIT 3\"\n  qiao query coop.db \"MATCH (d "
     "{{name: \\$name}})--(x) RETURN x\" --param 'name=\"潞城区\"'\n  qiao query coop.db -f question.cypher --format "
     "csv > answer.csv\n  echo 'RETURN 1 AS one' | qiao query :memory: --format json"},
    {"Examples:\n  qiao restore /backups/coop coop.db\n  qiao restore /backups/coop coop.db --backup 3\n\nNothing may "
     "be where the database is to be made.",
     "示例：\n  qiao restore /backups/coop coop.db\n  qiao restore /backups/coop coop.db --backup "
     "3\n\n要生成数据库的地方不能有任何东西。"},
    {"Examples:\n  qiao schema coop.db\n  qiao schema coop.db --format json",
     "示例：\n  qiao schema coop.db\n  qiao schema coop.db --format json"},
    {"Examples:\n  qiao shell coop.db\n  qiao coop.db              the same\n  qiao shell coop.db < statements.cypher",
     "示例：\n  qiao shell coop.db\n  qiao coop.db              同上\n  qiao shell coop.db < statements.cypher"},
    {"Examples:\n  qiao show coop.db 潞城区\n  qiao show coop.db 市二院 --label Hospital --format json",
     "示例：\n  qiao show coop.db 潞城区\n  qiao show coop.db 市二院 --label Hospital --format json"},
    {"Examples:\n  qiao stats coop.db\n  qiao stats coop.db --format json\n\nBytes of parts are those before "
     "compression.",
     "示例：\n  qiao stats coop.db\n  qiao stats coop.db --format json\n\n各部分的字节数为压缩前的大小。"},
    {"Examples:\n  qiao watch coop.db                    what is committed from now on\n  qiao watch coop.db --from "
     "120         what version 120 and those after it changed\n  qiao watch coop.db --once > changes.jsonl\n\nThe "
     "newest changes are kept, 16 MB of them unless the writer was given another --change-log.",
     "示例：\n  qiao watch coop.db                    从现在起提交的变更\n  qiao watch coop.db --from 120         版本 "
     "120 及以后的变更\n  qiao watch coop.db --once > changes.jsonl\n\n保留最新的变更，缺省为 16 MB，写入者可用 "
     "--change-log 另行指定。"},
    {"Examples:\n"
     "  qiao why coop.db 长子县\n"
     "  qiao why coop.db 长子县 丰台区\n"
     "  qiao why coop.db 长子县 --type PAIRED_WITH --format csv",
     "示例：\n"
     "  qiao why coop.db 长子县\n"
     "  qiao why coop.db 长子县 丰台区\n"
     "  qiao why coop.db 长子县 --type PAIRED_WITH --format csv"},
    {"Figures", "数字"},
    {"Find entities by a part of their name or alias", "按名称或别名的一部分查找实体"},
    {"Headers are neo4j-admin's: id:ID(Person), :LABEL, :START_ID(Person), :END_ID, :TYPE, age:long, "
     "tags:string[].\nFiles may be compressed with gzip, zstd, bzip2 or xz. An import that is interrupted has changed "
     "nothing.\n\nExamples:\n  qiao import social.db --nodes=Person=people.csv --nodes=Comment:Message=comments.csv.gz "
     "\\\n      --relationships=LIKES=likes_header.csv,'likes_.*\\.csv' --delimiter='|'\n  qiao import social.db "
     "--relationships=more.csv --skip-bad-relationships --report-file=bad.txt\n  qiao import copy.db exported/         "
     " what qiao export has written\n  qiao import copy.db graph.jsonl\n  qiao import copy.db kuzu-export/       what "
     "EXPORT DATABASE '…' (format=\"csv\") of Kùzu or Ladybug has written\n  qiao import social.db rules.cypher "
     "--nodes=Person=people.csv    with indexes and constraints",
     "表头与 neo4j-admin 相同：id:ID(Person), :LABEL, :START_ID(Person), :END_ID, :TYPE, age:long, "
     "tags:string[]。\n文件可用 gzip、zstd、bzip2 或 xz 压缩。被中断的导入不会改变任何内容。\n\n示例：\n  qiao import "
     "social.db "
     "--nodes=Person=people.csv --nodes=Comment:Message=comments.csv.gz \\\n      "
     "--relationships=LIKES=likes_header.csv,'likes_.*\\.csv' --delimiter='|'\n  qiao import social.db "
     "--relationships=more.csv --skip-bad-relationships --report-file=bad.txt\n  qiao import copy.db exported/         "
     " qiao export 所写的内容\n  qiao import copy.db graph.jsonl\n  qiao import copy.db kuzu-export/       Kùzu 或 "
     "Ladybug 的 EXPORT DATABASE '…' (format=\"csv\") 写出的内容\n  qiao import social.db rules.cypher "
     "--nodes=Person=people.csv    连同索引和约束"},
    {"Import large tables, all or nothing", "导入大型表格，要么全部成功，要么不变"},
    {"In the table, write into the column 'action': accept, reject or amend (a claim), merge or apart\n"
     "(two entities); in rows of your own also add and split. docs/command.md tells more.\n"
     "\n"
     "Examples:\n"
     "  qiao review coop.db -o doubts.csv\n"
     "  qiao review coop.db --apply doubts.csv --by 李 --why \"核对原文\"\n"
     "  qiao review coop.db --list\n"
     "  qiao review coop.db --undo 3 --by 李",
     "在表格的“action”列填写：accept 接受、reject 拒绝或 amend 修改（陈述），merge 合并或 apart 分开（两个实体）；\n"
     "自己加的行还可用 add 增加和 split 拆分。详见 docs/command.md。\n"
     "\n"
     "示例：\n"
     "  qiao review coop.db -o doubts.csv\n"
     "  qiao review coop.db --apply doubts.csv --by 李 --why \"核对原文\"\n"
     "  qiao review coop.db --list\n"
     "  qiao review coop.db --undo 3 --by 李"},
    {"Lay a database out anew, so that it takes little room", "重新整理数据库，以节省空间"},
    {"List what articles disagree about, with both sentences", "列出文章之间说法不一之处，附双方原文"},
    {"Load tables, scripts and articles into a database", "把表格、脚本和文章载入数据库"},
    {"Look for damage: checksums, counts, both ends of every relationship, indexes",
     "检查损坏：校验和、计数、每个关系的两端、索引"},
    {"Make a database of a backup", "用备份生成数据库"},
    {"Mentioned in", "提及于"},
    {"No fact about it is in the graph.", "图中没有关于它的事实。"},
    {"Options", "选项"},
    {"Others may read and write meanwhile: the files hold the graph of the moment at which it began, with its indexes "
     "and constraints.\n\nExamples:\n  qiao export coop.db coop-csv                       tables with neo4j-admin's "
     "headers\n  qiao import copy.db coop-csv                       the same graph again\n  qiao export coop.db "
     "coop-json --format jsonl       as apoc.export.json writes it\n  qiao export coop.db coop-script --format cypher  "
     "  for qiao load, or the shell",
     "期间其他人可以读写：文件保存的是开始时刻的图，连同索引和约束。\n\n示例：\n  qiao export coop.db coop-csv         "
     "              带 neo4j-admin 表头的表格\n  qiao import copy.db coop-csv                       得到相同的图\n  "
     "qiao export coop.db coop-json --format jsonl       与 apoc.export.json 的格式相同\n  qiao export coop.db "
     "coop-script --format cypher    供 qiao load 或交互界面使用"},
    {"Print what articles say, without a database", "打印文章所述的事实，不用数据库"},
    {"Print what commits change as JSON lines, while others write", "在他人写入的同时，把提交的变更逐行打印为 JSON"},
    {"Qiao {}. Statements end with ';', :help tells more, Ctrl-D leaves.",
     "Qiao {}。语句以“;”结束，:help 显示帮助，Ctrl-D 退出。"},
    {"Qiao: an embedded knowledge graph. Opens a graph, asks it, fills it from files.",
     "Qiao（桥）：嵌入式知识图谱。打开图、查询图、从文件载入图。"},
    {"Run Cypher statements and print their rows", "执行 Cypher 语句并打印结果"},
    {"Show every claim about one entity or between two, and what was concluded",
     "列出关于一个实体或两个实体之间的全部陈述，以及由此得出的结论"},
    {"Show how much room tables and properties take, and what values they hold",
     "显示各表和属性占用的空间及其值的分布"},
    {"Show labels, types, keys and connections with counts", "显示标签、关系类型、属性键和连接及其数量"},
    {"Show one entity: its facts, each with the sentence that says so", "显示一个实体：它的事实及其出处原句"},
    {"Statements end with ';' and may take several lines. Ctrl-C stops one.\n",
     "语句以“;”结束，可以写成多行。Ctrl-C 中止正在执行的语句。\n"},
    {"Take articles out, with everything that only they say", "移除文章，连同只有它们说到的一切"},
    {"Usage", "用法"},
    {"What a file holds is told by its content:\n", "文件的种类由内容判断：\n"},
    {"Write the whole graph into files", "把整个图写入文件"},
    {"Write what is doubtful into a table, and record what people decide about it", "把疑点写成表格，并记录人的决定"},
    {"a folder or file of own rules and words", "自定义规则和词语的文件夹或文件"},
    {"a folder with further questions", "存放更多问题的文件夹"},
    {"a new or empty folder", "新文件夹或空文件夹"},
    {"a parameter as name=json; may be repeated", "参数，写作 名称=JSON；可重复"},
    {"a parameter is written name=json, not '{}'", "参数应写作 名称=JSON，而不是“{}”"},
    {"a part of a name or alias", "名称或别名的一部分"},
    {"about {} yuan", "约 {} 元"},
    {"add rows to nodes that are there already instead of refusing them", "节点已存在时并入，而不是拒绝"},
    {"add slow statements to this file, a JSON line each", "把慢语句写入此文件，每条一行 JSON"},
    {"alone: open the shell of this database", "单独给出时：打开该数据库的交互界面"},
    {"also called {}", "又称 {}"},
    {"also those that a person decided", "也列出已由人决定的"},
    {"amount, date, count, place or name", "amount 金额、date 日期、count 数量、place 地点或 name 名称"},
    {"around cells that hold delimiters or line breaks", "包含分隔符或换行的单元格两端的引号"},
    {"articles, or folders of articles", "文章，或文章所在的文件夹"},
    {"begin a transaction", "开始事务"},
    {"begin with a byte order mark, for spreadsheets", "以字节顺序标记开头，供表格软件使用"},
    {"begin with this version, 0: the oldest kept; without it the next one, or with --once the oldest",
     "从此版本开始，0 表示保留的最早版本；缺省从下一版本开始，带 --once 时从最早版本开始"},
    {"between the columns of tables", "表格的列分隔符"},
    {"between the elements of a list", "列表元素的分隔符"},
    {"bytes", "字节"},
    {"can't write the output: {}", "无法写出结果：{}"},
    {"catalog", "目录"},
    {"change records", "变更记录"},
    {"chunks", "块"},
    {"claims with less confidence are doubtful (0.75)", "置信度低于此值的陈述列为疑点（0.75）"},
    {"claims, documents and figures too", "也包括陈述、文档和数字"},
    {"commit it", "提交事务"},
    {"connection", "连接"},
    {"constraints added: {}", "新建约束：{}"},
    {"constraints removed: {}", "删除约束：{}"},
    {"csv, jsonl or cypher (csv)", "csv、jsonl 或 cypher（csv）"},
    {"decision {} is undone: {} {}", "决定 {} 已撤销：{} {}"},
    {"deleted rows", "已删除的行"},
    {"different", "不同值"},
    {"ends", "端点"},
    {"every file of a group begins with a header, not only the first", "一组中的每个文件都以表头开始，而不只是第一个"},
    {"files, or folders of files", "文件，或文件夹"},
    {"folder of backups, or one of them", "备份文件夹，或其中一份备份"},
    {"folder of backups; each run adds one", "备份文件夹；每次运行增加一份"},
    {"folder of the database", "数据库文件夹"},
    {"folder of the database, or :memory:", "数据库文件夹，或 :memory:"},
    {"for what reason", "理由"},
    {"go on until Ctrl-C, as without --once", "一直进行到按 Ctrl-C 为止，与不带 --once 相同"},
    {"how many threads work; 0: as many as the machine has", "线程数；0 为与机器相同"},
    {"how many to show (50)", "显示的数量（50）"},
    {"how much to keep for 'qiao watch'; without it, 16MB; 'none': nothing",
     "为 qiao watch 保留多少变更；缺省为 16MB；none 表示不保留"},
    {"how rows are printed: table, json, jsonl or csv", "结果的格式：table、json、jsonl 或 csv"},
    {"incoming links", "入链接"},
    {"indexes", "索引"},
    {"indexes added: {}", "新建索引：{}"},
    {"indexes removed: {}", "删除索引：{}"},
    {"inferred, not stated", "推断，原文未明说"},
    {"its name; its parameters follow as --NAME VALUE", "问题名；其后是它的参数：--参数名 值"},
    {"json", "json"},
    {"jsonl: one JSON object an article", "jsonl：每篇文章一个 JSON 对象"},
    {"labels added: {}", "添加标签：{}"},
    {"labels removed: {}", "移除标签：{}"},
    {"labels, types, keys and connections with counts", "标签、关系类型、属性键和连接及其数量"},
    {"language of texts: en or zh", "界面语言：en 或 zh"},
    {"leave out nodes whose id was used before", "略去 id 已被使用的节点"},
    {"leave out relationships whose ends aren't there", "略去端点不存在的关系"},
    {"leave out these, and whatever else is wrong with one row", "略去以上各项以及任何有错的行"},
    {"leave the shell (Ctrl-D too)", "退出（也可用 Ctrl-D）"},
    {"list all decisions", "列出全部决定"},
    {"lists the rows that were left out", "列出略去的行"},
    {"make the database when there is none", "没有数据库时新建"},
    {"name or alias of the entity", "实体的名称或别名"},
    {"names of documents, or the beginning of their text hash", "文章名，或文本哈希的开头"},
    {"no row has an action; nothing was changed", "没有一行填写操作；没有任何改动"},
    {"nodes created: {}", "创建节点：{}"},
    {"nodes deleted: {}", "删除节点：{}"},
    {"not found in {} documents, which does not mean that it does not exist", "在 {} 篇文章中未见，这不等于不存在"},
    {"nothing changed", "没有改动"},
    {"nothing in the graph is called '{}'", "图中没有名为“{}”的实体"},
    {"nothing in the graph is called '{}'; did you mean '{}'?", "图中没有名为“{}”的内容；是否指“{}”？"},
    {"nothing was loaded", "没有载入任何内容"},
    {"of id columns: string, or integer", "id 列的类型：string 或 integer"},
    {"of tables, where it isn't guessed rightly", "表格的编码，自动判断有误时给出"},
    {"of the report: text or json", "报告的格式：text 或 json"},
    {"one argument too many: {}", "多余的参数：{}"},
    {"one of -o, --apply, --list and --undo at a time", "-o、--apply、--list 和 --undo 每次只能用一个"},
    {"only claims and links of this type", "只列出此类型的陈述和关系"},
    {"only entities with this label", "只限带此标签的实体"},
    {"only what is said of both", "只列出同时涉及两者的"},
    {"out of memory", "内存不足"},
    {"outgoing links", "出链接"},
    {"parameter {} is given twice", "参数 {} 给了两次"},
    {"parameter {}: nested deeper than {} levels", "参数 {}：嵌套超过 {} 层"},
    {"parameter {}: the key '{}' comes twice", "参数 {}：键“{}”出现两次"},
    {"parameter {}: this is not JSON from character {} on; write numbers as they are and texts in double quotes, as in "
     "--param 'name=\"潞城区\"'",
     "参数 {}：从第 {} 个字符起不是 JSON；数字照写，文字放在双引号中，如 --param 'name=\"潞城区\"'"},
    {"parameter {}: {} is beyond the range of numbers", "参数 {}：{} 超出数值范围"},
    {"part", "部分"},
    {"print the article with marked names, the rule behind each fact, and near misses",
     "显示文章，标出名称、每条事实所依据的规则，以及差一点就符合的规则"},
    {"print the version", "打印版本"},
    {"print this help", "打印本帮助"},
    {"properties set: {}", "设置属性：{}"},
    {"qiao: {}\n'qiao --help' lists the commands and their arguments.", "qiao：{}\n“qiao --help”列出命令及其参数。"},
    {"read the statements from a file; - is standard input", "从文件读语句；- 为标准输入"},
    {"record the decisions of a filled-in table", "记录填好的表格中的决定"},
    {"refuse to write; another process may write", "只读；其他进程可以写"},
    {"relationships created: {}", "创建关系：{}"},
    {"relationships deleted: {}", "删除关系：{}"},
    {"rows", "行"},
    {"rows may be longer than the header", "行可以比表头长"},
    {"say who decides with --by NAME", "请用 --by 写明由谁决定"},
    {"say why with --why TEXT", "请用 --why 写明理由"},
    {"set a parameter, or list them", "设置参数，或列出参数"},
    {"since {}", "自 {}"},
    {"skipped {}", "跳过 {}"},
    {"so many rows may be left out; -1: any number (1000)", "最多略去的行数；-1 为不限（1000）"},
    {"sound, version {}", "完好，版本 {}"},
    {"statements, separated by ';'; without it, standard input", "语句，以“;”分隔；缺省时读标准输入"},
    {"stop a query that runs longer: 500ms, 30s, 5m", "查询超过此时长即中止：500ms、30s、5m"},
    {"stop when all is printed that was committed", "打印完已提交的变更后停止"},
    {"table", "表"},
    {"table or json", "table 或 json"},
    {"table, json, jsonl or csv", "table、json、jsonl 或 csv"},
    {"tables of nodes: [LABEL[:LABEL]…=]FILE[,FILE…]; the first file begins with the header, the others follow it; .* "
     "and the like in a name stand for all files that fit",
     "节点表：[标签[:标签]…=]文件[,文件…]；第一个文件以表头开始，其余接续；文件名中的 .* 等代表所有符合的文件"},
    {"tables of relationships: [TYPE=]FILE[,FILE…]", "关系表：[类型=]文件[,文件…]"},
    {"tables that each begin with a header, JSON lines of apoc.export.json, folders of these or of Kùzu's EXPORT "
     "DATABASE, scripts (.cypher) that make indexes and constraints",
     "各有表头的表格、apoc.export.json 的 JSON 行，包含它们的文件夹或 Kùzu 的 EXPORT DATABASE "
     "写出的文件夹，创建索引和约束的脚本（.cypher）"},
    {"take a decision back", "撤销一个决定"},
    {"take out the articles that none of the files holds, as they are now", "移除这些文件中（现在）都没有的文章"},
    {"text or json", "text 或 json"},
    {"text, or json: one object an entity", "text，或 json：每个实体一个对象"},
    {"texts without white space at their ends", "去掉文本两端的空白"},
    {"that work (as many as the machine has)", "使用的线程数（默认与机器相同）"},
    {"the articles' date, for 今年 and 去年", "文章的日期，用于“今年”“去年”"},
    {"the backup of this number; without it, the newest", "此编号的备份；不给出则取最新"},
    {"the day of articles that the manifest does not date: 2024-06-21", "清单没有注明日期的文章的发布日期：2024-06-21"},
    {"the statements are longer than {} bytes; load a long script with 'qiao load'",
     "语句超过 {} 字节；长脚本请用“qiao load”载入"},
    {"the statements end inside a transaction: COMMIT is missing, so what it wrote is not kept",
     "语句在事务之中结束：缺少 COMMIT，事务所写的内容没有保留"},
    {"there is no question '{}'; 'qiao ask DB' lists them", "没有问题“{}”；“qiao ask DB”列出全部问题"},
    {"there is no question '{}'; did you mean '{}'?", "没有问题“{}”；是否指“{}”？"},
    {"there is no statement to run", "没有可执行的语句"},
    {"there is no version {} yet: the last commit was version {}", "还没有版本 {}：最后一次提交是版本 {}"},
    {"this list", "显示本列表"},
    {"to plan with (1GB, at most half of the machine's)", "可用的内存（1GB，至多为本机内存的一半）"},
    {"undo it", "撤销事务"},
    {"unknown command {}; :help lists them", "没有命令 {}；:help 列出全部命令"},
    {"unknown command {}; did you mean {}?", "没有命令 {}；是否要用 {}？"},
    {"unknown encoding '{}'; there are UTF-8, GB18030 (GBK), Big5, UTF-16LE and UTF-16BE",
     "不支持编码“{}”；可用 UTF-8、GB18030（GBK）、Big5、UTF-16LE 和 UTF-16BE"},
    {"unknown format '{}'; there are table, json, jsonl and csv", "没有格式“{}”；可用 table、json、jsonl 和 csv"},
    {"until {}", "至 {}"},
    {"values", "值"},
    {"version {}; on disk {} bytes in {} files, and {} bytes of log",
     "版本 {}；磁盘上 {} 字节，共 {} 个文件，另有日志 {} 字节"},
    {"what is slow: 50ms, 2s, 0 for all; without it, 200ms", "多久算慢：50ms、2s，0 为全部；缺省为 200ms"},
    {"what one query may hold: 512MB, 2GB", "一个查询可占用的内存：512MB、2GB"},
    {"who decides", "由谁决定"},
    {"write the doubts as CSV for a spreadsheet", "把疑点写成 CSV，供表格软件打开"},
    {"{} articles have no date; what they say counts only where it is dated itself",
     "有 {} 篇文章没有日期；其内容只有自身注明日期的才计入"},
    {"{} articles loaded, {} known already: {} new entities, {} known ones, {} claims, {} links",
     "载入文章 {} 篇，已有 {} 篇：新实体 {} 个，已有实体 {} 个，陈述 {} 条，关系 {} 条"},
    {"{} bad rows skipped:", "跳过 {} 行错误的数据："},
    {"{} bytes on disk, {} before", "磁盘上 {} 字节，之前 {} 字节"},
    {"{} decisions are recorded already", "{} 个决定早已记录"},
    {"{} decisions recorded: {} to {}", "已记录 {} 个决定：{} 至 {}"},
    {"{} doubts written to {}", "{} 个疑点已写入 {}"},
    {"{} entities are called '{}': {}; --label or a longer name tells which",
     "有 {} 个实体名为“{}”：{}；用 --label 或更长的名称指明"},
    {"{} entities are called '{}'; the answer is about all of them", "有 {} 个实体名为“{}”；答案包括它们全部"},
    {"{} files: {} nodes and {} relationships imported in {} s, peak memory {} MB",
     "{} 个文件：导入 {} 个节点和 {} 个关系，用时 {} 秒，内存峰值 {} MB"},
    {"{} lists them all", "全部列于 {}"},
    {"{} more; --limit shows them", "另有 {} 个；用 --limit 显示"},
    {"{} ms", "{} 毫秒"},
    {"{} nodes and {} relationships in {} files of {}", "{} 个节点和 {} 个关系，写入 {} 个文件，位于 {}"},
    {"{} nodes, {} relationships", "{} 个节点，{} 条关系"},
    {"{} rows", "{} 行"},
    {"{} rows can't be applied; nothing was changed", "{} 行无法执行；没有任何改动"},
    {"{} scripts, {} statements: {} nodes and {} relationships created",
     "{} 个脚本，{} 条语句：创建 {} 个节点和 {} 条关系"},
    {"{} tables: {} nodes and {} relationships created", "{} 个表格：创建 {} 个节点和 {} 条关系"},
    {"{} takes a whole number, not '{}'", "{} 应为整数，而不是“{}”"},
    {"{} takes no value", "{} 不带值"},
    {"{} takes one character (tab for a tabulator), not '{}'", "{} 应为一个字符（制表符写作 tab），而不是“{}”"},
    {"{} yuan", "{} 元"},
    {"{}: '{}' may mean several: {}; write the name of one", "{}：“{}”可以指多个：{}；请写其中一个的名称"},
    {"{}: there is no database; make one with 'qiao load {} FILE…' or 'qiao shell {}'",
     "{}：没有数据库；可用“qiao load {} 文件…”或“qiao shell {}”新建"},
    {"{}: version {}, from {}", "{}：版本 {}，来自 {}"},
    {"{}: version {}, {} bytes, {} of them copied", "{}：版本 {}，{} 字节，其中复制 {} 字节"},
    {"… and {} more", "……另有 {} 处"},
};

}  // namespace

std::span<const Translation> CliTranslations() { return kTranslations; }

}  // namespace qiao::base
