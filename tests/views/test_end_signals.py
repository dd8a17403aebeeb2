"""A signal that ends the program is heard in the event loop; what was done can be recovered."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from ketgui.domain.edits import PatientExclusion
from ketgui.project.opening import read_file

_PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from ketgui import app
from ketgui.domain.edits import PatientExclusion
from ketgui.views import window as module

def change(window):
    if window.session.analysis is None:
        QTimer.singleShot(50, lambda: change(window))
        return
    window.session.edit(PatientExclusion("SYN09", "other protocol"), "SYN09 excluded")
    print("changed", flush=True)

compose = app.compose
def composed(options):
    application, window = compose(options)
    window.first_painted.connect(lambda: change(window))
    return application, window
app.compose = composed
sys.exit(app.main(["--example"]))
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_program_that_is_asked_to_end_leaves_a_recovery_copy(tmp_path, name):
    environment = {**os.environ, "KETGUI_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM], stdout=subprocess.PIPE, env=environment, text=True
    ) as program:
        assert program.stdout
        assert program.stdout.readline() == "changed\n"
        time.sleep(0.1)
        program.send_signal(getattr(signal, name))
        assert program.wait(timeout=30) == 0
    (copy,) = (tmp_path / "recovery").glob("*.ketgui")
    assert read_file(copy)[0].recipe.edits == (PatientExclusion("SYN09", "other protocol"),)
