"""The figure composer: panels and style on the left, the drawing as exported on the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.figures.composition import Composition
from ketgui.figures.presets import Preset
from ketgui.figures.style import FigureStyle
from ketgui.paths import find_home
from ketgui.reporting.paragraphs.style import PLAIN, use_style
from ketgui.text import _, integer, number, plural
from ketgui.views import layout
from ketgui.views.report.composer.panel_form import PanelForm
from ketgui.views.report.composer.panel_list import PanelList
from ketgui.views.report.composer.preset_bar import PresetBar
from ketgui.views.report.composer.style_form import StyleForm
from ketgui.views.widgets.dialog import Dialog
from ketgui.views.widgets.dialogs import ask_folder, ask_save, open_dialog, show_notice
from ketgui.views.widgets.figures.export_dialog import FORMATS
from ketgui.views.widgets.figures.figure_view import make_data_table
from ketgui.views.widgets.figures.figure_writer import NAME, FigureWriter
from ketgui.views.widgets.stacking import StackingSplitter
from ketgui.views.widgets.steady_area import VerticalArea

if TYPE_CHECKING:
    from ketgui.figures.spec import FigureSpec
    from ketgui.statistics.analysis import Analysis

_SIZE = QSize(1220, 684)
_REST_MS = 120


class Composer(Dialog):
    """Puts a figure together, shows it as it will be, and writes it.

    Signals
    -------
    composed(Composition, FigureStyle, str)
        The composition and the style of numbers, when the dialog is closed or a file is written.
    """

    composed = Signal(object, object, str)

    def __init__(
        self,
        analysis: Analysis,
        composition: Composition,
        style: FigureStyle,
        parent: QWidget | None = None,
        *,
        statistics: str = "",
    ) -> None:
        from ketgui.rendering.canvas import FigureCanvas

        super().__init__(parent)
        self.setWindowTitle(_("Compose a figure"))
        self.setAttribute(layout.DELETE_ON_CLOSE)
        # A dialog has no such button by default, and a figure deserves the whole screen.
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._analysis = analysis
        self._spec: FigureSpec | None = None
        self._panels, self._form = PanelList(), StyleForm()
        self._presets, self._panel_form = PresetBar(), PanelForm()
        self._panels.show_keys(composition.panels)
        self._panel_form.show_edits(composition.edits)
        self._form.show_style(style, composition, statistics)
        self._presets.chosen.connect(self._use_preset)
        self._canvas = FigureCanvas(keep_ratio=True)
        self._canvas.copy_requested.connect(self.copy)
        self._canvas.table_requested.connect(self._show_as_table)
        self._canvas.about_requested.connect(self._show_about)
        self._canvas.export_requested.connect(lambda *_asked: self._on_export())
        self._message = layout.make_paragraph()
        self._size = layout.make_paragraph()
        self._format = QComboBox()
        self._format.setAccessibleName(_("Format"))
        for key, title in FORMATS.items():
            self._format.addItem(title, key)
        self._writer = FigureWriter(self)
        self._writer.progressed.connect(self._message.setText)
        self._writer.failed.connect(self._message.setText)
        self._writer.written.connect(self._on_written)
        # Drawn after a pause in typing, not at every key.
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._draw)
        self._panels.changed.connect(self._rest.start)
        self._form.changed.connect(self._rest.start)
        self._panel_form.changed.connect(self._rest.start)
        self._lay_out()
        layout.fit_screen(self, _SIZE)
        self._draw()

    @property
    def composition(self) -> Composition:
        """The panels as they are arranged."""
        return self._form.build_composition(self._panels.keys, self._panel_form.edits)

    @property
    def spec(self) -> FigureSpec:
        """The figure as it is drawn now; the same object is shown and written."""
        # A change may still wait for its pause: what is exported must have it.
        if self._spec is None or self._rest.isActive():
            self._draw()
        assert self._spec is not None
        return self._spec

    def done(self, result: int) -> None:
        """Emit the composition, and close."""
        self._emit_composed()
        super().done(result)

    def copy(self) -> None:
        """Put the figure on the clipboard, as a picture at its resolution and as SVG."""
        from ketgui.rendering.image import encode_svg, to_image

        style = self._form.figure_style
        data = QMimeData()
        try:
            data.setImageData(to_image(self.spec, style.width_mm, style.dpi))
        # So many pixels do not fit into memory.
        except OSError as error:
            self._message.setText(error.strerror or str(error))
            return
        # For programs that paste vectors; all others paste the picture.
        data.setData("image/svg+xml", encode_svg(self.spec, style.width_mm))
        QGuiApplication.clipboard().setMimeData(data)
        self._message.setText(_("The figure is on the clipboard."))

    def export(self, path: Path) -> None:
        """Write the figure to a file, in the format of its suffix, else in the chosen format."""
        kind: str = self._format.currentData()
        if path.suffix[1:].lower() not in FORMATS:
            path = path.with_name(f"{path.name}.{kind}")
        self._writer.write(self._analysis, self.spec, self._form.figure_style, path)

    def export_all(self, folder: Path) -> None:
        """Write the figure in every format, with its caption, into a folder."""
        self._writer.write_all(self._analysis, self.spec, self._form.figure_style, folder)

    def _show_as_table(self) -> None:
        open_dialog(self, self.spec.title, make_data_table(self.spec))

    def _show_about(self) -> None:
        open_dialog(self, self.spec.title, layout.make_paragraph(self.spec.caption))

    def _draw(self) -> None:
        self._rest.stop()
        style = self._form.figure_style
        with use_style(self._form.statistics or PLAIN.key):
            self._spec = self.composition.build(self._analysis, style)
        self._canvas.set_spec(self._spec)
        self._panel_form.show_panels(self._spec.panels)
        self._presets.show_look(style, self._form.statistics)
        self._form.show_generated(self._spec.title, self._spec.caption)
        height = style.width_mm * self._spec.height_ratio
        per_mm = style.dpi / 25.4
        size = _("{width} × {height} mm, {across} × {down} pixels",
                  width=number(style.width_mm, 0), height=number(height, 0),
                  across=integer(round(style.width_mm * per_mm)),
                  down=integer(round(height * per_mm)))  # fmt: skip
        self._size.setText(" ".join(filter(None, (size, self._describe_columns()))))

    def _describe_columns(self) -> str:
        """Return a note if the figure has fewer columns than were asked for."""
        drawn = self.spec.columns
        requested = min(self.composition.columns, len(self.spec.panels))
        if drawn >= requested:
            return ""
        return plural(
            "· {n} column: in more, panels would be too narrow for their words",
            "· {n} columns: in more, panels would be too narrow for their words",
            drawn,
        )

    def _lay_out(self) -> None:
        side = QWidget()
        inner = layout.pad(QVBoxLayout(side), layout.STEP)
        for heading, part in (
            (panels := layout.make_heading(_("Panels")), self._panels),
            (presets := layout.make_heading(_("Journal preset")), self._presets),
        ):
            heading.setBuddy(part)
        inner.addWidget(panels)
        inner.addWidget(self._panels)
        inner.addWidget(self._panel_form)
        inner.addWidget(presets)
        inner.addWidget(self._presets)
        inner.addWidget(layout.make_heading(_("Look")))
        inner.addWidget(self._form)
        inner.addStretch()
        scroll = VerticalArea(side)
        preview = layout.pad(QVBoxLayout(right := QWidget()), 0)
        preview.addWidget(self._canvas, 1)
        preview.addWidget(self._size)
        columns = StackingSplitter()
        columns.addWidget(scroll)
        columns.addWidget(right)
        columns.setStretchFactor(1, 1)
        columns.setSizes([scroll.minimumSizeHint().width(), _SIZE.width()])
        box = layout.pad(QVBoxLayout(self))
        box.addWidget(columns, 1)
        box.addWidget(self._message)
        box.addLayout(self._build_buttons())

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(_make_button("copy", _("Copy"), self.copy))
        row.addStretch()
        title = layout.make_label(_("Format"))
        title.setBuddy(self._format)
        row.addWidget(title)
        row.addWidget(self._format)
        export = _make_button("image", _("Export…"), self._on_export)
        layout.make_primary(export, "image")
        row.addWidget(export)
        row.addWidget(_make_button("download", _("Export all…"), self._on_export_all))
        row.addWidget(_make_button("x", _("Close"), self.accept))
        return row

    def _on_export(self) -> None:
        kind = self._format.currentData()
        suggested = str(find_home() / f"{NAME}.{kind}")
        kinds = f"{FORMATS[kind]} (*.{kind})"
        if path := ask_save(self, _("Export the figure"), suggested, kinds):
            self.export(path)

    def _on_export_all(self) -> None:
        if folder := ask_folder(self, _("Folder for the journal")):
            self.export_all(folder)

    def _on_written(self, target: Path) -> None:
        self._message.setText("")
        show_notice(self, _("The figure is in {folder}.", folder=target), target)
        self._emit_composed()

    def _emit_composed(self) -> None:
        self.composed.emit(self.composition, self._form.figure_style, self._form.statistics)

    def _use_preset(self, preset: Preset) -> None:
        """Draw the figure as a preset says, its words as they are."""
        look = preset.apply(self._form.figure_style)
        self._form.show_style(look, self.composition, preset.style or self._form.statistics)
        self._draw()


def _make_button(icon: str, title: str, act: Callable[[], object]) -> QPushButton:
    button = layout.make_button(icon, title, act)
    # Enter in a field ends typing, and must not press a button.
    button.setAutoDefault(False)
    return button
