#!/usr/bin/env python3
"""Runs Qiao and its embedded peers on one synthetic social network, in turn, and compares answers and times.

Every engine is a long-living child process that answers JSON lines. Each query is run once by every engine to warm up
and to compare the rows, then `--runs` times in turn. The time of `RETURN 1` through the same binding is subtracted; the
median counts. A peer that can't be had is reported as not run. See bench/social/README.md.
"""
import argparse
import datetime
import json
import math
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile

import workloads

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PERSONS = {"tiny": 120, "sf01": 1700, "sf1": 11000, "sf3": 33000}
FLOOR_MS = 0.005  # what is left of a time after subtracting the binding's is at least this
PREPARE = ["CREATE INDEX person_id FOR (p:Person) ON (p.id)"]  # as the peers' primary keys


class Engine:
    """One child process; ask() answers a dictionary, with "error" where something went wrong."""

    def __init__(self, name, dialect, command):
        self.name, self.dialect = name, dialect
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE)

    def ask(self, **request):
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        return json.loads(line) if line else {"error": "the process ended"}

    def text(self, workload):
        return getattr(workload, self.dialect)

    def stop(self):
        self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def make_data(scale):
    folder = ROOT / "build" / "social" / scale
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([ROOT / "build" / "social_generate", folder, str(PERSONS[scale])], check=True)
        (folder / "done").touch()
    return folder


def install_peers(wanted):
    """The folder that holds the peers' modules, or None with a message."""
    modules = ROOT / "build" / "social" / "peers"
    if not wanted:
        return None
    if shutil.which("npm") is None:
        print("npm is missing: the peers are not run", file=sys.stderr)
        return None
    if not (modules / "done").exists():
        modules.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE.parent / "peers" / "package.json", modules)
        quiet = {"cwd": modules, "stdout": subprocess.DEVNULL}
        try:
            # The install scripts only put the prebuilt libraries in place; they are run one by one, in sight.
            subprocess.run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"], check=True, **quiet)
            for package in ("kuzu", "@ladybugdb/core"):
                folder = modules / "node_modules" / package
                if (folder / "install.js").exists():
                    subprocess.run(["node", "install.js"], check=True, cwd=folder, stdout=subprocess.DEVNULL)
        except subprocess.CalledProcessError as error:
            print(f"{' '.join(error.cmd)} failed: the peers are not run", file=sys.stderr)
            return None
        (modules / "done").touch()
    return modules


def start_engines(names, modules):
    engines = []
    for name in names:
        if name == "qiao":
            engines.append(Engine(name, "qiao", [ROOT / "build" / "social_engine"]))
        elif modules is not None:
            script = "duckdb.mjs" if name == "duckdb" else "graph_peer.mjs"
            package = {"kuzu": "kuzu", "ladybug": "@ladybugdb/core", "duckdb": "duckdb"}[name]
            dialect = "sql" if name == "duckdb" else "graph"
            engines.append(Engine(name, dialect, ["node", script, package, modules]))
    return engines


def draw_parameters(folder):
    """Sets of parameters by name, the same for every engine and every run."""
    persons = [int(line.split("|")[0]) for line in (folder / "Person.csv").read_text().splitlines()[1:]]
    degrees = dict.fromkeys(persons, 0)
    with open(folder / "Person_knows_Person.csv") as file:
        next(file)
        for line in file:
            ends = line.split("|")
            degrees[int(ends[0])] += 1
            degrees[int(ends[1])] += 1
    rng = random.Random(5)
    return {
        "none": [{}],
        "persons": [{"id": rng.choice(persons)} for _ in range(20)],
        "few_persons": [{"id": rng.choice(persons)} for _ in range(5)],
        "hub": [{"id": max(persons, key=degrees.get)}],
        "pairs": [dict(zip("ab", rng.sample(persons, 2))) for _ in range(10)],
    }


def canonical(rows):
    """Rows in a form in which engines must agree: numbers rounded to nine digits."""
    def cell(value):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return value
        return float(f"{value:.9g}")
    return [[cell(value) for value in row] for row in rows]


def run_workload(workload, engines, overhead, parameters, arguments):
    sets = parameters[workload.parameters]
    report = {"name": workload.name, "group": workload.group, "engines": {}}
    answers, active = {}, []
    for engine in engines:
        answer = engine.ask(op="run", query=engine.text(workload), parameters=sets)
        if "error" in answer:
            report["engines"][engine.name] = {"error": answer["error"]}
        else:
            answers[engine.name] = [canonical(rows) for rows in answer["rows"]]
            active.append((engine, sum(answer["ms"]) / 1000, []))
            report["engines"][engine.name] = {"first_ms": statistics.median(answer["ms"])}
    for _ in range(arguments.runs):
        for engine, first, times in active:
            if first > arguments.slow_seconds and times:
                continue
            answer = engine.ask(op="run", query=engine.text(workload), parameters=sets)
            times.extend(answer.get("ms", []))
    for engine, _, times in active:
        raw = statistics.median(times) if times else math.inf
        net = max(raw - overhead[engine.name], FLOOR_MS)
        report["engines"][engine.name].update(ms=raw, net_ms=net)
    reference = next(iter(answers.values()), None)
    report["agree"] = all(answer == reference for answer in answers.values())
    report["rows"] = len(reference[0]) if reference else 0
    if not report["agree"]:
        report["answers"] = {name: [rows[:3] for rows in answer[:3]] for name, answer in answers.items()}
    return report


def run_rates(engines, parameters, arguments):
    """Point reads on one and two threads, and beside a writer that syncs every commit."""
    sets = parameters["persons"]
    reports = []
    for threads in (1, 2):
        report = {"name": f"point reads a second, {threads} threads", "group": "rates", "engines": {}}
        for engine in engines:
            report["engines"][engine.name] = engine.ask(
                op="throughput", query=engine.text(workloads.POINT), parameters=sets, threads=threads,
                seconds=arguments.rate_seconds)
        reports.append(report)
    report = {"name": "point reads a second beside a writer", "group": "rates", "engines": {}}
    for engine in engines:
        report["engines"][engine.name] = engine.ask(
            op="mixed", query=engine.text(workloads.POINT), write=engine.text(workloads.WRITE), parameters=sets,
            seconds=arguments.rate_seconds)
    reports.append(report)
    return reports


def figure(milliseconds):
    return f"{milliseconds:.3g}" if milliseconds < 100 else f"{milliseconds:.0f}"


def print_table(reports, names):
    print(f"{'':24}" + "".join(f"{name:>12}" for name in names) + f"{'':>4}ratios (times as long as qiao)")
    for report in reports:
        cells, ratios = "", []
        ours = report["engines"].get("qiao", {}).get("net_ms")
        for name in names:
            engine = report["engines"].get(name, {})
            cells += f"{figure(engine['net_ms']) if 'net_ms' in engine else 'error':>12}"
            if name != "qiao" and ours and "net_ms" in engine:
                ratios.append(f"{name} {engine['net_ms'] / ours:.2f}")
        note = "" if report["agree"] else "  DIFFERENT ANSWERS"
        print(f"{report['name']:24}{cells}    {', '.join(ratios)}{note}")
        for name in names:
            if "error" in report["engines"].get(name, {}):
                print(f"    {name}: {report['engines'][name]['error'][:160]}")


def geometric_means(reports, names):
    means = {}
    for group in dict.fromkeys(report["group"] for report in reports):
        for name in names:
            ratios = [report["engines"][name]["net_ms"] / report["engines"]["qiao"]["net_ms"] for report in reports
                      if report["group"] == group and "net_ms" in report["engines"].get(name, {})
                      and "net_ms" in report["engines"].get("qiao", {})]
            if name != "qiao" and ratios:
                means.setdefault(group, {})[name] = math.exp(statistics.fmean(map(math.log, ratios)))
    return means


def run_scale(scale, arguments, modules):
    folder = make_data(scale)
    selected = [workload for workload in workloads.TIMED
                if not arguments.queries or any(part in (workload.name, workload.group)
                                                or workload.name.startswith(part)
                                                for part in arguments.queries.split(","))]
    parameters = draw_parameters(folder)
    result = {"scale": scale, "load_seconds": {}, "peak_mib": {}, "not_run": {}}
    with tempfile.TemporaryDirectory(dir=ROOT / "build" / "social") as scratch:
        engines = []
        for engine in start_engines(arguments.engines.split(","), modules):
            loaded = engine.ask(op="load", folder=str(folder), scratch=scratch, threads=arguments.threads,
                                limit_seconds=arguments.limit_seconds, prepare=PREPARE)
            if "error" in loaded:
                result["not_run"][engine.name] = loaded["error"]
                engine.stop()
                continue
            result["load_seconds"][engine.name] = round(loaded["seconds"], 2)
            engines.append(engine)
        names = [engine.name for engine in engines]
        result["not_run"].update({name: "not installed" for name in arguments.engines.split(",")
                                  if name not in names and name not in result["not_run"]})
        one = {"qiao": "RETURN 1 AS n", "graph": "RETURN 1 AS n", "sql": "SELECT 1 AS n"}
        overhead = {}
        for engine in engines:
            answer = engine.ask(op="run", query=one[engine.dialect], parameters=[{}] * 200)
            overhead[engine.name] = statistics.median(answer["ms"])
        result["return_1_ms"] = overhead
        result["workloads"] = [run_workload(workload, engines, overhead, parameters, arguments)
                               for workload in selected]
        result["rates"] = run_rates(engines, parameters, arguments) if arguments.rates else []
        for engine in engines:
            result["peak_mib"][engine.name] = engine.ask(op="memory").get("peak_mib")
            engine.stop()
    result["ratios"] = geometric_means(result["workloads"], names)
    print(f"\n{scale}: milliseconds, medians of {arguments.runs} rounds, `RETURN 1` of each binding subtracted")
    print_table(result["workloads"], names)
    for group, means in result["ratios"].items():
        print(f"geometric mean of {group}: " + ", ".join(f"{name} {ratio:.2f}" for name, ratio in means.items()))
    for report in result["rates"]:
        print(f"{report['name']}: " + ", ".join(
            f"{name} " + (f"{engine['per_second']:.0f}" if "per_second" in engine else "error")
            + (f" (and {engine['writes_per_second']:.0f} commits)" if "writes_per_second" in engine else "")
            for name, engine in report["engines"].items()))
    print("load seconds:", result["load_seconds"], " peak MiB:",
          {name: round(peak) for name, peak in result["peak_mib"].items() if peak})
    for name, reason in result["not_run"].items():
        print(f"{name}: not proven, it could not be run: {reason}")
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", default="sf01", help="tiny, sf01, sf1, sf3, or several with commas for growth")
    parser.add_argument("--queries", default="", help="names, groups or beginnings of names, with commas")
    parser.add_argument("--engines", default="qiao,kuzu,ladybug,duckdb")
    parser.add_argument("--runs", type=int, default=5, help="rounds after the warm-up")
    parser.add_argument("--threads", type=int, default=2, help="of the peers; Qiao uses all cores")
    parser.add_argument("--limit-seconds", type=int, default=120, help="for one query")
    parser.add_argument("--slow-seconds", type=float, default=10, help="a slower query is run once more only")
    parser.add_argument("--rates", action="store_true", help="also point reads a second, alone and beside a writer")
    parser.add_argument("--rate-seconds", type=float, default=2)
    parser.add_argument("--json", type=pathlib.Path, help="write all figures here (default: build/social/results.json)")
    arguments = parser.parse_args()
    unknown = [scale for scale in arguments.scale.split(",") if scale not in PERSONS]
    if unknown:
        parser.error(f"no such scale: {', '.join(unknown)}; there are {', '.join(PERSONS)}")
    strangers = set(arguments.engines.split(",")) - {"qiao", "kuzu", "ladybug", "duckdb"}
    if strangers:
        parser.error(f"no such engine: {', '.join(strangers)}")
    (ROOT / "build" / "social").mkdir(parents=True, exist_ok=True)
    modules = install_peers(arguments.engines != "qiao")
    results = {"date": datetime.date.today().isoformat(), "cores": os.cpu_count(),
               "scales": [run_scale(scale, arguments, modules) for scale in arguments.scale.split(",")]}
    target = arguments.json or ROOT / "build" / "social" / "results.json"
    target.write_text(json.dumps(results, indent=1))
    print(f"\nall figures: {target}")
    reports = [report for scale in results["scales"] for report in scale["workloads"]]
    sys.exit(0 if all(report["agree"] and "error" not in report["engines"].get("qiao", {"error": ""})
                      for report in reports) else 1)


if __name__ == "__main__":
    main()
