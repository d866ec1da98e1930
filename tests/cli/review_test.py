"""What people decide about numbers, and tables as spreadsheets save them, from the outside."""
import csv
import io
import json

from harness import QiaoTest, main

ONE = "山海情\n徐汇区与元阳县建立对口帮扶关系。徐汇区选派10名教师到元阳县支教。\n元阳县梯田文化园项目总投资3000万元。\n"
TWO = "山海情再续\n徐汇区与元阳县建立对口帮扶关系。徐汇区选派12名教师到元阳县支教。\n元阳县梯田文化园项目总投资5000万元。\n"
TEACHERS = "MATCH (f:Figure)-[:ABOUT]->(e) WHERE f.unit = '名' AND f.overruled IS NULL RETURN DISTINCT f.value, f.period ORDER BY f.value"
COST = "MATCH (p:Project) RETURN p.name, p.amount_yuan"


class Review(QiaoTest):
    def setUp(self):
        super().setUp()
        self.write("in/001.txt", ONE)
        self.write("in/002.txt", TWO)
        self.manifest = self.write("list.csv", "file,published\nin/001.txt,2023-10-01\nin/002.txt,2024-04-01\n")
        self.load()

    def load(self, *arguments):
        return self.succeed("load", self.db, self.path("in"), "--manifest", self.manifest, *arguments)

    def rows(self, query):
        return json.loads(self.succeed("query", self.db, query, "--format", "json"))["rows"]

    def table(self, *arguments):
        return [json.loads(line) for line in self.succeed(*arguments, "--format", "jsonl").splitlines()]

    def doubts(self):
        self.succeed("review", self.db, "-o", self.path("doubts.csv"), "--below", "1")
        with open(self.path("doubts.csv"), encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def conflict(self, article, **cells):
        rows = [row for row in self.doubts() if row["kind"] == "conflict" and row["article"] == article]
        found = [row for row in rows if all(row[column] == value for column, value in cells.items())]
        self.assertEqual(len(found), 1, rows)
        return found[0]

    def own(self, **cells):
        return {**dict.fromkeys(self.doubts()[0], ""), **cells}

    def apply(self, *rows):
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        return self.apply_text(text.getvalue().encode())

    def apply_text(self, content):
        return self.succeed("review", self.db, "--apply", self.write("filled.csv", content), "--by", "李", "--why", "核对原文")

    def undo(self, number):
        return self.succeed("review", self.db, "--undo", str(number), "--by", "王")

    def conflicts(self, *arguments):
        return [(row["kind"], row["value"], row["other_value"]) for row in self.table("conflicts", self.db, *arguments)]

    def whole_graph(self):
        """All that the graph says, without decisions and what carries the numbers of loads."""
        nodes = self.rows("MATCH (n) WHERE NOT n:Decision AND NOT n:Load RETURN labels(n), properties(n)")
        links = self.rows("MATCH (a)-[r]->(b) WHERE NOT b:Load RETURN properties(a), type(r), properties(r), properties(b)")
        return sorted(map(repr, nodes)), sorted(map(repr, links))

    def come_again(self):
        """The articles go and come back, and another rule makes them anew."""
        self.succeed("forget", self.db, "001", "002")
        self.load()
        rule = self.write("rules/own.rules", "rule own\n  match {a: Region} ..6 选派 ..4 名教师到 {b: Region}\n"
                          "  claim COOPERATES_WITH a b\n  example 甲区选派10名教师到乙县\n  gives nothing\n")
        self.load("--rules", rule)


class Numbers(Review):
    def test_both_kinds_are_listed(self):
        self.assertEqual(self.conflicts(), [("amount", "50000000", "30000000"), ("count", "12名", "10名")])
        teachers = self.conflict("001", value="10")
        self.assertEqual((teachers["from"], teachers["unit"], teachers["sentence"]),
                         ("徐汇区", "名", "徐汇区选派10名教师到元阳县支教。"))
        self.assertEqual(self.conflict("001", amount_yuan="30000000")["from"], "元阳县梯田文化园项目")

    def test_accepting_a_number(self):
        before = self.whole_graph()
        self.apply(dict(self.conflict("001", value="10"), action="accept"))
        self.assertEqual(self.conflicts("--kind", "count"), [])
        self.assertEqual(self.conflicts("--kind", "count", "--all"), [("count", "10名", "12名")], "the accepted one comes first")
        self.come_again()
        self.assertEqual(self.conflicts("--kind", "count"), [])
        why = [row for row in self.table("why", self.db, "徐汇区", "元阳县") if row["kind"] == "figure" and row["article"] == "001"]
        self.assertEqual([(row["value"], row["decided"]) for row in why], [("10名", "✓ 李: 核对原文")])
        self.undo(1)
        self.load()
        self.assertEqual(self.conflicts("--kind", "count"), [("count", "12名", "10名")])
        self.assertEqual(self.whole_graph(), before)

    def test_rejecting_and_amending_numbers(self):
        before = self.whole_graph()
        self.apply(dict(self.conflict("002", value="12"), action="reject"))
        self.assertEqual(self.rows(TEACHERS), [[10.0, None]])
        self.come_again()
        self.assertEqual(self.rows(TEACHERS), [[10.0, None]])
        self.assertEqual({row["数值"] for row in self.table("ask", self.db, "figures") if row["单位"] == "名"}, {10.0})
        self.undo(1)
        self.load()
        self.assertEqual(self.whole_graph(), before)
        self.apply(dict(self.conflict("002", value="12"), action="amend", value="11", period="2024"))
        self.assertEqual(self.rows(TEACHERS), [[10.0, None], [11.0, "2024"]])
        self.come_again()
        self.assertEqual(self.rows(TEACHERS), [[10.0, None], [11.0, "2024"]])
        self.assertEqual(self.conflicts("--kind", "count"), [])
        self.undo(2)
        self.load()
        self.assertEqual(self.whole_graph(), before)

    def test_adding_a_number(self):
        before = self.whole_graph()
        self.apply(self.own(kind="figure", action="add", **{"from": "徐汇区", "to": "元阳县"}, type="教师", value="15", unit="名",
                            period="2025", sentence="电话核实"))
        self.assertIn([15.0, "2025"], self.rows(TEACHERS))
        self.succeed("forget", self.db, "001", "002")
        self.assertEqual(self.rows(TEACHERS), [[15.0, "2025"]])
        self.load()
        self.assertIn([15.0, "2025"], self.rows(TEACHERS))
        self.undo(1)
        self.assertEqual(self.rows(TEACHERS), [[10.0, None], [12.0, None]])
        self.assertEqual(self.whole_graph(), before)

    def test_amounts_of_an_entity(self):
        before = self.whole_graph()
        project = "元阳县梯田文化园项目"
        self.assertEqual(self.rows(COST), [[project, 50000000]], "the later article counts")
        self.apply(dict(self.conflict("001", amount_yuan="30000000"), action="accept"))
        self.assertEqual(self.rows(COST), [[project, 30000000]])
        self.assertEqual(self.conflicts("--kind", "amount"), [])
        self.come_again()
        self.assertEqual(self.rows(COST), [[project, 30000000]])
        self.undo(1)
        self.assertEqual(self.rows(COST), [[project, 50000000]])
        self.apply(dict(self.conflict("002", amount_yuan="50000000"), action="amend", amount_yuan="0.45亿"))
        self.come_again()
        self.assertEqual(self.rows(COST), [[project, 45000000]])
        self.undo(2)
        self.apply(dict(self.conflict("002", amount_yuan="50000000"), action="reject"))
        self.come_again()
        self.assertEqual(self.rows(COST), [[project, 30000000]])
        self.undo(3)
        self.load()
        self.assertEqual(self.whole_graph(), before)

    def test_a_decision_follows_an_entity_that_is_split(self):
        self.apply(dict(self.conflict("001", amount_yuan="30000000"), action="accept"))
        self.apply(self.own(action="split", article="1", name="元阳县哈尼文化园项目", **{"from": "元阳县梯田文化园项目"}))
        for reload in (False, True):
            if reload:
                self.come_again()
            self.assertEqual(sorted(self.rows(COST)), [["元阳县哈尼文化园项目", 30000000], ["元阳县梯田文化园项目", 50000000]])
            self.assertEqual([row["state"] for row in self.table("review", self.db, "--list")], ["holds", "holds"])

    def test_a_claim_decided_before_a_split(self):
        claim = [row for row in self.doubts() if row["type"] == "LOCATED_IN" and row["article"] == "001"][0]
        self.apply(dict(claim, action="reject"))
        self.apply(self.own(action="split", article="001", name="元阳县哈尼文化园项目", **{"from": "元阳县梯田文化园项目"}))
        self.come_again()
        self.assertEqual(self.rows("MATCH (:Project {name: '元阳县哈尼文化园项目'})-[r:LOCATED_IN]->() RETURN r"), [])

    def test_what_waits(self):
        self.apply(dict(self.conflict("001", value="10"), action="accept"))
        self.succeed("forget", self.db, "001")
        listed = self.table("review", self.db, "--list")
        self.assertEqual([(row["about"], row["state"]) for row in listed], [("徐汇区 – 元阳县 教师 10名", "waits")])
        self.load()
        self.assertEqual(self.table("review", self.db, "--list")[0]["state"], "holds")

    def test_decided_twice(self):
        number, cost = self.conflict("001", value="10"), self.conflict("001", amount_yuan="30000000")
        self.apply(dict(number, action="accept"), dict(cost, action="accept"))
        path = self.write("again.csv", self.as_csv([dict(number, action="reject"), dict(cost, action="reject")]))
        err = self.fail_with("review", self.db, "--apply", path, "--by", "王", "--why", "试")
        self.assertIn("again.csv:2: decision 1 is about this already; undo it first", err)
        self.assertIn("again.csv:3: decision 2 is about this already; undo it first", err)

    def test_a_table_that_is_applied_again(self):
        number, cost = self.conflict("001", value="10"), self.conflict("001", amount_yuan="30000000")
        rows = [dict(number, action="amend", value="11"), dict(cost, action="amend", amount_yuan="4000万元"),
                self.own(action="add", type="PAIRED_WITH", since="2023-05", **{"from": "Hospital:甲医院", "to": "元阳县"}),
                self.own(action="add", kind="figure", type="医院", value="2", unit="所", **{"from": "徐汇区"}),
                self.own(action="split", article="1", name="元阳县哈尼文化园项目", **{"from": "元阳县梯田文化园项目"}),
                self.own(action="merge", name="元阳县梯田园", **{"from": "元阳县梯田文化园项目", "to": "元阳县哈尼文化园项目"})]
        self.assertIn("5 decisions recorded", self.apply(*rows[:5]))
        graph = self.rows("MATCH (n) RETURN properties(n) ORDER BY elementId(n)")
        self.assertEqual(self.apply(*rows[:5]), "5 decisions are recorded already\n")
        self.assertEqual(self.rows("MATCH (n) RETURN properties(n) ORDER BY elementId(n)"), graph)
        # The next day's rows below those of the day before.
        self.assertEqual(self.apply(*rows), "5 decisions are recorded already\n2 decisions recorded: 6 to 7\n")
        self.assertEqual(self.apply(*rows), "7 decisions are recorded already\n")
        self.undo(3)
        self.assertEqual(self.apply(*rows), "6 decisions are recorded already\n1 decisions recorded: 8 to 8\n")
        twice = self.write("twice.csv", self.as_csv([dict(rows[2], since="2024"), dict(rows[2], since="2024")]))
        self.assertIn("twice.csv:3: a row above decides this too",
                      self.fail_with("review", self.db, "--apply", twice, "--by", "王", "--why", "试"))

    def as_csv(self, rows):
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue()


class Spreadsheets(Review):
    def saved(self, rows, columns=None, delimiter=",", lines="\r\n"):
        columns = columns or list(rows[0])
        text = io.StringIO()
        writer = csv.writer(text, delimiter=delimiter, lineterminator=lines)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([row.get(column, "") for column in columns])
        return text.getvalue()

    def test_ways_of_saving(self):
        row = dict(self.conflict("001", value="10"), action="接受")
        columns = list(row)
        backwards = self.saved([row], columns[::-1])
        blank = self.saved([dict.fromkeys(columns, ""), row, dict.fromkeys(columns, "")])
        notes = self.saved([dict(row, 备注="问过县里")], ["备注"] + columns)
        ways = [self.saved([row], delimiter=";").encode("gb18030"), self.saved([row], delimiter="\t").encode("utf-16"),
                self.saved([row], lines="\r").encode("utf-8-sig"), backwards.encode(), blank.encode("gbk"), notes.encode(),
                ("," * 22 + "\r\n" + self.saved([row])).encode(), self.saved([row]).replace("\r\n", ",,\r\n").encode(),
                self.saved([row], lines="\n\n").encode()]
        for number, content in enumerate(ways, 1):
            self.assertEqual(self.apply_text(content), f"1 decisions recorded: {number} to {number}\n", f"way {number}")
            self.assertEqual(self.conflicts("--kind", "count"), [], f"way {number}")
            self.undo(number)

    def test_what_spreadsheets_make_of_cells(self):
        claim = [row for row in self.doubts() if row["type"] == "LOCATED_IN" and row["article"] == "001"][0]
        for written, since in {"Sep-23": "2023-09", "2023/9/5": "2023-09-05", "2023年9月": "2023-09", "2023.9": "2023-09",
                               "2023": "2023"}.items():
            number = int(self.apply(dict(claim, action="amend", since=written, status="签约")).split()[-1])
            made = self.rows("MATCH (c:Claim {rule: 'review'}) RETURN c.since, c.status")
            self.assertEqual(made, [[since, "signed"]], written)
            self.undo(number)
        for written, yuan in {"3,000万元": 30000000, "1.2亿": 120000000, "470000000": 470000000, "1,000 元": 1000}.items():
            number = int(self.apply(dict(claim, action="amend", amount_yuan=written)).split()[-1])
            self.assertEqual(self.rows("MATCH (c:Claim {rule: 'review'}) RETURN c.amount_yuan"), [[yuan]], written)
            self.undo(number)
        self.apply(self.own(action="add", article="2", type="PAIRED_WITH", **{"from": "徐汇区", "to": "元阳县"}))
        self.assertEqual(self.rows("MATCH (:Claim {rule: 'review'})-[:SAID_IN]->(d) RETURN d.doc"), [["002"]], "not the zeros of 002")

    def test_what_is_wrong_is_said_with_its_place(self):
        row = dict(self.conflict("001", value="10"), action="amend")
        fail = lambda content: self.fail_with("review", self.db, "--apply", self.write("bad.csv", content), "--by", "李", "--why", "试")
        self.assertIn("bad.csv:1:6: unknown column 'acton'; did you mean 'action'?", fail("kind,acton,ref\n"))
        self.assertIn("bad.csv:1:13: the column 'action' comes twice", fail("action,kind,action\n"))
        self.assertIn("bad.csv:1: there is no column 'action'", fail("kind,ref\n"))
        self.assertIn("bad.csv: the file is empty", fail(""))
        self.assertIn("bad.csv:2:8: 'x' stands below no column", fail("action\naccept,x\n"))
        self.assertIn("bad.csv:2:", fail('action,ref\naccept,"x\n'))
        self.assertIn("bad.csv:2: 'elf' is no number", fail(self.saved([dict(row, value="elf")])))
        self.assertIn("bad.csv:2: 'amend' changes nothing", fail(self.saved([row])))
        self.assertIn("bad.csv:2: '0.00001万' is no amount", fail(self.saved([self.own(
            action="add", type="PAIRED_WITH", amount_yuan="0.00001万", **{"from": "徐汇区", "to": "元阳县"})])))
        self.assertIn("bad.csv:2: no article is called '003'; did you mean", fail(self.saved([self.own(
            action="add", type="PAIRED_WITH", article="003", **{"from": "徐汇区", "to": "元阳县"})])))
        self.assertIn("bad.csv:2: the cell 'value' is empty", fail(self.saved([self.own(
            action="add", kind="figure", type="教师", **{"from": "徐汇区"})])))
        self.assertIn("bad.csv: the file is a spreadsheet's own; save it as CSV from there", fail(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" + bytes(range(256)) * 4))


if __name__ == "__main__":
    main()
