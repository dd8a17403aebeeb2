"""A random user of some seconds: nothing is raised, warned of, or crashes, at the exit neither."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 8


@pytest.mark.slow
def test_a_random_user_meets_no_fault():
    command = (sys.executable, "-m", "tests.random_walk", "5", "--seconds", str(SECONDS))
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    samples = ROOT / "resources" / "samples"
    before = sorted(samples.rglob("*"))
    walk = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert walk.returncode == 0, walk.stdout + walk.stderr
    # What it saved is in its own folder: nothing is suggested within the program's.
    assert sorted(samples.rglob("*")) == before
