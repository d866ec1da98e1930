#!/usr/bin/env python3
"""Checks the cooperation tables and the answers to the ten questions.

    check.py [--qiao PATH]

1. Tables: every id once, every end of a link known, every fact with its article and line.
2. Loads them into a fresh database, runs questions/*.cypher and compares the rows, in any order, with
   questions/expected/*.csv (a list is written there with ';' between its items).
3. Runs recommend.py for 长子县 and checks what it must and must not propose.
4. Does the same on articles instead of tables: each fact must name its article and sentence.
"""
import argparse
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FACTS_WITHOUT_PLACE = {"mentioned_in"}  # the link itself is the place


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def check_tables():
    ids, problems = {}, []
    for path in sorted(HERE.glob("nodes/*.csv")):
        for line, row in enumerate(rows_of(path), 2):
            if row["name:ID"] in ids:
                problems.append(f"{path.name}:{line}: '{row['name:ID']}' is already in {ids[row['name:ID']]}")
            ids[row["name:ID"]] = path.name
    documents = {name for name, file in ids.items() if file == "documents.csv"}
    for path in sorted(HERE.glob("links/*.csv")):
        seen = set()
        for line, row in enumerate(rows_of(path), 2):
            place = f"{path.name}:{line}"
            if None in row or None in row.values():
                problems.append(f"{place}: too many or too few columns")
                continue
            problems += [f"{place}: unknown id '{row[end]}'" for end in (":START_ID", ":END_ID") if row[end] not in ids]
            if tuple(row.values()) in seen:
                problems.append(f"{place}: the same row twice")
            seen.add(tuple(row.values()))
            if path.stem not in FACTS_WITHOUT_PLACE:
                if row["article"] not in documents:
                    problems.append(f"{place}: article '{row['article']}' is no document")
                if not row["line:int"].isdigit():
                    problems.append(f"{place}: no line of the article")
    return problems


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        sys.exit(f"check.py: {' '.join(map(str, command[:2]))} failed:\n{done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def as_text(value):
    if isinstance(value, list):
        return ";".join(sorted(map(as_text, value)))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def check_question(qiao, database, path):
    answer = json.loads(run(qiao, "query", database, path.read_text(encoding="utf-8"), "--format", "json"))
    with (HERE / "questions" / "expected" / f"{path.stem[:2]}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    if answer["columns"] != header:
        return [f"{path.name}: columns {answer['columns']}, expected {header}"]
    got = sorted([as_text(value) for value in row] for row in answer["rows"])
    expected = sorted([";".join(sorted(value.split(";"))) for value in row] for row in rows)
    problems = [f"{path.name}: missing row {row}" for row in expected if expected.count(row) > got.count(row)]
    return problems + [f"{path.name}: unexpected row {row}" for row in got if got.count(row) > expected.count(row)]


def check_recommendations(qiao, database):
    command = (sys.executable, HERE / "recommend.py", database, "--qiao", qiao, "--region", "长子县", "--format", "json")
    result = json.loads(run(*command))
    proposals = [proposal["proposal"] for proposal in result["proposals"]]
    problems = []
    for rank, name in enumerate(("丰台区", "石景山区", "海淀区", "北京新发地市场")):
        if rank >= len(proposals) or name not in proposals[rank]:
            problems.append(f"recommend.py: proposal {rank + 1} does not name {name}")
    for name in ("通州区", "朝阳区", "大兴区"):
        problems += [f"recommend.py: proposes {name}, which is taken: {text}" for text in proposals if name in text]
    problems += [f"recommend.py: no fact for: {p['proposal']}" for p in result["proposals"] if not p["facts"]]
    return problems


ARTICLES = {
    "a": "北京与长治携手\n2023年4月，北京市丰台区与长治市长子县建立对口合作关系。\n"
         "北京市垂杨柳医院与长治市潞城区人民医院签订对口合作协议，建立结对关系。\n",
    "b": "石景山区来长治考察\n北京市石景山区与长治市签订教育合作协议。\n北京市朝阳区与长治市潞城区建立对口合作关系。\n",
}


def check_articles(qiao, folder):
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    run(qiao, "load", folder / "articles.db", *(folder / f"{name}.txt" for name in ARTICLES))
    command = [HERE / "recommend.py", folder / "articles.db", "--region", "长子县", "--qiao", qiao, "--format", "json"]
    result = json.loads(run(sys.executable, *command))
    proposals = {proposal["proposal"] for proposal in result["proposals"]}
    wanted = {"丰台区的医院与长子县的医院结对", "石景山区与长子县结对"}
    facts = [fact for proposal in result["proposals"] for fact in proposal["facts"]] + result["stated"] + result["excluded"]
    problems = [f"recommend.py, articles: not proposed: {name}" for name in sorted(wanted - proposals)]
    problems += [f"recommend.py, articles: proposed: {name}" for name in sorted(proposals - wanted)]
    return problems + [f"recommend.py, articles: no source: {fact['fact']}" for fact in facts
                       if fact["article"] not in ARTICLES or fact["sentence"] not in ARTICLES[fact["article"]]]


def main():
    parser = argparse.ArgumentParser(description="Checks the cooperation tables and the answers to the ten questions.")
    parser.add_argument("--qiao", default="qiao", help="the qiao command (default: found on the PATH)")
    qiao = parser.parse_args().qiao
    problems = check_tables()
    with tempfile.TemporaryDirectory() as folder:
        database = pathlib.Path(folder) / "cooperation.db"
        if not problems:
            run(qiao, "load", database, HERE / "nodes", HERE / "links")
            for path in sorted(HERE.glob("questions/*.cypher")):
                problems += check_question(qiao, database, path)
            problems += check_recommendations(qiao, database)
            problems += check_articles(qiao, pathlib.Path(folder))
    print("\n".join(problems) if problems else "tables, ten questions and recommendations: as expected")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
