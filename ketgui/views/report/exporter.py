"""Saves figures and templates: asks where, writes, and reports the outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ketgui import settings as preferences
from ketgui.domain.folding import to_identifier
from ketgui.session.session import Session
from ketgui.settings import Settings
from ketgui.text import _, plural
from ketgui.views.widgets.dialogs import ask_folder, ask_save
from ketgui.writing import explain_failure

if TYPE_CHECKING:
    from ketgui.figures.spec import FigureSpec
    from ketgui.figures.style import FigureStyle
    from ketgui.reporting.printouts.page import PrintedPage
    from ketgui.views.widgets.figures.figure_writer import FigureWriter


class Exporter(QObject):
    """Writes what the open analysis holds.

    Signals
    -------
    message(str)
        What is being written.
    written(str, Path)
        Where something was saved.
    failed(str)
        Why something was not written, and what to do.
    settings_changed(Settings)
        Another size was chosen for figures.
    """

    message = Signal(str)
    written = Signal(str, object)
    failed = Signal(str)
    settings_changed = Signal(object)

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.settings = settings
        self._session, self._window = session, parent

    def save_template(self) -> None:
        """Write the blank workbook and CSV files into a folder that is asked for."""
        if folder := ask_folder(self._window, _("Folder for the blank template")):
            from ketgui.importing.template import write_template

            self._attempt(lambda: write_template(folder), _("The template is in {folder}."), folder)

    def save_filled_template(self) -> None:
        """Write the cohort into the template: a workbook, or a folder of CSV files."""
        analysis = self._session.analysis
        kinds = f"{_('Excel workbooks')} (*.xlsx);;{_('CSV files')} (*.csv)"
        path = ask_save(self._window, _("Save a filled template"), "cohort.xlsx", kinds)
        if path and analysis:
            from ketgui.importing.template import write_filled, write_filled_csv

            kind, write = path.suffix.lower(), write_filled
            if kind == ".csv":
                # A CSV file holds one table: those of a cohort go into a folder of that name.
                path, write = path.with_suffix(""), write_filled_csv
            elif kind != ".xlsx":
                path = path.with_name(path.name + ".xlsx")
            done = _("The filled template is in {folder}.")
            self._attempt(lambda: write(path, analysis.cohort), done, path)

    def write_r_script(self) -> None:
        """Write the R script and its tables into a folder that is asked for."""
        from ketgui.reporting.documents.kinds import R_FOLDER
        from ketgui.reporting.files import write_content
        from ketgui.reporting.r_script.folder import build_r_folder

        analysis = self._session.analysis
        folder = ask_folder(self._window, _("Folder for the R script"))
        if folder and analysis:
            target = folder / R_FOLDER
            done = _("The R script is in {folder}.")
            self._attempt(lambda: write_content(target, build_r_folder(analysis)), done, target)

    def save_history(self) -> None:
        """Write the study's history as CSV, where the user says."""
        from ketgui.project.audit import to_csv
        from ketgui.writing import replace_file

        kinds = f"{_('CSV files')} (*.csv)"
        if path := ask_save(self._window, _("Save the history"), "history.csv", kinds):
            data = to_csv(self._session.history.trail)
            done = _("The history is in {folder}.")
            self._attempt(lambda: replace_file(path, data, private=True), done, path)

    def save_page(self, page: PrintedPage) -> None:
        """Write a printed page as PDF, where the user says."""
        from ketgui.rendering.printing.page_pdf import draw_page_pdf
        from ketgui.writing import replace_file

        # The suggested name holds no patient: a list of recent files would show it.
        suggested = f"{to_identifier(page.title)}.pdf"
        if path := ask_save(self._window, page.title, suggested, f"{_('PDF files')} (*.pdf)"):
            done = _("Saved: {folder}")
            write = partial(replace_file, path, draw_page_pdf(page), private=True)
            self._attempt(write, done, path)

    def export_all_figures(self) -> None:
        """Write every figure as PNG at the preferred size into a folder that is asked for."""
        if folder := ask_folder(self._window, _("Folder for the figures")):
            self.write_figures(folder)

    def export_figure_1(self) -> None:
        """Export the report's first figure."""
        from ketgui.views.report.composer.first_figure import get_first_figure

        if self._session.analysis:
            figure = get_first_figure(self._session.report.request)
            self.export_figure(figure.build(self._session.analysis), "png")

    def export_figure(self, spec: FigureSpec, suffix: str = "png") -> None:
        """Ask how large and where, then write the figure."""
        from ketgui.figures.presets import BUILT_IN
        from ketgui.views.report.composer.first_figure import get_export_size
        from ketgui.views.report.composer.preset_store import list_presets
        from ketgui.views.widgets.figures.export_dialog import ExportDialog

        size = get_export_size(spec, self._session.report.request, self.settings)
        dialog = ExportDialog(spec, size, suffix, self._window, (*BUILT_IN, *list_presets()))
        dialog.chosen.connect(partial(self.write_figure, spec))
        dialog.open()

    def write_figure(self, spec: FigureSpec, path: Path, kind: str, style: FigureStyle) -> None:
        """Write one figure and remember its size."""
        self.settings = replace(self.settings, figure_width_mm=style.width_mm, figure_dpi=style.dpi)
        preferences.save(self.settings)
        self.settings_changed.emit(self.settings)
        if self._session.analysis:
            path = path if path.suffix.lower() == f".{kind}" else Path(f"{path}.{kind}")
            writer = self._make_writer(_("The figure is in {folder}."))
            writer.write(self._session.analysis, style.apply(spec), style, path)

    def write_figures(self, folder: Path) -> None:
        """Write every figure that has something to draw into a folder, with the captions."""
        from ketgui.figures.catalogue import FIGURES
        from ketgui.figures.style import FigureStyle
        from ketgui.reporting.paragraphs.captions import format_captions
        from ketgui.writing import replace_file

        analysis = self._session.analysis
        if analysis is None:
            return
        style = FigureStyle(self.settings.figure_width_mm, self.settings.figure_dpi)
        built: list[tuple[str, FigureSpec]] = []
        empty: list[str] = []

        def files() -> Iterator[tuple[FigureSpec, Path]]:
            for figure in FIGURES:
                spec = style.build_figure(figure.build, analysis)
                if spec.is_empty:
                    empty.append(_(figure.title))
                    continue
                built.append((spec.key, spec))
                # Built one at a time, as the writer asks for them: the window stays usable.
                yield spec, folder / f"{spec.key}.png"

        def write_captions() -> None:
            replace_file(folder / "captions.txt", format_captions(built, style).encode("utf-8-sig"))

        writer = self._make_writer(
            _("The figures are in {folder}."), lambda: _describe_left_out(empty)
        )
        writer.write_files(analysis, files(), style, folder, write_captions)

    def _attempt(self, act: Callable[[], Any], done: str, target: Path) -> None:
        try:
            act()
        except OSError as error:
            # Some of these errors name no file, and the message has to.
            error.filename = error.filename or str(target)
            self.failed.emit(explain_failure(error))
        else:
            self.written.emit(done.format(folder=target), target)
            # The history goes into study files, which hold no folder of this machine.
            self._session.history.record(done.format(folder=target.name))

    def _make_writer(self, done: str, add: Callable[[], str] = lambda: "") -> FigureWriter:
        """Return a writer of figures; `done`, and what `add` returns, is the message at the end."""
        from ketgui.views.widgets.figures.figure_writer import FigureWriter

        def report(target: Path) -> None:
            more = add()
            self.written.emit(" ".join(filter(None, (done.format(folder=target), more))), target)
            self._session.history.record(
                " ".join(filter(None, (done.format(folder=target.name), more)))
            )

        writer = FigureWriter(self)
        writer.progressed.connect(self.message)
        writer.failed.connect(self.failed)
        writer.written.connect(report)
        # One writer for each job: it goes when its job has ended, whichever way.
        for ended in (writer.written, writer.failed):
            ended.connect(writer.deleteLater)
        return writer

    def wait(self) -> None:
        """Finish every figure that is being written. Call before quitting."""
        from ketgui.views.widgets.figures.figure_writer import FigureWriter

        for writer in self.findChildren(FigureWriter):
            writer.finish()


def _describe_left_out(titles: Sequence[str]) -> str:
    """Return which figures have nothing to draw; empty for none."""
    if not titles:
        return ""
    return plural(
        "{n} figure without data is left out: {titles}.",
        "{n} figures without data are left out: {titles}.",
        len(titles),
        titles=_("; ").join(titles),
    )
