// A reading for people: sentences with marked names, facts with their rules, rules that nearly fitted.
#pragma once

#include <string>

#include "loaders/news/apply.h"
#include "loaders/news/extraction.h"
#include "loaders/news/resolve.h"
#include "loaders/news/text.h"

namespace qiao::loaders::news {

// UTF-8, lines. A sentence that says nothing is left out only when it is empty.
//   [济南市 City] 与 [临夏州 City = 临夏回族自治州] 建立对口合作关系。
//     + 济南市 PAIRED_WITH 临夏回族自治州  since=2021  pair-established 0.95
//     - pair-signs (pairing.rules:99): "济南市与临夏州" wants 签署|签订|缔结
//     - pair-works (pairing.rules:60): forbidden by 尚未
//     ~ frame-builds: 承建, agent 甲公司 (behind 由), object 乙项目 (topic)
std::string ExplainReading(const Text& text, const Reading& reading, const Extraction& extraction, const Trace& trace);

}  // namespace qiao::loaders::news
