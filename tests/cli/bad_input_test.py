"""Whatever is wrong with a file, a query or a database: a clear error, exit code 1, a database as it was."""
import os
import random
import shutil
import subprocess
import time

from harness import QIAO, Outcome, QiaoTest, main

NODES = "name:ID,:LABEL\n潞城区,District\n朝阳区,District\n"


class BadFiles(QiaoTest):
    def setUp(self):
        super().setUp()
        self.succeed("load", self.db, self.write("first.csv", "name:ID,:LABEL\n北京市,City\n"))

    def refused(self, expected, *files):
        """Loading fails with an error that begins so, and the database still holds its one node."""
        err = self.fail_with("load", self.db, *files)
        self.assertTrue(err.startswith(expected), err)
        self.assertEqual(self.rows("MATCH (n) RETURN n.name"), [["北京市"]])
        self.assertEqual(self.rows("MATCH ()-[r]->() RETURN count(*)"), [[0]])

    def refused_table(self, expected, content, name="t.csv"):
        self.refused("InputError: " + expected, self.write("nodes.csv", NODES), self.write(name, content))

    def test_missing_file(self):
        self.refused("InputError: none.csv: there is no such file or folder", self.write("n.csv", NODES), self.path("none.csv"))

    def test_empty_file(self):
        for content in ("", "\n \n", b"\xef\xbb\xbf"):
            self.refused_table("t.csv: the file is empty", content)

    def test_binary_files(self):
        self.refused_table("t.csv: this is no table, script or article but a binary file", b"name:ID\n\0\1\2\n")
        self.refused_table("t.pdf: this is no table, script or article but a PDF file", b"%PDF-1.7\n...", name="t.pdf")

    def test_files_for_an_import(self):
        for name, content in (("g.jsonl", '{"type": "node", "id": "1"}\n'), ("t.csv.gz", b"\x1f\x8b\x08\0"), ("t.csv.zst", b"\x28\xb5\x2f\xfd")):
            self.refused_table(f"{name}: JSON lines and compressed files are read by 'qiao import'", content, name=name)

    def test_files_of_other_programs(self):
        self.refused_table("t.csv: a Parquet file, which can't be read here", b"PAR1\x15\0\x15L\x15B")
        self.refused_table("t.db: a database of Kùzu, which can't be read here", b"KUZU" + (39).to_bytes(8, "little"), name="t.db")
        self.refused_table("t.xlsx: this is no table, script or article but ", b"PK\x03\x04\x14\0\0\0", name="t.xlsx")
        os.mkdir(self.path("kuzu"))
        for name in ("schema.cypher", "copy.cypher"):
            self.write("kuzu/" + name, "\n")
        self.refused("InputError: kuzu: what Kùzu's or Ladybug's EXPORT DATABASE wrote is read by 'qiao import'", self.path("kuzu"))

    def test_an_article_that_is_none(self):
        self.refused_table("t.txt: ", "Nothing but English words in this file, sentence after sentence.\n" * 9, name="t.txt")

    def test_neither_file_nor_folder(self):
        os.mkfifo(self.path("pipe"))
        self.refused("InputError: pipe: neither a file nor a folder", self.path("pipe"))

    def test_unbalanced_quotes(self):
        self.refused_table("t.csv:3:4: the quote that opens here is never closed",
                           'name:ID,:LABEL\n甲,A\n乙乙,"A\n丙,A\n')
        self.refused_table("t.csv:2:3: a quote in the middle of a field", 'name:ID,:LABEL\n甲乙"丙,A\n')

    def test_rows_with_too_few_or_too_many_columns(self):
        self.refused_table("t.csv:3:3: the row has 2 columns where the header has 3",
                           "name:ID,:LABEL,x\n甲,A,1\n乙,A\n")
        self.refused_table("t.csv:2:5: the row has 3 columns where the header has 2", "name:ID,:LABEL\n甲,A,1\n")

    def test_an_id_twice(self):
        self.refused_table("t.csv:2:1: the id '潞城区' is used a second time; first at ", "name:ID,:LABEL\n潞城区,A\n")

    def test_an_id_that_the_database_holds(self):
        self.refused_table("t.csv:2:1: the database already holds a City node with name '北京市'", "name:ID,:LABEL\n北京市,City\n")

    def test_a_link_to_an_unknown_id(self):
        self.refused_table("t.csv:2:5: no node has the id '长治市'", ":START_ID,:END_ID,:TYPE\n潞城区,长治市,R\n")

    def test_no_header(self):
        self.refused_table("t.csv:1: no column says what the rows are", "name,label\n甲,A\n")

    def test_wrong_cells(self):
        self.refused_table("t.csv:3:3: column n: '4.7亿' can't be read as int", "name:ID,n:long\n甲,1\n乙,4.7亿\n")
        self.refused_table("t.csv:1:9: unknown column type 'lnog'; did you mean long?", "name:ID,n:lnog\n甲,1\n")
        self.refused_table("t.csv:2:1: a node without an id", "name:ID,n\n,1\n")

    def test_invalid_utf8(self):
        text = "name:ID,:LABEL\n" + "北京市朝阳区与长治市潞城区结对,A\n" * 3
        self.refused_table("t.csv:5:2: a byte that is not valid UTF-8", text.encode() + b"\xe6\xbd\x9e\xff,A\n")

    def test_an_error_deep_in_a_file(self):
        rows = "".join(f"{i},N\n" for i in range(50000))
        self.refused_table("t.csv:50002:1: the row has 1 columns", "name:ID,:LABEL\n" + rows + "x\n")


class BadQueries(QiaoTest):
    def refused(self, query, *arguments):
        return self.fail_with("query", ":memory:", *arguments, stdin=query.encode())

    def test_syntax(self):
        err = self.refused("RETURN 1 AS 数,\n  'x' AS 潞城区 y")
        self.assertRegex(err, r"^SyntaxError at line 2, column \d+: ")
        lines = err.splitlines()
        self.assertIn("'x' AS 潞城区 y", lines[1])
        self.assertEqual(lines[2].strip(), "^")

    def test_brackets_nested_deep(self):
        for opening in ("(", "[", "{a: "):
            err = self.refused("RETURN " + opening * 100_000)
            self.assertRegex(err, r"^(LimitError|SyntaxError)", opening)

    def test_a_query_above_the_length_limit(self):
        err = self.refused("RETURN '" + "x" * (65 << 20) + "'")
        self.assertTrue(err.startswith("LimitError"), err[:200])

    def test_a_missing_parameter(self):
        self.assertIn("region", self.refused("RETURN $region"))

    def test_a_parameter_of_a_wrong_type(self):
        self.assertIn("TypeError", self.refused("RETURN 1 + $x.y", "--param", "x=1"))
        self.assertTrue(self.refused("RETURN [1][$i]", "--param", 'i="a"'))

    def test_a_parameter_that_is_no_json(self):
        self.assertIn("parameter region: this is not JSON", self.refused("RETURN $region", "--param", "region=潞城区"))

    def test_nothing_to_run(self):
        self.assertIn("there is no statement to run", self.refused(" // nothing"))

    def test_a_missing_file(self):
        self.assertIn("none.cypher: No such file", self.fail_with("query", ":memory:", "-f", self.path("none.cypher")))


class BadDatabases(QiaoTest):
    def test_none(self):
        for command in (["query", self.db, "RETURN 1"], ["schema", self.db], ["find", self.db, "x"], ["show", self.db, "x"]):
            self.assertTrue(self.fail_with(*command).startswith("InputError: x.db: there is no database"))
            self.assertFalse(os.path.exists(self.db))

    def test_a_folder_that_is_no_database(self):
        self.write("stuff/notes.txt", "mine")
        nodes = self.write("n.csv", NODES)
        for command in (["query", self.path("stuff"), "RETURN 1"], ["load", self.path("stuff"), nodes]):
            self.assertTrue(self.fail_with(*command).startswith("InputError"))
        self.assertEqual(os.listdir(self.path("stuff")), ["notes.txt"])

    def test_a_file_that_is_no_database(self):
        self.assertTrue(self.fail_with("query", self.write("f.db", "x"), "RETURN 1").startswith("InputError"))

    def test_held_by_another_process(self):
        self.succeed("load", self.db, self.write("n.csv", NODES))
        holder = subprocess.Popen([QIAO, "shell", self.db], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            holder.stdin.write(b"RETURN 1;\n")
            holder.stdin.flush()
            holder.stdout.readline()
            deadline = time.time() + 30
            while time.time() < deadline:
                err = self.fail_with("load", self.db, self.write("m.csv", "name:ID,:LABEL\n甲,A\n"))
                if err.startswith("BusyError"):
                    break
            self.assertTrue(err.startswith("BusyError"), err)
            self.assertIn(str(holder.pid), err)
        finally:
            holder.stdin.close()
            holder.wait(timeout=30)
            holder.stdout.close()
        self.assertEqual(self.rows("MATCH (n) RETURN count(*)"), [[2]])


class BadDisks(QiaoTest):
    """What the file system refuses, or has lost."""

    def setUp(self):
        super().setUp()
        self.succeed("query", self.db, "--create", "UNWIND range(1, 3000) AS i CREATE (:District {id: i, name: '区' + i});"
                     "CREATE INDEX id FOR (d:District) ON (d.id)")
        self.data = os.path.join(self.db, "data")

    def state(self):
        return {name: os.path.getsize(os.path.join(self.data, name)) for name in os.listdir(self.data)}

    def unprivileged(self, *arguments):
        """Rights mean nothing to root, and others may not look into root's home."""
        command = self.path("qiao")
        if not os.path.exists(command):
            shutil.copy(QIAO, command)
        identity = {"user": 65534, "group": 65534} if os.getuid() == 0 else {}
        done = subprocess.run([command, *arguments], capture_output=True, timeout=120, **identity,
                              env={**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "HOME": "/"})
        return Outcome(done)

    def test_a_read_only_folder_can_be_read(self):
        os.chmod(self.folder, 0o755)
        for folder, _, files in os.walk(self.db):
            for name in files:
                os.chmod(os.path.join(folder, name), 0o444)
            os.chmod(folder, 0o555)
        before = self.state()
        for command in (["query", self.db, "CREATE ()"], ["load", self.db, self.write("n.csv", NODES)], ["compact", self.db],
                        ["query", "--create", self.path("new.db"), "CREATE ()"]):
            done = self.unprivileged(*command)
            self.assertEqual(done.code, 1, done.out)
            self.assertTrue(done.err.startswith("IoError: " + self.folder), done.err)
            self.assertIn("Permission denied", done.err)
            if command[-1] != "CREATE ()" or "--create" not in command:
                self.assertIn("to read the database, open it read-only", done.err)
        self.assertFalse(os.path.exists(self.path("new.db")))
        for command in (["query", self.db, "--read-only", "MATCH (n) RETURN count(n)"], ["check", self.db],
                        ["stats", self.db], ["watch", self.db, "--once"]):
            done = self.unprivileged(*command)
            self.assertEqual((done.code, done.err), (0, ""), done.out)
        self.assertEqual(self.state(), before)
        # A file that may not be read is no damage.
        for name in ("CURRENT", next(name for name in os.listdir(self.data) if name.endswith(".sst"))):
            os.chmod(os.path.join(self.data, name), 0)
            err = self.unprivileged("query", self.db, "--read-only", "MATCH (n) RETURN count(n)").err
            self.assertRegex(err, f"^IoError: .*{name}: Permission denied")
            os.chmod(os.path.join(self.data, name), 0o444)
        for folder, _, _ in os.walk(self.db):
            os.chmod(folder, 0o755)

    def test_nothing_is_committed_to_a_folder_that_was_deleted(self):
        with subprocess.Popen([QIAO, "shell", self.db], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as shell:
            shell.stdin.write(b"CREATE (:District {id: 0});\n")
            shell.stdin.flush()
            shell.stdout.readline()
            while os.path.exists(self.db):  # RocksDB may just delete a file, too
                shutil.rmtree(self.db, ignore_errors=True)
            out, err = shell.communicate(b"CREATE (:District {id: -1});\n", timeout=60)
        self.assertIn("x.db/LOCK was deleted while the database was open: nothing more can be written", err.decode())
        self.assertEqual(out, b"")

    def test_a_vanished_file_is_missed_or_was_not_needed(self):
        self.succeed("compact", self.db)
        told = 0
        for name in sorted(os.listdir(self.data)):
            path = os.path.join(self.data, name)
            away = self.path("away")
            os.rename(path, away)
            left = {entry for entry in os.listdir(self.data) if entry.endswith(".sst")}
            for query in ("MATCH (d:District) RETURN sum(d.id), count(d.name)", "MATCH (d:District {id: 7}) RETURN d.name"):
                done = self.run_qiao("query", self.db, "--read-only", "--format", "csv", query)
                if done.code == 0:
                    self.assertIn(done.out.splitlines()[1], ("4501500,3000", "区7"), name)
                else:
                    self.assertRegex(done.err, r"^(Io|Corruption|Input)Error: ", name)
                    told += 1
            if name.endswith(".sst") or name == "CURRENT" or name.startswith("MANIFEST"):
                checked = self.run_qiao("check", self.db)
                self.assertEqual(checked.code, 1)
                place = "CURRENT" if name.startswith("MANIFEST") else name
                self.assertIn(place, checked.out + checked.err)
            os.rename(away, path)
            self.assertLessEqual(left, set(os.listdir(self.data)), "a file that was left is gone too")
            self.assertEqual(self.rows("MATCH (d:District) RETURN sum(d.id), count(d.name)", "--read-only"), [[4501500, 3000]])
        self.assertGreater(told, 4)
        self.assertIn("sound", self.succeed("check", self.db))

    def test_a_full_disk_fails_the_commit_and_nothing_else(self):
        script = """
            mount -t tmpfs -o size=6m tmpfs "$2" || exit 77
            cp -r "$3" "$2/x.db" && head -c 3000000 /dev/zero > "$2/ballast" || exit 78
            i=0
            while [ $i -lt 60 ] && "$1" query "$2/x.db" "CREATE (:Text {text: '$4'})" > /dev/null 2>> "$2/../errors"; do i=$((i+1)); done
            "$1" query "$2/x.db" --read-only "MATCH (t:Text) RETURN count(t)" --format csv > "$2/../full" 2>&1
            rm "$2/ballast"
            "$1" query "$2/x.db" "CREATE (:Text)" >> "$2/../after" 2>&1
            "$1" check "$2/x.db" >> "$2/../after" 2>&1
            "$1" query "$2/x.db" "MATCH (t:Text) RETURN count(t)" --format csv >> "$2/../after" 2>&1
            echo "$i"
        """
        os.mkdir(self.path("disk"))
        text = "".join(chr(random.randrange(0x4E00, 0x9FA0)) for _ in range(30000))  # can't be compressed
        done = subprocess.run(["unshare", "-rm", "sh", "-c", script, "sh", QIAO, self.path("disk"), self.db, text],
                              capture_output=True, timeout=600, env={**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"})
        if b"Operation not permitted" in done.stderr or done.returncode == 77:
            self.skipTest("a small disk can't be made here")
        self.assertEqual(done.returncode, 0, done.stderr)
        committed = int(done.stdout)
        self.assertLess(committed, 60, "the disk never got full")
        with open(self.path("errors"), encoding="utf-8") as file:
            self.assertRegex(file.read(), r"^IoError: .*No space left on device")
        with open(self.path("full"), encoding="utf-8") as file:
            self.assertIn(file.read().split()[-1], (str(committed), str(committed + 1)))
        with open(self.path("after"), encoding="utf-8") as file:
            after = file.read().split("\n")
        self.assertIn("sound", after[-4])
        # A commit that failed may be there or not.
        self.assertIn(after[-2], (str(committed + 1), str(committed + 2)))


if __name__ == "__main__":
    main()
