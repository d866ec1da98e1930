// How fast articles are read, on one core: bytes a second by length (which must not depend on it, nor on whether there
// are lines), and over many articles (whose memory must not grow).
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <array>
#include <random>
#include <string>

#include "loaders/news/extract.h"

namespace {

using qiao::loaders::news::Extractor;

constexpr std::array kSentences = {
    "{y}年{m}月,{a}与{b}签订东西部协作框架协议,明确产业、医疗、教育等{n}个方面的合作内容。",
    "{a}人民医院与{b}人民医院建立结对帮扶关系,先后选派{n}名专家到{b}坐诊带教。",
    "{a}投入帮扶资金{n}00万元建设{b}特色农产品冷链物流园,项目总投资{n}000万元。",
    "秋收时节,走进田间地头,处处都是忙碌的身影,村民们的脸上洋溢着丰收的喜悦。",
    "{b}的香菇、木耳、核桃等特色产品走进{a}万佳超市、惠民市场,销售额达{n}万元。",
    "“在家门口就能上班,一个月能挣三千多元,日子越过越有盼头。”正在车间忙碌的村民高兴地说。",
    "{a}第一中学与{b}第一中学结为友好学校,{n}名教师跨越千里开展支教和教研活动。",
    "下一步,两地将坚持以项目为抓手,不断拓宽合作领域,深化交流互访,推动协作再上新台阶。",
    "{a}智远科技有限公司在{b}投资{n}亿元建设电子元件生产基地项目,目前已竣工投产。",
    "据介绍,全年组织召开联席会议{n}次,举办专场招聘会{n}场,帮助{n}00余名群众实现就业增收。",
};
constexpr std::array kHelping = {"徐汇区", "晋江市", "江宁区", "海曙区", "天河区", "余杭区", "历城区", "昆山市"};
constexpr std::array kHelped = {"元阳县", "红寺堡区", "洛南县", "喜德县", "长顺县", "昭化区", "和政县", "万山区"};

void Replace(std::string& text, std::string_view what, std::string_view with) {
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

std::string Article(std::mt19937& random, size_t bytes) {
  const std::string a = kHelping[random() % kHelping.size()], b = kHelped[random() % kHelped.size()];
  std::string text = a + b + "携手共绘协作新图景\n";
  while (text.size() < bytes) {
    std::string sentence = kSentences[random() % kSentences.size()];
    Replace(sentence, "{a}", a);
    Replace(sentence, "{b}", b);
    Replace(sentence, "{y}", std::to_string(2018 + random() % 8));
    Replace(sentence, "{m}", std::to_string(1 + random() % 12));
    Replace(sentence, "{n}", std::to_string(2 + random() % 90));
    text += sentence;
    if (random() % 4 == 0) text += '\n';
  }
  return text;
}

const Extractor& TheExtractor() {
  static const Extractor extractor = Extractor::Create().value();
  return extractor;
}

void Read(benchmark::State& state, bool lines) {
  std::mt19937 random(7);
  std::string article = Article(random, static_cast<size_t>(state.range(0)));
  if (!lines) std::erase(article, '\n');
  for (auto _ : state) {
    auto told = TheExtractor().Extract(article, {"a.txt"});
    if (!told) state.SkipWithError("is not read");
    benchmark::DoNotOptimize(told);
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(article.size()));
}
BENCHMARK_CAPTURE(Read, lines, true)->RangeMultiplier(8)->Range(3 << 10, 1536 << 10)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Read, one_line, false)->RangeMultiplier(8)->Range(3 << 10, 1536 << 10)->Unit(benchmark::kMillisecond);

int64_t PeakKilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

// Articles of 3 kB, none kept; `grown` is by how many kB the peak of memory rose behind the first tenth.
void ReadMany(benchmark::State& state) {
  std::mt19937 random(7);
  int64_t bytes = 0, early = 0;
  for (auto _ : state) {
    for (int64_t i = 0; i < state.range(0); ++i) {
      const std::string article = Article(random, 3 << 10);
      bytes += static_cast<int64_t>(article.size());
      auto told = TheExtractor().Extract(article, {"a.txt"});
      benchmark::DoNotOptimize(told);
      if (i == state.range(0) / 10) early = PeakKilobytes();
    }
  }
  state.SetBytesProcessed(bytes);
  state.counters["grown"] = static_cast<double>(PeakKilobytes() - early);
}
BENCHMARK(ReadMany)->Arg(100000)->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
