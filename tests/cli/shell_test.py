"""qiao shell: statements from a pipe, and a dialogue at a terminal."""
import os
import pty
import re
import select
import subprocess
import time

from harness import QIAO, QiaoTest, main


class Pipe(QiaoTest):
    def test_statements_over_several_lines(self):
        out = self.succeed("shell", self.db, stdin="CREATE (:公司 {name:\n '华;为'});\n:format csv\nMATCH (c:公司)\nRETURN c.name".encode())
        self.assertIn("nodes created: 1", out)
        self.assertTrue(out.endswith("c.name\n华;为\n"), out)

    def test_a_database_alone_opens_the_shell(self):
        self.assertIn(" 1\n", self.succeed(self.db, stdin=b"RETURN 1;"))

    def test_transactions(self):
        self.succeed("shell", self.db, stdin=b":begin\nCREATE (:A);\n:rollback\n:begin\nCREATE (:B);\n:commit\n:begin\nCREATE (:C);\n")
        self.assertEqual(self.rows("MATCH (n) RETURN labels(n)"), [[["B"]]])

    def test_stops_at_the_first_error(self):
        done = self.run_qiao("shell", self.db, stdin=b"CREATE (:A);\nCREATE (:A;\nCREATE (:A);\n")
        self.assertEqual(done.code, 1)
        self.assertIn("SyntaxError at line 1, column 11", done.err)
        self.assertEqual(self.rows("MATCH (a:A) RETURN count(*)"), [[1]])

    def test_commands(self):
        out = self.succeed("shell", self.db, stdin=':param x="潞城区"\n:format csv\nRETURN $x AS x;\n:param\n:help\n:quit\nRETURN 2;'.encode())
        self.assertIn("x\n潞城区\n", out)
        self.assertIn("x = '潞城区'", out)
        self.assertIn(":rollback", out)
        self.assertNotIn("2\n", out.split(":quit")[-1])
        self.assertIn("unknown command :hepl; did you mean :help?", self.fail_with("shell", self.db, stdin=b":hepl\n"))


class Terminal(QiaoTest):
    """A shell behind a pseudo terminal."""

    def setUp(self):
        super().setUp()
        try:
            self.master, slave = pty.openpty()
        except OSError as error:
            self.skipTest(f"no terminal can be made here: {error}")
        environment = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "HOME": self.folder, "TERM": "xterm"}
        self.process = subprocess.Popen([QIAO, self.db], stdin=slave, stdout=slave, stderr=slave, env=environment,
                                        start_new_session=True, preexec_fn=self.take_terminal(slave))
        os.close(slave)
        self.seen = ""
        self.addCleanup(self.end)
        self.wait_for("qiao> ")

    @staticmethod
    def take_terminal(slave):
        import fcntl
        import termios
        return lambda: fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)

    def wait_for(self, text):
        deadline = time.time() + 30
        while text not in self.seen:
            self.assertLess(time.time(), deadline, repr(self.seen))
            if select.select([self.master], [], [], 0.2)[0]:
                try:
                    chunk = os.read(self.master, 65536).decode(errors="replace")
                except OSError:  # the other end is closed
                    chunk = ""
                self.seen += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", chunk)
        before, self.seen = self.seen.split(text, 1)
        return before

    def type(self, text):
        os.write(self.master, text.encode())

    def test_a_statement_over_two_lines(self):
        self.type("RETURN '潞城区' AS x,\n")
        self.wait_for("...> ")
        self.type("  1 + 1 AS y;\n")
        self.wait_for("(1 row, ")
        self.wait_for("qiao> ")

    def test_ctrl_c_drops_the_line_and_stops_a_query(self):
        self.type("RETURN 'half")
        self.wait_for("half")
        self.type("\x03")
        self.wait_for("qiao> ")
        self.type("UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b) AS s;\n")
        time.sleep(1.5)
        self.type("\x03")
        self.wait_for("Cancelled")
        self.wait_for("qiao> ")
        self.type("RETURN 40 + 2;\n")
        self.wait_for(" 42")

    def test_completion_and_leaving(self):
        self.type("CREATE (:Hospital);\n")
        self.wait_for("nodes created: 1")
        self.wait_for("qiao> ")
        self.type("MAT\t(h:Hosp\t) RETURN count(h) AS n;\n")
        self.wait_for("(1 row, ")
        self.wait_for("qiao> ")
        self.type("\x04")
        self.assertEqual(self.process.wait(timeout=30), 0)
        with open(self.path(".qiao_history"), encoding="utf-8") as history:
            self.assertIn("Hospital", history.read())

    def test_an_open_transaction_shows_in_the_prompt(self):
        self.type(":begin\n")
        self.wait_for("qiao*> ")
        self.type("CREATE (:A);\n")
        self.wait_for("qiao*> ")
        self.type(":commit\n")
        self.wait_for("qiao> ")
        self.type(":quit\n")
        self.assertEqual(self.process.wait(timeout=30), 0)


if __name__ == "__main__":
    main()
