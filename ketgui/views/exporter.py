"""Writing figures and reports for the window: asks where, writes, says how it went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ketgui import settings as preferences
from ketgui.session import Session
from ketgui.settings import Settings
from ketgui.text import _
from ketgui.views.parts.dialogs import ask_folder, ask_save
from ketgui.views.parts.not_written import why_not

SUFFIX = ".ketgui"

if TYPE_CHECKING:
    from ketgui.figures.spec import FigureSpec


class Exporter(QObject):
    """Writes what the open analysis holds.

    Signals
    -------
    said(str)
        Where it went, or why nothing was written.
    settings_changed(Settings)
        Another size was chosen for figures.
    """

    said = Signal(str)
    settings_changed = Signal(object)

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.settings = settings
        self._session, self._window = session, parent

    def template(self) -> None:
        """Write the blank workbook and CSV files into a folder that is asked for."""
        if folder := ask_folder(self._window, _("Folder for the blank template")):
            from ketgui.importing.template import write_template

            self._attempt(lambda: write_template(folder), _("The template is in {folder}."), folder)

    def filled_template(self) -> None:
        """Write the cohort as it stands into the template's workbook."""
        analysis = self._session.analysis
        kinds = f"{_('Excel workbooks')} (*.xlsx)"
        path = ask_save(self._window, _("Save a filled template"), "cohort.xlsx", kinds)
        if path and analysis:
            from ketgui.importing.template import write_filled

            path = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
            done = _("The filled template is in {folder}.")
            self._attempt(lambda: write_filled(path, analysis.cohort), done, path)

    def project(self) -> None:
        """Write every step to a project file, beside the data unless another place is chosen."""
        if self._session.holds_replaced_ids:
            self.said.emit(
                _(
                    "What was pasted holds the ids that you replaced, and would go with the "
                    "project. Save a filled template, open that, and save the project then."
                )
            )
            return
        paths = self._session.paths
        suggested = paths[0].with_suffix(SUFFIX) if paths else Path(f"cohort{SUFFIX}")
        kinds = f"{_('KetGUI projects')} (*{SUFFIX})"
        path = ask_save(self._window, _("Save the project"), str(suggested), kinds)
        if path:
            path = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
            self._attempt(lambda: self._write_project(path), _("The project is in {folder}."), path)

    def all_figures(self) -> None:
        """Write every figure as PNG at the preferred size into a folder that is asked for."""
        if folder := ask_folder(self._window, _("Folder for the figures")):
            self._attempt(
                lambda: self._write_figures(folder), _("The figures are in {folder}."), folder
            )

    def figure_1(self) -> None:
        """Export the four panels."""
        from ketgui.figures.catalogue import figure_1

        if self._session.analysis:
            self.figure(figure_1.build(self._session.analysis), "png")

    def figure(self, spec: FigureSpec, suffix: str = "png") -> None:
        """Ask how large and where, then write the figure."""
        from ketgui.views.parts.export_dialog import ExportDialog

        dialog = ExportDialog(spec, self.settings, suffix, self._window)
        dialog.chosen.connect(
            lambda path, kind, width, dpi: self.write_figure(spec, path, kind, width, dpi)
        )
        dialog.open()

    def write_figure(
        self, spec: FigureSpec, path: Path, kind: str, width_mm: int, dpi: int
    ) -> None:
        """Write one figure and remember its size."""
        self.settings = replace(self.settings, figure_width_mm=float(width_mm), figure_dpi=dpi)
        preferences.save(self.settings)
        self.settings_changed.emit(self.settings)
        self._attempt(lambda: self._write(spec, path, kind), _("The figure is in {folder}."), path)

    def _write_project(self, path: Path) -> None:
        from ketgui.project.recipe import to_toml
        from ketgui.reporting.writing import replace_file

        usual = {"figures": "all", "dpi": self.settings.figure_dpi,
                 "width-mm": self.settings.figure_width_mm}  # fmt: skip
        recipe = self._session.recipe(path.parent)
        recipe = replace(recipe, output={**usual, **recipe.output})
        replace_file(path, to_toml(recipe).encode())

    def _write_figures(self, folder: Path) -> None:
        from ketgui.figures.catalogue import FIGURES
        from ketgui.figures.style import FigureStyle
        from ketgui.reporting.captions import captions
        from ketgui.reporting.writing import replace_file

        if self._session.analysis:
            specs = [figure.build(self._session.analysis) for figure in FIGURES]
            for spec in specs:
                self._write(spec, folder / f"{spec.key}.png", "png")
            style = FigureStyle(self.settings.figure_width_mm, self.settings.figure_dpi)
            words = captions([(spec.key, spec) for spec in specs], style)
            replace_file(folder / "captions.txt", words.encode("utf-8-sig"))

    def _write(self, spec: FigureSpec, path: Path, kind: str) -> None:
        from ketgui.rendering.image import write
        from ketgui.reporting.metadata import figure_metadata

        if self._session.analysis:
            write(
                spec,
                path,
                kind,
                width_mm=self.settings.figure_width_mm,
                dpi=self.settings.figure_dpi,
                metadata=figure_metadata(self._session.analysis, spec),
            )

    def _attempt(self, act: Callable[[], Any], done: str, place: Path) -> None:
        try:
            act()
        except OSError as error:
            error.filename = error.filename or str(place)
            self.said.emit(why_not(error))
        else:
            self.said.emit(done.format(folder=place))
            # The history goes into project files, which hold no folder of this machine.
            self._session.record(done.format(folder=place.name))
