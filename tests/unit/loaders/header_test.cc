#include "loaders/csv/header.h"

#include <gtest/gtest.h>

#include "tests/unit/loaders/temp_file.h"

namespace qiao::loaders::csv {
namespace {

// The header of a file, or its error without the folder.
struct Answer {
  Header header;
  std::string error;
};

Answer Read(std::string_view line, std::string delimiter = ",") {
  const TempFile file(line);
  auto blocks = TextBlocks::Open(file.path());
  RecordReader reader(*std::move(blocks), std::move(delimiter));
  auto record = reader.Next();
  Answer answer;
  auto header = ReadHeader(reader, **record, ";");
  if (header) {
    answer.header = *std::move(header);
  } else {
    answer.error = header.error().Text();
    answer.error.erase(0, answer.error.find("table.csv"));
  }
  return answer;
}

TEST(Header, ReadsNodeColumns) {
  const auto [header, error] =
      Read("name:ID(Person),:LABEL,amount:long,aliases:string[],at:datetime{timezone:Asia/Shanghai},note,x:IGNORE");
  ASSERT_EQ(error, "");
  EXPECT_FALSE(header.relationships);
  EXPECT_EQ(header.id, 0U);
  EXPECT_EQ(header.label, 1U);
  ASSERT_EQ(header.columns.size(), 7U);
  EXPECT_EQ(header.columns[0].name, "name");
  EXPECT_EQ(header.columns[0].group, "Person");
  EXPECT_EQ(header.columns[2].format.type, CellType::kInteger);
  EXPECT_TRUE(header.columns[3].format.array);
  EXPECT_EQ(header.columns[4].format.zone.name, "Asia/Shanghai");
  EXPECT_EQ(header.columns[5].format.type, CellType::kString);
  EXPECT_EQ(header.columns[6].role, Role::kIgnore);
}

TEST(Header, ReadsRelationshipColumns) {
  const auto [header, error] = Read(":START_ID(District)|name:END_ID(Hospital)|:TYPE|since:date", "|");
  ASSERT_EQ(error, "");
  EXPECT_TRUE(header.relationships);
  EXPECT_EQ(header.start, 0U);
  EXPECT_EQ(header.end, 1U);
  EXPECT_EQ(header.type, 2U);
  EXPECT_EQ(header.columns[1].name, "name");
  EXPECT_EQ(header.columns[1].group, "Hospital");
}

TEST(Header, ReadsIdTypes) {
  EXPECT_EQ(Read("id:ID(Person){id-type:long}").header.columns[0].format.type, CellType::kInteger);
  EXPECT_EQ(Read("id:ID(Person)").header.columns[0].format.type, CellType::kString);
}

TEST(Header, FindsTheDelimiter) {
  EXPECT_EQ(GuessDelimiter("id:ID,name"), ",");
  EXPECT_EQ(GuessDelimiter("id:ID;name;:LABEL"), ";");
  EXPECT_EQ(GuessDelimiter(":START_ID(A)|:END_ID(B)"), "|");
  EXPECT_EQ(GuessDelimiter("id:ID\tname"), "\t");
  EXPECT_EQ(GuessDelimiter("\"id:ID\";\"name, or so\""), ";");
  EXPECT_EQ(GuessDelimiter("name:ID"), ",");
  EXPECT_EQ(GuessDelimiter("name,since"), std::nullopt);
  EXPECT_EQ(GuessDelimiter("对口合作：北京与长治"), std::nullopt);
}

TEST(Header, TellsWhatIsWrong) {
  EXPECT_EQ(Read("name:ID,amount:lnog").error, "table.csv:1:9: unknown column type 'lnog'; did you mean long?");
  EXPECT_EQ(Read("name:ID,:LABEL,:LABEL").error, "table.csv:1:16: a second LABEL column");
  EXPECT_EQ(Read("name:ID,name").error, "table.csv:1:9: a second column name");
  EXPECT_EQ(Read("name:ID,").error, "table.csv:1:9: a column without a name; name it, or write :IGNORE");
  EXPECT_EQ(Read(":START_ID,:TYPE").error, "table.csv:1: a table of relationships needs both :START_ID and :END_ID");
  EXPECT_EQ(Read(":START_ID,:END_ID,:LABEL").error,
            "table.csv:1: a table has either nodes (:ID, :LABEL) or relationships (:START_ID, :END_ID), not both");
  EXPECT_EQ(Read("name,:TYPE").error,
            "table.csv:1: a table with :TYPE holds relationships, which need :START_ID and :END_ID");
  EXPECT_TRUE(Read("name,since").error.starts_with("table.csv:1: no column says what the rows are; "));
  EXPECT_EQ(Read("name:ID,at:datetime{timezone:Mars}").error,
            "table.csv:1:9: unknown time zone 'Mars'; write it like Asia/Shanghai or +08:00");
  EXPECT_EQ(Read("name:ID{id-type:date}").error, "table.csv:1:1: an id may be a string or long, not 'date'");
  EXPECT_EQ(Read("name:ID[]").error, "table.csv:1:1: ID can't be a list");
}

}  // namespace
}  // namespace qiao::loaders::csv
