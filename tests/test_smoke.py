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
from ketgui.smoke import steps
from ketgui.smoke.walk import SmokeError, Walk, run

ROOT = Path(__file__).parent.parent


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
        for suffix in FORMATS:
            figures = {path.stem for path in (kept / "figures" / code).glob(f"*.{suffix}")}
            assert figures == {figure.key for figure in FIGURES}
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


def test_a_registry_that_is_shorter_than_in_the_source_is_noticed(tmp_path, monkeypatch):
    expected = tmp_path / "expected.json"
    expected.write_text('{"registered": {"readers": 99}, "modules": []}', encoding="utf-8")
    monkeypatch.setattr(steps, "find_resource", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(SmokeError, match="99"):
        steps._count(Walk(tmp_path), Mock())


def test_what_a_slot_raised_fails_the_walk(tmp_path, monkeypatch):
    def slot_fails(walk, window):
        walk.on_failure(ValueError, ValueError("in a slot"), None)
        return "done"

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    assert run(Mock(), tmp_path, (slot_fails,)) == 1
    assert "in a slot" in (tmp_path / "smoke.txt").read_text(encoding="utf-8")
