"""Writing the report: figures drawn one by one, documents made off the main thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ketgui.paths import find_home
from ketgui.session.jobs import Jobs, Step
from ketgui.session.session import Session
from ketgui.settings import Settings
from ketgui.text import _, language
from ketgui.views.report.documents_dialog import FIGURES, NOTHING, DocumentsDialog, Wanted
from ketgui.writing import explain_failure

if TYPE_CHECKING:
    from ketgui.figures.figure import Figure
    from ketgui.figures.spec import FigureSpec
    from ketgui.statistics.analysis import Analysis

# The documents that hold pictures.
_PICTURED = frozenset(("docx", "pdf", "html"))


class ReportWriter(QObject):
    """Writes what the open analysis says into a folder.

    Signals
    -------
    said(str)
        Where it went.
    failed(str)
        Why something was not written, and what to do.
    busy_changed(str)
        What is being done, empty when nothing is.
    """

    said = Signal(str)
    failed = Signal(str)
    busy_changed = Signal(str)

    def __init__(self, session: Session, settings: Callable[[], Settings], window: QWidget) -> None:
        super().__init__(window)
        self._session, self._settings, self._window = session, settings, window
        self._jobs = Jobs(self, newest_wins=False)
        self._jobs.busy_changed.connect(self.busy_changed)

    def ask(self) -> None:
        """Ask what to write and where, then write it."""
        paths = self._session.paths
        folder = paths[0].parent if paths else find_home()
        dialog = DocumentsDialog(folder / "report", self._session.report.output, self._window)
        dialog.chosen.connect(self.write)
        dialog.open()

    def write(self, wanted: Wanted) -> None:
        """Draw what is to be drawn, a figure a turn of the event loop, then make the files.

        What was wanted goes with the project: from there the same report is obtained again.
        """
        if self._session.analysis is None:
            return
        formats = str(self._session.report.output.get("formats", NOTHING))
        chosen = wanted.as_options("png" if formats == NOTHING else formats)
        self._session.report.remember({**self._session.report.output, **chosen})
        work = _Work(self._session, self._session.analysis, wanted, self._options())
        self._jobs.start_steps(work.steps(), partial(self._on_ended, wanted.folder))

    def _options(self) -> dict[str, Any]:
        """Return the report's options: the usual, and what the project asks for beside them."""
        from ketgui.figures.options import figures_of, others, usual_options
        from ketgui.figures.style import StyleError

        settings = self._settings()
        usual = usual_options(settings.figure_width_mm, settings.figure_dpi)
        options = {**usual, **self._session.report.output}
        try:
            figures_of(options)
        except (StyleError, TypeError):
            # A project that another program has written may ask for what there is not.
            self._session.history.record(
                _("The project's figure could not be read; the usual one is shown.")
            )
            return {**others(options), **usual}
        return options

    def wait(self) -> None:
        """Go on until all that is wanted is there. Call before quitting."""
        self._jobs.finish()

    def _on_ended(self, folder: Path, failure: BaseException | None) -> None:
        if isinstance(failure, OSError):
            self.failed.emit(explain_failure(failure))
        elif failure:
            raise failure
        else:
            self.said.emit(_("The report is in {folder}.", folder=folder))
            # The history goes into project files, which hold no folder of this machine.
            self._session.history.record(_("The report is in {folder}.", folder=folder.name))


class _Work:
    """One report on its way: its drawings, made in the main thread, and what writes it."""

    def __init__(
        self, session: Session, analysis: Analysis, wanted: Wanted, options: dict[str, Any]
    ) -> None:
        from ketgui.figures.options import figures_of, style_of
        from ketgui.reporting.documents.report import split_figures

        self._analysis, self._wanted, self._options = analysis, wanted, options
        self._edits = session.report.sentence_edits
        self.figures, self._style = figures_of(options), style_of(options)
        article, supplement = split_figures(self.figures)
        self._told = {figure.key for figure in (*article, *supplement)}
        self._drawn: dict[str, bytes] = {}

    def steps(self) -> Iterator[Step]:
        """Draw every figure for the documents and for files, strip by strip, then write the rest.

        Between two steps the window does other things, in its own language.
        """
        from ketgui.reporting.metadata import build_figure_metadata

        for figure in self.figures:
            drawing = _("Drawing {title}…", title=_(figure.title))
            yield drawing
            with language(self._wanted.language):
                spec = figure.build(self._analysis)
                said = build_figure_metadata(self._analysis, spec)
            self._picture(figure, spec)
            for file in self._files_of(spec, said):
                yield file or drawing
        yield _("Writing the report…")
        yield self._write

    def _picture(self, figure: Figure, spec: FigureSpec) -> None:
        from ketgui.rendering.report_pdf import figure_png
        from ketgui.reporting.documents.report import fit_to_page

        if figure.key in self._told and _PICTURED.intersection(self._wanted.kinds):
            self._drawn[spec.key] = figure_png(*fit_to_page(spec, self._style.width_mm))

    def _files_of(
        self, spec: FigureSpec, said: dict[str, str]
    ) -> Iterator[Callable[[], None] | None]:
        """Draw a figure's files, a strip at a time; after each, what writes it."""
        from ketgui.rendering.image import prepare_in_parts

        if FIGURES not in self._wanted.kinds:
            return
        folder = self._wanted.folder / "figures"
        for suffix in str(self._options["formats"]).split(","):
            for drawn in prepare_in_parts(
                spec,
                folder / f"{spec.key}.{suffix}",
                suffix,
                width_mm=self._style.width_mm,
                dpi=self._style.dpi,
                metadata=said,
            ):
                yield partial(_written_into, folder, drawn) if drawn else None

    def _write(self) -> None:
        """Write all but the figures' own files."""
        from ketgui.rendering.report_pdf import report_pdf
        from ketgui.reporting.files import DOCUMENTS, write_report
        from ketgui.reporting.style import use_style

        self._wanted.folder.mkdir(parents=True, exist_ok=True)
        with language(self._wanted.language), use_style(self._wanted.style):
            write_report(
                self._analysis,
                self._wanted.folder,
                self.figures,
                [kind for kind in self._wanted.kinds if kind in DOCUMENTS],
                draw=self._drawing,
                to_pdf=report_pdf,
                edits=self._edits,
                paper="letter" if self._wanted.paper == "letter" else "a4",
                width_mm=self._style.width_mm,
            )

    def _drawing(self, spec: FigureSpec, _width_mm: float) -> bytes:
        return self._drawn[spec.key]


def _written_into(folder: Path, write: Callable[[], None]) -> None:
    """Write a file into a folder, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    write()
