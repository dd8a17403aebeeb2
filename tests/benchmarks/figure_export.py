"""Draw Figure 1 and write it as a PNG of 180 mm at 600 dpi, once the analysis is there."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.catalogue import figure_1
from ketgui.importing import import_files
from ketgui.rendering import image
from ketgui.statistics.analysis import analyse

imported = import_files([Path(sys.argv[1])])
assert imported.cohort is not None
analysis = analyse(imported.cohort, AnalysisPlan())
image.ensure_application()
started = time.perf_counter()
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder, "figure_1.png")
    image.write(figure_1.build(analysis), path, "png", width_mm=180, dpi=600)
    print(time.perf_counter() - started)
