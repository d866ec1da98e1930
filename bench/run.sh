#!/usr/bin/env bash
# Runs the benchmarks of the release build: all, or those whose name holds the first argument.
# `social` and `import` stand for those with peers; what follows goes to their programs.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "${1:-}" = social ]; then
  shift
  exec python3 bench/social/run.py "$@"
fi
if [ "${1:-}" = import ]; then
  shift
  exec python3 bench/import/measure.py "$@"
fi
for program in build/bench_*"${1:-}"*; do
  [ -x "$program" ] || { echo "no benchmark named ${1:-}" >&2; exit 2; }
  "$program" --benchmark_repetitions=5 --benchmark_report_aggregates_only=true
done
