#!/usr/bin/env bash
# Runs the benchmarks of the release build: all that need no arguments, or
#   NAME                                those whose name holds this
#   cancel | limits | queries WORD…     a program that takes arguments; its source says which
#   social | import WORD…               those with peers; see their README.md
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:-}
case "$name" in
  social) exec python3 bench/social/run.py "${@:2}" ;;
  import) exec python3 bench/import/measure.py "${@:2}" ;;
  cancel | limits | queries) exec "build/bench_$name" "${@:2}" ;;
esac
for program in build/bench_*"$name"*; do
  [ -x "$program" ] || { echo "no benchmark named $name" >&2; exit 2; }
  case "$program" in *_cancel | *_limits | *_queries) continue ;; esac
  "$program" --benchmark_repetitions=5 --benchmark_report_aggregates_only=true
done
