"""A form for how a figure is drawn: size, letters, colours, lines, texts."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from ketgui.figures.composition import Composition
from ketgui.figures.panel_edits import PanelEdit
from ketgui.figures.style import LEAST_POINTS, PALETTES, RESOLUTIONS, WIDTHS_MM, FigureStyle
from ketgui.reporting.paragraphs.style import STYLES
from ketgui.text import LANGUAGES, _, current_language, number
from ketgui.views import layout
from ketgui.views.widgets.figures.export_dialog import add_presets

_CAPTION_LINES = 3


class StyleForm(QWidget):
    """Edits everything about a figure except its panels.

    Signals
    -------
    changed()
        Something is to be drawn differently.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._statistics = QComboBox()
        self._statistics.addItem(_("As in the report"), "")
        for style in STYLES:
            title = style.title
            self._statistics.addItem(_(title), style.key)
        self._width = _make_spin_box(40, 500, " mm")
        self._dpi = _make_spin_box(72, 1200, " dpi")
        self._columns = _make_spin_box(1, 3, "")
        self._points = _make_decimal_spin_box(4, 14, 0.5, " pt")
        self._weight = _make_decimal_spin_box(0.5, 3, 0.25, " ×")
        self._letters = QCheckBox(_("Letters A, B, C …"))
        self._palette, self._language = QComboBox(), QComboBox()
        for key, title in PALETTES.items():
            self._palette.addItem(_(title), key)
        self._language.addItem(_("As the window"), "")
        for language in LANGUAGES.values():
            self._language.addItem(language.name, language.code)
        self._before, self._after = QLineEdit(), QLineEdit()
        self._title, self._caption = QLineEdit(), QPlainTextEdit()
        # Else Tab would write a tab, and the keyboard could not leave the caption.
        self._caption.setTabChangesFocus(True)
        self._caption.setAccessibleName(_("Caption"))
        lines = self._caption.fontMetrics().lineSpacing() * _CAPTION_LINES
        self._caption.setFixedHeight(lines + 3 * layout.STEP)
        self._own_words = QPushButton(_("Change the generated words"))
        self._own_words.setAutoDefault(False)
        self._own_words.clicked.connect(self.take_generated)
        self._warning = layout.make_paragraph()
        self._warning.setStyleSheet(f"color: {layout.get_state_colour('warning').name()}")
        self._lay_out()
        self._listen()

    @property
    def figure_style(self) -> FigureStyle:
        """The style as it is set now."""
        return FigureStyle(
            float(self._width.value()),
            self._dpi.value(),
            self._points.value(),
            self._palette.currentData(),
            self._weight.value(),
            self._before.text().strip(),
            self._after.text().strip(),
            self._language.currentData(),
        )

    @property
    def statistics(self) -> str:
        """Key of the style of numbers; empty for that of the report."""
        return self._statistics.currentData()

    def build_composition(
        self, panels: tuple[str, ...], edits: tuple[PanelEdit, ...] = ()
    ) -> Composition:
        """Return a composition of these panels, changed so, as the form arranges it."""
        return Composition(
            panels,
            self._columns.value(),
            self._letters.isChecked(),
            self._title.text().strip(),
            self._read_caption(),
            edits,
        )

    def _read_caption(self) -> str:
        # Plain text would lose the no-break spaces of numbers and French marks.
        return self._caption.document().toRawText().replace("\u2029", " ").strip()

    def show_style(self, style: FigureStyle, composed: Composition, statistics: str = "") -> None:
        """Show another style without a signal."""
        # The fields still emit theirs; only `changed` of the form is held back.
        self.blockSignals(True)
        self._statistics.setCurrentIndex(max(0, self._statistics.findData(statistics)))
        self._width.setValue(round(style.width_mm))
        self._dpi.setValue(style.dpi)
        self._points.setValue(style.font_points)
        self._weight.setValue(style.line_weight)
        self._palette.setCurrentIndex(self._palette.findData(style.palette))
        self._language.setCurrentIndex(self._language.findData(style.language))
        self._before.setText(style.before)
        self._after.setText(style.after)
        self._columns.setValue(composed.columns)
        self._letters.setChecked(composed.letters)
        self._title.setText(composed.title)
        self._caption.setPlainText(composed.caption)
        self.blockSignals(False)
        self._warn()

    def show_generated(self, title: str, caption: str) -> None:
        """Show the generated title and caption, which apply where nothing is typed."""
        self._title.setPlaceholderText(title)
        self._caption.setPlaceholderText(caption)
        # Qt paints a changed placeholder only once something else is painted.
        self._caption.viewport().update()

    def take_generated(self) -> None:
        """Copy the generated title and caption into empty fields, where they can be edited."""
        if not self._title.text().strip():
            self._title.setText(self._title.placeholderText())
        if not self._read_caption():
            self._caption.setPlainText(self._caption.placeholderText())
        self._caption.setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(layout.STEP)
        self._before.setPlaceholderText(_("Before"))
        self._after.setPlaceholderText(_("After"))
        form.addRow(*add_presets(_("Width"), self._width, WIDTHS_MM))
        form.addRow(*add_presets(_("Resolution"), self._dpi, RESOLUTIONS))
        form.addRow(_("Columns"), self._columns)
        form.addRow("", self._letters)
        form.addRow(_("Letter size"), self._points)
        form.addRow("", self._warning)
        form.addRow(_("Line weight"), self._weight)
        form.addRow(_("Palette"), self._palette)
        form.addRow(_("Style of numbers"), self._statistics)
        form.addRow(_("Word for before"), self._before)
        form.addRow(_("Word for after"), self._after)
        form.addRow(_("Language"), self._language)
        form.addRow(_("Title"), self._title)
        form.addRow(_("Caption"), self._caption)
        form.addRow("", self._own_words)

    def _listen(self) -> None:
        for spin in (self._width, self._dpi, self._columns, self._points, self._weight):
            spin.valueChanged.connect(self._on_changed)
        for choice in (self._palette, self._language, self._statistics):
            choice.currentIndexChanged.connect(self._on_changed)
        for line in (self._before, self._after, self._title):
            line.textChanged.connect(self._on_changed)
        self._caption.textChanged.connect(lambda: self._on_changed(""))
        self._letters.toggled.connect(self._on_changed)

    def _on_changed(self, _value: object) -> None:
        self._warn()
        self.changed.emit()

    def _warn(self) -> None:
        is_small = self._points.value() < LEAST_POINTS
        least = number(LEAST_POINTS, 0)
        warning = _("Journals ask for letters of {least} points at least.", least=least)
        self._warning.setText(warning if is_small else "")
        self._warning.setVisible(is_small)


def _make_spin_box(low: int, high: int, suffix: str) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(low, high)
    spin.setSuffix(suffix)
    return spin


def _make_decimal_spin_box(low: float, high: float, step: float, suffix: str) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    # Decimals as the window's language writes them, not as the system does.
    spin.setLocale(QLocale(current_language()))
    spin.setRange(low, high)
    spin.setSingleStep(step)
    spin.setDecimals(2 if step < 0.5 else 1)
    spin.setSuffix(suffix)
    return spin
