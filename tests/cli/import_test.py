"""qiao import: neo4j-admin's command line and headers, bad rows, what an interrupted or failed import leaves."""
import bz2
import gzip
import lzma
import os
import random
import re
import shutil
import signal
import subprocess
import time

from harness import QIAO, QiaoTest, main

PEOPLE = "id:ID(Person)|name|age:int\n1|张三|30\n2|李四|\nx7|王五|41\n"
KNOWS = ":START_ID(Person)|:END_ID(Person)|since:date\n1|2|2020-01-02\n2|x7|\n1|2|2021-03-04\n1|1|\n"
COUNT = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n), count(r)"


class Import(QiaoTest):
    def run_import(self, *arguments):
        return self.succeed("import", self.db, *arguments)

    def people(self, *more):
        return ["--nodes=Person:人=" + self.write("people.csv", PEOPLE),
                "--relationships=KNOWS=" + self.write("knows.csv", KNOWS), "--delimiter=|", *more]

    def test_nodes_and_relationships(self):
        out = self.run_import(*self.people())
        self.assertRegex(out, r"^2 files: 3 nodes and 4 relationships imported in \d+\.\d s, peak memory \d+ MB\n$")
        self.assertEqual(self.rows("MATCH (p:Person:人) RETURN p.id AS id, p.name, p.age ORDER BY id"),
                         [["1", "张三", 30], ["2", "李四", None], ["x7", "王五", 41]])
        self.assertEqual(self.rows("MATCH (a)-[r:KNOWS]->(b) RETURN a.id, b.id, toString(r.since) AS s ORDER BY a.id, b.id, s"),
                         [["1", "1", None], ["1", "2", "2020-01-02"], ["1", "2", "2021-03-04"], ["2", "x7", None]])

    def test_the_database_goes_on_as_any_other(self):
        self.run_import(*self.people())
        self.succeed("query", self.db, "MATCH (a {id: '1'}), (b {id: 'x7'}) CREATE (a)-[:KNOWS {since: date('2022-01-01')}]->(b)")
        self.succeed("query", self.db, "MATCH ({id: '1'})-[r:KNOWS]->({id: '2'}) WHERE r.since.year = 2020 DELETE r")
        self.succeed("query", self.db, "MATCH (p {id: '2'}) SET p.age = 12, p:学生")
        self.assertEqual(self.rows(COUNT), [[3, 4]])
        self.assertEqual(self.rows("MATCH (p:学生) RETURN p.age"), [[12]])
        self.assertEqual(self.rows("MATCH (a)<-[:KNOWS]-(b) RETURN a.id, b.id ORDER BY a.id, b.id"),
                         [["1", "1"], ["2", "1"], ["x7", "1"], ["x7", "2"]])

    def test_equals_load(self):
        n = 5000
        nodes = self.write("N.csv", "id:ID(N){id-type:long},name,t:string[],:LABEL\n" + "".join(
            f'{i * 37},"节点, ""{i}""\n二",{i % 3};b,{["A;B", "A", ""][i % 3]}\n' for i in range(n)))
        links = self.write("N_R_N.csv", ":START_ID(N),:END_ID(N),w:double\n" + "".join(
            f"{i * 37},{(i * i % n) * 37},{i / 4}\n" for i in range(n)))
        self.run_import("--nodes=N=" + nodes, "--relationships=R=" + links, "--threads=3")
        other = self.path("y.db")
        self.succeed("load", other, nodes, links)
        query = ("MATCH (a)-[r:R]->(b) RETURN a.id, a.name, a.t, labels(a) AS l, r.w AS w, b.id ORDER BY w")
        mine, theirs = self.rows(query), self.rows(query, db=other)
        self.assertEqual([row[:3] + [sorted(set(row[3]) - {"N"})] + row[4:] for row in mine],
                         [row[:3] + [sorted(row[3])] + row[4:] for row in theirs])
        self.assertEqual(self.rows("MATCH (n:N) RETURN count(*)"), [[n]])

    def test_header_files_patterns_and_compression(self):
        header = self.write("h.csv", "id:ID\tname\n")
        for part in range(12):
            text = "".join(f"{part * 100 + i}\t第{part}份\n" for i in range(100))
            self.write(f"part{part}.tsv.gz", gzip.compress(text[:300].encode()) + gzip.compress(text[300:].encode()))
        self.run_import(f"--nodes=P={header},{self.path('part.*.tsv.gz')}", "--delimiter=TAB")
        self.assertEqual(self.rows("MATCH (p:P) RETURN count(*), count(DISTINCT p.name), min(toInteger(p.id)), max(toInteger(p.id))"),
                         [[1200, 12, 0, 1199]])
        # In the order of the numbers in their names.
        self.assertEqual(self.rows("MATCH (p:P) RETURN p.name AS n, min(id(p)) AS i ORDER BY i"),
                         [[f"第{i}份", r] for i, r in enumerate(range(0, 1200, 100))])

    def test_every_file_with_a_header(self):
        files = ",".join(self.write(f"f{i}.csv", f"id:ID,name\n{i},a\n") for i in range(3))
        self.run_import("--nodes=A=" + files, "--auto-skip-subsequent-headers", "--id-type=INTEGER")
        self.assertEqual(self.rows("MATCH (a:A) RETURN a.id ORDER BY a.id"), [[0], [1], [2]])

    def test_quotes_and_strings(self):
        nodes = self.write("n.csv", "id:ID,a,b\n1,' x ',''\n2,  y  ,'it''s; \n two'\n")
        self.run_import("--nodes=" + nodes, "--quote='", "--trim-strings", "--ignore-empty-strings")
        self.assertEqual(self.rows("MATCH (n) RETURN n.a, n.b, size(labels(n)) ORDER BY n.id"),
                         [[" x ", None, 0], ["y", "it's; \n two", 0]])

    def test_into_a_database_that_holds_data(self):
        self.run_import(*self.people())
        more = self.write("more.csv", "id:ID(Person)|name\n9|赵六\n")
        links = self.write("links.csv", ":START_ID(Person)|:END_ID(Person)|:TYPE\n9|1|KNOWS\nx7|9|LIKES\n")
        self.run_import("--nodes=Person:人=" + more, "--relationships=" + links, "--delimiter=|")
        self.assertEqual(self.rows("MATCH (a)-[r]->(b) WHERE '赵六' IN [a.name, b.name] RETURN a.name, type(r), b.name ORDER BY a.name"),
                         [["王五", "LIKES", "赵六"], ["赵六", "KNOWS", "张三"]])
        self.assertEqual(self.rows(COUNT), [[4, 6]])
        err = self.fail_with("import", self.db, "--nodes=Person:人=" + more, "--delimiter=|")
        self.assertEqual(err, "InputError: more.csv:2:1: the database already holds a Person node with id '9'\n")
        self.assertEqual(self.rows(COUNT), [[4, 6]])

    def test_bad_rows_stop_the_import(self):
        self.run_import(*self.people())
        cases = [
            ("id:ID,a:int\n1,2\n2,x\n", "n.csv:3:3: column a: 'x' can't be read as int"),
            ("id:ID,a:int\n1,2\n2\n", "n.csv:3:1: the row has 1 columns where the header has 2"),
            ("id:ID,a\n1,2,3\n", "n.csv:2:5: the row has 3 columns where the header has 2"),
            ("id:ID\n1\n\n2\n1\n", "n.csv:5: the id '1' is used a second time; first at n.csv:2"),
            ("id:ID,a\n\n,1\n", "n.csv:3:1: a node without an id"),
            ('id:ID,a\n1,"x\n', "n.csv:2:3: the quote that opens here is never closed"),
            ("a,b\n1,2\n", "n.csv:1: no column says what the rows are"),
            (":START_ID,:END_ID\n1,2\n", "n.csv:1: these are relationships: name the file with --relationships"),
            ("", "n.csv: the file is empty"),
        ]
        for text, message in cases:
            with self.subTest(text=text):
                err = self.fail_with("import", self.db, "--nodes=X=" + self.write("n.csv", text), "--delimiter=,")
                self.assertIn("InputError: " + message, err.replace(self.folder + "/", ""))
        relationships = [
            (":START_ID(Person),:END_ID(Person)\n1,77\n", "r.csv:2:3: no node has the id '77' in the id space 'Person'"),
            (":START_ID(Person),:END_ID(Person)\n,2\n", "r.csv:2:1: a relationship without a start"),
            (":START_ID(Person),:END_ID(Person),:TYPE\n1,2,\n", "r.csv:2:5: a relationship without a type"),
            ("id:ID\n1\n", "r.csv:1: these are nodes: name the file with --nodes"),
        ]
        for text, message in relationships:
            with self.subTest(text=text):
                kind = "" if ":TYPE" in text else "R="
                err = self.fail_with("import", self.db, f"--relationships={kind}" + self.write("r.csv", text), "--delimiter=,")
                self.assertIn("InputError: " + message, err)
        err = self.fail_with("import", self.db, "--nodes=" + self.path("none.csv"))
        self.assertIn("none.csv: there is no such file", err)
        self.assertIn("there is no file to import", self.fail_with("import", self.db))
        # Nothing of all this has left a trace.
        self.assertEqual(self.rows(COUNT), [[3, 4]])
        self.assertEqual(self.rows("MATCH (x:X) RETURN count(*)"), [[0]])

    def test_bad_rows_are_skipped_and_reported(self):
        nodes = self.write("n.csv", "id:ID,a:int\n" + "".join(f"{i},{i}\n" for i in range(50)) + "7,1\n60,x\n61,1,2\n62,5\n")
        links = self.write("r.csv", ":START_ID,:END_ID\n1,2\n1,99\n98,2\n60,1\n62,7\n")
        arguments = ["--nodes=X=" + nodes, "--relationships=R=" + links]
        self.fail_with("import", self.db, *arguments, "--skip-bad-relationships", "--skip-duplicate-nodes")
        self.fail_with("import", self.db, *arguments, "--skip-bad-rows", "--bad-tolerance=5")
        report = self.path("bad.txt")
        out = self.run_import(*arguments, "--skip-bad-rows", "--bad-tolerance=6", "--report-file=" + report)
        self.assertIn("51 nodes and 2 relationships", out)
        self.assertIn("6 bad rows skipped:\n", out)
        with open(report, encoding="utf-8") as file:
            lines = [line.replace(self.folder + "/", "").split(": ")[0] for line in file]
        self.assertEqual(sorted(lines), ["n.csv:52", "n.csv:53:4", "n.csv:54:6", "r.csv:3:3", "r.csv:4:1", "r.csv:5:1"])
        self.assertEqual(self.rows(COUNT), [[51, 2]])
        self.assertEqual(self.rows("MATCH (:X {id: '62'})-[:R]->(b) RETURN b.a"), [[7]])  # the first of two

    RULES = ("CREATE CONSTRAINT key FOR (p:人) REQUIRE p.name IS UNIQUE;"
             "CREATE CONSTRAINT there FOR (p:Person) REQUIRE p.age IS NOT NULL;"
             "CREATE CONSTRAINT type FOR ()-[r:KNOWS]-() REQUIRE r.since IS :: DATE;"
             "CREATE INDEX by_age FOR (p:Person) ON (p.age)")

    def test_a_refused_node_is_told_rather_than_that_links_miss_it(self):
        rules = self.write("rules.cypher", "CREATE CONSTRAINT FOR (p:Person) REQUIRE p.age IS NOT NULL;"
                                           "CREATE CONSTRAINT FOR ()-[k:KNOWS]-() REQUIRE k.since IS NOT NULL")
        for more in ([], ["--skip-bad-relationships", "--bad-tolerance=0"]):
            err = self.fail_with("import", self.db, rules, *self.people(*more))
            self.assertEqual(err, "ConstraintVerificationFailed: nothing was imported; rows that break constraints: 2\n"
                                  "  people.csv:3: a node with label `Person` must have the property `age`\n"
                                  "  knows.csv:5: a relationship of type `KNOWS` must have the property `since`\n")
        # Where no node is refused, a missing one is told.
        self.assertIn("knows.csv:2:1: no node has the id '1'",
                      self.fail_with("import", self.db, "--nodes=Person:人=" + self.write("people.csv", PEOPLE.split("\n")[0] + "\n2|乙|1\nx7|丙|2\n"),
                                     "--relationships=KNOWS=" + self.write("knows.csv", KNOWS), "--delimiter=|"))

    def test_constraints_name_the_rows(self):
        self.succeed("load", self.db, self.write("rules.cypher", self.RULES + ";CREATE (:人:Person {name: '赵六', age: 5})"))
        nodes = self.write("n.csv", "id:ID|name|age:int\n1|张三|30\n2|李四|\n3|张三|41\n4|赵六|5\n")
        links = self.write("r.csv", ":START_ID|:END_ID|since:json\n1|3|{\"value\":\"2020-01-02\",\"type\":\"date\"}\n1|3|7\n")
        arguments = ["--nodes=Person:人=" + nodes, "--relationships=KNOWS=" + links, "--delimiter=|", "--quote='"]
        err = self.fail_with("import", self.db, *arguments)
        self.assertEqual(err,
                         "ConstraintVerificationFailed: nothing was imported; rows that break constraints: 4\n"
                         "  n.csv:3: a node with label `Person` must have the property `age`\n"
                         "  n.csv:4: a second node with label `人` and `name` = '张三'; the first stands at n.csv:2\n"
                         "  n.csv:5: the database already holds a node with label `人` and `name` = '赵六'\n"
                         "  r.csv:3: the property `since` of a relationship of type `KNOWS` must be of type DATE, but it is 7\n")
        self.assertEqual(self.rows(COUNT), [[1, 0]])
        self.succeed("check", self.db)
        # Rows that break a rule by themselves may be skipped like other bad ones.
        self.write("n.csv", "id:ID|name|age:int\n1|张三|30\n2|李四|\n3|钱五|41\n")
        self.assertIn("2 bad rows skipped", self.run_import(*arguments, "--skip-bad-rows"))
        self.assertEqual(self.rows(COUNT), [[3, 1]])
        self.assertEqual(self.rows("MATCH (p:Person) WHERE p.age > 29 RETURN p.name ORDER BY p.age"), [["张三"], ["钱五"]])
        self.assertEqual(self.rows("MATCH (p:人 {name: '钱五'}) RETURN p.age"), [[41]])
        self.succeed("check", self.db)
        self.fail_with("query", self.db, "CREATE (:人 {name: '钱五'})")

    def test_rows_that_repeat_what_must_be_unique_are_skipped_when_asked(self):
        rules = self.write("rules.cypher", self.RULES + ";CREATE CONSTRAINT two FOR (p:人) REQUIRE (p.name, p.age) IS UNIQUE;"
                                                        "CREATE CONSTRAINT code FOR (p:人) REQUIRE p.code IS UNIQUE")
        self.succeed("load", self.db, rules)
        self.succeed("query", self.db, "CREATE (:人:Person {name: '赵六', age: 5})")
        # The third repeats a name, so that its code is free for the fifth; the fourth is there, the sixth broken by itself.
        nodes = self.write("n.csv", "id:ID|name|age:int|code\n1|张三|30|a\n2|李四|31|b\n3|张三|41|c\n4|赵六|5|d\n5|钱五|6|c\n6|孙七||e\n7|周八|8|a\n")
        links = self.write("r.csv", ":START_ID|:END_ID\n1|2\n1|3\n4|1\n5|1\n2|7\n6|6\n")
        arguments = ["--nodes=Person:人=" + nodes, "--relationships=KENNT=" + links, "--delimiter=|"]
        self.fail_with("import", self.db, *arguments, "--skip-bad-relationships", "--skip-duplicate-nodes")
        self.fail_with("import", self.db, *arguments, "--skip-bad-rows", "--bad-tolerance=7")
        self.assertEqual(self.rows(COUNT), [[1, 0]])
        report = self.path("bad.txt")
        out = self.run_import(*arguments, "--skip-bad-rows", "--report-file=" + report)
        self.assertIn("3 nodes and 2 relationships", out)
        self.assertIn("8 bad rows skipped:\n", out)
        with open(report, encoding="utf-8") as file:
            lines = file.read().replace(self.folder + "/", "").splitlines()
        self.assertEqual([re.search(r"\w+\.csv:\d+", line).group() for line in lines],
                         ["n.csv:7", "n.csv:4", "n.csv:5", "n.csv:8", "r.csv:3", "r.csv:4", "r.csv:6", "r.csv:7"])
        self.assertIn("n.csv:4: a second node with label `人` and `name` = '张三'; the first stands at n.csv:2", lines)
        self.assertEqual(self.rows("MATCH (p:人) RETURN p.name, p.code ORDER BY p.age"),
                         [["赵六", None], ["钱五", "c"], ["张三", "a"], ["李四", "b"]])
        self.assertEqual(self.rows("MATCH (p:人 {code: 'c'})-->(q) RETURN p.name, q.name"), [["钱五", "张三"]])
        self.succeed("check", self.db)

    def test_an_export_that_was_killed_is_not_imported(self):
        self.run_import("--nodes=N=" + self.write("n.csv", "id:ID,a:int\n" + "".join(f"{i},{i}\n" for i in range(300000))))
        folder = self.path("exported")
        with subprocess.Popen([QIAO, "export", self.db, folder, "--format", "csv"], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as export:
            while not os.path.exists(folder) or not os.listdir(folder):
                self.assertIsNone(export.poll())
            export.send_signal(signal.SIGKILL)
        self.assertIn("exported: its export was interrupted, so that rows are missing; make it again",
                      self.fail_with("import", self.path("copy.db"), folder))
        self.assertFalse(os.path.exists(self.path("copy.db")))
        shutil.rmtree(folder)
        self.succeed("export", self.db, folder, "--format", "csv")
        self.assertEqual(os.listdir(folder), ["nodes-0000-N.csv"])
        self.succeed("import", self.path("copy.db"), folder)

    def test_a_failed_import_leaves_no_new_database(self):
        bad = self.write("n.csv", "id:ID,a:int\n1,x\n")
        new = self.path("new.db")
        self.fail_with("import", new, "--nodes=X=" + bad)
        self.assertFalse(os.path.exists(new))
        # An empty folder stays, and so does a database that was there, however empty.
        os.mkdir(new)
        self.fail_with("import", new, "--nodes=X=" + bad)
        self.assertEqual(os.listdir(new), [])
        self.succeed("query", "--create", new, "RETURN 1")
        self.fail_with("import", new, "--nodes=X=" + bad)
        self.assertEqual(self.rows("MATCH (n) RETURN count(n)", db=new), [[0]])
        self.succeed("import", new, "--nodes=X=" + self.write("n.csv", "id:ID,a:int\n1,2\n"))
        self.assertEqual(self.rows("MATCH (n) RETURN n.a", db=new), [[2]])

    def test_rules_with_the_data(self):
        rules = self.write("rules.cypher", "// 索引\n" + self.RULES + ";\n")
        out = self.run_import(rules, "--nodes=人:Person=" + self.write("n.csv", "id:ID,name,age:int\n1,张三,30\n2,李四,31\n"))
        self.assertIn("2 nodes and 0 relationships", out)
        self.assertEqual(self.rows("SHOW INDEXES YIELD name RETURN name ORDER BY name"), [["by_age"], ["key"]])
        self.assertEqual(len(self.rows("SHOW CONSTRAINTS")), 3)
        self.assertEqual(self.rows("MATCH (p:Person {age: 31}) RETURN p.name"), [["李四"]])
        self.succeed("check", self.db)
        # The same rules again are no error; rows that break them leave no rules behind.
        self.run_import(rules, "--nodes=人:Person=" + self.write("n.csv", "id:ID,name,age:int\n3,王五,30\n"))
        new = self.path("new.db")
        self.succeed("query", "--create", new, "RETURN 1")
        err = self.fail_with("import", new, rules, "--nodes=人=" + self.write("n.csv", "id:ID,name\n3,王五\n4,王五\n"))
        self.assertIn("n.csv:3: a second node with label `人` and `name` = '王五'; the first stands at n.csv:2", err)
        self.assertEqual(self.rows("SHOW CONSTRAINTS", db=new), [])
        more = self.write("X.csv", "id:ID\n1\n")
        for text, message in (("CREATE (n)", "rules.cypher:1:1: an import takes from scripts only statements that make indexes"),
                              ("CREATE INDEX FOR", "rules.cypher:1:17:"), ("DROP INDEX by_age", "rules.cypher:1:1: an import takes"),
                              ("CREATE INDEX by_age FOR (p:Person) ON (p.name)", "there is an index or a constraint called `by_age` already")):
            with self.subTest(text=text):
                self.assertIn(message, self.fail_with("import", self.db, self.write("rules.cypher", text), more))
        self.assertEqual(self.rows(COUNT), [[3, 0]])

    def test_cells_all_in_quotes(self):
        nodes = self.write("n.csv", '"id:ID","n:int","b:boolean","s","l:int[]"\n"1","","","",""\n')
        links = self.write("r.csv", '":START_ID",":END_ID","d:date"\n"1","1",""\n')
        self.run_import("--nodes=X=" + nodes, "--relationships=R=" + links)
        self.assertEqual(self.rows("MATCH (x:X)-[r]->() RETURN properties(x), properties(r)"), [[{"id": "1", "s": "", "l": []}, {}]])

    def test_ends_without_an_id_space(self):
        nodes = self.write("n.csv", "id:ID\n1\n")
        links = self.write("r.csv", ":START_ID,:END_ID\n1,9\n")
        err = self.fail_with("import", self.db, "--nodes=X=" + nodes, "--relationships=R=" + links)
        self.assertEqual(err.strip(), "InputError: r.csv:2:3: no node has the id '9'")

    def test_extra_columns(self):
        nodes = self.write("n.csv", "id:ID,a\n1,2,3\n")
        self.run_import("--nodes=X=" + nodes, "--ignore-extra-columns")
        self.assertEqual(self.rows("MATCH (x:X) RETURN x.a"), [["2"]])

    def test_damaged_compression(self):
        text = ("id:ID\n" + "".join(f"{i}\n" for i in range(100000))).encode()
        for pack in (gzip.compress, bz2.compress, lzma.compress):
            whole = pack(text)
            for bad in (whole[: len(whole) // 2], whole[:1000] + b"\0" * 50 + whole[1050:], whole + b"id"):
                err = self.fail_with("import", self.db, "--nodes=X=" + self.write("n.csv.gz", bad))
                self.assertIn("n.csv.gz: the compressed data is damaged or cut off", err)
            self.assertFalse(os.path.exists(self.db))

    def test_files_packed_with_bzip2_and_xz(self):
        text = ("id:ID\n" + "".join(f"{i}\n" for i in range(100000))).encode()
        for pack in (bz2.compress, lzma.compress):
            # Several streams in one file, as parallel packers write them, one of them empty; whatever the name.
            packed = pack(text[:300]) + pack(b"") + pack(text[300:])
            self.run_import(f"--nodes={pack.__module__}=" + self.write("n.csv", packed))
            self.assertEqual(self.rows(f"MATCH (n:{pack.__module__}) RETURN count(*), max(toInteger(n.id))"), [[100000, 99999]])
            self.assertIn("compressed files are read by 'qiao import'",
                          self.fail_with("load", self.db, self.write("n.csv." + ("bz2" if pack is bz2.compress else "xz"), packed)))
            self.assertIn("n.csv: the file is empty", self.fail_with("import", self.db, "--nodes=N=" + self.write("n.csv", pack(b""))))

    def test_files_of_other_programs(self):
        kuzu = b"KUZU" + (39).to_bytes(8, "little") + b"?\x09\0\0"
        for content, says in ((b"PAR1\x15\0\x15L\x15B", "a Parquet file, which can't be read here; write its rows as CSV"),
                              (kuzu, "a database of Kùzu, which can't be read here; write it with EXPORT DATABASE"),
                              (b"LBUG" + kuzu[4:], "a database of Ladybug"),
                              (b"PK\x03\x04\x14\0\0\0", "a zip file or a spreadsheet's own, which can't be read here; unpack it, or save it as CSV")):
            file = self.write("data/n.csv", content)
            for arguments in ((file,), (self.path("data"),), ("--nodes=N=" + file,)):
                self.assertIn("n.csv: " + says, self.fail_with("import", self.db, *arguments))
        # Texts that begin alike.
        for start in ("PAR1", "KUZU", "LBUG", "BZh"):
            self.run_import("--nodes=N=" + self.write("n.csv", start + ":ID\n1\n"))
        self.assertEqual(self.rows("MATCH (n:N) RETURN count(n)"), [[4]])

    def test_little_memory(self):
        n = 60000
        nodes = self.write("n.csv", "id:ID\n" + "".join(f"{i}\n" for i in range(n)))
        links = self.write("r.csv", ":START_ID,:END_ID,w:int\n" + "".join(f"{i * 7919 % n},{i % 777},{i}\n" for i in range(5 * n)))
        self.run_import("--nodes=N=" + nodes, "--relationships=R=" + links, "--memory=32MB")
        self.assertEqual(self.rows("MATCH (a:N)-[r:R]->(b:N) RETURN count(*), sum(r.w)"), [[5 * n, 5 * n * (5 * n - 1) // 2]])
        self.assertEqual(self.rows("MATCH (a)-[r:R]->(b) WHERE r.w = 12345 RETURN a.id, b.id"), [[str(12345 * 7919 % n), str(12345 % 777)]])
        err = self.fail_with("import", self.db, "--nodes=N=" + nodes, "--memory=1MB", code=2)
        self.assertIn("--memory", err)


class JsonLines(QiaoTest):
    def test_an_array(self):
        for text in ('[{"type":"node","id":"0"}]', '[\n{"type":"node","id":"0"}\n]\n'):
            err = self.fail_with("import", self.db, self.write("g.json", text))
            self.assertIn("g.json: a JSON array; write each of its objects on a line of its own", err)

    LINES = ('{"type":"node","id":"0","labels":["Person","人"],"properties":{"name":"张三","age":42,"x":1.0,"on":true,'
             '"tags":["一","二"],"place":{"crs":"wgs-84","latitude":36.2,"longitude":113.1,"height":null},"none":null}}\n'
             '\n{"type":"node","id":7,"labels":[],"properties":{"born":"1959-01-01"},"types":{"born":"date"}}\n'
             '{"id":"0","type":"relationship","label":"KNOWS","properties":{"since":1993},"start":{"id":"0","labels":["Person"]},"end":{"id":"7"}}\n')

    def test_nodes_and_relationships(self):
        for path in (self.write("g.jsonl", self.LINES), self.write("g.json.gz", gzip.compress(self.LINES.encode()))):
            out = self.succeed("import", self.db, path)
            self.assertIn("1 files: 2 nodes and 1 relationships", out)
            self.assertEqual(self.rows("MATCH (a:Person:人)-[r:KNOWS]->(b) RETURN a.name, a.age, a.x, a.on, a.tags, a.place.latitude, "
                                       "a.none, r.since, b.born.year, size(labels(b))"),
                             [["张三", 42, 1.0, True, ["一", "二"], 36.2, None, 1993, 1959, 0]])
            shutil.rmtree(self.db)

    def test_bad_lines(self):
        good = self.LINES.split("\n")
        cases = [('{"type":"node"', "g.jsonl:1: this line is no JSON"),
                 ('{"a":1}', 'g.jsonl:1: a line must be an object with "type"'),
                 ('{"type":"x"}', 'g.jsonl:1: "type" must be "node" or "relationship"'),
                 ('{"type":"node","labels":[]}', 'g.jsonl:1: a node needs an "id"'),
                 ('{"type":"node","id":"1","labels":"A"}', 'g.jsonl:1: "labels" must be an array of texts'),
                 ('{"type":"node","id":"1","properties":{"a":{"b":1}}}', "g.jsonl:1: a: a property is a text"),
                 ('{"type":"node","id":"1","properties":{"a":"x"},"types":{"a":"date"}}', "g.jsonl:1: a: the property x can't be read"),
                 (good[0] + "\n" + good[0], "g.jsonl:2: the id '0' is used a second time; first at g.jsonl:1"),
                 (good[3], "g.jsonl:1: no node of the file has the id '0'"),
                 ('{"type":"relationship","start":{"id":"0"},"end":{"id":"0"}}', 'g.jsonl:1: a relationship needs a "label"')]
        for text, message in cases:
            with self.subTest(text=text):
                err = self.fail_with("import", self.db, self.write("g.jsonl", text + "\n"))
                self.assertIn(message, err.replace(self.folder + "/", ""))
        bad = self.write("g.jsonl", self.LINES + "[]\n" + cases[-1][0] + "\n")
        self.assertIn("2 bad rows skipped", self.succeed("import", self.db, bad, "--skip-bad-rows"))


class Kuzu(QiaoTest):
    """Folders as EXPORT DATABASE of Kùzu 0.11 and Ladybug 0.19 writes them."""
    SCHEMA = """CREATE NODE TABLE `Person` (`id` INT64,`name` STRING,`b` BOOL,`i128` INT128,`d` DOUBLE,`dt` DATE,`ts` TIMESTAMP,`tsz` TIMESTAMP_TZ,`iv` INTERVAL,`u` UUID,`dec` DECIMAL(18, 4),`l` INT64[],`ls` STRING[],`ll` INT64[][],`a` FLOAT[3],`st` STRUCT(x INT64, y STRING),`m` MAP(STRING, INT64), PRIMARY KEY(`id`));
CREATE NODE TABLE `医院 a` (`name` STRING,`k k` STRING,`s` SERIAL, PRIMARY KEY(`name`));
CREATE REL TABLE `Knows` (FROM `Person` TO `Person`, `since` DATE,`note` STRING[],MANY_MANY);
CREATE REL TABLE `Multi` (FROM `Person` TO `医院 a`, FROM `医院 a` TO `Person`, `w` DOUBLE,MANY_MANY);
CREATE REL TABLE `One` (FROM `Person` TO `医院 a`, MANY_ONE);
DROP SEQUENCE IF EXISTS `医院 a_s_serial`;
CREATE SEQUENCE IF NOT EXISTS `医院 a_s_serial` START 1 INCREMENT 1 MINVALUE 0 MAXVALUE 9223372036854775807 NO CYCLE;
RETURN nextval('医院 a_s_serial');
CREATE MACRO `PLUS` (a,b) AS a + b;
"""
    COPY = """COPY `Person` (`id`,`name`,`b`,`i128`,`d`,`dt`,`ts`,`tsz`,`iv`,`u`,`dec`,`l`,`ls`,`ll`,`a`,`st`,`m`) FROM "Person.csv" (parallel=true);
COPY `医院 a` (`name`,`k k`,`s`) FROM "医院 a.csv" (parallel=true);
COPY `Knows` (`since`,`note`) FROM "Knows_Person_Person.csv" (to='Person', from='Person', parallel=true);
COPY `Multi` (`w`) FROM "Multi_Person_医院 a.csv" (to='医院 a', from='Person', delim=delim='|', header=header=true, parallel=true);
COPY `Multi` (`w`) FROM "Multi_医院 a_Person.csv" (to='Person', from='医院 a', parallel=true);
COPY `One` FROM "One_Person_医院 a.csv" (to='医院 a', from='Person', parallel=true);
"""
    FILES = {
        "Person.csv": '1,"张三, ""quoted""\nline2",True,6,2.250000,2020-01-02,2020-01-02 03:04:05.678,2020-01-01 19:04:05.678+00,'
                      '1 year 2 months 3 days 04:05:06.5,a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,12.5000,"[1,2,3]","[a,b,[x,y],,中 ]",'
                      '"[[1,2],[3]]","[7.000000,8.000000,9.000000]","{x: 1, y: q, z}","{a b=1, c=2}"\n'
                      '2,,,,,,,,,,,,,,,,\n3,"",,,,,,,26:00:00.5,,,"[]","[]","[]",,,\n5, lead,False,,0.100000,,,1950-06-02 03:04:05+00,,,,,,,,,\n',
        "医院 a.csv": '"潞城区""医院""",x,0\n',
        "Knows_Person_Person.csv": '1,2,1993-01-01,"[x]"\n2,2,,\n',
        "Multi_Person_医院 a.csv": 'a.id|b.name|r.w\n1|"潞城区""医院"""|1.500000\n',
        "Multi_医院 a_Person.csv": '"潞城区""医院""",1,\n',
        "One_Person_医院 a.csv": "",
        "index.cypher": "",
    }

    def export(self, schema=SCHEMA, copy=COPY, files=FILES):
        folder = self.path("kuzu")
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        for name, text in {**files, "schema.cypher": schema, "copy.cypher": copy}.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        return folder

    def test_every_type(self):
        out = self.succeed("import", self.db, self.export())
        self.assertIn("5 nodes and 4 relationships", out)
        self.assertEqual(self.rows("MATCH (p:Person) RETURN p.id, p.name, p.b, p.i128, p.d, p.u, p.dec, p.l, p.ls, p.ll, p.a, p.st, p.m ORDER BY p.id"), [
            [1, '张三, "quoted"\nline2', True, 6, 2.25, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", 12.5, [1, 2, 3],
             ["a", "b", "[x,y]", "", "中 "], "[[1,2],[3]]", [7.0, 8.0, 9.0], "{x: 1, y: q, z}", "{a b=1, c=2}"],
            [2] + [None] * 12, [3, "", None, None, None, None, None, [], [], "[]", None, None, None],
            [5, " lead", False, None, 0.1] + [None] * 8])
        self.assertEqual(self.rows("MATCH (p:Person {id: 1}) RETURN p.dt = date('2020-01-02'), p.ts = localdatetime('2020-01-02T03:04:05.678'), "
                                   "p.tsz = datetime('2020-01-01T19:04:05.678Z'), p.iv = duration('P1Y2M3DT4H5M6.5S')"), [[True] * 4])
        self.assertEqual(self.rows("MATCH (p:Person {id: 3}) RETURN p.iv = duration('PT26H0.5S')"), [[True]])
        self.assertEqual(self.rows("MATCH (a)-[r]->(b) RETURN coalesce(a.id, a.name) AS a, type(r) AS t, coalesce(b.id, b.name) AS b, "
                                   "r.w, r.note, r.since.year ORDER BY t, a"), [
            [1, "Knows", 2, None, ["x"], 1993], [2, "Knows", 2, None, None, None],
            ['潞城区"医院"', "Multi", 1, None, None, None], [1, "Multi", '潞城区"医院"', 1.5, None, None]])
        self.assertEqual(self.rows("SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type RETURN labelsOrTypes, properties, type ORDER BY properties"),
                         [[["Person"], ["id"], "NODE_KEY"], [["医院 a"], ["name"], "NODE_KEY"]])
        self.succeed("check", self.db)

    def test_what_cannot_be_read(self):
        cases = [
            ({"copy": self.COPY.replace("Person.csv", "Person.parquet", 1)}, "copy.cypher:1: the tables are Parquet files"),
            ({"copy": self.COPY.replace("医院 a.csv", "none.csv", 1)}, "copy.cypher:2: the file"),
            ({"copy": self.COPY.replace("`w`", "`v`", 1)}, "copy.cypher:4: the table `Multi` has no column `v`"),
            ({"copy": self.COPY.replace("COPY `One`", "COPY `Two`")}, "copy.cypher:6: schema.cypher has no table `Two`"),
            ({"copy": self.COPY.replace("parallel=true", "parallel", 1)}, "copy.cypher:1: this statement is not written as"),
            ({"copy": self.COPY.replace("parallel=true", "escape='\\\\'", 1)}, "copy.cypher:1: the tables are written with escape='\\'"),
            ({"copy": "COPY `Person"}, "copy.cypher:1: the quote that opens here is never closed"),
            ({"schema": self.SCHEMA.replace("INT128", "TENSOR")}, "schema.cypher:1: the column `i128` has the type TENSOR"),
            ({"schema": self.SCHEMA.replace("TO `Person`", "Person", 1)}, "schema.cypher:3: this statement is not written as"),
            ({"files": {**self.FILES, "医院 a.csv": "a,b\n"}}, "医院 a.csv:1:3: the row has 2 columns where the header has 3"),
            ({"files": {**self.FILES, "Knows_Person_Person.csv": "1,9,,\n"}}, "Knows_Person_Person.csv:1:3: no node has the id '9'"),
            ({"files": {**self.FILES, "Knows_Person_Person.csv": "1,2,,x\n"}}, "Knows_Person_Person.csv:1:6: column note: 'x' is no list in brackets"),
        ]
        for change, message in cases:
            with self.subTest(message=message):
                self.assertIn(message, self.fail_with("import", self.db, self.export(**change)))
        self.assertEqual(self.rows(COUNT) if os.path.exists(self.db) else [[0, 0]], [[0, 0]])


class Broken(QiaoTest):
    """Files that somebody has cut, mixed up or overwritten: an error that names the file, and an unchanged database."""

    def whole_files(self):
        nodes = "id:ID(P),name,age:int,tags:string[],:LABEL\n" + "".join(
            f'{i},"张{i}, ""x""\n二",{i % 90},{i};b,{"甲;乙" if i % 2 else ""}\n' for i in range(300))
        links = ":START_ID(P),:END_ID(P),since:date\n" + "".join(f"{i},{i * 7 % 300},20{i % 30 + 10}-01-02\n" for i in range(300))
        lines = "".join(f'{{"type":"node","id":"{i}","labels":["人"],"properties":{{"name":"张{i}"}}}}\n' for i in range(300)) + "".join(
            f'{{"type":"relationship","id":"{i}","label":"T","start":{{"id":"{i}"}},"end":{{"id":"{i * 7 % 300}"}}}}\n' for i in range(300))
        return {"n.csv": nodes.encode(), "r.csv": links.encode(), "g.jsonl": lines.encode()}

    def damage(self, rng, content):
        content = bytearray(content)
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(len(content))
            kind = rng.randrange(8)
            if kind == 0:
                del content[at:]
            elif kind == 1:
                del content[at:at + rng.randrange(1, 40)]
            elif kind == 2:
                content[at:at] = rng.choice([b'"', b",", b"\n", b"\r", b"\0", b";", b"{", b"\xff\xfe", b"\x80", b"9" * 30, b'""'])
            elif kind == 3:
                content[at] = rng.randrange(256)
            elif kind == 4:
                content[at:at] = content[at:at + 60]
            elif kind == 5:
                content[:0] = rng.choice([b"\xef\xbb\xbf", b"\n\n", b"\xff\xfe", b" ", b"\x1f\x8b", b"\x28\xb5\x2f\xfd"])
            elif kind == 6:
                content[at:at] = b"\0" * rng.randrange(1, 5000)
            else:
                other = rng.randrange(len(content))
                content[at:at + 20], content[other:other + 20] = content[other:other + 20], content[at:at + 20]
            if not content:
                content = bytearray(b"\n")
        return bytes(content)

    def test_damaged_files(self):
        self.succeed("load", self.db, self.write("old.cypher", "CREATE CONSTRAINT FOR (n:甲) REQUIRE n.name IS UNIQUE; CREATE (:Old)-[:R]->(:Old)"))
        base = self.path("base.db")
        shutil.copytree(self.db, base)
        seed = random.randrange(1 << 30)
        rng = random.Random(seed)
        whole = self.whole_files()
        for attempt in range(2000 if os.environ.get("QIAO_LONG") == "1" else 25):
            which = rng.choice(list(whole))
            names = ["g.jsonl"] if which == "g.jsonl" else ["n.csv", "r.csv"]
            files = {name: self.damage(rng, whole[name]) if name == which else whole[name] for name in names}
            if rng.randrange(3) == 0:
                packed = bytearray(gzip.compress(files[which]))
                if rng.randrange(2) == 0:
                    packed[rng.randrange(len(packed))] ^= 1 << rng.randrange(8)
                files[which] = bytes(packed)
            paths = {name: self.write(name, content) for name, content in files.items()}
            arguments = [paths["g.jsonl"]] if which == "g.jsonl" else ["--nodes=" + paths["n.csv"], "--relationships=T=" + paths["r.csv"]]
            with self.subTest(seed=seed, attempt=attempt):
                done = self.run_qiao("import", self.db, *arguments, *(["--skip-bad-rows"] if rng.randrange(2) else []))
                self.assertIn(done.code, (0, 1), done.err)
                if done.code == 0:
                    self.succeed("check", self.db)
                    shutil.rmtree(self.db)
                    shutil.copytree(base, self.db)
                    continue
                self.assertRegex(done.err, r"^(InputError|ConstraintVerificationFailed|IoError): ")
                self.assertRegex(done.err, r"[nr]\.csv|g\.jsonl|more than 1000 bad rows")
                self.assertEqual(self.rows(COUNT), [[2, 1]])

    def test_a_line_without_end(self):
        for name, content in (("n.csv", b"id:ID,a\n1," + b"x" * (100 << 20)), ("g.jsonl", b'{"type":"node","id":"' + b"1" * (100 << 20))):
            err = self.fail_with("import", self.db, "--nodes=X=" + self.write(name, content) if name == "n.csv" else self.write(name, content))
            self.assertIn(name, err)
        self.assertFalse(os.path.exists(self.db))


class Interrupted(QiaoTest):
    """Whatever interrupts an import, the database has what it had before, or all."""

    def setUp(self):
        super().setUp()
        old = self.write("old.csv", "id:ID\n1\n2\n")
        links = self.write("old_r.csv", ":START_ID,:END_ID\n1,2\n")
        rules = self.write("rules.cypher", "CREATE CONSTRAINT FOR (n:N) REQUIRE n.id IS UNIQUE; CREATE INDEX FOR (n:N) ON (n.a)")
        self.succeed("import", self.db, rules, "--nodes=Old=" + old, "--relationships=R=" + links)
        n = 40000
        self.arguments = ["import", self.db, "--nodes=N=" + self.write("n.csv", "id:ID,a\n" + "".join(f"n{i},x\n" for i in range(n))),
                          "--relationships=R=" + self.write("r.csv", ":START_ID,:END_ID\n" + "".join(
                              f"n{i},n{i * 31 % n}\n" for i in range(n))), "--memory=32MB"]
        self.full = [[n + 2, n + 1]]

    def check(self):
        left = self.rows(COUNT)
        self.assertIn(left, ([[2, 1]], self.full))
        self.succeed("check", self.db)
        self.assertFalse(os.path.exists(os.path.join(self.db, "data", "import")) and self.reopened())
        return left == self.full

    def reopened(self):
        self.succeed("query", self.db, "MATCH (o:Old {id: '1'}) SET o.seen = true")
        return os.path.exists(os.path.join(self.db, "data", "import"))

    def stop(self, how, after):
        process = subprocess.Popen([QIAO, *self.arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            process.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            process.send_signal(how)
            process.communicate()
        return process.returncode

    def test_killed_at_any_moment(self):
        long = os.environ.get("QIAO_LONG") == "1"
        start = time.monotonic()
        whole = self.path("copy.db")
        shutil.copytree(self.db, whole)
        subprocess.run([QIAO, *[whole if a == self.db else a for a in self.arguments]], check=True, capture_output=True)
        duration = time.monotonic() - start
        seed = random.randrange(1 << 30)
        rng = random.Random(seed)
        for attempt in range(200 if long else 6):
            self.stop(signal.SIGKILL, rng.random() * duration * 1.1)
            with self.subTest(seed=seed, attempt=attempt):
                if self.check():
                    shutil.rmtree(self.db)
                    self.setUp()

    def test_interrupted_by_the_user(self):
        for after in (0.02, 0.1, 0.2):
            code = self.stop(signal.SIGINT, after)
            done = self.check()
            self.assertIn(code, (0,) if done else (130, -signal.SIGINT))
            if done:
                break

    def test_full_disk(self):
        disk = self.path("disk")
        os.mkdir(disk)
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], capture_output=True).returncode:
            self.skipTest("only root can mount a small disk")
        try:
            copy = os.path.join(disk, "x.db")
            shutil.copytree(self.db, copy)
            free = shutil.disk_usage(disk).free
            with open(os.path.join(disk, "filler"), "wb") as file:
                file.write(b"x" * (free - (60 << 10)))
            err = self.fail_with(*[copy if a == self.db else a for a in self.arguments])
            self.assertIn("the disk is full", err)
            self.assertEqual(self.rows(COUNT, "--read-only", db=copy), [[2, 1]])
            os.remove(os.path.join(disk, "filler"))
            self.assertEqual(self.rows(COUNT, db=copy), [[2, 1]])
            self.assertFalse(os.path.exists(os.path.join(copy, "data", "import")))
        finally:
            subprocess.run(["umount", disk], check=True)

    def test_read_only_folder(self):
        if os.geteuid() == 0:
            self.skipTest("root may write everywhere")
        os.chmod(self.db, 0o555)
        try:
            self.fail_with(*self.arguments)
        finally:
            os.chmod(self.db, 0o755)
        self.assertEqual(self.rows(COUNT), [[2, 1]])


if __name__ == "__main__":
    main()
