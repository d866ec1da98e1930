"""README.md and README.zh.md: commands print what they are said to print, and the program in C++ does what it should.

    readme_test.py QIAO PAIRS
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

from harness import QIAO, QiaoTest, main

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAIRS = os.path.abspath(sys.argv.pop(2))
PAGES = ("README.md", "README.zh.md")


def block_of(page, language):
    """What stands in the page's only block of this language."""
    (block,) = re.findall(rf"^```{language}\n(.*?)^```$", (ROOT / page).read_text(encoding="utf-8"), re.S | re.M)
    return block


class ReadmeTest(QiaoTest):
    def test_commands(self):
        os.mkdir(self.path("build"))
        os.symlink(QIAO, self.path("build/qiao"))
        os.symlink(ROOT / "examples", self.path("examples"))
        for page in PAGES:
            commands = re.findall(r'^\$ ((?:"[^"]*"|[^"\n])*)\n(.*?)(?=^\$ |\Z)', block_of(page, ""), re.S | re.M)
            self.assertTrue(commands)
            for command, output in commands:
                done = subprocess.run(["bash", "-c", command], cwd=self.folder, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, check=False)
                self.assertEqual(done.stdout.decode().rstrip(), output.rstrip(), f"{page}: {command}")
            shutil.rmtree(self.path("coop.db"))

    def test_the_program(self):
        source = (ROOT / "examples/embedding/main.cc").read_text(encoding="utf-8")
        for page in PAGES:
            self.assertIn(block_of(page, "cpp"), source)
        tables = [str(ROOT / "examples/cooperation" / folder) for folder in ("nodes", "links")]
        self.succeed("load", self.db, *tables)
        printed = subprocess.run([PAIRS, self.db, "长子县"], capture_output=True, check=True)
        self.assertEqual(printed.stdout.decode(), "丰台区\n")


if __name__ == "__main__":
    main()
