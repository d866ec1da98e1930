#!/usr/bin/env python3
"""Runs Qiao and its embedded peers on one synthetic social network, in turn, and compares answers and times.

Every engine is a long-living child process that answers JSON lines. Each query is run once by every engine to warm up
and to compare the rows, then `--runs` times in turn. The time of `RETURN 1` through the same binding is subtracted; the
median counts. A peer that can't be had is reported as not run. See bench/social/README.md.
"""
import argparse
import contextlib
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
import time

import engines as peers
import growth
import lsqb
import questions
import report as reports
import workloads
from engines import BUILD

PERSONS = {"tiny": 120, "sf01": 1700, "sf1": 11000, "sf3": 33000}
FLOOR_MS, FLOOR_SHARE = 0.005, 0.1  # what is left of a time after subtracting the binding's is at least this, and this of it


def make_data(scale):
    folder = BUILD / "social" / scale
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([BUILD / "social_generate", folder, str(PERSONS[scale])], check=True)
        (folder / "done").touch()
    return folder


def draw_parameters(folder):
    """Sets of parameters by name, the same for every engine and every run."""
    persons = [int(line.split("|")[0]) for line in (folder / "Person.csv").read_text().splitlines()[1:]]
    lists = growth.friends(folder)
    rng = random.Random(5)
    return {
        "none": [{}],
        "persons": [{"id": rng.choice(persons)} for _ in range(20)],
        "few_persons": [{"id": rng.choice(persons)} for _ in range(5)],
        "hub": [{"id": max(persons, key=lambda person: len(lists.get(person, ())))}],
        "pairs": [dict(zip("ab", rng.sample(persons, 2))) for _ in range(10)],
    }


def canonical(rows):
    """Rows in a form in which engines must agree: numbers rounded to nine digits."""
    def cell(value):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return value
        return float(f"{value:.9g}")
    return [[cell(value) for value in row] for row in rows]


def binding_ms(engine):
    """What `RETURN 1` takes, once it is warm."""
    ask = {"op": "run", "query": engine.text(questions.ONE), "parameters": [{}] * 200}
    end = time.monotonic() + max(engine.kind.warm_seconds, 0.2)
    while time.monotonic() < end:
        engine.ask(**ask)
    return statistics.median(engine.ask(**ask)["ms"])


def run_workload(workload, engines, overhead, folder, parameters, arguments):
    sets = parameters[workload.parameters]
    report = {"name": workload.name, "group": workload.group, "engines": {}}
    answers, active = {}, []
    for engine in engines:
        if not engine.text(workload):
            report["engines"][engine.name] = {"error": "it has no wording for this"}
            continue
        ask = {"op": "run", "query": engine.text(workload), "parameters": sets,
               "patience": arguments.limit_seconds * len(sets) + 60}
        answer = engine.ask(**ask)
        if "error" in answer:
            report["engines"][engine.name] = {"error": answer["error"]}
            continue
        answers[engine.name] = [canonical(rows) for rows in answer["rows"]]
        first = spent = sum(answer["ms"]) / 1000
        report["engines"][engine.name] = {"first_ms": statistics.median(answer["ms"])}
        while spent < engine.kind.warm_seconds and "error" not in answer:
            answer = engine.ask(**ask)
            spent += max(sum(answer.get("ms", [])) / 1000, 0.001)
        active.append((engine, ask, first, []))
    for _ in range(arguments.runs):
        for engine, ask, first, times in active:
            if first > arguments.slow_seconds and times:
                continue
            times.extend(engine.ask(**ask).get("ms", []))
    for engine, _, _, times in active:
        raw = statistics.median(times) if times else math.inf
        binding = overhead[engine.name]
        report["engines"][engine.name].update(ms=raw, net_ms=max(raw - binding, FLOOR_SHARE * binding, FLOOR_MS))
    reference = next(iter(answers.values()), None)
    report["agree"] = all(answer == reference for answer in answers.values())
    report["rows"] = len(reference[0]) if reference else 0
    report["output"] = growth.output_of(reference) if reference else 0
    if "," in arguments.scale:
        report["data"] = growth.data_of(workload, folder, sets)
    if not report["agree"]:
        report["answers"] = {name: [rows[:3] for rows in answer[:3]] for name, answer in answers.items()}
    return report


def run_rates(engines, parameters, arguments):
    """Point reads on one and two threads, and beside a writer; `RETURN 1` tells what the bindings alone take."""
    def rates(name, operation, workload, **more):
        report = {"name": name, "group": "rates", "compared": workload is not questions.ONE, "engines": {}}
        for engine in engines:
            texts = {"query": engine.text(workload), "write": engine.text(questions.WRITE)}
            report["engines"][engine.name] = engine.ask(
                op=operation, **texts, parameters=parameters[workload.parameters], seconds=arguments.rate_seconds, **more)
        return report

    for engine in engines:
        engine.ask(op="throughput", query=engine.text(questions.POINT), parameters=parameters["persons"], threads=2,
                   seconds=max(engine.kind.warm_seconds, 0.2))
    found = [rates(f"{what} a second, threads: {threads}", "throughput", workload, threads=threads)
             for threads in (1, 2) for what, workload in (("RETURN 1", questions.ONE), ("point reads", questions.POINT))]
    return [*found, rates("point reads a second beside a writer", "mixed", questions.POINT)]


def run_memory(names, commands, folder, scratch, arguments):
    """Peaks of each engine in a process that has only opened what was loaded before: at first, LSQB once, once more."""
    peaks = {}
    for name in names:
        started, _, _ = peers.start([name], commands, folder, scratch, arguments)
        if not started:
            peaks[name] = dict.fromkeys(("opened", "cold", "warm"))
            continue
        engine = started[0]
        peaks[name] = {"opened": engine.ask(op="memory").get("peak_mib")}
        for when in ("cold", "warm"):
            answers = [engine.ask(op="run", query=engine.text(workload), parameters=[{}]) for workload in lsqb.LSQB]
            failed = any("error" in answer for answer in answers)
            peaks[name][when] = None if failed else engine.ask(op="memory").get("peak_mib")
        engine.stop()
    return peaks


def wanted(workload, queries):
    return not queries or any(part in (workload.name, workload.group) or workload.name.startswith(part)
                              for part in queries.split(","))


def run_scale(scale, commands, arguments):
    folder = make_data(scale)
    names = arguments.engines.split(",")
    parameters = draw_parameters(folder)
    with contextlib.ExitStack() as stack:
        if arguments.keep:
            scratch = BUILD / "social" / "loaded" / scale
        else:
            scratch = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(dir=BUILD / "social")))
        engines, seconds, missing = peers.start(names, commands, folder, scratch, arguments)
        overhead = {engine.name: binding_ms(engine) for engine in engines}
        result = {"scale": scale, "load_seconds": seconds, "not_run": missing, "return_1_ms": overhead}
        result["workloads"] = [run_workload(workload, engines, overhead, folder, parameters, arguments)
                               for workload in workloads.TIMED if wanted(workload, arguments.queries)]
        result["rates"] = run_rates(engines, parameters, arguments) if arguments.rates else []
        for engine in engines:
            engine.stop()
        result["memory"] = run_memory(seconds, commands, folder, scratch, arguments) if arguments.memory else {}
        if arguments.rates:
            shutil.rmtree(scratch)  # its scores have been changed
    result["ratios"] = reports.geometric_means(result["workloads"], seconds)
    result["behind"] = reports.behind(result["workloads"], result["rates"], list(seconds))
    reports.print_scale(result, arguments.runs)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", default="sf01", help="tiny, sf01, sf1, sf3, or several with commas for growth")
    parser.add_argument("--queries", default="", help="names, groups or beginnings of names, with commas")
    parser.add_argument("--engines", default=",".join(peers.KINDS))
    parser.add_argument("--runs", type=int, default=5, help="rounds after the warm-up")
    parser.add_argument("--threads", type=int, default=2, help="of the peers; Qiao uses all cores")
    parser.add_argument("--limit-seconds", type=int, default=120, help="for one query")
    parser.add_argument("--slow-seconds", type=float, default=10, help="a slower query is run once more only")
    parser.add_argument("--keep", action="store_true", help="keep the loaded databases for the next run that says so")
    parser.add_argument("--memory", action="store_true", help="also the peak of memory of LSQB's nine, in new processes")
    parser.add_argument("--rates", action="store_true", help="also point reads a second, alone and beside a writer")
    parser.add_argument("--rate-seconds", type=float, default=2)
    parser.add_argument("--json", type=pathlib.Path, help="write all figures here (default: build/social/results.json)")
    arguments = parser.parse_args()
    unknown = [scale for scale in arguments.scale.split(",") if scale not in PERSONS]
    if unknown:
        parser.error(f"no such scale: {', '.join(unknown)}; there are {', '.join(PERSONS)}")
    strangers = set(arguments.engines.split(",")) - set(peers.KINDS)
    if strangers:
        parser.error(f"no such engine: {', '.join(strangers)}")
    (BUILD / "social").mkdir(parents=True, exist_ok=True)
    commands = peers.commands_of(arguments.engines.split(","))
    results = {"date": datetime.date.today().isoformat(), "cores": os.cpu_count(),
               "scales": [run_scale(scale, commands, arguments) for scale in arguments.scale.split(",")]}
    if len(results["scales"]) > 1 and "qiao" in commands:
        results["growth"] = growth.compare(results["scales"])
        reports.print_growth(results["scales"])
    target = arguments.json or BUILD / "social" / "results.json"
    target.write_text(json.dumps(results, indent=1))
    print(f"\nall figures: {target}")
    found = [report for scale in results["scales"] for report in scale["workloads"]]
    sys.exit(0 if all(report["agree"] and "error" not in report["engines"].get("qiao", {"error": ""})
                      for report in found) else 1)


if __name__ == "__main__":
    main()
