#!/usr/bin/env python3
"""Fails when a message has no Chinese wording, or when the tables of wordings are at fault.

    translations_test.py SOURCE_DIR

The tables are base/translations_*.cc. A message is a literal that is given where a format string is asked for, or one of
the texts that stand in tables and are looked up later. Adjacent literals are one text, as they are for the compiler.
"""
import pathlib
import re
import sys

LAYERS = ["base", "storage", "query", "engine", "loaders", "cli"]
LITERAL = r'"(?:[^"\\\n]|\\.)*"'
LITERALS = rf"{LITERAL}(?:\s*{LITERAL})*"
# What is no code: comments, and raw and plain literals, where // begins no comment.
TOKEN = re.compile(rf'R"(\w*)\(.*?\)\1"|{LITERAL}|//[^\n]*|/\*.*?\*/', re.DOTALL)
# A function that takes a format string and passes it on to base::Message.
TAKES_FORMAT = re.compile(r"\b(\w+)\(([^()]*?)\bfmt::format_string<[^;{]*?> \w+")
# Texts in tables: what a table's row must look like, and the file that holds it.
IN_TABLES = {
    "query/parse/messages.h": rf"({LITERALS})",
    "query/parse/foreign_phrases.cc": rf'\{{"[A-Z ]+", ({LITERALS})\}}',
    "cli/shell/meta_command.cc": rf'\{{"[:\\][^"]*", "[^"]*", ({LITERALS}), &\w+\}}',
    "loaders/file_kind.cc": rf'\{{FileKind::\w+, "\w+",\s*({LITERALS}),',
}
ROW = re.compile(rf"\{{({LITERALS}),\s*({LITERALS})\}},")
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}


def text_of(literals):
    inner = "".join(literal[1:-1] for literal in re.findall(LITERAL, literals))
    return re.sub(r"\\(.)", lambda match: ESCAPES.get(match[1], match[1]), inner)


def without_comments(source):
    return TOKEN.sub(lambda match: match[0] if match[0].endswith('"') and match[0][0] != "/" else " ", source)


def holes(text):
    """The arguments that a text takes, as the numbers of {} or {0}, {1} …"""
    found = re.findall(r"\{(\d*)[^{}]*\}", text.replace("{{", "").replace("}}", ""))
    return sorted(int(number) if number else place for place, number in enumerate(found))


def arguments(source, start):
    """The arguments of the call whose bracket opens before `start`."""
    depth, begin, place, found = 0, start, start, []
    while place < len(source):
        if source[place] in "\"'":
            quoted = re.compile(rf"{LITERAL}|'(?:[^'\\]|\\.)+'").match(source, place)
            place = quoted.end() if quoted else place + 1
            continue
        if source[place] in "([{":
            depth += 1
        elif source[place] in ")]}":
            depth -= 1
        if depth < 0 or (depth == 0 and source[place] == ","):
            found.append(source[begin:place].strip())
            begin = place + 1
        if depth < 0:
            break
        place += 1
    return found


def messages_of(path, source, takers):
    """Each message that a file raises, with its line."""
    for call in re.finditer(rf"\b({'|'.join(takers)})(?:\s+\w+)?[({{]", source):
        given = arguments(source, call.end())
        place = takers[call[1]]
        text = given[place] if place < len(given) else ""
        if re.fullmatch(r"k\w+", text):
            constant = re.search(rf"\b{text}(?:\[\])?\s*=\s*({LITERALS});", source)
            text = constant[1] if constant else f'"the constant {text}"'
        if re.fullmatch(LITERALS, text):
            yield source.count("\n", 0, call.start()) + 1, text_of(text)
    for row in re.finditer(IN_TABLES.get(path, r"(?!)"), source):
        yield source.count("\n", 0, row.start()) + 1, text_of(row[1])


def wordings_of(root, faults):
    """Chinese by English, of all tables."""
    wordings = {}
    for path in sorted((root / "base").glob("translations_*.cc")):
        rows = [(text_of(row[1]), text_of(row[2])) for row in ROW.finditer(path.read_text(encoding="utf-8"))]
        if not rows:
            faults.append(f"{path.name}: no row can be read")
        for (before, _), (after, _) in zip(rows, rows[1:]):
            if before.encode() >= after.encode():
                faults.append(f"{path.name}: out of order: {after!r}")
        for english, chinese in rows:
            if english in wordings:
                faults.append(f"{path.name}: a second wording of {english!r}")
            if "phrases" in path.name and " " not in english:
                faults.append(f"{path.name}: a single word may be a name: {english!r}")
            if holes(english) != holes(chinese):
                faults.append(f"{path.name}: other arguments than in English: {chinese!r}")
            wordings[english] = chinese
    return wordings


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    paths = [p for layer in LAYERS for p in sorted((root / layer).rglob("*")) if p.suffix in (".h", ".cc")]
    sources = {
        path.relative_to(root).as_posix(): re.sub(r"(?m)^\s*#.*$", "", without_comments(path.read_text("utf-8")))
        for path in paths
        if not path.name.startswith("translations")
    }
    takers = {
        match[1]: match[2].count(",") for source in sources.values() for match in TAKES_FORMAT.finditer(source)
    }
    faults = []
    wordings = wordings_of(root, faults)
    raised = {}
    for path, source in sources.items():
        found = list(messages_of(path, source, takers))
        if path in IN_TABLES and not found:
            faults.append(f"{path}: the table of texts can't be read")
        for line, text in found:
            raised.setdefault(text, f"{path}:{line}")
    faults += [f"{place}: no Chinese wording of {text!r}" for text, place in raised.items() if text not in wordings]
    literals = {text_of(match[0]) for source in sources.values() for match in re.finditer(LITERALS, source)}
    faults += [f"no source uses {text!r}" for text in wordings if text not in literals]
    print("\n".join(faults) or f"{len(raised)} messages, all worded in Chinese")
    sys.exit(1 if faults or not raised else 0)


if __name__ == "__main__":
    main()
