"""qiao load and forget on articles: lists about them, reports, other names, what is skipped."""
import json

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
