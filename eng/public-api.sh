#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Writes what users of src/EntryAsm see into PublicAPI.Unshipped.txt; the build fails while it is out of date. Generated files are their own record and left out.
set -euo pipefail
cd "$(dirname "$0")/../src/EntryAsm"

printf '#nullable enable\n' > PublicAPI.Unshipped.txt
CheckPublicApi=true dotnet format analyzers EntryAsm.csproj --diagnostics RS0016 --severity warn
