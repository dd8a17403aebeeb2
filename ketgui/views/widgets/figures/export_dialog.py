"""The dialog that asks for the file, format, size and resolution of a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ketgui.figures.presets import BUILT_IN, Preset
from ketgui.figures.spec import FigureSpec
from ketgui.figures.style import RESOLUTIONS, WIDTHS_MM, FigureStyle
from ketgui.paths import find_home, read_path
from ketgui.settings import Settings
from ketgui.text import _, integer, number
from ketgui.views import layout
from ketgui.views.widgets.dialog import Dialog
from ketgui.views.widgets.dialogs import ask_save, make_buttons

FORMATS = {"png": "PNG", "tiff": "TIFF", "svg": "SVG", "pdf": "PDF"}


class ExportDialog(Dialog):
    """Asks for the file and the size, and shows the size in pixels before anything is written.

    Signals
    -------
    chosen(Path, str, FigureStyle)
        File, format, and width, resolution and look.
    """

    chosen = Signal(object, str, object)

    def __init__(
        self,
        spec: FigureSpec,
        settings: Settings,
        suffix: str,
        parent: QWidget,
        presets: Sequence[Preset] = BUILT_IN,
    ) -> None:
        super().__init__(parent, _("Export “{title}”", title=spec.title))
        self._spec, self._look = spec, FigureStyle()
        self._preset = QComboBox()
        # Its longest name would make the dialog wider than a small screen.
        self._preset.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._preset.setMinimumContentsLength(20)
        self._preset.addItem(_("No preset: as set below"), None)
        for preset in presets:
            title = preset.name
            self._preset.addItem(_(title), preset)
        # activated, not currentIndexChanged: only what the user chooses sets the size.
        self._preset.activated.connect(self._on_preset)
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self._format = QComboBox()
        for key, title in FORMATS.items():
            self._format.addItem(title, key)
        self._format.setCurrentIndex(max(0, self._format.findData(suffix)))
        self._width = QSpinBox()
        self._width.setRange(40, 500)
        self._width.setSuffix(" mm")
        self._width.setValue(round(settings.figure_width_mm))
        self._dpi = QSpinBox()
        self._dpi.setRange(72, 1200)
        self._dpi.setSuffix(" dpi")
        self._dpi.setValue(settings.figure_dpi)
        self._path = QLineEdit(str(find_home() / f"{spec.key}.{suffix or 'png'}"))
        self._path.setAccessibleName(_("File"))
        self._pixels = layout.make_label()
        self._lay_out()
        self._format.currentIndexChanged.connect(self._on_changed)
        self._width.valueChanged.connect(self._on_changed)
        self._dpi.valueChanged.connect(self._on_changed)
        self._on_changed()

    def accept(self) -> None:
        """Pass the choice on and close."""
        path = read_path(self._path.text())
        self.chosen.emit(path, self._format.currentData(), self._get_style())
        super().accept()

    def _get_style(self) -> FigureStyle:
        return replace(self._look, width_mm=float(self._width.value()), dpi=self._dpi.value())

    def _on_preset(self) -> None:
        preset = self._preset.currentData()
        self._look = preset.apply(FigureStyle()) if preset else FigureStyle()
        if preset:
            self._width.setValue(round(preset.width_mm))
            self._dpi.setValue(preset.dpi)
        self._on_changed()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(_("Format"), self._format)
        form.addRow(_("Journal"), self._preset)
        form.addRow(*add_presets(_("Width"), self._width, WIDTHS_MM))
        form.addRow(*add_presets(_("Resolution"), self._dpi, RESOLUTIONS))
        form.addRow("", self._pixels)
        form.addRow(_("File"), self._make_file_row())
        export = QPushButton(_("Export"))
        buttons = make_buttons(self, export)
        buttons.accepted.connect(self.accept)
        content = QWidget()
        box = layout.pad(QVBoxLayout(content), 0)
        box.addLayout(form)
        box.addStretch()
        self.fill(content, buttons)
        export.setDefault(True)
        # Enter exports at once, in the size that was used last.
        export.setFocus()

    def _make_file_row(self) -> QWidget:
        browse = QPushButton(_("Choose…"))
        # Enter exports, wherever the keyboard is.
        browse.setAutoDefault(False)
        browse.clicked.connect(self._on_browse)
        return layout.put_beside(self._path, browse)

    def _on_browse(self) -> None:
        kind = self._format.currentData()
        title = FORMATS[kind]
        if path := ask_save(self, _("Export"), self._path.text(), f"{title} (*.{kind})"):
            self._path.setText(str(path))

    def _on_changed(self) -> None:
        kind = self._format.currentData()
        path = Path(self._path.text())
        # Any other suffix may be part of a name, as in "figure.v2".
        if path.suffix.lstrip(".").lower() in FORMATS:
            self._path.setText(str(path.with_suffix(f".{kind}")))
        in_pixels = kind in ("png", "tiff")
        self._dpi.setEnabled(in_pixels)
        width = self._width.value()
        # Letters keep their size, so that a narrow figure is higher in proportion.
        height = width * self._get_style().apply(self._spec).height_ratio
        per_mm = self._dpi.value() / 25.4 if in_pixels else 1.0
        wide, high = integer(round(width * per_mm)), integer(round(height * per_mm))
        if in_pixels:
            size = _("{width} × {height} pixels", width=wide, height=high)
        else:
            size = _("{width} × {height} mm, drawn as lines and text", width=wide, height=high)
        self._pixels.setText("; ".join((size, *self._describe_look())))

    def _describe_look(self) -> Iterator[str]:
        """Return what a preset changes besides the size."""
        usual = FigureStyle()
        if self._look.font_points != usual.font_points:
            yield _("letters of {points} pt", points=number(self._look.font_points, 0))
        if self._look.palette == "grey":
            yield _("shades of grey")


def add_presets(title: str, spin: QSpinBox, presets: tuple[int, ...]) -> tuple[str, QWidget]:
    """Return the row of a form: its title, and a number with buttons for its usual values."""
    spin.setAccessibleName(title)
    buttons: list[QWidget] = []
    for value in presets:
        button = QPushButton(str(value))
        button.setAccessibleName(f"{title} {value}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False, value=value: spin.setValue(value))
        buttons.append(button)
    return title, layout.put_beside(spin, *buttons)
