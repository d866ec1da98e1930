"""qiao import: neo4j-admin's command line and headers, bad rows, what an interrupted or failed import leaves."""
import gzip
import os
import random
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

    def test_extra_columns(self):
        nodes = self.write("n.csv", "id:ID,a\n1,2,3\n")
        self.run_import("--nodes=X=" + nodes, "--ignore-extra-columns")
        self.assertEqual(self.rows("MATCH (x:X) RETURN x.a"), [["2"]])

    def test_damaged_compression(self):
        whole = gzip.compress(("id:ID\n" + "".join(f"{i}\n" for i in range(100000))).encode())
        for bad in (whole[: len(whole) // 2], whole[:1000] + b"\0" * 50 + whole[1050:]):
            err = self.fail_with("import", self.db, "--nodes=X=" + self.write("n.csv.gz", bad))
            self.assertIn("n.csv.gz: the compressed data is damaged or cut off", err)
        self.assertFalse(os.path.exists(os.path.join(self.db, "data", "import")))

    def test_little_memory(self):
        n = 60000
        nodes = self.write("n.csv", "id:ID\n" + "".join(f"{i}\n" for i in range(n)))
        links = self.write("r.csv", ":START_ID,:END_ID,w:int\n" + "".join(f"{i * 7919 % n},{i % 777},{i}\n" for i in range(5 * n)))
        self.run_import("--nodes=N=" + nodes, "--relationships=R=" + links, "--memory=16MB")
        self.assertEqual(self.rows("MATCH (a:N)-[r:R]->(b:N) RETURN count(*), sum(r.w)"), [[5 * n, 5 * n * (5 * n - 1) // 2]])
        self.assertEqual(self.rows("MATCH (a)-[r:R]->(b) WHERE r.w = 12345 RETURN a.id, b.id"), [[str(12345 * 7919 % n), str(12345 % 777)]])
        err = self.fail_with("import", self.db, "--nodes=N=" + nodes, "--memory=1MB", code=2)
        self.assertIn("--memory", err)


class JsonLines(QiaoTest):
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


class Interrupted(QiaoTest):
    """Whatever interrupts an import, the database has what it had before, or all."""

    def setUp(self):
        super().setUp()
        old = self.write("old.csv", "id:ID\n1\n2\n")
        links = self.write("old_r.csv", ":START_ID,:END_ID\n1,2\n")
        self.succeed("import", self.db, "--nodes=Old=" + old, "--relationships=R=" + links)
        n = 40000
        self.arguments = ["import", self.db, "--nodes=N=" + self.write("n.csv", "id:ID,a\n" + "".join(f"n{i},x\n" for i in range(n))),
                          "--relationships=R=" + self.write("r.csv", ":START_ID,:END_ID\n" + "".join(
                              f"n{i},n{i * 31 % n}\n" for i in range(n))), "--memory=16MB"]
        self.full = [[n + 2, n + 1]]

    def check(self):
        left = self.rows(COUNT)
        self.assertIn(left, ([[2, 1]], self.full))
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
