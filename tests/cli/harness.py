"""Runs the qiao binary, named as the first argument of each test program, in a folder of its own."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

QIAO = os.path.abspath(sys.argv[1])


class Outcome:
    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout.decode(), done.stderr.decode()


class QiaoTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="qiao_cli_")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.db = os.path.join(self.folder, "x.db")

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        """A file of this test's folder; text is written as UTF-8."""
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        return path

    def run_qiao(self, *arguments, stdin=b"", lang="C.UTF-8"):
        environment = {**os.environ, "LANG": lang, "LC_ALL": lang, "HOME": self.folder}
        return Outcome(subprocess.run([QIAO, *arguments], input=stdin, capture_output=True, env=environment, timeout=120))

    def succeed(self, *arguments, **options):
        done = self.run_qiao(*arguments, **options)
        self.assertEqual((done.code, done.err), (0, ""), done.out)
        return done.out

    def fail_with(self, *arguments, code=1, **options):
        """The error text of a run that must end with `code`."""
        done = self.run_qiao(*arguments, **options)
        self.assertEqual(done.code, code, done.out + done.err)
        return done.err.replace(self.folder + os.sep, "")

    def rows(self, query, *arguments, db=None):
        return json.loads(self.succeed("query", db or self.db, query, "--format", "json", *arguments))["rows"]


def main():
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
