#!/usr/bin/env python3
"""Loads one network's tables with `qiao import` and with Kùzu, Ladybug and DuckDB, in turn, and compares.

Every load is a process of its own that makes a new database on disk and closes it. Wall time, user time, the peak of
memory and the size on disk are medians over `--runs` rounds. See bench/import/README.md.
"""
import argparse
import collections
import datetime
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.append(str(HERE.parent / "social"))
import engines  # noqa: E402  (what fetches the peers)
import run as social  # noqa: E402  (its data)

PACKAGES = {"kuzu": "kuzu", "ladybug": "@ladybugdb/core", "duckdb": "@duckdb/node-api"}
# header word -> types of Kùzu and Ladybug, of DuckDB
TYPES = {"": ("STRING", "VARCHAR"), "string": ("STRING", "VARCHAR"), "long": ("INT64", "BIGINT"), "date": ("DATE", "DATE"),
         "LABEL": ("STRING", "VARCHAR"), "ID": ("INT64", "BIGINT"), "START_ID": ("INT64", "BIGINT"),
         "END_ID": ("INT64", "BIGINT")}
Table = collections.namedtuple("Table", "name file columns ends")


def read_tables(folder):
    """Tables of nodes, then of relationships, by the headers of the files."""
    tables = []
    for file in sorted(folder.glob("*.csv")):
        with open(file) as lines:
            fields = next(lines).rstrip("\n").split("|")
        columns, ends = [], []
        for field in fields:
            name, word, space = re.fullmatch(r"([^:]*):?(\w*)(?:\((\w+)\))?(?:\{.*\})?", field).groups()
            columns.append({"name": name or word.lower(), "types": TYPES[word], "key": word == "ID"})
            if word in ("START_ID", "END_ID"):
                ends.append(space)
        tables.append(Table(file.stem, file, columns, ends))
    return sorted(tables, key=lambda table: bool(table.ends))


def qiao_command(tables, database, arguments):
    command = [ROOT / "build" / "qiao", "import", database, "--delimiter=|", "--id-type=integer",
               f"--memory={arguments.memory}", f"--threads={arguments.threads}"]
    for table in tables:
        if table.ends:
            command.append(f"--relationships={table.name.split('_')[1]}={table.file}")
        elif any(column["name"] == "label" for column in table.columns):
            command.append(f"--nodes={table.file}")
        else:
            more = ":Message" if table.name in ("Comment", "Post") else ""
            command.append(f"--nodes={table.name}{more}={table.file}")
    return command


def peer_command(name, modules, tables, database, scratch, arguments):
    request = {"database": str(database), "threads": arguments.threads,
               "tables": [{"name": table.name, "file": str(table.file), "columns": table.columns, "ends": table.ends}
                          for table in tables]}
    file = scratch / "request.json"
    file.write_text(json.dumps(request))
    return ["node", HERE / "load.mjs", PACKAGES[name], modules, file]


def size_of(path):
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    beside = path.with_name(path.name + ".wal")
    return sum(file.stat().st_size for file in files + ([beside] if beside.exists() else []))


def load_once(name, modules, tables, scratch, arguments):
    database = scratch / f"{name}.db"
    if name == "qiao":
        command = qiao_command(tables, database, arguments)
    else:
        command = peer_command(name, modules, tables, database, scratch, arguments)
    with open(scratch / "output", "w+") as output:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().strip()
    if process.returncode != 0:
        return {"error": said[-300:] or f"exit code {process.returncode}"}
    figures = {"wall_s": wall, "user_s": usage.ru_utime, "peak_mib": usage.ru_maxrss / 1024, "disk_mb": size_of(database) / 1e6}
    if database.is_dir():
        shutil.rmtree(database)
    else:
        for file in scratch.glob(f"{name}.db*"):
            file.unlink()
    return figures


def print_table(names, medians):
    print(f"{'':12}{'wall s':>10}{'user s':>10}{'peak MiB':>10}{'disk MB':>10}    times as much as qiao: wall, user, peak, disk")
    for name in names:
        figures = medians.get(name, {})
        if "error" in figures:
            print(f"{name:12}  not proven: {figures['error']}")
            continue
        ratios = ""
        if name != "qiao" and "wall_s" in medians.get("qiao", {}):
            ratios = "    " + ", ".join(f"{value / medians['qiao'][key]:.2f}" for key, value in figures.items())
        print(f"{name:12}{figures['wall_s']:>10.2f}{figures['user_s']:>10.2f}{figures['peak_mib']:>10.0f}{figures['disk_mb']:>10.1f}{ratios}")


def run_data(label, folder, names, modules, arguments):
    tables = read_tables(folder)
    rounds = {name: [] for name in names}
    with tempfile.TemporaryDirectory(dir=ROOT / "build" / "social") as scratch:
        for _ in range(arguments.runs):
            for name in names:
                if name != "qiao" and modules is None:
                    rounds[name].append({"error": "not installed"})
                elif not any("error" in figures for figures in rounds[name]):
                    rounds[name].append(load_once(name, modules, tables, pathlib.Path(scratch), arguments))
    medians = {}
    for name, figures in rounds.items():
        errors = [each for each in figures if "error" in each]
        medians[name] = errors[0] if errors else {
            key: statistics.median(each[key] for each in figures) for key in figures[0]}
    print(f"\n{label}: {len(tables)} tables, medians of {arguments.runs} rounds")
    print_table(names, medians)
    return {"data": label, "tables": len(tables), "medians": medians, "rounds": rounds}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", default="sf01", help="tiny, sf01, sf1, sf3, or several with commas")
    parser.add_argument("--folder", type=pathlib.Path, help="tables of the same form made elsewhere, instead of a scale")
    parser.add_argument("--engines", default="qiao,kuzu,ladybug,duckdb")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", default="1GB", help="that qiao import plans with")
    parser.add_argument("--json", type=pathlib.Path, help="write all figures here (default: build/social/import.json)")
    arguments = parser.parse_args()
    names = arguments.engines.split(",")
    if strangers := set(names) - {"qiao", *PACKAGES}:
        parser.error(f"no such engine: {', '.join(strangers)}")
    if unknown := [scale for scale in arguments.scale.split(",") if scale not in social.PERSONS]:
        parser.error(f"no such scale: {', '.join(unknown)}; there are {', '.join(social.PERSONS)}")
    (ROOT / "build" / "social").mkdir(parents=True, exist_ok=True)
    modules = None if names == ["qiao"] else engines.fetch_npm()
    if arguments.folder:
        data = [(str(arguments.folder), arguments.folder)]
    else:
        data = [(scale, social.make_data(scale)) for scale in arguments.scale.split(",")]
    results = {"date": datetime.date.today().isoformat(), "cores": os.cpu_count(), "memory": arguments.memory,
               "threads": arguments.threads,
               "loads": [run_data(label, folder, names, modules, arguments) for label, folder in data]}
    target = arguments.json or ROOT / "build" / "social" / "import.json"
    target.write_text(json.dumps(results, indent=1))
    print(f"\nall figures: {target}")
    sys.exit(1 if any("error" in load["medians"].get("qiao", {}) for load in results["loads"]) else 0)


if __name__ == "__main__":
    main()
