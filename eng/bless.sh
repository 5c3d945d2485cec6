#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Blesses snapshots: every *.received.* below tests/ and samples/ becomes the *.verified.* beside it.
# usage: eng/bless.sh [PART-OF-A-NAME]     only the files whose name holds PART-OF-A-NAME
set -euo pipefail
cd "$(dirname "$0")/.."

pattern=${1:-}
count=0
while IFS= read -r -d '' received; do
    name=${received##*/}
    [[ $name == *"$pattern"* ]] || continue
    verified=${received%/*}/${name/.received./.verified.}
    mv -- "$received" "$verified"
    printf '%s\n' "$verified"
    count=$((count + 1))
done < <(find tests samples -name '*.received.*' -type f -not -path '*/bin/*' -not -path '*/obj/*' -print0 | sort -z)

printf '%d blessed\n' "$count"
