#!/usr/bin/env python3
"""Fails when an include runs against the layers, or when a third party is included outside its room.

    layers_test.py SOURCE_DIR
"""
import pathlib
import re
import sys

# What each folder may include besides itself.
LAYERS = {
    "base": set(),
    "storage": {"base"},
    "query": {"base"},
    "engine": {"base", "storage", "query"},
    "loaders": {"base", "query", "engine"},
    "cli": {"base", "query", "engine", "loaders"},
}
# Headers of third parties, and the folders they may be seen in (tests and benches aside).
ROOMS = {
    r"rocksdb/": ["storage/rocks"],
    r"tao/": ["query/parse", "loaders/news"],
    r"boost/(graph|property_map|iterator)/": ["engine/algo"],
    r"boost/json": ["loaders", "cli"],
    r"(unicode/|date/|re2/)": ["base"],
    r"opencc": ["loaders"],
    r"(zlib|zstd|bzlib|lzma)\.h": ["loaders"],
    r"(CLI/|CLI11|histedit|editline)": ["cli"],
}
# Inside the query layer data flows one way too.
QUERY_ORDER = {
    "parse": set(),
    "functions": set(),
    "procedures": {"functions"},
    "plan": {"functions", "procedures"},
    "bind": {"parse", "functions", "procedures", "plan"},
    "planner": {"functions", "procedures", "plan", "bind"},
    "optimize": {"functions", "procedures", "plan", "bind", "planner"},
    "exec": {"functions", "procedures", "plan"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def faults_of(root: pathlib.Path, path: pathlib.Path):
    relative = path.relative_to(root)
    layer, room = relative.parts[0], relative.as_posix()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        quote, target = match.groups()
        place = f"{relative}:{number}: {target}"
        first = target.split("/")[0]
        if quote == '"' and first in LAYERS and first != layer and first not in LAYERS[layer]:
            yield f"{place}: {layer}/ may not include {first}/"
        parts = target.split("/")
        if layer == "query" and first == "query" and len(parts) > 2 and len(relative.parts) > 2:
            here, there = relative.parts[1], parts[1]
            if here != there and there not in QUERY_ORDER[here]:
                yield f"{place}: query/{here}/ may not include query/{there}/"
        for pattern, rooms in ROOMS.items():
            if re.match(pattern, target) and not any(room.startswith(r + "/") for r in rooms):
                yield f"{place}: a third party outside {', '.join(rooms)}"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    sources = [p for layer in LAYERS for p in sorted((root / layer).rglob("*")) if p.suffix in (".h", ".cc")]
    faults = [fault for path in sources for fault in faults_of(root, path)]
    print("\n".join(faults) or f"{len(sources)} files, every include follows the layers")
    sys.exit(1 if faults or not sources else 0)


if __name__ == "__main__":
    main()
