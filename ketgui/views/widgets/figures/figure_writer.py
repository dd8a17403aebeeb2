"""Writing figures to files: drawn in strips in the main thread, encoded in another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ketgui.figures.style import FigureStyle
from ketgui.session.jobs import Jobs
from ketgui.text import _
from ketgui.writing import explain_failure

if TYPE_CHECKING:
    from ketgui.figures.spec import FigureSpec
    from ketgui.statistics.analysis import Analysis

NAME = "Figure_1"


class FigureWriter(QObject):
    """Writes a figure in one format, or in every format with its caption, or several figures.

    Signals
    -------
    progressed(str)
        The current task.
    written(Path)
        Where it is.
    failed(str)
        Why it is not there, and what to do.
    """

    progressed = Signal(str)
    written = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Each figure asked for is wanted: a later one waits for its turn.
        self._jobs = Jobs(self, newest_wins=False)
        self._jobs.busy_changed.connect(self._on_busy)

    def write(self, analysis: Analysis, spec: FigureSpec, style: FigureStyle, path: Path) -> None:
        """Write one file, in the format of its suffix."""
        self.write_files(analysis, [(spec, path)], style, path)

    def write_all(
        self, analysis: Analysis, spec: FigureSpec, style: FigureStyle, folder: Path
    ) -> None:
        """Write the figure in every format into a folder, with its caption and size as text."""
        from ketgui.rendering.image import FORMATS
        from ketgui.reporting.paragraphs.captions import format_captions

        files = [(spec, folder / f"{NAME}.{suffix}") for suffix in FORMATS]
        captions = format_captions(((NAME, spec),), style)
        self.write_files(analysis, files, style, folder, partial(_write_caption, folder, captions))

    def write_files(
        self,
        analysis: Analysis,
        files: Iterable[tuple[FigureSpec, Path]],
        style: FigureStyle,
        target: Path,
        further: Callable[[], None] | None = None,
    ) -> None:
        """Write figures, then call `further`; emit `written` with `target` at the end.

        `files` is read as the drawing goes on: it may build each figure when it is asked for it.
        """
        from ketgui.rendering.image import prepare_in_parts
        from ketgui.reporting.metadata import build_figure_metadata

        size = {"width_mm": style.width_mm, "dpi": style.dpi}
        # pyqtgraph draws in the main thread alone: between two strips Qt answers the user. What a
        # drawing ends with is a function that encodes and writes, for the worker.
        drawings = (
            drawn or _("Drawing {name}…", name=path.name)
            for spec, path in files
            for drawn in prepare_in_parts(
                spec,
                path,
                path.suffix[1:].lower(),
                metadata=build_figure_metadata(analysis, spec),
                **size,
            )
        )
        steps = chain(drawings, (further,) if further else ())
        self._jobs.start_steps(steps, partial(self._on_ended, target))

    def finish(self) -> None:
        """Wait until everything is written. Call before quitting."""
        self._jobs.finish()

    def _on_busy(self, activity: str) -> None:
        if activity:
            self.progressed.emit(activity)

    def _on_ended(self, target: Path, failure: BaseException | None) -> None:
        if isinstance(failure, OSError):
            self.failed.emit(explain_failure(failure))
        elif failure:
            # A defect, not a full disk: the window's handler of unexpected errors shows it.
            raise failure
        else:
            self.written.emit(target)


def _write_caption(folder: Path, captions: str) -> None:
    from ketgui.writing import replace_file

    replace_file(folder / "captions.txt", captions.encode("utf-8-sig"))
