"""The first changes of CONTRIBUTING.md, followed to the letter on a copy of the source."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.places import ROOT

GUIDE = ROOT / "CONTRIBUTING.md"
BLOCK = re.compile(
    r"<!-- (new: (?P<new>\S+)|in: (?P<into>\S+)|run) -->\n```\w+\n(?P<text>.*?)```", re.S
)
COPIED = ("ketgui", "resources", "main.py", "pyproject.toml")
# What tests/oracles/quartiles.R of the guide printed under R 4.2.2.
QUARTILES = {"quartiles": [5, 9, 13]}


@dataclass(frozen=True)
class Block:
    """A block of the guide: a new file, lines for one that is there, or commands to run."""

    new: str
    into: str
    text: str


def blocks_of_guide() -> list[Block]:
    found = BLOCK.finditer(GUIDE.read_text(encoding="utf-8"))
    return [Block(match["new"] or "", match["into"] or "", match["text"]) for match in found]


def insert_lines(source: str, block: str) -> str:
    """Put a block's imports among a file's own, and its last lines after the line it names."""
    *imports, lines = block.split("\n\n")
    anchor, _newline, addition = lines.partition("\n")
    future = "from __future__ import annotations\n"
    assert anchor in source, anchor
    source = source.replace(f"{anchor}\n", f"{anchor}\n{addition}", 1)
    return source.replace(future, f"{future}\n{''.join(imports)}", 1)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A copy of the source in which the guide's files and lines have been written."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in COPIED:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    ignored = shutil.ignore_patterns("data", "benchmarks", "packaging", "test_*", "__pycache__")
    shutil.copytree(ROOT / "tests", folder / "tests", ignore=ignored)
    for block in blocks_of_guide():
        if block.new:
            path = folder / block.new
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.into:
            path = folder / block.into
            changed = insert_lines(path.read_text(encoding="utf-8"), block.text)
            path.write_text(changed, encoding="utf-8")
    return folder


def run(checkout: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def results(checkout) -> dict[str, subprocess.CompletedProcess[str]]:
    """What each command of the guide printed."""
    commands = [block.text.split() for block in blocks_of_guide() if not block.new + block.into]
    return {" ".join(c): run(checkout, sys.executable, *c[1:]) for c in commands}


def test_every_command_of_the_guide_runs(results):
    assert len(results) == 3
    for command, done in results.items():
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"


def test_the_figure_is_drawn(checkout, results):
    picture = checkout / "out" / "figures" / "score_by_age.png"
    assert picture.stat().st_size > 5_000


def test_the_statistic_is_published_and_agrees_with_r(checkout, results):
    published = json.loads((checkout / "out" / "analysis.json").read_text(encoding="utf-8"))
    assert published["change_quartiles"]["quartiles"] == QUARTILES["quartiles"][::2]
    oracle = checkout / "tests" / "oracles" / "quartiles.json"
    oracle.write_text(json.dumps(QUARTILES), encoding="utf-8")
    if shutil.which("Rscript"):
        printed = run(checkout, "Rscript", "tests/oracles/quartiles.R").stdout
        assert json.loads(printed) == QUARTILES
    test = "tests/statistics/results/outcomes/test_change_quartiles.py"
    done = run(checkout, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test)
    assert "1 passed" in done.stdout, done.stdout


def test_the_scale_is_read_and_analysed(checkout, results):
    published = json.loads((checkout / "out-scale" / "analysis.json").read_text(encoding="utf-8"))
    assert published["plan"]["scale"] == "example_mood"
    assert published["paired_change"]["n"] == 3
    assert published["outcomes"]["response"]["count"] == 2


def test_the_column_is_imported(checkout, results):
    script = (
        "from pathlib import Path; from ketgui.importing import import_files;"
        "cohort = import_files([Path('education.csv')]).cohort;"
        "print(list(cohort.patients['education_years']))"
    )
    done = run(checkout, sys.executable, "-c", script)
    assert done.stdout.strip() == "[12.0, 16.0, 11.0]", done.stderr
