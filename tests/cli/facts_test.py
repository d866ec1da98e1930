"""qiao find, show, schema and extract, on tables and on an article."""
import json

from harness import QiaoTest, main

NODES = ("name:ID,:LABEL,aliases:string[],level\n首都医科大学附属北京潞河医院,Hospital,潞河医院,\n上党区人民医院,Hospital,,\n"
         "上党区,District,上党,district\n")
DOCUMENTS = "name:ID,:LABEL,title\n000,Document,潞河医院与上党区\n"
LINKS = (":START_ID,:END_ID,:TYPE,status,since,amount_yuan:long,article,line:int\n"
         "首都医科大学附属北京潞河医院,上党区人民医院,PAIRED_WITH,signed,2023-11,,000,7\n"
         "上党区人民医院,上党区,LOCATED_IN,,,,000,9\n")
ARTICLE = """北京与长治对口合作

2023年8月，北京市朝阳区与长治市潞城区签订对口合作框架协议，双方建立结对关系。
2023年9月，北京市垂杨柳医院与潞城区人民医院签订对口合作协议，派出专家开展义诊。
"""


class Tables(QiaoTest):
    def setUp(self):
        super().setUp()
        self.succeed("load", self.db, self.write("n.csv", NODES), self.write("d.csv", DOCUMENTS), self.write("l.csv", LINKS))

    def test_find(self):
        found = [json.loads(line)["name"] for line in self.succeed("find", self.db, "潞河", "--format", "jsonl").splitlines()]
        self.assertEqual(found, ["首都医科大学附属北京潞河医院"])
        found = [json.loads(line)["name"] for line in self.succeed("find", self.db, "上党", "--format", "jsonl").splitlines()]
        self.assertEqual(found, ["上党区", "上党区人民医院"])
        self.assertIn("(0 rows)", self.succeed("find", self.db, "上海"))
        self.assertIn("(0 rows)", self.succeed("find", self.db, "上党", "--label", "Company"))
        self.assertIn("000,", self.succeed("find", self.db, "000", "--all", "--format", "csv"))
        self.assertNotIn("000,", self.succeed("find", self.db, "000", "--format", "csv"))

    def test_show(self):
        out = self.succeed("show", self.db, "上党区人民医院")
        self.assertTrue(out.startswith("上党区人民医院 (Hospital)\n"))
        self.assertIn("PAIRED_WITH\n  — 首都医科大学附属北京潞河医院 (Hospital)  signed · since 2023-11\n", out)
        self.assertIn("《潞河医院与上党区》 000:7\n", out)
        self.assertIn("LOCATED_IN\n  → 上党区 (District)\n", out)

    def test_show_takes_aliases_and_parts(self):
        for name in ("潞河医院", "附属北京"):
            self.assertTrue(self.succeed("show", self.db, name).startswith("首都医科大学附属北京潞河医院 (Hospital)"))

    def test_show_json(self):
        fact = json.loads(self.succeed("show", self.db, "上党区", "--format", "json"))["facts"][0]
        self.assertEqual((fact["type"], fact["direction"], fact["other"]), ("LOCATED_IN", "in", "上党区人民医院"))
        self.assertEqual(fact["sources"][0]["properties"], {"line": 9})

    def test_show_tells_what_is_not_clear(self):
        self.assertIn("nothing in the graph is called '上海'", self.fail_with("show", self.db, "上海"))
        self.assertIn("'医院' is a part of 2 names; which one? ", self.fail_with("show", self.db, "医院"))

    def test_schema(self):
        out = self.succeed("schema", self.db)
        self.assertIn("4 nodes, 2 relationships", out)
        self.assertRegex(out, r"\(:Hospital\)-\[:LOCATED_IN\]->\(:District\) +\| +1")
        schema = json.loads(self.succeed("schema", self.db, "--format", "json"))
        labels = {label["label"]: label for label in schema["labels"]}
        self.assertEqual(labels["Hospital"]["count"], 2)
        self.assertIn({"key": "aliases", "count": 1, "kinds": {"LIST": 1}}, labels["Hospital"]["keys"])
        self.assertEqual({t["type"]: t["count"] for t in schema["types"]}, {"LOCATED_IN": 1, "PAIRED_WITH": 1})


class Articles(QiaoTest):
    def test_load_show_and_load_again(self):
        path = self.write("articles/a1.txt", ARTICLE)
        self.assertIn("1 articles loaded, 0 known already", self.succeed("load", self.db, path))
        counts = self.rows("MATCH (n) RETURN count(*)") + self.rows("MATCH ()-[r]->() RETURN count(*)")
        out = self.succeed("show", self.db, "潞城区")
        self.assertIn("朝阳区", out)
        self.assertIn("签订对口合作框架协议", out)
        self.assertIn("a1", out)
        self.assertIn("0 articles loaded, 1 known already", self.succeed("load", self.db, self.path("articles")))
        self.assertEqual(self.rows("MATCH (n) RETURN count(*)") + self.rows("MATCH ()-[r]->() RETURN count(*)"), counts)

    def test_extract(self):
        self.write("in/b.txt", ARTICLE)
        self.write("in/a.txt", ARTICLE)
        lines = self.succeed("extract", self.path("in")).splitlines()
        self.assertEqual([json.loads(line)["doc"] for line in lines], ["a", "b"])
        article = json.loads(lines[0])
        self.assertIn("朝阳区", [name for e in article["entities"] for name in [e["name"], *e.get("aliases", [])]])
        self.assertTrue(all({"type", "from", "to"} <= set(r) for r in article["relations"]))

    def test_extract_takes_a_day_as_people_write_it(self):
        path = self.write("a.txt", "去年11月，北京市朝阳区与长治市潞城区签订对口合作框架协议，双方建立结对关系。\n")
        said = json.loads(self.succeed("extract", path, "--published", "2024/6/21"))
        self.assertEqual(said["published"], "2024-06-21")
        self.assertIn("2023-11", json.dumps(said))
        self.assertIn("--published: 'gestern' is no day", self.fail_with("extract", path, "--published", "gestern"))

    def test_extract_refuses_what_is_no_article(self):
        self.assertIn("x.pdf: this is no article but a PDF file", self.fail_with("extract", self.write("x.pdf", b"%PDF-1.4\n")))
        self.assertIn("there is no such file", self.fail_with("extract", self.path("none.txt")))


if __name__ == "__main__":
    main()
