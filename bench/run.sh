#!/usr/bin/env bash
# Runs the benchmarks of the release build: all, or those whose name holds the first argument.
set -euo pipefail
cd "$(dirname "$0")/.."
for program in build/bench_*"${1:-}"*; do
  [ -x "$program" ] || { echo "no benchmark named ${1:-}" >&2; exit 2; }
  "$program" --benchmark_repetitions=5 --benchmark_report_aggregates_only=true
done
