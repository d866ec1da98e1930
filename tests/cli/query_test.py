"""qiao query: formats, parameters, several statements, exit codes, languages."""
import json
import subprocess
import time

from harness import QIAO, QiaoTest, main


class Formats(QiaoTest):
    QUERY = "UNWIND [['潞城区', 1], ['a,b', null]] AS r RETURN r[0] AS name, r[1] AS n"

    def ask(self, *arguments, **options):
        return self.succeed("query", ":memory:", *arguments, **options)

    def test_table(self):
        self.assertEqual(self.ask(self.QUERY), " name   | n\n--------+-----\n 潞城区 |    1\n a,b    | null\n(2 rows)\n")

    def test_json(self):
        out = json.loads(self.ask(self.QUERY, "--format", "json"))
        self.assertEqual(out, {"columns": ["name", "n"], "rows": [["潞城区", 1], ["a,b", None]]})

    def test_json_lines(self):
        lines = self.ask(self.QUERY, "--format", "jsonl").splitlines()
        self.assertEqual([json.loads(line) for line in lines], [{"name": "潞城区", "n": 1}, {"name": "a,b", "n": None}])

    def test_csv(self):
        self.assertEqual(self.ask(self.QUERY, "--format", "csv"), 'name,n\n潞城区,1\n"a,b",\n')

    def test_entities_and_temporal_values_as_json(self):
        query = "CREATE p = (a:甲 {x: 1.0})-[r:乙]->(b) RETURN a, r, length(p) AS n, date('2023-09-25') AS d"
        answer = json.loads(self.ask(query, "--format", "json"))
        node, link, length, date = answer["rows"][0]
        self.assertEqual((node["labels"], node["properties"]), (["甲"], {"x": 1.0}))
        self.assertEqual((link["type"], link["start"], link["properties"]), ("乙", node["id"], {}))
        self.assertEqual((length, date), (1, "2023-09-25"))
        self.assertEqual(answer["counters"]["nodes_created"], 2)

    def test_null_differs_from_its_text(self):
        out = self.ask("RETURN null AS a, 'null' AS b, '' AS c")
        self.assertIn(" null | 'null' | ''\n", out)

    def test_line_breaks_stay_in_their_cell(self):
        self.assertIn(" a\\nb\n", self.ask("RETURN 'a\\nb' AS x"))

    def test_writes_say_what_they_changed(self):
        self.assertEqual(self.ask("CREATE (:A {x: 1})-[:R]->(:B)").strip(),
                         "(nodes created: 2, relationships created: 1, properties set: 1, labels added: 2)")

    def test_several_statements(self):
        out = self.ask("RETURN 1 AS a; RETURN 2 AS b;", "--format", "csv")
        self.assertEqual(out, "a\n1\n\nb\n2\n")


class Sources(QiaoTest):
    def test_standard_input(self):
        self.assertEqual(self.succeed("query", ":memory:", "--format", "csv", stdin="RETURN '潞' AS x".encode()), "x\n潞\n")

    def test_file(self):
        path = self.write("q.cypher", "// 问题\nRETURN 1 AS x;\n")
        self.assertEqual(self.succeed("query", ":memory:", "-f", path, "--format", "csv"), "x\n1\n")

    def test_parameters(self):
        out = self.succeed("query", ":memory:", "RETURN $a + 1 AS a, $b AS b, $c.k[0] AS c", "--param", "a=1", "-p", "b=1.0",
                           "--param", 'c={"k": ["潞城区"]}', "--format", "json")
        self.assertEqual(json.loads(out)["rows"], [[2, 1.0, "潞城区"]])
        self.assertIn("1.0", out)

    def test_statements_commit_one_by_one(self):
        self.succeed("query", self.db, "--create", "CREATE (:A)")
        done = self.run_qiao("query", self.db, "CREATE (:A); RETURN 1/0; CREATE (:A)")
        self.assertEqual(done.code, 1)
        self.assertEqual(self.rows("MATCH (a:A) RETURN count(*)"), [[2]])


class Transactions(QiaoTest):
    def test_words_of_a_script(self):
        self.succeed("query", self.db, "--create", "BEGIN; CREATE (:A); CREATE (:A); COMMIT; BEGIN; CREATE (:A); ROLLBACK")
        self.assertEqual(self.rows("MATCH (a:A) RETURN count(*)"), [[2]])
        self.succeed("query", self.db, "START TRANSACTION READ WRITE; CREATE (:A); COMMIT TRANSACTION")
        self.assertEqual(self.rows("MATCH (a:A) RETURN count(*)"), [[3]])

    def test_a_failure_takes_the_transaction_with_it(self):
        self.fail_with("query", self.db, "--create", "BEGIN; CREATE (:A); RETURN 1/0; COMMIT")
        self.assertEqual(self.rows("MATCH (a:A) RETURN count(*)"), [[0]])

    def test_steps_out_of_order(self):
        self.assertIn("no transaction is open", self.fail_with("query", ":memory:", "COMMIT"))
        self.assertIn("open already", self.fail_with("query", ":memory:", "BEGIN; BEGIN"))
        self.assertIn("no plan to show", self.fail_with("query", ":memory:", "EXPLAIN BEGIN"))

    def test_a_script_that_forgets_to_commit(self):
        err = self.fail_with("query", self.db, "--create", "BEGIN; CREATE (:A)")
        self.assertIn("COMMIT is missing", err)
        self.assertEqual(self.rows("MATCH (a:A) RETURN count(*)"), [[0]])


class Notices(QiaoTest):
    def setUp(self):
        super().setUp()
        self.succeed("query", self.db, "--create", "CREATE (:City {name: '长治市'})-[:PAIRED_WITH]->(:City {name: '北京市'})")

    def test_names_that_may_be_meant(self):
        for query, notice in [
            ("MATCH (c:Citty) RETURN c", "the graph has no label `Citty`, did you mean `City`?"),
            ("MATCH (c:City)-[:PAIRD_WITH]->(d) RETURN d", "relationship type `PAIRD_WITH`, did you mean `PAIRED_WITH`?"),
            ("MATCH (c:City) WHERE c.nmae = '长治市' RETURN c", "the graph has no property `nmae`, did you mean `name`?"),
            ("MATCH (c {naem: 1}) RETURN c", "did you mean `name`?"),
            ("MATCH (c) WHERE c:Nowhere RETURN c", "the graph has no label `Nowhere`\n"),
        ]:
            self.assertIn(notice, self.succeed("query", self.db, query), query)

    def test_silence(self):
        for query in ["MATCH (c:City {name: '甲'}) RETURN c", "CREATE (n:New {k: 1})", "MATCH (n:Citty) MERGE (:Citty)",
                      "WITH {nmae: 1} AS m WHERE m.nmae = 2 RETURN m", "MATCH (n:Citty) RETURN count(n)"]:
            self.assertNotIn("the graph has no", self.succeed("query", self.db, query), query)
        self.assertEqual(self.succeed("query", self.db, "MATCH (n:Citty) RETURN n", "--format", "jsonl"), "")

    def test_chinese(self):
        self.assertIn("图中没有标签 `Citty`，是否想写 `City`？",
                      self.succeed("query", self.db, "MATCH (c:Citty) RETURN c", "--lang", "zh"))


class LoadCsv(QiaoTest):
    CSV = "name;code\n长治;0355\n\n\"潞;城\";\n"

    def test_rows_with_and_without_headers(self):
        path = self.write("towns.csv", self.CSV)
        query = f"LOAD CSV WITH HEADERS FROM 'file://{path}' AS r FIELDTERMINATOR ';' RETURN r.name, r.code, linenumber()"
        self.assertEqual(self.rows(query, db=":memory:"), [["长治", "0355", 2], ["潞;城", None, 4]])
        query = f"LOAD CSV FROM '{path}' AS r FIELDTERMINATOR ';' WITH r, linenumber() AS n WHERE n < 3 RETURN r, n"
        self.assertEqual(self.rows(query, db=":memory:"), [[["name", "code"], 1], [["长治", "0355"], 2]])
        query = f"LOAD CSV FROM '{path}' AS r FIELDTERMINATOR ';' WITH r LIMIT 1 RETURN file(), linenumber()"
        self.assertEqual(self.rows(query, db=":memory:"), [[path, 1]])

    def test_writes_in_batches(self):
        path = self.write("a b.csv", "".join(f"{i},{i * 2}\n" for i in range(2500)))
        url = "file://" + path.replace(" ", "%20")
        self.succeed("query", self.db, "--create", f"LOAD CSV FROM '{url}' AS r CALL (r) {{ CREATE (:N {{x: toInteger(r[0])}}) }} "
                     "IN TRANSACTIONS OF 1000 ROWS")
        self.assertEqual(self.rows("MATCH (n:N) RETURN count(*), sum(n.x)"), [[2500, 2500 * 2499 // 2]])

    def test_files_that_cannot_be_read(self):
        self.assertIn("No such file", self.fail_with("query", ":memory:", "LOAD CSV FROM 'nowhere.csv' AS r RETURN r"))
        self.assertIn("file:///path", self.fail_with("query", ":memory:", "LOAD CSV FROM 'https://x.org/y.csv' AS r RETURN r"))
        path = self.write("broken.csv", 'a,"b\n')
        self.assertIn("never closed", self.fail_with("query", ":memory:", f"LOAD CSV FROM '{path}' AS r RETURN r"))


class Ends(QiaoTest):
    def test_wrong_usage(self):
        for arguments in (["frob", "x", "y"], ["query"], ["query", ":memory:", "RETURN 1", "--format", "xml"],
                          ["load", self.db], ["query", ":memory:", "RETURN 1", "--frob"], [],
                          ["query", ":memory:", "RETURN 1", "too much"], ["query", ":memory:", "RETURN 1", "--timeout", "5x"],
                          ["load", self.db, "x.csv", "--delimiter", "::"], ["load", self.db, "x.csv", "--encoding", "latin"]):
            self.fail_with(*arguments, code=2)

    def test_version_and_help(self):
        self.assertRegex(self.succeed("--version"), r"^qiao \d+\.\d+\.\d+\n$")
        self.assertIn("Examples:", self.succeed("--help"))
        for command in ("load", "query", "shell", "find", "show", "schema", "extract"):
            self.assertIn("Examples:", self.succeed(command, "--help"), command)

    def test_chinese(self):
        self.assertIn("用法", self.succeed("--help", "--lang", "zh"))
        self.assertIn("用法", self.succeed("query", "--help", lang="zh_CN.UTF-8"))
        self.assertIn("(1 行)", self.succeed("query", ":memory:", "RETURN 1", "--lang=zh"))

    def test_a_reader_that_goes_away(self):
        process = subprocess.Popen([QIAO, "query", ":memory:", "UNWIND range(1, 10000000) AS x RETURN x", "--format", "csv"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.readline()
        process.stdout.close()
        self.assertEqual(process.wait(timeout=60), 0)
        self.assertEqual(process.stderr.read(), b"")
        process.stderr.close()

    def test_ctrl_c(self):
        process = subprocess.Popen(
            [QIAO, "query", ":memory:", "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(1)
        process.send_signal(2)
        out, err = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130)
        self.assertIn(b"Cancelled", err)

    def test_deadline(self):
        err = self.fail_with("query", ":memory:", "--timeout", "200ms",
                             "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)")
        self.assertIn("LimitError", err)

    def test_full_disk(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([QIAO, "query", ":memory:", "RETURN 1"], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"can't write the output", done.stderr)


if __name__ == "__main__":
    main()
