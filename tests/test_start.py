"""The window is on screen before any heavy library is imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOT_BEFORE_FIRST_PAINT = (
    "numpy",
    "pandas",
    "scipy",
    "pyqtgraph",
    "python_calamine",
    "pyreadstat",
    "xlsxwriter",
    "docx",
    "lxml",
    "statsmodels",
    "multiprocessing",
    "socket",
    "ssl",
    "asyncio",
    "unittest",
    "PySide6.QtSvg",
    "PySide6.QtPrintSupport",
    "ketgui.importing",
    "ketgui.statistics",
    "ketgui.figures.catalogue",
    "ketgui.reporting.documents",
    "ketgui.reporting.files",
    "ketgui.reporting.request_options",
    "ketgui.reporting.paragraphs.sentences",
    "ketgui.reporting.paragraphs.style",
    "ketgui.reporting.tables",
    "ketgui.project.opening",
    "ketgui.project.recipe",
    "ketgui.project.saving",
    "ketgui.rendering",
    "ketgui.cli",
    "ketgui.smoke",
)
# How many modules the window may need in all before it is painted, Qt's and Python's own among
# them (297 of them when this was written).
MOST_MODULES = 255

SCRIPT = f"""
import sys
from ketgui import app
application, window = app.compose(app.build_parser().parse_args(["--example"]))
def painted():
    print([name for name in {NOT_BEFORE_FIRST_PAINT!r} if name in sys.modules])
window.first_painted.disconnect()
window.first_painted.connect(painted)
window.first_painted.connect(application.quit)
window.show()
application.exec()
"""


def start(folder: Path, *options: str, script: str = SCRIPT) -> subprocess.CompletedProcess[str]:
    """Run a script of its own, without what a measuring of coverage would load beside it."""
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith("COVERAGE_")}  # fmt: skip
    return subprocess.run(
        [sys.executable, *options, "-c", script],
        cwd=ROOT,
        env=environment
        | {"QT_QPA_PLATFORM": "offscreen", "KETGUI_HOME": str(folder), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path):
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_few_modules_are_imported_before_the_first_paint(tmp_path):
    done = start(tmp_path, "-X", "importtime")
    names = [line.rsplit("|", 1)[1].strip() for line in done.stderr.splitlines()
             if line.startswith("import time:")][1:]  # fmt: skip
    assert "ketgui.views.window" in names
    assert len(names) <= MOST_MODULES, f"{len(names)}: {sorted(names)}"
    late = {name for name in names for heavy in NOT_BEFORE_FIRST_PAINT
            if name == heavy or name.startswith(f"{heavy}.")}  # fmt: skip
    assert not late


def test_no_file_is_imported_twice_under_two_names(tmp_path):
    counted = SCRIPT.replace(
        "application.exec()",
        "application.exec()\n"
        "import collections, importlib\n"
        "importlib.import_module('ketgui.importing')\n"
        "importlib.import_module('ketgui.statistics.analysis')\n"
        "importlib.import_module('ketgui.rendering.canvas')\n"
        "files = collections.Counter(m.__spec__.origin for m in {id(m): m for m in "
        "sys.modules.values() if getattr(m, '__spec__', None) and m.__name__.startswith('ketgui')}"
        ".values())\n"
        "print([file for file, times in files.items() if times > 1])",
    )
    done = start(tmp_path, script=counted)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[1] == "[]"


def test_a_file_that_the_system_hands_over_is_told_of(tmp_path):
    # There is one application to a process, and the tests' is another.
    script = """
from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from ketgui.views.application import Application
application = Application([])
told = []
application.file_opened.connect(told.append)
application.sendEvent(application, QFileOpenEvent(QUrl.fromLocalFile("/tmp/été.ketgui")))
application.sendEvent(application, QEvent(QEvent.Type.ApplicationPaletteChange))
print(told[0].name, len(told))
"""
    done = start(tmp_path, "-X", "utf8", script=script)
    assert done.stdout.strip() == "été.ketgui 1", done.stderr


def test_garbage_is_collected_in_the_main_thread_alone(tmp_path):
    script = """
import gc, threading, weakref
from ketgui.views.application import Application, sweep

class Ring:
    def __init__(self):
        self.ring = self

application = Application([])
threads, rings = set(), []
gc.callbacks.append(lambda phase, about: threads.add(threading.current_thread()))
work = lambda: rings.extend(weakref.ref(Ring()) for _ring in range(5_000))
worker = threading.Thread(target=work)
worker.start()
worker.join()
print(sum(ring() is not None for ring in rings), len(threads))
sweep()
print(sum(ring() is not None for ring in rings), threads == {threading.main_thread()})
"""
    done = start(tmp_path, script=script)
    assert done.stdout.splitlines() == ["5000 0", "0 True"], done.stderr


def test_no_sweep_looks_at_the_libraries(tmp_path):
    script = """
import gc
from ketgui.views import application as module
module._SETTLED_MS = 0
application = module.Application([])
import numpy
print(gc.get_freeze_count())
application.processEvents()
print(gc.get_freeze_count() > 10_000)
"""
    done = start(tmp_path, script=script)
    assert done.stdout.splitlines() == ["0", "True"], done.stderr
