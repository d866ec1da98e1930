#include "loaders/csv/record_reader.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/loaders/temp_file.h"

namespace qiao::loaders::csv {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Answer {
  Rows rows;
  std::string error;  // without the folder
  base::Charset charset = base::Charset::kUtf8;
};

Answer ReadAll(std::string_view bytes, std::string delimiter = ",") {
  const TempFile file(bytes);
  Answer answer;
  const auto fail = [&](const base::Error& error) {
    answer.error = error.Text();
    const size_t name = answer.error.find("table.csv");
    if (name != std::string::npos) answer.error.erase(0, name);
    return answer;
  };
  auto blocks = TextBlocks::Open(file.path());
  if (!blocks) return fail(blocks.error());
  answer.charset = blocks->charset();
  RecordReader reader(*std::move(blocks), std::move(delimiter));
  while (true) {
    auto record = reader.Next();
    if (!record) return fail(record.error());
    if (*record == nullptr) return answer;
    auto& row = answer.rows.emplace_back();
    for (const Field& field : (*record)->fields) row.emplace_back(field.text);
  }
}

TEST(RecordReader, SplitsFieldsAndLines) {
  EXPECT_EQ(ReadAll("a,b\n1,2\n").rows, (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(ReadAll("a,b\r\n1,2").rows, (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(ReadAll("a,,\n,b,").rows, (Rows{{"a", "", ""}, {"", "b", ""}}));
  EXPECT_EQ(ReadAll("").rows, Rows{});
}

TEST(RecordReader, SkipsBlankLines) {
  EXPECT_EQ(ReadAll("\n\na,b\n\n\r\n1,2\n\n").rows, (Rows{{"a", "b"}, {"1", "2"}}));
}

TEST(RecordReader, TakesDelimitersOfSeveralBytes) {
  EXPECT_EQ(ReadAll("甲，乙\n", "，").rows, (Rows{{"甲", "乙"}}));
  EXPECT_EQ(ReadAll("甲\t乙", "\t").rows, (Rows{{"甲", "乙"}}));
}

TEST(RecordReader, KeepsWhatStandsInQuotes) {
  EXPECT_EQ(ReadAll("\"a,b\",\"c\"\"d\",\"\"\n").rows, (Rows{{"a,b", "c\"d", ""}}));
  EXPECT_EQ(ReadAll("\"第一行\n第二行\",x\n1,2\n").rows, (Rows{{"第一行\n第二行", "x"}, {"1", "2"}}));
  EXPECT_EQ(ReadAll("\"\"\"\"").rows, (Rows{{"\""}}));
}

TEST(RecordReader, DropsTheByteOrderMark) {
  EXPECT_EQ(ReadAll("\xEF\xBB\xBF"
                    "a,b\n")
                .rows,
            (Rows{{"a", "b"}}));
}

TEST(RecordReader, DecodesGb18030AndUtf16) {
  const Answer gb = ReadAll(
      "name:ID,note\n\xC2\xBA\xB3\xC7\xC7\xF8,"
      "\xB3\xAF\xD1\xF4\xC7\xF8\xD3\xEB\xC2\xBA\xB3\xC7\xC7\xF8\xBD\xE1\xB6\xD4\n");
  EXPECT_EQ(gb.charset, base::Charset::kGb18030);
  EXPECT_EQ(gb.rows, (Rows{{"name:ID", "note"}, {"潞城区", "朝阳区与潞城区结对"}}));
  EXPECT_EQ(ReadAll(std::string_view("\xFF\xFE"
                                     "a\0,\0b\0\n\0",
                                     10))
                .rows,
            (Rows{{"a", "b"}}));
}

TEST(RecordReader, GuessesFromTheFirstBytesBeyondAscii) {
  std::string text = "name:ID\n";
  for (int i = 0; i < 200'000; ++i) text += "abcdefgh" + std::to_string(i) + "\n";
  text += "\xC2\xBA\xB3\xC7\xC7\xF8\xD3\xEB\xB3\xAF\xD1\xF4\xC7\xF8\xBD\xE1\xB6\xD4\n";
  const Answer answer = ReadAll(text);
  ASSERT_EQ(answer.error, "");
  EXPECT_EQ(answer.rows.back(), std::vector<std::string>{"潞城区与朝阳区结对"});
}

TEST(RecordReader, TellsWhereTheTextIsWrong) {
  EXPECT_EQ(ReadAll("a,b\n潞城,\"x\n1,2\n").error,
            "table.csv:2:4: the quote that opens here is never closed; add a closing quote, or double a quote that "
            "belongs to the text");
  EXPECT_EQ(ReadAll("a,b\n潞城,x\"y\n").error,
            "table.csv:2:5: a quote in the middle of a field; put the whole field into quotes and double this one");
  EXPECT_EQ(ReadAll("a,b\n\"潞城\"区,x\n").error,
            "table.csv:2:5: text behind a closing quote; double a quote that belongs to the text");
  EXPECT_EQ(
      ReadAll("a\n\"1\n2\"\n北京市朝阳区与长治市潞城区结对，开展对口合作\n潞\xFF城区\n").error,
      "table.csv:5:2: a byte that is not valid UTF-8; save the file as UTF-8, or name its encoding with --encoding");
  EXPECT_EQ(ReadAll("\xC2\xBA\xB3\xC7\n\xC7\xF8,\xB3\xFF\n").error,
            "table.csv:2:3: a byte that is not valid GB18030; name the file's encoding with --encoding");
}

TEST(RecordReader, KnowsThePlaceOfEachField) {
  const TempFile file("a,b\n\"潞\n城\",x\n\n1,2\n");
  auto blocks = TextBlocks::Open(file.path());
  ASSERT_TRUE(blocks);
  RecordReader reader(*std::move(blocks), ",");
  ASSERT_TRUE(reader.Next());
  ASSERT_TRUE(reader.Next());
  EXPECT_EQ(reader.PlaceOf(0).line, 2U);
  EXPECT_EQ(reader.PlaceOf(0).column, 1U);
  EXPECT_EQ(reader.PlaceOf(1).line, 3U);
  EXPECT_EQ(reader.PlaceOf(1).column, 4U);
  ASSERT_TRUE(reader.Next());
  EXPECT_EQ(reader.PlaceOf(1).line, 5U);
}

TEST(RecordReader, ReadsLongFilesInBlocks) {
  std::string text;
  const std::string wide(3'000'000, 'x');
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i) + ",\"潞\n城\"\n";
  text += "last,\"" + wide + "\n" + wide + "\"\n";
  const Answer answer = ReadAll(text);
  ASSERT_EQ(answer.error, "");
  ASSERT_EQ(answer.rows.size(), 50'001U);
  for (size_t i = 0; i < 50'000; ++i)
    ASSERT_EQ(answer.rows[i], (std::vector<std::string>{std::to_string(i), "潞\n城"}));
  EXPECT_EQ(answer.rows.back()[1].size(), 6'000'001U);
}

// What a writer puts into quotes comes back, whatever it is.
TEST(RecordReader, ReadsBackRandomRows) {
  constexpr std::string_view kPieces[] = {",", "\"", "\n", "\r\n", "潞", "a", " ", "\"\"", "''", "；"};
  std::mt19937 random(7);
  for (int round = 0; round < 100; ++round) {
    Rows rows;
    std::string text;
    for (uint32_t r = 0; r < 1 + random() % 5; ++r) {
      auto& row = rows.emplace_back();
      for (uint32_t c = 0; c < 1 + random() % 4; ++c) {
        std::string& cell = row.emplace_back();
        for (uint32_t k = 0; k < random() % 5; ++k) cell += kPieces[random() % std::size(kPieces)];
        if (c > 0) text += ',';
        text += '"';
        for (const char byte : cell) text += byte == '"' ? std::string("\"\"") : std::string(1, byte);
        text += '"';
      }
      text += random() % 2 == 0 ? "\n" : "\r\n";
    }
    const Answer answer = ReadAll(text);
    ASSERT_EQ(answer.error, "") << text;
    ASSERT_EQ(answer.rows, rows) << text;
  }
}

// Cells without quotes, of lengths around the sixteen bytes that are looked at at once, among some with quotes.
TEST(RecordReader, ReadsBackRandomPlainRows) {
  std::mt19937 random(17);
  for (const std::string delimiter : {"|", "，"}) {
    for (int round = 0; round < 100; ++round) {
      Rows rows;
      std::string text;
      for (uint32_t r = 0; r < 1 + random() % 6; ++r) {
        auto& row = rows.emplace_back();
        for (uint32_t c = 0; c < 1 + random() % 4; ++c) {
          row.emplace_back(c == 0 ? 1 + random() % 40 : random() % 40, static_cast<char>('a' + random() % 26));
          if (random() % 4 == 0) row.back() += "潞城";
          if (c > 0) text += delimiter;
          text += random() % 8 == 0 ? '"' + row.back() + '"' : row.back();
        }
        text += r % 2 == 0 ? "\n" : "\r\n";
      }
      if (random() % 2 == 0) text.resize(text.find_last_not_of("\r\n") + 1);
      const Answer answer = ReadAll(text, delimiter);
      ASSERT_EQ(answer.error, "") << text;
      ASSERT_EQ(answer.rows, rows) << text;
    }
  }
}

// Any bytes give rows or an error with a place in the file.
TEST(RecordReader, SurvivesRandomBytes) {
  constexpr std::string_view kPieces[] = {",", "\"",   "\n",       "\r",   "潞城区结对",
                                          "a", "\xFF", "\xE6\xBD", "\"\"", "\xC2\xBA"};
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (uint32_t k = 0; k < random() % 40; ++k) text += kPieces[random() % std::size(kPieces)];
    const Answer answer = ReadAll(text);
    EXPECT_TRUE(answer.error.empty() || answer.error.starts_with("table.csv:")) << answer.error << "\n" << text;
  }
}

TEST(RecordReader, SaysWhatTheSystemSays) {
  const auto blocks = TextBlocks::Open("/nonexistent/table.csv");
  ASSERT_FALSE(blocks);
  EXPECT_EQ(blocks.error().code, base::ErrorCode::kIo);
  EXPECT_EQ(blocks.error().Text(), "/nonexistent/table.csv: No such file or directory");
}

}  // namespace
}  // namespace qiao::loaders::csv
