"""How the time of a query grows with the data it has to look at."""
import functools
import re
import statistics

FLAG = 1.3  # a query whose time grows so many times faster than its data is marked


@functools.cache
def table_sizes(folder):
    """Rows by the names that the SQL wordings use."""
    sizes = {}
    for file in [*folder.glob("*.csv"), *folder.glob("merged/*.csv")]:
        with open(file, "rb") as lines:
            sizes[file.stem.removesuffix("_both")] = sum(1 for _ in lines) - 1
    return sizes


def column(folder, table, number):
    with open(folder / f"{table}.csv") as lines:
        next(lines)
        for line in lines:
            yield line.rstrip("\n").split("|")[number]


def edges_between_all(folder, is_one, is_other):
    """What searches look at between all persons with birthdays of two kinds."""
    lists = friends(folder)
    born = list(zip(map(int, column(folder, "Person", 0)), column(folder, "Person", 2)))
    ones = [person for person, birthday in born if is_one(birthday)]
    others = [person for person, birthday in born if is_other(birthday)]
    return sum(edges_between(lists, one, other) for one in ones for other in others)


def messages_of_tags(folder, beginning):
    """Tags of messages that begin so, and all tags."""
    names = dict(zip(column(folder, "Tag", 0), column(folder, "Tag", 1)))
    tagged = [table for table in ("Comment_hasTag_Tag", "Post_hasTag_Tag") for table in column(folder, table, 1)]
    return len(names) + sum(names[tag].startswith(beginning) for tag in tagged)


@functools.cache
def friends(folder):
    lists = {}
    with open(folder / "Person_knows_Person.csv") as lines:
        next(lines)
        for line in lines:
            a, b = map(int, line.split("|")[:2])
            lists.setdefault(a, []).append(b)
            lists.setdefault(b, []).append(a)
    return lists


def step(lists, frontier, seen):
    """The next frontier, and how many edges were looked at."""
    edges = sum(len(lists.get(person, ())) for person in frontier)
    found = {friend for person in frontier for friend in lists.get(person, ())} - seen
    seen |= found
    return found, edges


def edges_within(lists, person, hops):
    frontier, seen, total = {person}, {person}, 0
    for _ in range(hops):
        frontier, edges = step(lists, frontier, seen)
        total += edges
    return total


def edges_between(lists, one, other):
    """What two searches look at that come towards each other, the smaller frontier first."""
    sides = [({one}, {one}), ({other}, {other})]
    total = 0
    while all(frontier for frontier, _ in sides) and not sides[0][1] & sides[1][1]:
        sides.sort(key=lambda side: len(side[0]))
        frontier, seen = sides[0]
        frontier, edges = step(lists, frontier, seen)
        sides[0] = (frontier, seen)
        total += edges
    return total


def data_of(workload, folder, sets):
    """How much a query may look at: the rows of the tables it names, or the edges around its parameters, their median."""
    if workload.touched:
        return workload.touched(folder)
    if workload.parameters == "none":
        return sum(size for table, size in table_sizes(folder).items() if re.search(rf"\b{table}\b", workload.sql))
    lists = friends(folder)
    if workload.parameters == "pairs":
        return statistics.median(edges_between(lists, each["a"], each["b"]) for each in sets)
    return statistics.median(1 + edges_within(lists, each["id"], workload.reach) for each in sets)


def output_of(answer):
    """What a query counts, if that is all it answers; otherwise its rows."""
    if all(len(rows) == 1 and len(rows[0]) == 1 and isinstance(rows[0][0], (int, float)) for rows in answer):
        return sum(rows[0][0] for rows in answer)
    return sum(len(rows) for rows in answer)


def compare(scales):
    """For each query of the last two scales: how many times more time, data and output."""
    before, after = scales[-2:]
    rows = []
    for old in before["workloads"]:
        new = next((each for each in after["workloads"] if each["name"] == old["name"]), None)
        times = [report["engines"].get("qiao", {}).get("net_ms") if report else None for report in (old, new)]
        if None in times:
            continue
        row = {"name": old["name"], "time": times[1] / times[0], "data": new["data"] / old["data"],
               "output": new["output"] / old["output"] if old["output"] else None,
               "ms": [report["engines"]["qiao"]["net_ms"] for scale in scales for report in scale["workloads"]
                      if report["name"] == old["name"]]}
        row["growth"] = row["time"] / row["data"]
        row["flagged"] = row["growth"] > FLAG
        rows.append(row)
    return rows
