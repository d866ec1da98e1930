"""qiao load and forget on articles: lists about them, reports, other names, what is skipped."""
import json
import os

from harness import QiaoTest, main

RAILS = ("rule direct-trains\n  match {a: City} 与|和 {b: City} ..4 开通 ..4 直达列车\n"
         "  claim COOPERATES_WITH a b\n  status started\n")
PAIR = "去年11月，北京市朝阳区与长治市潞城区签订对口合作框架协议，双方建立结对关系。\n"
HOSPITAL = "2023年9月，北京市垂杨柳医院与潞城区人民医院签订对口合作协议，派出专家开展义诊。\n"
SINCE = "MATCH (:District)-[r:PAIRED_WITH]-(:District) RETURN DISTINCT r.since"


class Articles(QiaoTest):
    def test_a_list_dates_the_articles(self):
        self.write("in/a.txt", PAIR)
        self.write("in/b.txt", HOSPITAL)
        manifest = self.write("in/list.csv", "\ufefffile,title,published,outlet,url\na.txt,两区结对,2024-06-21,某报,https://example.org/a\n"
                              "none.txt,,,,\n")
        out = self.succeed("load", self.db, self.path("in"), "--manifest", manifest)
        self.assertIn("2 articles loaded, 0 known already", out)
        self.assertIn("list.csv:3: no file of this load is meant by this row", out)
        self.assertEqual(self.rows(SINCE), [["2023-11"]])
        self.assertEqual(self.rows("MATCH (d:Document {doc: 'a'}) RETURN d.title, d.published, d.outlet, d.url"),
                         [["两区结对", "2024-06-21", "某报", "https://example.org/a"]])
        # What the list told stays known without it.
        self.assertIn("0 articles loaded, 1 known already", self.succeed("load", self.db, self.path("in/a.txt")))
        self.assertEqual(self.rows(SINCE), [["2023-11"]])

    def test_a_list_as_an_office_keeps_it(self):
        self.write("in/a.txt", PAIR)
        self.write("in/b.txt", HOSPITAL)
        manifest = self.write("in/list.csv", "文件名;标题;发布日期;媒体\r\na;两区结对;2024年6月21日;某报\r\nb.txt;义诊;2024/7/1;\r\n".encode("gb18030"))
        self.assertIn("A list about articles goes with --manifest", self.fail_with("load", self.db, self.path("in")))
        self.succeed("load", self.db, self.path("in"), "--manifest", manifest)
        self.assertEqual(self.rows("MATCH (d:Document) RETURN d.doc, d.title, d.published, d.outlet ORDER BY d.doc"),
                         [["a", "两区结对", "2024-06-21", "某报"], ["b", "义诊", "2024-07-01", None]])

    def test_published(self):
        path = self.write("a.txt", PAIR)
        self.succeed("load", self.db, path)
        self.assertEqual(self.rows(SINCE), [["--11"]])
        self.assertIn("1 articles say something else", self.succeed("load", self.db, path, "--published", "2022-01-05"))
        self.assertEqual(self.rows(SINCE), [["2021-11"]])

    def test_report_as_json(self):
        for name, text in {"a.txt": PAIR, "b.txt": HOSPITAL, "c.txt": PAIR, "d.txt": "An article in English, nothing else.",
                           "e.txt": "", "f.pdf": b"%PDF-1.4\n"}.items():
            self.write("in/" + name, text)
        report = json.loads(self.succeed("load", self.db, self.path("in"), "--threads", "2", "--format", "json"))
        self.assertEqual((report["articles"]["new"], report["articles"]["known"]), (2, 1))
        self.assertEqual([name["document"] for name in report["articles"]["other_names"]], ["a"])
        self.assertTrue(report["articles"]["other_names"][0]["file"].endswith("c.txt"))
        self.assertGreater(report["articles"]["claims"], 0)
        skipped = " ".join(file["reason"] for file in report["skipped"])
        for name in ("d.txt", "e.txt: the file is empty", "f.pdf"):
            self.assertIn(name, skipped)

    def test_own_rules(self):
        rules = self.write("own.rules", RAILS)
        path = self.write("a.txt", "2012年，泰州市与哈密市之间开通了直达列车，两地群众往来不断，情谊一年比一年深厚。\n")
        self.succeed("load", self.db, path, "--rules", rules)
        self.assertEqual(self.rows("MATCH (a)-[r:COOPERATES_WITH]->(b) RETURN a.name, r.since, b.name"), [["泰州市", "2012", "哈密市"]])
        self.assertIn("1 articles say something else", self.succeed("load", self.db, path))
        self.write("own/rails.rules", RAILS)
        self.write("own/names.txt", "Company - c 帮扶工坊\n")
        path = self.write("b.txt", "2013年，泰州市与哈密市之间开通了直达列车。泰州市援建的哈密巧娘帮扶工坊开业，居民们都说好。\n")
        self.succeed("load", self.db, path, "--rules", self.path("own"))
        self.assertEqual(self.rows("MATCH (c:Company) RETURN c.name"), [["哈密巧娘帮扶工坊"]])
        bad = self.write("bad.rules", "rule x\n  match {a: Wrong}\n")
        self.assertIn("bad.rules:2:", self.fail_with("load", self.db, path, "--rules", bad))

    def test_bad_arguments(self):
        path = self.write("a.txt", PAIR)
        for manifest, what in {"files,title\na.txt,x\n": ":1:1: unknown column 'files'; did you mean 'file'?",
                               "title\nx\n": ":1: there is no column 'file'",
                               "file,published\na.txt,2024-13-01\n": ":2: '2024-13-01' is no day",
                               "file\na.txt\na.txt\n": ":3: 'a.txt' comes twice",
                               "file,title\na.txt,x,y\n": ":2:9: 'y' stands below no column"}.items():
            self.assertIn("list.csv" + what, self.fail_with("load", self.db, path, "--manifest", self.write("list.csv", manifest)))
        self.assertIn("--published: '2024' is no day", self.fail_with("load", self.db, path, "--published", "2024"))
        self.fail_with("load", self.db, path, "--threads", "-1", code=2)
        self.assertEqual(self.rows("MATCH (n) RETURN count(*)"), [[0]])

    def test_a_changed_file(self):
        old = self.write("in/a.txt", PAIR)
        self.succeed("load", self.db, old)
        text_hash = self.rows("MATCH (d:Document) RETURN d.text_hash")[0][0]
        self.write("in/a.txt", HOSPITAL)
        out = self.succeed("load", self.db, old)
        self.assertIn(f"another text is called a too; if {old} replaces it: qiao forget DB {text_hash}", out)
        self.assertIn("a", self.succeed("forget", self.db, text_hash))
        self.assertEqual(self.rows("MATCH (d:Document) RETURN d.doc"), [["a"]])

    def test_two_new_articles_may_share_a_name(self):
        self.write("in/2023/a.txt", PAIR)
        self.write("in/2024/a.txt", HOSPITAL)
        self.assertNotIn("another text", self.succeed("load", self.db, self.path("in")))

    def test_sync(self):
        graph = ("MATCH (a) WHERE NOT a:Load OPTIONAL MATCH (a)-[r]->(b) WHERE NOT b:Load "
                 "RETURN labels(a), properties(a), type(r), properties(r), labels(b), properties(b)")
        texts = {"changed": PAIR, "deleted": HOSPITAL, "renamed": "2012年，泰州市与哈密市签订对口合作框架协议，两地建立结对关系，往来不断。\n",
                 "copy": PAIR + "往来不断。\n"}
        for name, text in texts.items():
            self.write(f"in/{name}.txt", text)
        self.write("in/copy of it.txt", texts["copy"])
        manifest = self.write("list.csv", "file,title\nrenamed.txt,结对\n")
        self.succeed("load", self.db, self.path("in"), "--manifest", manifest)
        for name in ("deleted", "renamed", "copy"):
            os.remove(self.path(f"in/{name}.txt"))
        self.write("in/renamed later.txt", texts["renamed"])
        self.write("in/changed.txt", "2023年5月，泰州市与哈密市签订合作协议。\n" + PAIR)
        report = json.loads(self.succeed("load", self.db, self.path("in"), "--sync", "--format", "json"))["articles"]
        self.assertEqual(sorted(report["forgotten"]), ["changed", "deleted"])
        self.assertEqual((report["new"], report["same_names"]), (1, []))
        fresh = self.path("fresh.db")
        self.succeed("load", fresh, self.path("in"), "--manifest", self.write("list.csv", "file,title\nrenamed later.txt,结对\n"))
        expected = json.loads(self.succeed("query", fresh, graph, "--format", "json"))["rows"]
        self.assertEqual(sorted(map(str, self.rows(graph))), sorted(map(str, expected)))
        self.assertEqual(self.rows("MATCH (d:Document) RETURN d.doc ORDER BY d.doc"), [["changed"], ["copy of it"], ["renamed later"]])
        # Nothing is taken out where nothing was found to load.
        os.mkdir(self.path("empty"))
        self.fail_with("load", self.db, self.path("empty"), "--sync")
        self.assertEqual(len(self.rows("MATCH (d:Document) RETURN d")), 3)

    def test_what_a_folder_holds_besides(self):
        self.write("in/a.txt", PAIR)
        self.write("elsewhere/b.txt", HOSPITAL)
        os.symlink(self.path("elsewhere"), self.path("in/linked"))
        os.symlink(self.path("nowhere"), self.path("in/z.txt"))
        os.mkfifo(self.path("in/pipe"))
        out = self.succeed("load", self.db, self.path("in"))
        self.assertIn("1 articles loaded", out)
        for name in ("linked", "z.txt", "pipe"):
            self.assertIn(f"skipped {self.path('in')}/{name}: no file", out)

    def test_forget(self):
        self.succeed("load", self.db, self.write("a.txt", PAIR))
        counts = "MATCH (n) WHERE NOT n:Load RETURN count(*)"
        before = self.rows(counts)
        self.succeed("load", self.db, self.write("b.txt", HOSPITAL))
        self.assertEqual(len(self.rows("MATCH (h:Hospital) RETURN h")), 2)
        gone = json.loads(self.succeed("forget", self.db, "b", "--format", "jsonl"))
        self.assertEqual(gone["document"], "b")
        self.assertGreater(gone["claims"], 0)
        self.assertEqual(self.rows(counts), before)
        self.assertIn("no document is called 'b'", self.fail_with("forget", self.db, "b"))


if __name__ == "__main__":
    main()
