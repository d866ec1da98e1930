#!/usr/bin/env bash
# Loads the cooperation graph, prints the ten answers and a proposal. Usage: demo.sh QIAO
set -euo pipefail
qiao=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$qiao" load "$work/coop.db" "$here/nodes" "$here/links"
for question in "$here"/questions/*.cypher; do
  echo
  sed -n '1,2s|^// ||p' "$question"
  "$qiao" query "$work/coop.db" -f "$question"
done
echo
python3 "$here/recommend.py" "$work/coop.db" --qiao "$qiao" --region 长子县
