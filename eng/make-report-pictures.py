#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the pictures of the HTML report in docs/pictures from samples/LinuxEntry, with the system's Chromium: python3 eng/make-report-pictures.py [REPORT.html]

Pictures differ a little from one version of Chromium and its fonts to the next, so no test compares them: look at them before you commit them."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"

# File, address in the report, width, height, dark.
SHOTS = [
    ("report-overview.png", "#/0/overview", 1440, 900, False),
    ("report-path.png", "#/0/path/5/47", 1360, 860, False),
    ("report-routine.png", "#/0/at/common_interrupt", 1280, 800, True),
    ("report-medium.png", "#/0/at/error_entry", 900, 900, False),
    ("report-narrow.png", "#/0/path/5/47", 500, 1400, False),
]


def run(*command):
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)


def make_report(report):
    run("dotnet", "build", "samples/LinuxEntry", "-c", "Release")
    run("dotnet", "run", "-c", "Release", "--project", "src/EntryAsm.Tool", "--", "report", "samples/LinuxEntry/bin/Release/net10.0/LinuxEntry.dll",
        "--sources", "src/EntryAsm.Linux", "-o", str(report))


def take_pictures(report):
    for name, address, width, height, is_dark in SHOTS:
        dark = ["--force-dark-mode"] if is_dark else []
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=4000", *dark,
            f"--window-size={width},{height}", f"--screenshot={PICTURES / name}", report.as_uri() + address)
        print("docs/pictures/" + name, file=sys.stderr)


def main():
    if len(sys.argv) > 1:
        take_pictures(Path(sys.argv[1]).resolve())
        return
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        make_report(report)
        take_pictures(report)


if __name__ == "__main__":
    main()
