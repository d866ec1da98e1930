"""qiao load: tables of every shape, scripts, folders, what stays when something is wrong."""
import signal
import subprocess
import time

from harness import QIAO, QiaoTest, main

DISTRICTS = "name:ID,:LABEL,aliases:string[],population:long\n潞城区,District,潞城;潞城县,210000\n朝阳区,District,,\n"
PAIRS = ":START_ID,:END_ID,:TYPE,since\n朝阳区,潞城区,PAIRED_WITH,2023-04\n"
ALL_PAIRS = "MATCH (a)-[r]->(b) RETURN a.name, type(r), r.since, b.name"


class Tables(QiaoTest):
    def load(self, *files):
        return self.succeed("load", self.db, *files)

    def test_nodes_and_links(self):
        # The links are given first.
        out = self.load(self.write("pairs.csv", PAIRS), self.write("districts.csv", DISTRICTS))
        self.assertEqual(out, "2 tables: 2 nodes and 1 relationships created\n")
        self.assertEqual(self.rows("MATCH (d:District) RETURN d.name, d.aliases, d.population ORDER BY d.population"),
                         [["潞城区", ["潞城", "潞城县"], 210000], ["朝阳区", None, None]])
        self.assertEqual(self.rows(ALL_PAIRS), [["朝阳区", "PAIRED_WITH", "2023-04", "潞城区"]])

    def test_names_of_files_stand_for_labels_and_types(self):
        self.load(self.write("City.csv", "id:ID(City)|name\n1|北京市\n2|长治市\n"),
                  self.write("City_PAIRED_WITH_City.csv", ":START_ID(City)|:END_ID(City)\n1|2\n"))
        self.assertEqual(self.rows("MATCH (a:City)-[r]->(b:City) RETURN a.id, type(r), b.name"),
                         [["1", "PAIRED_WITH", "长治市"]])

    def test_id_spaces(self):
        self.load(self.write("A.csv", "id:ID(A){id-type:long}\n1\n002\n"), self.write("B.csv", "id:ID(B)\n1\n2\n"),
                  self.write("A_R_B.csv", ":START_ID(A),:END_ID(B)\n2,1\n01,2\n"))
        self.assertEqual(self.rows("MATCH (a:A)-[:R]->(b:B) RETURN a.id, b.id ORDER BY a.id"), [[1, "2"], [2, "1"]])

    def test_delimiters_quotes_and_encodings(self):
        quoted = '"name:ID";:LABEL;note\r\n"a;b";City;"第一行\n""二"""\r\n'
        self.load(self.write("a.csv", quoted), self.write("b.csv", "name:ID,:LABEL\n潞城区,区\n长治市,市\n".encode("gb18030")),
                  self.write("c.tsv", b"\xef\xbb\xbfname:ID\t:LABEL\n\xe6\xbd\x9e\tX\n"),
                  self.write("d.csv", "name:ID,:LABEL\n北京市,U\n".encode("utf-16")))
        self.assertEqual(self.rows("MATCH (n) RETURN n.name AS n, labels(n)[0], n.note ORDER BY n"),
                         sorted([["a;b", "City", '第一行\n"二"'], ["北京市", "U", None], ["潞", "X", None],
                                 ["潞城区", "区", None], ["长治市", "市", None]]))

    def test_several_labels_and_ignored_columns(self):
        self.load(self.write("m.csv", "id:ID,:LABEL,x:IGNORE\n1,Comment;Message,junk\n2,,junk\n"))
        self.assertEqual(self.rows("MATCH (n) RETURN n.id AS id, size(labels(n)), keys(n) ORDER BY id"),
                         [["1", 2, ["id"]], ["2", 0, ["id"]]])
        self.assertEqual(self.rows("MATCH (n:Message) RETURN n.id"), [["1"]])

    def test_every_type(self):
        header = "id:ID,a:int,b:double,c:boolean,d:date,e:datetime{timezone:Asia/Shanghai},f:duration,g:point,h:long[]"
        row = 'x,-1,0.5,true,2023-09-25,2023-09-25T08:00,P1Y,"{x: 1, y: 2}",1;2'
        self.load(self.write("T.csv", header + "\n" + row + "\n"))
        self.assertEqual(self.rows("MATCH (n:T) RETURN n.a, n.b, n.c, n.d, n.e, n.f, n.g, n.h")[0],
                         [-1, 0.5, True, "2023-09-25", "2023-09-25T08:00+08:00[Asia/Shanghai]", "P1Y",
                          {"crs": "cartesian", "x": 1.0, "y": 2.0}, [1, 2]])

    def test_links_find_nodes_of_an_earlier_load(self):
        self.load(self.write("districts.csv", DISTRICTS))
        self.load(self.write("pairs.csv", PAIRS.replace(":START_ID", "name:START_ID").replace(":END_ID", "name:END_ID(District)")))
        self.assertEqual(self.rows(ALL_PAIRS), [["朝阳区", "PAIRED_WITH", "2023-04", "潞城区"]])

    def test_a_second_load_is_refused_and_merged_with_update(self):
        files = [self.write("districts.csv", DISTRICTS), self.write("pairs.csv", PAIRS)]
        self.load(*files)
        self.assertEqual(self.fail_with("load", self.db, *files),
                         "InputError: districts.csv:2:1: the database already holds a District node with name '潞城区'; "
                         "load with --update to add to what is there\n")
        out = self.succeed("load", self.db, "--update", *files)
        self.assertIn("2 tables: 0 nodes and 0 relationships created\n", out)
        self.assertIn("there already: 2 nodes (0 changed) and 1 relationships\n", out)
        changed = self.write("districts.csv", DISTRICTS.replace("210000", "220000").replace("朝阳区,District", "朝阳区,District;City"))
        self.assertIn("2 nodes (2 changed)", self.succeed("load", self.db, "--update", changed))
        self.assertEqual(self.rows("MATCH (d:District) RETURN d.population, d:City ORDER BY d.name DESC"),
                         [[220000, False], [None, True]])

    def test_update_keeps_links_that_differ(self):
        self.load(self.write("districts.csv", DISTRICTS), self.write("pairs.csv", PAIRS))
        more = self.write("more.csv", "name:START_ID,name:END_ID,:TYPE,since\n朝阳区,潞城区,PAIRED_WITH,2023-04\n"
                          "朝阳区,潞城区,PAIRED_WITH,2023-04\n朝阳区,潞城区,PAIRED_WITH,2024\n")
        self.assertIn("2 relationships created", self.succeed("load", self.db, "--update", more))
        self.assertEqual(self.rows("MATCH ()-[r]->() RETURN r.since AS s ORDER BY s"), [["2023-04"], ["2023-04"], ["2024"]])

    def test_folders_and_what_they_hold_beside(self):
        self.write("in/b/pairs.csv", PAIRS)
        self.write("in/a/districts.csv", DISTRICTS)
        self.write("in/.git/config.csv", "not a table")
        self.write("in/logo.png", b"\x89PNG\r\n\x1a\n\0\0")
        self.write("in/empty.txt", "")
        out = self.load(self.path("in"))
        self.assertIn("2 tables: 2 nodes and 1 relationships created\n", out)
        self.assertIn("logo.png: this is no table, script or article but a PNG picture\n", out)
        self.assertIn("empty.txt: the file is empty\n", out)
        self.assertNotIn(".git", out)

    def test_large_tables(self):
        n = 30000
        nodes = self.write("N.csv", "id:ID{id-type:long},name\n" + "".join(f"{i},节点{i}\n" for i in range(n)))
        links = self.write("N_R_N.csv", ":START_ID,:END_ID\n" + "".join(f"{i},{(i * 7 + 1) % n}\n" for i in range(n)))
        self.load(links, nodes)
        self.assertEqual(self.rows("MATCH (a:N)-[:R]->(b:N) RETURN count(*), sum((a.id * 7 + 1) % 30000 - b.id)"), [[n, 0]])


class Scripts(QiaoTest):
    def test_runs_in_one_transaction(self):
        path = self.write("s.cypher", "// 一\nCREATE (:公司 {name: '华为;'});\nMATCH (c:公司) CREATE (c)-[:位于]->(:市 {name: '深圳'});")
        self.assertEqual(self.succeed("load", self.db, path),
                         "1 scripts, 2 statements: 2 nodes and 1 relationships created\n")
        self.assertEqual(self.rows("MATCH (c)-[:位于]->(s) RETURN c.name, s.name"), [["华为;", "深圳"]])

    def test_is_told_by_its_first_word(self):
        self.succeed("load", self.db, self.write("s.txt", "/* 注 */ create (:A)"))
        self.assertEqual(self.rows("MATCH (a:A) RETURN count(*)"), [[1]])

    def test_an_error_undoes_the_script_and_tells_its_place(self):
        self.succeed("load", self.db, self.write("a.cypher", "CREATE (:A)"))
        err = self.fail_with("load", self.db, self.write("s.cypher", "CREATE (:A);\n\nCREATE (:公司 {name: '华为'};\n"))
        self.assertRegex(err, r"^SyntaxError: s\.cypher:3:\d+: ")
        self.assertIn("CREATE (:公司 {name: '华为'};", err)
        self.assertIn("^", err)
        self.assertEqual(self.rows("MATCH (a:A) RETURN count(*)"), [[1]])

    def test_transactions_of_the_script(self):
        self.succeed("load", self.db, self.write("s.cypher", "BEGIN;\nCREATE (:A);\nCOMMIT;\nstart transaction; CREATE (:A); ROLLBACK;"))
        self.assertEqual(self.rows("MATCH (a:A) RETURN count(*)"), [[1]])
        err = self.fail_with("load", self.db, self.write("t.cypher", "BEGIN; CREATE (:A); COMMIT; BEGIN; CREATE (:A)"))
        self.assertIn("COMMIT is missing", err)
        self.assertEqual(self.rows("MATCH (a:A) RETURN count(*)"), [[2]])

    def test_ctrl_c_undoes_the_script(self):
        self.succeed("load", self.db, self.write("a.cypher", "CREATE (:A)"))
        path = self.write("long.cypher", "CREATE (:A);\nUNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b "
                          "WITH sum(a * b) AS s CREATE (:A {s: s});")
        process = subprocess.Popen([QIAO, "load", self.db, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, err[:9]), (130, b"Cancelled"))
        self.assertEqual(self.rows("MATCH (a:A) RETURN count(*)"), [[1]])


if __name__ == "__main__":
    main()
