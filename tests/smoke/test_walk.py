"""The walk through the whole program that every build must survive."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from ketgui.figures.catalogue import FIGURES
from ketgui.rendering.image import FORMATS
from ketgui.reporting.documents.kinds import DOCUMENTS
from ketgui.smoke.walk import SmokeError, Walk, prepare, run

ROOT = Path(__file__).parent.parent.parent


def walk(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder)}
    environment.pop("KETGUI_HOME", None)
    return subprocess.run(
        [sys.executable, "main.py", "--smoke", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.mark.slow
def test_the_program_from_source_survives_the_walk(tmp_path):
    done = walk(tmp_path, str(tmp_path / "kept"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("smoke: all well")
    kept = tmp_path / "kept"
    assert (kept / "smoke.txt").read_text(encoding="utf-8") == done.stdout
    for code in ("en", "fr"):
        for suffix in FORMATS if code == "en" else ("png",):
            figures = {path.stem for path in (kept / "figures" / code).glob(f"*.{suffix}")}
            assert figures == {figure.key for figure in FIGURES}
        written = {path.name for path in (kept / "report" / code).iterdir()}
        assert {kind.file for kind in DOCUMENTS} <= written
    # The user's own preferences were not written.
    assert (kept / "preferences" / "settings.json").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_step_that_fails_fails_the_walk(tmp_path, capsys, monkeypatch):
    def lost(walk, window):
        raise SmokeError("a reader was lost")

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    assert run(Mock(), tmp_path, (lost,)) == 1
    assert "a reader was lost" in capsys.readouterr().out
    assert "FAILED" in (tmp_path / "smoke.txt").read_text(encoding="utf-8")


def test_what_a_slot_raised_fails_the_walk(tmp_path, monkeypatch):
    def slot_fails(walk, window):
        walk.on_failure(ValueError, ValueError("in a slot"), None)
        return "done"

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    assert run(Mock(), tmp_path, (slot_fails,)) == 1
    assert "in a slot" in (tmp_path / "smoke.txt").read_text(encoding="utf-8")


def test_what_a_step_says_is_printed_and_kept(tmp_path, capsys):
    walk = Walk(tmp_path)
    walk.say("2 readers")
    assert walk.lines == ["2 readers"]
    assert capsys.readouterr().out == "2 readers\n"


def test_the_preferences_of_a_walk_lie_in_its_folder_unless_another_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv("KETGUI_HOME")
    prepare(tmp_path)
    assert os.environ["KETGUI_HOME"] == str(tmp_path / "preferences")
    monkeypatch.setenv("KETGUI_HOME", "elsewhere")
    prepare(tmp_path)
    assert os.environ["KETGUI_HOME"] == "elsewhere"
