#!/usr/bin/env python3
"""check, backup, restore, compact, stats, and reading beside a process that writes."""
import json
import os
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

    def test_a_backup_of_a_number(self):
        self.fill(10)
        for i in range(3):
            self.succeed("query", self.db, "CREATE ()")
            self.succeed("backup", self.db, self.path("backups"))
        self.succeed("restore", self.path("backups"), self.path("second.db"), "--backup", "2")
        self.assertEqual(self.count(self.path("second.db")), 12)
        self.succeed("restore", self.path("backups/000001"), self.path("first.db"))
        self.assertEqual(self.count(self.path("first.db")), 11)
        self.assertIn("no backup 9", self.fail_with("restore", self.path("backups"), self.path("x"), "--backup", "9"))

    def test_bad_places_are_refused_and_left_alone(self):
        self.fill(10)
        self.write("photos/one.jpg", "x")
        self.assertIn("one.jpg", self.fail_with("backup", self.db, self.path("photos")))
        self.assertIn("no database", self.fail_with("backup", self.path("nothing.db"), self.path("backups")))
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
