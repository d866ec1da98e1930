#!/usr/bin/env python3
"""check, backup, restore, compact, stats, and reading beside a process that writes."""
import json
import os
import signal
import subprocess
import time

from harness import QIAO, QiaoTest, main


class AdministrationTest(QiaoTest):
    def fill(self, nodes=3000):
        self.succeed("query", self.db, "--create",
                     f"UNWIND range(1, {nodes}) AS i CREATE (:District {{id: i, name: '区' + i}});"
                     "MATCH (a:District), (b:District) WHERE b.id = a.id * 2 CREATE (a)-[:PAIRED_WITH {since: 2010}]->(b);"
                     "MATCH (a:District {id: 7}) SET a:City REMOVE a.name")

    def count(self, db=None):
        return self.rows("MATCH (n) RETURN count(n)", "--read-only", db=db)[0][0]

    def test_a_sound_database_is_sound(self):
        self.fill()
        self.assertIn("sound", self.succeed("check", self.db))
        report = json.loads(self.succeed("check", self.db, "--format", "json"))
        self.assertEqual((report["sound"], report["count"], report["findings"]), (True, 0, []))

    def test_damage_is_told_with_its_place(self):
        self.fill()
        data = os.path.join(self.db, "data")
        table = max((os.path.join(data, name) for name in os.listdir(data) if name.endswith(".sst")), key=os.path.getsize)
        with open(table, "r+b") as file:
            file.seek(os.path.getsize(table) // 3)
            file.write(b"damage")
        done = self.run_qiao("check", self.db)
        self.assertEqual(done.code, 1, done.out + done.err)
        self.assertIn(os.path.basename(table), done.out + done.err)
        self.assertIn("'qiao restore' makes a database of a backup", done.err)
        report = json.loads(self.run_qiao("check", self.db, "--format", "json").out)
        self.assertFalse(report["sound"])
        self.assertGreater(report["count"], 0)

    def test_backups_share_what_has_not_changed(self):
        self.fill()
        self.succeed("compact", self.db)  # so that nothing is rewritten in the background between the backups
        backups = self.path("backups")
        first = json.loads(self.succeed("backup", self.db, backups, "--format", "json"))
        self.assertEqual(first["copied_bytes"], first["bytes"])
        self.succeed("query", self.db, "CREATE (:District {id: 0})")
        second = json.loads(self.succeed("backup", self.db, backups, "--format", "json"))
        self.assertLess(second["copied_bytes"], second["bytes"])
        self.assertEqual(sorted(os.listdir(backups)), ["000001", "000002"])
        self.assertEqual((self.count(os.path.join(backups, "000001")), self.count(os.path.join(backups, "000002"))),
                         (3000, 3001))
        # A backup outlives the database and those before it.
        subprocess.run(["rm", "-r", self.db, os.path.join(backups, "000001")], check=True)
        self.succeed("restore", backups, self.db)
        self.assertEqual(self.count(), 3001)
        self.assertIn("sound", self.succeed("check", self.db))
        self.succeed("query", self.db, "CREATE ()")
        self.assertEqual(self.count(), 3002)
        self.assertEqual(self.count(os.path.join(backups, "000002")), 3001)

    def test_a_damaged_list_of_files_in_a_backup_is_found(self):
        self.fill(10)
        with subprocess.Popen([QIAO, "shell", self.db], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
            writer.stdin.write(b"CREATE (:District {id: 11});\n")
            writer.stdin.flush()
            writer.stdout.readline()
            self.succeed("backup", self.db, self.path("backups"))
        self.succeed("backup", self.db, self.path("backups"))
        for number in ("000001", "000002"):
            data = os.path.join(self.path("backups"), number, "data")
            name = next(name for name in os.listdir(data) if name.startswith("MANIFEST-"))
            self.assertEqual(self.count(os.path.join(self.path("backups"), number)), 11)
            with open(os.path.join(data, name), "r+b") as file:
                file.seek(-1, os.SEEK_END)
                last = file.read(1)
                file.seek(-1, os.SEEK_END)
                file.write(bytes([last[0] ^ 1]))
            for command in (["check", os.path.dirname(data)],
                            ["restore", self.path("backups"), self.path(number + ".db"), "--backup", str(int(number))]):
                done = self.run_qiao(*command)
                self.assertEqual(done.code, 1, done.out)
                self.assertIn(name + " is not as it was when the database was closed", done.out + done.err)
            self.assertFalse(os.path.exists(self.path(number + ".db")))

    def test_a_backup_of_a_number(self):
        self.fill(10)
        for i in range(3):
            self.succeed("query", self.db, "CREATE ()")
            self.succeed("backup", self.db, self.path("backups"))
        self.succeed("restore", self.path("backups"), self.path("second.db"), "--backup", "2")
        self.assertEqual(self.count(self.path("second.db")), 12)
        self.succeed("restore", self.path("backups/000001"), self.path("first.db"))
        self.assertEqual(self.count(self.path("first.db")), 11)
        self.assertIn("backups is not a Qiao database; there is one in backups/000003",
                      self.fail_with("check", self.path("backups")))
        self.assertIn("no backup 9", self.fail_with("restore", self.path("backups"), self.path("x"), "--backup", "9"))

    def test_a_backup_that_was_killed_counts_for_nothing(self):
        self.fill(10)
        backups = self.path("backups")
        os.makedirs(os.path.join(backups, "000001", "data"))
        self.assertIn("backups holds no backup", self.fail_with("restore", backups, self.path("restored.db")))
        self.succeed("backup", self.db, backups)
        os.makedirs(os.path.join(backups, "000003", "data"))
        self.succeed("restore", backups, self.path("restored.db"))
        self.assertEqual(self.count(self.path("restored.db")), 10)
        self.assertIn("no backup 3: the newest is 2", self.fail_with("restore", backups, self.path("other.db"), "--backup", "3"))
        # The next one shares tables with the one that is whole.
        report = json.loads(self.succeed("backup", self.db, backups, "--format", "json"))
        self.assertIn("QIAO", os.listdir(os.path.join(backups, "000004")))
        self.assertLess(report["copied_bytes"], report["bytes"])

    def test_bad_places_are_refused_and_left_alone(self):
        self.fill(10)
        self.write("photos/one.jpg", "x")
        self.assertIn("one.jpg", self.fail_with("backup", self.db, self.path("photos")))
        self.assertIn("no database", self.fail_with("backup", self.path("nothing.db"), self.path("backups")))
        self.assertIn("lies within the database", self.fail_with("backup", self.db, os.path.join(self.db, "backups")))
        self.assertNotIn("backups", os.listdir(self.db))
        self.assertIn("not a Qiao database", self.fail_with("check", self.path("photos")))
        self.assertFalse(os.path.exists(self.path("backups")))
        self.succeed("backup", self.db, self.path("backups"))
        self.assertIn("there already", self.fail_with("restore", self.path("backups"), self.path("photos")))
        self.assertEqual(os.listdir(self.path("photos")), ["one.jpg"])
        self.assertIn("there already", self.fail_with("restore", self.path("backups"), self.db))
        os.mkdir(self.path("empty"))
        self.assertIn("holds no backup", self.fail_with("restore", self.path("empty"), self.path("y.db")))

    def test_compact_and_stats(self):
        self.fill()
        self.succeed("compact", self.db)
        ids, names = json.loads(self.succeed("stats", self.db, "--format", "json"))["nodes"][0]["properties"]
        self.assertEqual((ids["values"]["rows"], ids["values"]["present"]), (3000, 3000))
        self.assertAlmostEqual(ids["values"]["distinct"], 3000, delta=300)
        self.assertLess(ids["values"]["bounds"][0], 30)  # of a sample
        self.assertFalse(ids["values"]["stale"])
        self.succeed("query", self.db, "MATCH (n:District) WHERE n.id > 100 DETACH DELETE n")
        self.assertGreater(json.loads(self.succeed("compact", self.db, "--format", "json"))["bytes_after"], 0)
        self.assertEqual(self.count(), 100)
        stats = json.loads(self.succeed("stats", self.db, "--format", "json"))
        self.assertEqual([table["labels"] for table in stats["nodes"]], [["District"]])
        self.assertEqual([(table["rows"], table["live_rows"]) for table in stats["nodes"]], [(3000, 100)])
        self.assertEqual([part["name"] for part in stats["nodes"][0]["properties"]], ["id", "name"])
        self.assertEqual(stats["relationships"][0]["type"], "PAIRED_WITH")
        self.assertGreater(stats["relationships"][0]["outgoing"]["bytes"], 0)
        self.assertGreater(stats["data_bytes"], 0)
        self.assertIn("(:District)-[:PAIRED_WITH]->(:District)", self.succeed("stats", self.db))

    def watched(self, *arguments):
        return [json.loads(line) for line in self.succeed("watch", self.db, *arguments).splitlines()]

    def test_changes_are_told_commit_by_commit(self):
        self.succeed("query", self.db, "--create",
                     "CREATE (a:人 {name: '张三'})-[:结对 {since: 2012}]->(b:区 {name: '潞城区'});"
                     "MATCH (a:人) SET a.name = '李四', a.age = 40, a:主任;"
                     "MATCH (a:人) REMOVE a.age;"
                     "MATCH (a:人) DETACH DELETE a")
        lines = self.watched("--once")
        told = [(line["version"], line["change"], "node" if "node" in line else "relationship") for line in lines]
        self.assertEqual(told, [(1, "created", "node"), (1, "created", "node"), (1, "created", "relationship"),
                                (2, "changed", "node"), (3, "changed", "node"),
                                (4, "deleted", "relationship"), (4, "deleted", "node")])
        self.assertEqual([(line["labels"], line["properties"]) for line in lines[:2]],
                         [(["人"], {"name": "张三"}), (["区"], {"name": "潞城区"})])
        self.assertEqual((lines[2]["type"], lines[2]["start"], lines[2]["end"], lines[2]["properties"]),
                         ("结对", lines[0]["node"], lines[1]["node"], {"since": 2012}))
        self.assertEqual((sorted(lines[3]["labels"]), lines[3]["added_labels"], lines[3]["properties"]),
                         (["主任", "人"], ["主任"], {"name": "李四", "age": 40}))
        self.assertEqual(lines[4]["properties"], {"age": None})
        self.assertNotIn("properties", lines[6])
        self.assertRegex(lines[0]["time"], r"^20\d\d-\d\d-\d\dT.*Z$")
        self.assertEqual([line["version"] for line in self.watched("--once", "--from", "3")], [3, 4, 4])
        self.assertEqual(self.watched("--once", "--from", "0"), self.watched("--once"))
        self.fail_with("watch", self.db, "--once", "--from", "-1", code=2)
        self.assertEqual(self.watched("--once", "--from", "5"), [])
        self.assertIn("no version 6 yet: the last commit was version 4", self.fail_with("watch", self.db, "--from", "6"))

    def test_changes_that_are_no_longer_kept(self):
        for i in range(30):
            self.succeed("query", self.db, "--create", "--change-log", "2KB",
                         f"CREATE (:District {{id: {i}, text: '{'x' * 300}'}})")
        err = self.fail_with("watch", self.db, "--from", "1", "--once")
        self.assertRegex(err, r"the changes of version 1 are not kept: those of versions \d+ to 30 are")
        self.assertLess(len(self.watched("--once")), 12)
        self.assertEqual(self.watched("--once")[-1]["version"], 30)
        # A commit that is too large is counted.
        self.succeed("query", self.db, "--change-log", "2KB", "UNWIND range(1, 500) AS i CREATE (:City)")
        self.assertEqual([(line["change"], line["labels"], line["created"]) for line in self.watched("--once", "--from", "31")],
                         [("many", ["City"], 500)])
        self.succeed("query", self.db, "--change-log", "none", "CREATE (:City)")
        self.assertIn("keeps no log", self.fail_with("watch", self.db, "--from", "32", "--once"))
        self.assertEqual(self.watched("--once"), [])

    def test_watching_while_another_process_writes(self):
        self.fill(10)
        with subprocess.Popen([QIAO, "watch", self.db, "--from", "4"], stdout=subprocess.PIPE) as watcher:
            with subprocess.Popen([QIAO, "shell", self.db], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as writer:
                for i in range(5):
                    writer.stdin.write(f"CREATE (:District {{id: {100 + i}}});\n".encode())
                    writer.stdin.flush()
                    line = json.loads(watcher.stdout.readline())
                    self.assertEqual((line["version"], line["change"], line["properties"]), (4 + i, "created", {"id": 100 + i}))
                writer.stdin.close()
                self.assertEqual(writer.wait(timeout=60), 0)
            watcher.send_signal(signal.SIGINT)
            self.assertEqual(watcher.wait(timeout=60), 130)

    def test_slow_statements_are_logged(self):
        log = self.path("slow.jsonl")
        self.fill(10)
        self.succeed("query", self.db, "--slow-log", log, "--slow-after", "1h", "MATCH (n) RETURN n")
        self.assertEqual(os.path.getsize(log), 0)
        self.succeed("query", self.db, "--slow-log", log, "--slow-after", "1ms", "--param", "secret=8",
                     "UNWIND range(1, 300000) AS i WITH i WHERE i % 2 = $secret % 2 RETURN count(*), '数'; RETURN 1")
        self.fail_with("query", self.db, "--slow-log", log, "--slow-after", "1ms",
                       "UNWIND range(-300000, 0) AS i RETURN 1 / i")
        with open(log, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        slow = [line for line in lines if "$secret" in line["query"]]
        self.assertEqual(len(slow), 1)
        self.assertEqual((slow[0]["rows"], slow[0]["parameters"]), (1, ["secret"]))
        self.assertIn("'数'", slow[0]["query"])
        self.assertGreater(slow[0]["milliseconds"], 1)
        self.assertIn("divided by zero", lines[-1]["error"])
        self.succeed("query", self.db, "--slow-log", log, "--slow-after", "0ms", "RETURN 'at once'")
        with open(log, encoding="utf-8") as file:
            self.assertIn("at once", json.loads(file.readlines()[-1])["query"])
        self.assertIn("none/slow.jsonl", self.fail_with("query", self.db, "--slow-log", self.path("none/slow.jsonl"), "RETURN 1"))

    def test_what_the_cache_did(self):
        self.fill(5000)
        rows = self.rows("MATCH (n) WITH sum(n.id) AS s CALL qiao.cacheStatistics() YIELD budget, bytes, chunks, misses "
                         "RETURN budget > 0, bytes > 0, chunks > 0, misses > 0")
        self.assertEqual(rows, [[True, True, True, True]])

    def test_reading_backing_up_and_checking_beside_a_writer(self):
        self.fill(10)
        with subprocess.Popen([QIAO, "shell", self.db], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, env={**os.environ, "HOME": self.folder}) as writer:
            writer.stdin.write(b"CREATE (:District {id: 11});\n")
            writer.stdin.flush()
            for _ in range(200):
                if self.count() == 11:
                    break
                time.sleep(0.05)
            self.assertEqual(self.count(), 11)
            busy = self.fail_with("query", self.db, "CREATE ()")
            self.assertIn(str(writer.pid), busy)
            self.assertIn("read-only", busy)
            self.assertIn("sound", self.succeed("check", self.db))
            self.succeed("backup", self.db, self.path("backups"))
            self.assertEqual(self.count(self.path("backups/000001")), 11)
            self.assertIn(str(writer.pid), self.fail_with("compact", self.db))
            writer.stdin.close()
            self.assertEqual(writer.wait(timeout=60), 0)


if __name__ == "__main__":
    main()
