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
    """Writes a figure in one format or in all with its caption, or several figures.

    Signals
    -------
    progressed(str)
        What is being done.
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
        from ketgui.reporting.captions import format_captions

        files = [(spec, folder / f"{NAME}.{suffix}") for suffix in FORMATS]
        words = format_captions(((NAME, spec),), style)
        self.write_files(analysis, files, style, folder, partial(_caption_file, folder, words))

    def write_files(
        self,
        analysis: Analysis,
        files: Iterable[tuple[FigureSpec, Path]],
        style: FigureStyle,
        place: Path,
        further: Callable[[], None] | None = None,
    ) -> None:
        """Write figures, and what is `further` to be written with them; then name `place`.

        `files` is gone through as the drawing goes on: it may build each figure when asked.
        """
        from ketgui.rendering.image import prepare_in_parts
        from ketgui.reporting.metadata import build_figure_metadata

        size = {"width_mm": style.width_mm, "dpi": style.dpi}
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
        self._jobs.start_steps(steps, partial(self._on_ended, place))

    def finish(self) -> None:
        """Go on until all that is wanted is there. Call before quitting."""
        self._jobs.finish()

    def _on_busy(self, words: str) -> None:
        if words:
            self.progressed.emit(words)

    def _on_ended(self, place: Path, failure: BaseException | None) -> None:
        if isinstance(failure, OSError):
            self.failed.emit(explain_failure(failure))
        elif failure:
            raise failure
        else:
            self.written.emit(place)


def _caption_file(folder: Path, words: str) -> None:
    from ketgui.writing import replace_file

    replace_file(folder / "captions.txt", words.encode("utf-8-sig"))
