#include "loaders/csv/cell.h"

#include <gtest/gtest.h>

#include "tests/unit/loaders/temp_file.h"

namespace qiao::loaders::csv {
namespace {

// The value of `text` in a column of `word`, as Cypher text; or the error without the folder.
std::string Read(std::string_view text, std::string_view word) {
  CellFormat format;
  if (word.ends_with("[]")) {
    format.array = true;
    word.remove_suffix(2);
  }
  format.type = FindCellType(word).value();
  const TempFile file("x|" + std::string(text) + "|\n");
  auto blocks = TextBlocks::Open(file.path(), base::Charset::kUtf8);
  RecordReader reader(*std::move(blocks), "|");
  auto record = reader.Next();
  if (!record) return record.error().Text();
  auto value = ReadCell(reader, (*record)->fields[1], 1, "c", format);
  if (value) return base::ToText(*value);
  std::string error = value.error().Text();
  return error.erase(0, error.find("table.csv"));
}

TEST(Cell, ReadsEveryType) {
  EXPECT_EQ(Read("潞城区", "string"), "'潞城区'");
  EXPECT_EQ(Read(" -42 ", "long"), "-42");
  EXPECT_EQ(Read("+42", "int"), "42");
  EXPECT_EQ(Read("1.5e3", "double"), "1500.0");
  EXPECT_EQ(Read("-.5", "float"), "-0.5");
  EXPECT_EQ(Read("7", "float"), "7.0");
  EXPECT_EQ(Read("NaN", "double"), "NaN");
  EXPECT_EQ(Read("-Infinity", "double"), "-Infinity");
  EXPECT_EQ(Read("TRUE", "boolean"), "true");
  EXPECT_EQ(Read("2023-09-25", "date"), "'2023-09-25'");
  EXPECT_EQ(Read("14:30", "localtime"), "'14:30'");
  EXPECT_EQ(Read("14:30+08:00", "time"), "'14:30+08:00'");
  EXPECT_EQ(Read("2023-09-25T14:30", "localdatetime"), "'2023-09-25T14:30'");
  EXPECT_EQ(Read("2023-09-25T14:30+08:00", "datetime"), "'2023-09-25T14:30+08:00'");
  EXPECT_EQ(Read("P1Y2M", "duration"), "'P1Y2M'");
  EXPECT_TRUE(Read("{latitude: 36.2, longitude: 113.1}", "point").find("113.1") != std::string::npos);
}

TEST(Cell, TellsEmptyFromMissing) {
  EXPECT_EQ(Read("", "string"), "null");
  EXPECT_EQ(Read("\"\"", "string"), "''");
  EXPECT_EQ(Read("", "long"), "null");
  // Programs that put every cell into quotes do so with those that hold nothing.
  for (const char* type : {"long", "double", "boolean", "date", "point", "duration"}) {
    EXPECT_EQ(Read("\"\"", type), "null") << type;
  }
  EXPECT_EQ(Read("", "string[]"), "null");
  EXPECT_EQ(Read("\"\"", "string[]"), "[]");
}

TEST(Cell, ReadsLists) {
  EXPECT_EQ(Read("市二院;二院", "string[]"), "['市二院', '二院']");
  EXPECT_EQ(Read("1; 2 ;3", "long[]"), "[1, 2, 3]");
  EXPECT_EQ(Read("a;;b", "string[]"), "['a', '', 'b']");
}

TEST(Cell, RefusesWhatItCannotRead) {
  EXPECT_EQ(
      Read("4.7亿", "long"),
      "table.csv:1:3: column c: '4.7亿' can't be read as int; write it like 470000000 (whole, without separators, "
      "below 2^63)");
  for (const std::string_view text : {"9223372036854775808", "1e3", "0x10", "+-1", "1 2", "--1"}) {
    EXPECT_TRUE(Read(text, "long").starts_with("table.csv:1:3: ")) << text;
  }
  for (const std::string_view text : {"abc", "1..2", "0x1p3", "+", "1,5", "1e999"}) {
    EXPECT_TRUE(Read(text, "double").starts_with("table.csv:1:3: ")) << text;
  }
  EXPECT_TRUE(Read("yes", "boolean").ends_with("write it like true or false"));
  EXPECT_TRUE(Read("2023-02-30", "date").ends_with("write it like 2023-09-25"));
  EXPECT_TRUE(Read("去年11月", "date").ends_with("write it like 2023-09-25"));
  EXPECT_TRUE(Read("1;x", "long[]").starts_with("table.csv:1:3: column c: 'x' can't be read"));
}

TEST(Cell, ChecksPoints) {
  for (const std::string_view text :
       {"{x: 1}", "{x: 1, y: 2, latitude: 3}", "{x: 1, x: 2, y: 3}", "1 2", "{}", "{", "{x: 1, y: nan}",
        "{latitude: 91, longitude: 0}", "{x: 1, y: 2, crs: mars}", "{x: 1, y: 2, z: 3, crs: wgs-84}"}) {
    EXPECT_TRUE(Read("\"" + std::string(text) + "\"", "point").starts_with("table.csv:1:3: ")) << text;
  }
}

}  // namespace
}  // namespace qiao::loaders::csv
