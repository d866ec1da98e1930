"""The analyst's commands on articles: why, conflicts, ask and review, from the outside."""
import csv
import io
import json
import re

from harness import QiaoTest, main

A = """北京与长治对口合作
2023年8月，北京市朝阳区与长治市潞城区签订对口合作框架协议，双方建立结对关系。
2023年9月，北京市垂杨柳医院与潞城区人民医院签订对口合作协议，派出专家开展义诊。
北京弘盛通投资管理有限公司投资3000万元在潞城区建设店上文化园项目。
"""
B = """朝潞携手再出发
2024年3月，北京市朝阳区与长治市潞城区建立结对关系。
北京弘盛通投资管理有限公司投资5000万元在潞城区建设店上文化园项目。
长治市拟与北京市丰台区开展对口合作，丰台区与长子县结对。
"""
PAIR = "MATCH (a:District)-[r:PAIRED_WITH]-(b:District {name: '潞城区'}) RETURN a.name, r.since"


class Desk(QiaoTest):
    def setUp(self):
        super().setUp()
        self.write("in/a.txt", A)
        self.write("in/b.txt", B)
        self.manifest = self.write("list.csv", "file,published\nin/a.txt,2023-10-01\nin/b.txt,2024-04-01\n")
        self.load()

    def load(self):
        return self.succeed("load", self.db, self.path("in"), "--manifest", self.manifest)

    def table(self, *arguments):
        return [json.loads(line) for line in self.succeed(*arguments, "--format", "jsonl").splitlines()]


class Why(Desk):
    def test_between_two(self):
        rows = self.table("why", self.db, "朝阳区", "潞城区")
        pair = [row for row in rows if row["type"] == "PAIRED_WITH"]
        self.assertEqual([row["kind"] for row in pair], ["concluded", "claim", "claim"])
        self.assertEqual(pair[0]["value"], "×2")
        self.assertEqual([row["article"] for row in pair[1:]], ["a", "b"])
        self.assertEqual(pair[1]["sentence"], A.splitlines()[1])
        self.assertEqual(pair[1]["published"], "2023-10-01")
        self.assertTrue(all("潞城区" in (row["from"], row["to"]) for row in pair))

    def test_about_one(self):
        out = self.succeed("why", self.db, "垂杨柳医院")
        self.assertIn("签订对口合作协议", out)
        types = {row["type"] for row in self.table("why", self.db, "北京市垂杨柳医院")}
        self.assertIn("PAIRED_WITH", types)
        only = self.table("why", self.db, "北京市垂杨柳医院", "--type", "PAIRED_WITH")
        self.assertEqual({row["type"] for row in only}, {"PAIRED_WITH"})

    def test_the_table_is_aligned(self):
        lines = self.succeed("why", self.db, "朝阳区", "潞城区").splitlines()
        width = lambda text: sum(2 if ord(c) > 0x2e7f else 1 for c in text)
        bars = [[width(line[:i]) for i, c in enumerate(line) if c == "|"] for line in lines if " | " in line]
        count = len(bars[0])
        self.assertTrue(all(bar[:count] == bars[0] for bar in bars))

    def test_what_it_does_not_know(self):
        self.assertIn("nothing in the graph is called '朝阴区'; did you mean '朝阳区'?", self.fail_with("why", self.db, "朝阴区"))
        done = self.run_qiao("why", self.db, "丰台区", "北京市垂杨柳医院")
        self.assertEqual(done.code, 0)
        self.assertIn("not found in 2 documents, which does not mean that it does not exist", done.err)
        self.fail_with("why", self.db, code=2)
        self.assertIn("there is no database", self.fail_with("why", self.path("none.db"), "x"))

    def test_on_tables(self):
        db = self.path("t.db")
        self.succeed("load", db, self.write("n.csv", "name:ID,:LABEL\n潞河医院,Hospital\n上党区,District\n"),
                     self.write("l.csv", ":START_ID,:END_ID,:TYPE,status,article,line:int\n潞河医院,上党区,PAIRED_WITH,signed,000,7\n"))
        rows = self.table("why", db, "上党区")
        self.assertEqual([(row["kind"], row["article"], row["status"]) for row in rows], [("table", "000:7", "signed")])


class Conflicts(Desk):
    def test_amounts_and_dates(self):
        rows = self.table("conflicts", self.db)
        amounts = [row for row in rows if row["kind"] == "amount" and row["type"]]
        self.assertEqual([(row["value"], row["other_value"]) for row in amounts], [("50000000", "30000000")])
        self.assertEqual((amounts[0]["article"], amounts[0]["other_article"]), ("b", "a"))
        self.assertIn("5000万元", amounts[0]["sentence"])
        self.assertIn("3000万元", amounts[0]["other_sentence"])
        dates = [row for row in self.table("conflicts", self.db, "--kind", "date") if row["type"] == "PAIRED_WITH"]
        self.assertEqual([(row["value"], row["other_value"]) for row in dates], [("2024-03", "2023-08")])
        self.fail_with("conflicts", self.db, "--kind", "colour", code=2)

    def test_counts(self):
        one = "山海情\n徐汇区与元阳县建立对口帮扶关系。徐汇区选派10名教师到元阳县支教。\n"
        self.write("counts/one.txt", one)
        self.write("counts/two.txt", one.replace("10名", "12名"))
        db = self.path("counts.db")
        self.succeed("load", db, self.path("counts"))
        counts = [(row["value"], row["other_value"]) for row in self.table("conflicts", db, "--kind", "count")]
        self.assertEqual(counts, [("10名", "12名")])
        self.write("counts/two.txt", one.replace("10名", "12名") + "另外,徐汇区选派10名教师到元阳县支教。\n")
        self.succeed("load", db, self.path("counts"))
        self.assertEqual(self.table("conflicts", db, "--kind", "count"), [], "two.txt counts two things")

    def test_none(self):
        db = self.path("one.db")
        self.succeed("load", db, self.path("in/a.txt"))
        self.assertIn("(0 rows)", self.succeed("conflicts", db))


class Ask(Desk):
    def test_lists_the_questions(self):
        questions = {row["question"]: row for row in self.table("ask", self.db)}
        self.assertGreaterEqual(len(questions), 12)
        self.assertEqual(questions["pairs"]["parameters"], "[--region entity] [--as-of day] [--status statuses]")
        self.assertIn("谁与谁结对", self.succeed("--lang", "zh", "ask", self.db))

    def test_every_question_runs_and_tells_its_source(self):
        required = {"region": "潞城区", "entity": "潞城区"}
        for row in self.table("ask", self.db):
            arguments = []
            for parameter in re.findall(r"(?<!\[)--([a-z-]+)", row["parameters"] or ""):
                arguments += ["--" + parameter, required[parameter]]
            columns = json.loads(self.succeed("ask", self.db, row["question"], *arguments, "--format", "json"))["columns"]
            if row["question"] not in ("gaps", "years", "documents"):
                self.assertTrue({"原文", "文章"} <= set(columns), row["question"])

    def test_pairs(self):
        pairs = lambda *arguments: {(row["一方"], row["另一方"]) for row in self.table("ask", self.db, "pairs", *arguments)}
        self.assertIn(("朝阳区", "潞城区"), pairs("--region", "潞城区"))
        self.assertNotIn(("丰台区", "长子县"), pairs("--region", "潞城区"))
        self.assertIn(("丰台区", "长子县"), pairs("--region=长治市"))
        self.assertNotIn(("丰台区", "长子县"), pairs("--as-of", "2023-12-31"))
        self.assertEqual(pairs("--status", "ended"), set())
        row = [row for row in self.table("ask", self.db, "pairs", "--region", "潞城区") if row["一方"] == "朝阳区"][0]
        self.assertEqual((row["文章"], row["发布日期"], row["文章数"]), ("b", "2024-04-01", 2))
        self.assertEqual(row["原文"], B.splitlines()[1])

    def test_new_since_the_last_load(self):
        self.write("in/c.txt", "2024年5月，北京市昌平区与长治市平顺县建立结对关系，两地往来越来越多。\n")
        self.succeed("load", self.db, self.path("in/c.txt"))
        self.assertEqual({row["文章"] for row in self.table("ask", self.db, "new")}, {"c"})
        self.assertEqual({row["文章"] for row in self.table("ask", self.db, "new", "--since", "1")}, {"a", "b", "c"})

    def test_what_had_begun_by_a_day(self):
        ask = lambda question, day: self.table("ask", self.db, question, "--as-of", day)
        self.assertEqual(ask("projects", "2023-09-30"), [], "nobody had written about it")
        self.assertEqual([row["项目"] for row in ask("projects", "2023-10-01")], ["店上文化园项目"], "the first article counts")
        self.assertEqual(ask("money", "2023-09-30"), [])
        self.assertEqual(self.succeed("ask", self.db, "money", "--as-of", "2023-09-30").splitlines()[-1], "(0 rows)",
                         "nobody has typed the question's names")
        self.assertEqual(len(ask("money", "2024-04-01")), 1)
        own = self.write("own.cypher", "MERGE (c:Company {name: '甲公司'}) MERGE (p:Project {name: '乙项目'}) "
                         "MERGE (c)-[:UNDERTAKES {since: '2022-05-01'}]->(p) "
                         "MERGE (p)<-[:INVESTS_IN {since: '2021-03-01'}]-(:City {name: '丙市'});")
        self.succeed("load", self.db, own)
        self.assertEqual([row["项目"] for row in ask("projects", "2022-05-01")], ["乙项目"])
        self.assertEqual(ask("projects", "2022-04-30"), [], "the project had begun, the company's part not")

    def test_the_state_of_a_day(self):
        self.write("in/d.txt", "徐汇元阳要携手\n徐汇区与元阳县拟建立对口帮扶关系。\n")
        self.write("in/e.txt", "徐汇元阳携手\n徐汇区与元阳县建立对口帮扶关系，选派10名教师支教。\n")
        self.write("list.csv", "file,published\nin/a.txt,2023-10-01\nin/b.txt,2024-04-01\nin/d.txt,2025-04-01\nin/e.txt,2025-09-01\n")
        self.load()
        pair = lambda question, *arguments: [(row["状态"], row["文章"]) for row in self.table("ask", self.db, question, *arguments)
                                             if {"徐汇区", "元阳县"} == {row["一方"], row["另一方"]}]
        self.assertEqual(pair("pairs"), [("started", "e")])
        self.assertEqual(pair("pairs", "--as-of", "2025-05-01"), [("intended", "d")], "nobody knew more on that day")
        self.assertEqual(pair("pairs", "--as-of", "2025-03-31"), [])
        self.assertEqual(pair("pairs", "--as-of", "2025-05-01", "--status", "started"), [])
        self.assertEqual(pair("pairs", "--as-of", "2025/5/1", "--status", "意向"), [("intended", "d")])
        self.assertEqual(pair("intentions", "--as-of", "2025-05-01"), [("intended", "d")])
        self.assertEqual(pair("intentions"), [])
        teachers = lambda *arguments: [row["文章"] for row in self.table("ask", self.db, "figures", *arguments) if row["指标"] == "教师"]
        self.assertEqual((teachers(), teachers("--as-of", "2025-08-31"), teachers("--as-of", "2025-09-01")), (["e"], [], ["e"]))

    def test_what_has_ended(self):
        self.write("in/f.txt", "松江元阳\n2019年5月，松江区与元阳县建立结对帮扶关系，往来不断。\n")
        self.write("in/g.txt", "松江元阳作别\n2021年3月，松江区终止与元阳县的东西部协作关系，依依惜别。\n")
        self.write("list.csv", "file,published\nin/a.txt,2023-10-01\nin/b.txt,2024-04-01\nin/f.txt,2019-06-01\nin/g.txt,2021-04-01\n")
        self.load()
        pair = lambda *arguments: [row["状态"] for row in self.table("ask", self.db, "pairs", "--region", "元阳", *arguments)]
        self.assertEqual(pair(), ["ended"])
        self.assertEqual([pair("--as-of", day) for day in ("2018-12-31", "2020-01-01", "2022-01-01")], [[], ["started"], []])

    def test_names_as_people_write_them(self):
        pairs = lambda region: [row["另一方"] for row in self.table("ask", self.db, "pairs", "--region", region)]
        self.assertEqual(pairs("长子"), pairs("长子县"))
        self.assertIn("建立结对关系", self.succeed("why", self.db, "朝阳", "潞城"))
        self.succeed("query", self.db, "CREATE (:District {name: '朝阳区', code: '220104'}), (:City {name: '甲市', aliases: ['两市']}), "
                     "(:City {name: '乙市', aliases: ['两市']})")
        self.assertIn("--region: '两市' may mean several: 乙市、甲市; write the name of one",
                      self.fail_with("ask", self.db, "pairs", "--region", "两市"))
        done = self.run_qiao("ask", self.db, "pairs", "--region", "朝阳区")
        self.assertEqual((done.code, done.err), (0, "2 entities are called '朝阳区'; the answer is about all of them\n"))

    def test_help_of_a_question(self):
        out = self.succeed("ask", self.db, "single-source", "--help")
        self.assertIn("single-source: Facts that only one article states\n  --inferred ", out)
        self.assertRegex(out, r"--as-of day +what had begun by this day")
        self.assertRegex(self.succeed("--lang", "zh", "ask", self.db, "gaps", "--help"), r"--region entity +上级地区（必填）")
        self.assertNotIn("--region", self.succeed("ask", "--help").split("Examples")[0])

    def test_days_and_states_of_other_questions(self):
        self.write("in/c.txt", "徐汇元阳\n2021年5月，徐汇区与元阳县建立对口帮扶关系。2022年，徐汇区与元阳县签订人才协作协议。\n")
        self.write("list.csv", "file,published\nin/a.txt,2023-10-01\nin/b.txt,2024-04-01\nin/c.txt,2022-06-01\n")
        self.load()
        years = lambda *arguments: [(row["年份"], row["状态"]) for row in self.table("ask", self.db, "years", "--region", "元阳", *arguments)]
        self.assertEqual(years("--as-of", "2021-12-31"), [("2021", ["started"])])
        self.assertEqual(years("--as-of", "2020-12-31"), [])
        self.assertEqual(years("--status", "ended"), [])
        gaps = lambda *arguments: {row["区县"]: row["合计"] for row in self.table("ask", self.db, "gaps", "--region", "长治市", *arguments)}
        self.assertEqual(gaps("--as-of", "2023-08-31"), {"潞城区": 0, "长子县": 0})
        self.assertEqual(gaps("--as-of", "2023-09-30"), {"潞城区": 1, "长子县": 0})
        self.assertEqual(gaps("--status", "结束,启动"), {"潞城区": 1, "长子县": 1})
        self.assertEqual(gaps("--status", "结束、启动，签约"), gaps("--status", "结束,启动,签约"))
        single = lambda *arguments: {(row["一方"], row["另一方"]) for row in
                                     self.table("ask", self.db, "single-source", "--region", "潞城区", *arguments)}
        self.assertIn(("北京市垂杨柳医院", "潞城区人民医院"), single("--as-of", "2023-09-30"))
        self.assertEqual(single("--as-of", "2023-08-31"), set())
        self.assertNotIn(("朝阳区", "潞城区"), single(), "two articles state it")
        self.assertEqual(len(single("--status", "signed")), 1)

    def test_events_without_guests_and_goods_of_a_city(self):
        self.write("in/c.txt", "潞城大葱进京\n2024年5月15日，在潞城区举办中关村企业家走进长治产业推介活动。\n"
                   "潞城区大葱、小米等特色产品进入北京永辉超市销售。\n")
        self.load()
        visits = {row["活动"]: row for row in self.table("ask", self.db, "visits", "--region", "长治市")}
        event = visits["中关村企业家走进长治产业推介活动"]
        self.assertEqual((event["时间"], event["地点"]), ("2024-05-15", ["潞城区"]))
        self.assertIn("5月15日", event["原文"])
        goods = {(row["从"], row["到"]) for row in self.table("ask", self.db, "products", "--region", "长治市")}
        self.assertTrue({("潞城区", "潞城大葱"), ("潞城大葱", "永辉超市")} <= goods, goods)

    def test_articles_without_a_date_are_told(self):
        self.assertEqual(self.run_qiao("ask", self.db, "pairs", "--as-of", "2024-01-01").err, "")
        self.succeed("load", self.db, self.write("c.txt", "徐汇元阳携手\n徐汇区与元阳县建立对口帮扶关系，往来不断。\n"))
        self.assertEqual(self.run_qiao("ask", self.db, "pairs").err, "")
        self.assertIn("1 articles have no date", self.run_qiao("ask", self.db, "pairs", "--as-of", "2024-01-01").err)

    def test_the_sentence_that_says_since_when(self):
        self.write("in/c.txt", "徐汇元阳携手\n徐汇区与元阳县建立对口帮扶关系，往来不断。2021年5月，徐汇区与元阳县建立对口帮扶关系。\n")
        self.load()
        row = self.table("ask", self.db, "pairs", "--region", "元阳县")[0]
        self.assertEqual((row["开始"], row["原文"][:5]), ("2021-05", "2021年"))

    def test_for_spreadsheets(self):
        out = self.succeed("ask", self.db, "pairs", "--format", "csv", "--bom")
        self.assertTrue(out.startswith("\ufeff一方,另一方,"))
        self.assertGreater(len(list(csv.reader(io.StringIO(out)))), 1)

    def test_own_questions(self):
        self.write("q/mine.cypher", "// @name districts\n// @help Districts\n// @param like text part of the name\n"
                   "MATCH (d:District) WHERE $like IS NULL OR d.name CONTAINS $like RETURN d.name AS name ORDER BY name\n")
        folder = ("--questions", self.path("q"))
        self.assertIn("districts", {row["question"] for row in self.table("ask", self.db, *folder)})
        self.assertEqual(self.table("ask", self.db, "districts", *folder, "--like", "潞"), [{"name": "潞城区"}])
        self.write("q/write.cypher", "// @name write\n// @help x\nCREATE (:X)\n")
        self.fail_with("ask", self.db, "write", *folder)
        self.assertEqual(self.rows("MATCH (x:X) RETURN count(*)"), [[0]])
        for text, what in {"// @help x\nRETURN 1": "bad.cypher: there is no line '// @name …'",
                           "// @name a\n// @help x\n// @param b color\n": "bad.cypher:3: unknown type 'color'",
                           "// @name a b\n": "bad.cypher:1: 'a b' is no name",
                           "// @name a\n// @hlp x\n": "bad.cypher:2: unknown line '@hlp'",
                           "// @name a\n// @help x\n// @param b text\n// @param b day\n": "bad.cypher:4: the parameter 'b' comes twice",
                           "// @name districts\n// @help x\nRETURN 1": "the question 'districts' is in "}.items():
            self.write("q/bad.cypher", text)
            self.assertIn(what, self.fail_with("ask", self.db, *folder))
        self.write("q/bad.cypher", "// @name bad\n// @help x\nRETURN 1\n// @insert nothing\n")
        self.assertIn("bad.cypher:4: there is no part 'nothing'", self.fail_with("ask", self.db, *folder))
        self.write("q/bad.cypher", "// Of mine.\n// @part here\nRETURN 1\n")
        self.assertIn("bad.cypher:2: '@part' stands in the first line only", self.fail_with("ask", self.db, *folder))
        self.write("q/here.cypher", "// @part here\n// @param limit integer\n//\n// A comment.\nd.name\nAS name\n")
        self.write("q/bad.cypher", "// @name short\n// @help x\nMATCH (d:District) RETURN\n// @insert here\nORDER BY name\nLIMIT $limit\n")
        self.assertEqual(self.table("ask", self.db, "short", *folder, "--limit", "1"), [{"name": "丰台区"}])
        self.write("q/bad.cypher", "// @name bad\n// @help x\nRETURN 1 +\n")
        self.assertIn("bad.cypher:", self.fail_with("ask", self.db, "bad", *folder))
        self.fail_with("ask", self.db, "--questions", self.path("none"))

    def test_bad_arguments(self):
        for arguments, what in {("paris",): "there is no question 'paris'; did you mean 'pairs'?",
                                ("pairs", "--regoin", "x"): "'pairs' has no parameter --regoin; did you mean --region?",
                                ("pairs", "--region"): "--region needs a value",
                                ("pairs", "--region", "潞城区", "--region", "朝阳区"): "--region comes twice",
                                ("pairs", "潞城区"): "'潞城区' belongs to no parameter",
                                ("new", "--since", "x"): "--since takes a whole number, not 'x'",
                                ("pairs", "--status", "signed,signd"): "unknown status 'signd'; there are intended",
                                ("pairs", "--as-of", "2023-02-30"): "--as-of: '2023-02-30' is no day",
                                ("gaps",): "'gaps' needs --region"}.items():
            self.assertIn(what, self.fail_with("ask", self.db, *arguments, code=2))
        self.assertIn("did you mean '潞城区'?", self.fail_with("ask", self.db, "pairs", "--region", "璐城区"))


class Review(Desk):
    def doubts(self):
        path = self.path("doubts.csv")
        self.succeed("review", self.db, "-o", path, "--below", "1")
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        self.assertTrue(text.startswith("\ufeffkind,action,from,"))
        return list(csv.DictReader(io.StringIO(text[1:])))

    def filled_in(self, rows, encoding="utf-8-sig", delimiter=","):
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
        return self.write("filled.csv", text.getvalue().encode(encoding))

    def apply(self, rows, **options):
        return self.succeed("review", self.db, "--apply", self.filled_in(rows, **options), "--by", "李", "--why", "核对原文")

    def own(self, **cells):
        return {**dict.fromkeys(self.doubts()[0], ""), **cells}

    def test_accepting_decides_a_conflict_and_survives(self):
        rows = [row for row in self.doubts() if row["kind"] == "conflict" and row["type"] == "PAIRED_WITH"]
        self.assertEqual({row["since"] for row in rows}, {"2023-08", "2024-03"})
        self.assertEqual(self.rows(PAIR), [["朝阳区", "2024-03"]])
        old = [row for row in rows if row["since"] == "2023-08"]
        old[0]["action"] = "accept"
        # A spreadsheet of another country.
        self.assertIn("1 decisions recorded: 1 to 1", self.apply(old, encoding="gb18030", delimiter=";"))
        self.assertEqual(self.rows(PAIR), [["朝阳区", "2023-08"]])
        self.assertFalse([row for row in self.table("conflicts", self.db, "--kind", "date") if row["type"] == "PAIRED_WITH"])
        # A document that comes again, or changes, keeps the decision.
        self.succeed("forget", self.db, "a")
        self.assertEqual(self.rows(PAIR), [["朝阳区", "2024-03"]])
        self.load()
        self.assertEqual(self.rows(PAIR), [["朝阳区", "2023-08"]])
        self.succeed("load", self.db, self.path("in/a.txt"), "--published", "2023-10-02")
        self.assertEqual(self.rows(PAIR), [["朝阳区", "2023-08"]])
        listed = self.table("review", self.db, "--list")
        self.assertEqual([(row["id"], row["action"], row["by"], row["why"], row["undone"]) for row in listed],
                         [(1, "accept", "李", "核对原文", None)])
        self.assertIn("decision 1 is undone: accept", self.succeed("review", self.db, "--undo", "1", "--by", "王"))
        self.assertEqual(self.rows(PAIR), [["朝阳区", "2024-03"]])
        self.assertEqual(self.table("review", self.db, "--list")[0]["undone_by"], "王")
        self.assertIn("decision 1 was undone by 王 already", self.fail_with("review", self.db, "--undo", "1", "--by", "李"))

    def test_amend_reject_and_add(self):
        rows = [row for row in self.doubts() if row["type"] == "PAIRED_WITH" and row["from"] == "朝阳区"]
        new = [row for row in rows if row["article"] == "b"][0]
        new.update(action="amend", since="2023/7", status="completed")
        add = self.own(action="add", **{"from": "School:潞城区第三中学", "type": "LOCATED_IN", "to": "潞城区"})
        self.apply([new, add])
        self.assertEqual(self.rows("MATCH (:District {name: '潞城区'})-[r:PAIRED_WITH]-(:District) RETURN r.since, r.since_last, r.status"),
                         [["2023-07", "2023-07-31", "completed"]])
        self.assertEqual(self.rows("MATCH (s:School)-[:LOCATED_IN]->(d) RETURN s.name, d.name"), [["潞城区第三中学", "潞城区"]])
        why = [row for row in self.table("why", self.db, "潞城区第三中学") if row["kind"] == "claim"]
        self.assertEqual(why[0]["decided"], "✓ 李: 核对原文")
        self.succeed("review", self.db, "--undo", "2", "--by", "李")
        self.assertEqual(self.rows("MATCH (s:School {name: '潞城区第三中学'}) RETURN s"), [])
        self.succeed("review", self.db, "--undo", "1", "--by", "李")
        self.assertEqual(self.rows(PAIR), [["朝阳区", "2024-03"]])
        reject = [dict(row, action="reject") for row in rows if row["article"] == "b" and row is not new] or \
                 [dict(new, action="reject", since="2024-03", status="")]
        self.apply(reject)
        self.assertEqual(self.rows(PAIR), [["朝阳区", "2023-08"]])

    def test_merge_and_split(self):
        hospitals = "MATCH (h:Hospital) RETURN h.name ORDER BY h.name"
        merge = self.own(action="merge", **{"from": "北京市垂杨柳医院", "to": "潞城区人民医院", "name": "垂杨柳医院"})
        self.apply([merge])
        self.assertEqual(self.rows(hospitals), [["垂杨柳医院"]])
        self.assertEqual(self.rows("MATCH (h:Hospital)-[r:PAIRED_WITH]-(h) RETURN r"), [])
        for number in ("1", "2"):
            self.succeed("review", self.db, "--undo", number, "--by", "李")
        self.assertEqual(self.rows(hospitals), [["北京市垂杨柳医院"], ["潞城区人民医院"]])
        self.apply([self.own(action="split", article="a", name="店上村文化园项目", **{"from": "店上文化园项目"})])
        projects = "MATCH (p:Project)-[:MENTIONED_IN]->(d) RETURN p.name, d.doc ORDER BY d.doc"
        self.assertEqual(self.rows(projects), [["店上村文化园项目", "a"], ["店上文化园项目", "b"]])
        self.assertFalse([row for row in self.table("conflicts", self.db) if row["kind"] == "amount"])
        self.succeed("load", self.db, self.path("in/a.txt"), "--published", "2023-10-03")
        self.assertEqual(self.rows(projects), [["店上村文化园项目", "a"], ["店上文化园项目", "b"]])
        self.succeed("review", self.db, "--undo", "3", "--by", "李")
        self.assertEqual(self.rows(projects), [["店上文化园项目", "a"], ["店上文化园项目", "b"]])

    def test_bad_rows_change_nothing(self):
        claim = [row for row in self.doubts() if row["kind"] == "conflict"][0]
        before = self.rows("MATCH (n) RETURN count(*)")
        bad = [dict(claim, action="accept"), dict(claim, action="reject"), dict(claim, action="perhaps"),
               dict(claim, action="amend"), dict(claim, action="accept", ref="x"), self.own(action="accept"),
               self.own(action="add", **{"from": "潞城区", "type": "LIKES", "to": "朝阳区"}),
               self.own(action="add", **{"from": "璐城区", "type": "PAIRED_WITH", "to": "朝阳区"}),
               self.own(action="add", since="昨天", **{"from": "潞城区", "type": "PAIRED_WITH", "to": "朝阳区"}),
               self.own(action="add", amount_yuan="1.2E+08", **{"from": "潞城区", "type": "PAIRED_WITH", "to": "朝阳区"}),
               self.own(action="merge", **{"from": "潞城区", "to": "北京市垂杨柳医院"}),
               self.own(action="split", article="z", name="x", **{"from": "潞城区"}),
               self.own(action="split", name="x", **{"from": "潞城区"})]
        err = self.fail_with("review", self.db, "--apply", self.filled_in(bad), "--by", "李", "--why", "试")
        reasons = ["a row above decides this too", "unknown action 'perhaps'", "'amend' changes nothing", "the cell 'ref' was changed",
                   "'accept' needs the cell 'ref'", "unknown type 'LIKES'", "no entity is called '璐城区'; did you mean '潞城区'?",
                   "'昨天' is no date", "'1.2E+08' is no amount", "have different labels", "no article is called 'z'", "the cell 'article' is empty"]
        for line, reason in enumerate(reasons, 3):
            self.assertRegex(err, rf"filled.csv:{line}: .*{reason.replace('+', '[+]').replace('?', '[?]')}")
        self.assertIn("12 rows can't be applied; nothing was changed", err)
        self.assertEqual(self.rows("MATCH (n) RETURN count(*)"), before)
        self.assertIn("no row has an action", self.succeed("review", self.db, "--apply", self.filled_in([claim]), "--by", "李", "--why", "试"))
        self.fail_with("review", self.db, "--apply", self.filled_in([claim]), "--why", "试", code=2)
        self.fail_with("review", self.db, "--apply", self.filled_in([claim]), "--by", "李", code=2)
        self.fail_with("review", self.db, "--undo", "1", "--by", "李", "--list", code=2)
        self.assertIn("there is no decision 9", self.fail_with("review", self.db, "--undo", "9", "--by", "李"))
        self.fail_with("review", self.db, "-o", self.path("none/x.csv"))


if __name__ == "__main__":
    main()
