"""Fail if the Qt-free packages are covered below the floor in pyproject.toml."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Print the branch coverage of the Qt-free rooms; return 1 below the floor."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rooms, floor = settings["tool"]["ketgui"]["qt_free"], settings["tool"]["ketgui"]["floor"]
    report = _report(rooms)
    if report is None:
        return 1
    total = report["totals"]["percent_branches_covered"]
    print(
        f"Qt-free rooms: {total:.1f} % of branches and "
        f"{report['totals']['percent_statements_covered']:.1f} % of lines covered "
        f"(floor: {floor} % of branches)"
    )
    if total >= floor:
        return 0
    for name, file in sorted(report["files"].items(), key=_missing_branches, reverse=True):
        if file["missing_branches"]:
            lines = sorted({line for line, _ in file["missing_branches"]})
            print(f"  {name}: branches not taken from lines {', '.join(map(str, lines))}")
    return 1


def _report(rooms: list[str]) -> dict[str, Any] | None:
    command = [sys.executable, "-m", "coverage", "json", "-q", "-o", "-", "--include"]
    printed = subprocess.run(
        [*command, ",".join(rooms)], cwd=ROOT, check=False, capture_output=True, text=True
    )
    if printed.returncode:
        print((printed.stdout + printed.stderr).strip(), file=sys.stderr)
        return None
    return json.loads(printed.stdout)


def _missing_branches(item: tuple[str, dict[str, Any]]) -> int:
    return len(item[1]["missing_branches"])


if __name__ == "__main__":
    sys.exit(main())
