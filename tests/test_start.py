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
    "xlsxwriter",
    "ketgui.importing",
    "ketgui.statistics",
    "ketgui.figures.catalogue",
    "ketgui.rendering",
)

SCRIPT = f"""
import sys
from ketgui import app
application, window = app.compose(app.parser().parse_args(["--example"]))
def painted():
    print([name for name in {NOT_BEFORE_FIRST_PAINT!r} if name in sys.modules])
window.first_painted.disconnect()
window.first_painted.connect(painted)
window.first_painted.connect(application.quit)
window.show()
application.exec()
"""


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=os.environ
        | {"QT_QPA_PLATFORM": "offscreen", "KETGUI_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
