"""What a run says: tables of times and ratios, where Qiao is behind, growth."""
import math
import statistics

import growth


def figure(number):
    return f"{number:.3g}" if number < 100 else f"{number:.0f}"


def net(report, name):
    return report["engines"].get(name, {}).get("net_ms")


def geometric_means(reports, names):
    """How many times as long each peer took, over the queries of a group that both answered."""
    means = {}
    for group in dict.fromkeys(report["group"] for report in reports):
        for name in names:
            ratios = [net(report, name) / net(report, "qiao") for report in reports
                      if report["group"] == group and net(report, name) and net(report, "qiao")]
            if name != "qiao" and ratios:
                means.setdefault(group, {})[name] = math.exp(statistics.fmean(map(math.log, ratios)))
    return means


def behind(reports, rates, names):
    """The queries and rates in which a peer is ahead of Qiao, the worst first, each with the peers that are."""
    rows = []
    for report in reports:
        ours = net(report, "qiao")
        if ours:
            ahead = {name: ours / net(report, name) for name in names if net(report, name) and net(report, name) < ours}
            rows.append({"name": report["name"], "ms": ours, "ahead": ahead})
    for report in rates:
        ours = report["engines"].get("qiao", {}).get("per_second")
        if ours and report["compared"]:
            ahead = {name: engine["per_second"] / ours for name, engine in report["engines"].items()
                     if engine.get("per_second", 0) > ours}
            rows.append({"name": report["name"], "per_second": ours, "ahead": ahead})
    return sorted((row for row in rows if row["ahead"]), key=lambda row: -max(row["ahead"].values()))


def print_times(reports, names):
    print(f"{'':26}" + "".join(f"{name:>12}" for name in names) + f"{'':>4}ratios (times as long as qiao)")
    for report in reports:
        cells, ratios = "", []
        ours = net(report, "qiao")
        for name in names:
            theirs = net(report, name)
            cells += f"{figure(theirs) if theirs else 'not proven':>12}"
            if name != "qiao" and ours and theirs:
                ratios.append(f"{name} {figure(theirs / ours)}")
        note = "" if report["agree"] else "  DIFFERENT ANSWERS"
        print(f"{report['name']:26}{cells}    {', '.join(ratios)}{note}")
        for name in names:
            if "error" in report["engines"].get(name, {}):
                print(f"    {name}: {report['engines'][name]['error'][:160]}")


def print_rates(rates):
    for report in rates:
        cells = []
        for name, engine in report["engines"].items():
            cell = f"{engine['per_second']:.0f}" if "per_second" in engine else f"not proven: {engine['error'][:80]}"
            if "writes_per_second" in engine:
                cell += f" (and {engine['writes_per_second']:.0f} commits)"
            cells.append(f"{name} {cell}")
        print(f"{report['name']}: {', '.join(cells)}")


def print_behind(rows):
    print("behind (how many times as fast a peer was):" if rows else "behind: none of these")
    for row in rows:
        ours = f"{figure(row['ms'])} ms" if "ms" in row else f"{row['per_second']:.0f} a second"
        ahead = sorted(row["ahead"].items(), key=lambda item: -item[1])
        print(f"    {row['name']:34}qiao {ours:14}{', '.join(f'{name} {figure(ratio)}' for name, ratio in ahead)}")


def print_scale(result, runs):
    names = list(result["load_seconds"])
    print(f"\n{result['scale']}: milliseconds, medians of {runs} rounds, `RETURN 1` of each binding subtracted")
    print_times(result["workloads"], names)
    for group, means in result["ratios"].items():
        print(f"geometric mean of {group}: " + ", ".join(f"{name} {figure(ratio)}" for name, ratio in means.items()))
    print_rates(result["rates"])
    print("load seconds:", result["load_seconds"])
    for name, peaks in result["memory"].items():
        said = [f"{when} {peaks[when]:.0f}" if peaks[when] else f"{when} not proven" for when in ("opened", "cold", "warm")]
        print(f"peak MiB of LSQB's nine in a new process, {name}: {', '.join(said)}")
    print_behind(result["behind"])
    for name, reason in result["not_run"].items():
        print(f"{name}: not proven, it could not be run: {reason}")


def print_growth(scales):
    """Time against size; `growth` is how many times more time, divided by how many times more data."""
    names = [scale["scale"] for scale in scales]
    print(f"\nmilliseconds of qiao against size; from {names[-2]} to {names[-1]}: how many times more time, more data that the"
          " query may look at, more output, and time over data")
    print(f"{'':26}" + "".join(f"{name:>10}" for name in names) + f"{'time':>10}{'data':>8}{'output':>8}{'growth':>8}")
    for row in growth.compare(scales):
        output = f"{row['output']:>8.2f}" if row["output"] else f"{'-':>8}"
        print(f"{row['name']:26}" + "".join(f"{figure(each):>10}" for each in row["ms"])
              + f"{row['time']:>10.2f}{row['data']:>8.2f}{output}{row['growth']:>8.2f}"
              + (f"  ABOVE {growth.FLAG}" if row["flagged"] else ""))
