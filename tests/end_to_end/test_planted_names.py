"""A name in a column that is not imported is found in no file that the program leaves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NAME, PASSWORD = "Zebediah Quackenbush", "a password"
_PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ketgui import app
from ketgui.domain.edits import PatientExclusion

folder, sealed = Path(sys.argv[1]), sys.argv[2] == "sealed"
options = app.build_parser().parse_args([str(Path(sys.argv[1]) / "clinic.csv")])
application, window = app.compose(options)
window.show()

def wait(holds):
    for _turn in range(12000):
        if holds():
            return
        QTest.qWait(5)
    raise SystemExit("waited in vain")

session, file = window.session, window.study_file
session.proposed.connect(session.accept)
wait(lambda: session.analysis is not None)
file.save_as(folder / "study.ketgui", "a password" if sealed else None)
wait(lambda: file.path is not None)
session.edit(PatientExclusion("QQ7701", "moved away"), "QQ7701 excluded")
wait((folder / ".~study.ketgui").is_file)
file.finish()
window.leave()
"""


def run(tmp_path: Path, *, sealed: bool) -> tuple[list[Path], str]:
    """Run the program under strace, and return the files that are there and those it opened."""
    data, home = tmp_path / "data", tmp_path / "home"
    data.mkdir()
    rows = "".join(f"{NAME},QQ770{n},{20 + n},{10 + n}\n" for n in range(1, 5))
    (data / "clinic.csv").write_text(f"Nom,patient_id,MADRS before,MADRS after\n{rows}")
    environment = {**os.environ, "KETGUI_HOME": str(home), "TMPDIR": str(tmp_path),
                   "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}  # fmt: skip
    trace = tmp_path.with_name(f"{tmp_path.name}.strace")
    command = [sys.executable, "-c", _PROGRAM, str(data), "sealed" if sealed else "open"]
    if shutil.which("strace"):
        watched = "trace=openat,creat,rename,renameat2,link,write,socket,connect"
        command = [
            "strace",
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-s",
            "20000",
            "-e",
            watched,
            "-o",
            str(trace),
            *command,
        ]
    subprocess.run(command, env=environment, check=True, timeout=120)
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "clinic.csv"]
    calls = trace.read_text(errors="replace") if trace.exists() else ""
    return left, calls


@pytest.mark.benchmark
def test_a_name_that_was_left_out_is_written_nowhere(tmp_path):
    left, calls = run(tmp_path, sealed=False)
    assert {".~study.ketgui", "study.ketgui"} <= {path.name for path in left}
    from ketgui.project.archive import unpack

    for path in left:
        data = path.read_bytes()
        contents = [*unpack(data).files.values()] if data.startswith(b"PK") else [data]
        assert not any(NAME.split()[0].encode() in content for content in contents), path
    assert NAME not in calls
    # What is about patients goes into the study and its copy alone.
    elsewhere = [path for path in left if "study.ketgui" not in path.name]
    assert not [path for path in elsewhere if b"QQ7701" in path.read_bytes()]


@pytest.mark.benchmark
def test_nothing_of_a_patient_of_a_sealed_study_is_in_clear_on_the_disk(tmp_path):
    left, calls = run(tmp_path, sealed=True)
    for path in left:
        data = path.read_bytes()
        assert b"QQ7701" not in data, path
        assert PASSWORD.encode() not in data, path
    written = [line for line in calls.splitlines() if " write(" in line]
    assert not [line for line in written if "QQ7701" in line or PASSWORD in line]
