"""The engines as child processes: how they are fetched, started, asked and loaded. Their versions are pinned in ../peers."""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(os.environ.get("QIAO_BUILD", HERE.parent.parent / "build"))  # where Qiao is built and data is kept
PEERS = HERE.parent / "peers"
FETCHED = BUILD / "social" / "peers"
PREPARE = ["CREATE INDEX person_id FOR (p:Person) ON (p.id)"]  # as the primary keys of the other peers


@dataclass
class Kind:
    dialect: str  # which wording of a workload it is asked
    script: str
    package: str = ""  # of npm; nothing: of Maven
    warm_seconds: float = 0  # at least so long each query is asked before it is measured: what a virtual machine compiles


KINDS = {
    "qiao": Kind("cypher", ""),
    "kuzu": Kind("graph", "graph_peer.mjs", "kuzu"),
    "ladybug": Kind("graph", "graph_peer.mjs", "@ladybugdb/core"),
    "duckdb": Kind("sql", "duckdb.mjs", "@duckdb/node-api"),
    "neo4j": Kind("cypher", "Neo4jPeer.java", warm_seconds=2),
}


class Engine:
    """One child process; ask() answers a dictionary, with "error" where something went wrong."""

    def __init__(self, name, command):
        self.name, self.kind = name, KINDS[name]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE)

    def ask(self, patience=3600, **request):
        """A child that answers nothing for `patience` seconds is ended."""
        timer = threading.Timer(patience, self.process.kill)
        timer.start()
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            timer.cancel()
        return json.loads(line) if line else {"error": "the process ended"}

    def text(self, workload):
        return getattr(workload, self.kind.dialect)

    def load(self, folder, scratch, threads, limit_seconds):
        """Loads the tables into scratch/NAME, or opens what the same version has loaded from them there before."""
        scratch = scratch / self.name
        stamp, made_by = scratch / "loaded.json", made_from(self.name, folder)
        known = json.loads(stamp.read_text()) if stamp.exists() else {}
        reuse = known.get("made_by") == made_by
        if not reuse:
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir(parents=True)
        answer = self.ask(op="load", folder=str(folder), scratch=str(scratch), threads=threads,
                          limit_seconds=limit_seconds, prepare=PREPARE, reuse=reuse)
        if reuse:
            answer["seconds"] = known["seconds"]
        elif "error" not in answer:
            stamp.write_text(json.dumps({"made_by": made_by, "seconds": answer["seconds"]}))
        return answer

    def stop(self):
        self.process.stdin.close()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()


def made_from(name, folder):
    """What a loaded database depends on: the engine's version, its layout and the data."""
    files = [BUILD / "social_engine"] if name == "qiao" else [
        HERE / KINDS[name].script, PEERS / "package.json", PEERS / "pom.xml"]
    digest = hashlib.sha256(str((folder / "done").stat().st_mtime_ns).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def fetch(tool, pins, commands):
    """The folder of fetched peers, or None with a message; fetched again when the pinned versions change."""
    folder = FETCHED / tool
    done = folder / "done"
    if done.exists() and done.read_bytes() == pins.read_bytes():
        return folder
    if shutil.which(tool) is None:
        print(f"{tool} is missing: its peers are not run", file=sys.stderr)
        return None
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(pins, folder)
    for command, place in commands:
        try:
            if (folder / place).exists():
                subprocess.run(command, check=True, cwd=folder / place, stdout=subprocess.DEVNULL)
        except (subprocess.CalledProcessError, OSError) as error:
            print(f"{' '.join(command)} failed ({error}): its peers are not run", file=sys.stderr)
            return None
    done.write_bytes(pins.read_bytes())
    return folder


def fetch_npm():
    # The install scripts only put the prebuilt libraries in place; they are run one by one, in sight.
    return fetch("npm", PEERS / "package.json", [
        (["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"], "."),
        (["node", "install.js"], "node_modules/kuzu"),
        (["node", "install.js"], "node_modules/@ladybugdb/core")])


def fetch_maven():
    if shutil.which("java") is None:
        print("java is missing: its peers are not run", file=sys.stderr)
        return None
    return fetch("mvn", PEERS / "pom.xml", [
        (["mvn", "-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory=jars"], ".")])


def commands_of(names):
    """How to start each engine that can be had, by its name."""
    commands = {}
    kinds = [KINDS[name] for name in names if name != "qiao"]
    modules = fetch_npm() if any(kind.package for kind in kinds) else None
    jars = fetch_maven() if any(not kind.package for kind in kinds) else None
    for name in names:
        kind = KINDS[name]
        if name == "qiao":
            commands[name] = [BUILD / "social_engine"]
        elif kind.package and modules is not None:
            commands[name] = ["node", kind.script, kind.package, modules]
        elif not kind.package and jars is not None:
            opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.nio", "java.io", "sun.nio.ch")]
            commands[name] = ["java", "-Xmx4g", *opens, "-cp", f"{jars}/jars/*", kind.script]
    return commands


def start(names, commands, folder, scratch, arguments):
    """The engines that run and have loaded the tables; what each load took; why the others do not run."""
    engines, seconds, missing = [], {}, {name: "not installed" for name in names if name not in commands}
    for name in names:
        if name not in commands:
            continue
        engine = Engine(name, commands[name])
        answer = engine.load(folder, scratch, arguments.threads, arguments.limit_seconds)
        if "error" in answer:
            missing[name] = answer["error"]
            engine.stop()
        else:
            seconds[name] = round(answer["seconds"], 2)
            engines.append(engine)
    return engines, seconds, missing
