"""A form for one panel of a composed figure: its title, and the labels and ranges of its axes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from ketgui.figures.panel_edits import PanelEdit, Range, find_edit, has_range, put_edit
from ketgui.text import _, bare
from ketgui.views import layout

if TYPE_CHECKING:
    from ketgui.figures.spec import Axis, Panel


class PanelForm(QWidget):
    """Edits the panels of a figure, one at a time.

    Signals
    -------
    changed()
        A panel is to be drawn differently.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._edits: tuple[PanelEdit, ...] = ()
        self._panels: tuple[Panel, ...] = ()
        self._choice = QComboBox()
        self._choice.setAccessibleName(_("Panel to change"))
        self._choice.currentIndexChanged.connect(lambda _index: self._show_panel(anew=True))
        self._title, self._x_label, self._y_label = (_make_line() for _number in range(3))
        self._x_range, self._y_range = _RangeFields(_("Range of x")), _RangeFields(_("Range of y"))
        self._warning = layout.make_paragraph()
        self._warning.setStyleSheet(f"color: {layout.get_state_colour('warning').name()}")
        self._warning.hide()
        self._lay_out()
        for line in (self._title, self._x_label, self._y_label):
            line.textEdited.connect(lambda _text: self._on_edited())
        for fields in (self._x_range, self._y_range):
            fields.edited.connect(self._on_edited)

    @property
    def edits(self) -> tuple[PanelEdit, ...]:
        """The changes of all panels."""
        return self._edits

    def show_edits(self, edits: tuple[PanelEdit, ...]) -> None:
        """Show other changes without a signal."""
        self._edits = edits
        self._show_panel(anew=True)

    def show_panels(self, panels: Sequence[Panel]) -> None:
        """Offer the panels of the figure as it is drawn; the one that was chosen stays chosen."""
        before = self._current
        self._panels = tuple(panels)
        self._choice.blockSignals(True)
        self._choice.clear()
        for panel in panels:
            # The user's own title names the panel too.
            self._choice.addItem(" ".join(filter(None, (panel.letter, panel.title))))
        sources = [panel.source for panel in panels]
        kept = sources.index(before.source) if before and before.source in sources else 0
        self._choice.setCurrentIndex(kept)
        self._choice.blockSignals(False)
        self._show_panel()

    @property
    def _current(self) -> Panel | None:
        index = self._choice.currentIndex()
        return self._panels[index] if 0 <= index < len(self._panels) else None

    def _show_panel(self, *, anew: bool = False) -> None:
        """Fill the fields of the chosen panel; unless it is `anew`, not one in which is typed."""
        panel = self._current
        if panel is None or panel.source is None:
            return
        # A panel without data has no axes; another one can still be chosen.
        for line in (self._title, self._x_label, self._y_label):
            line.setEnabled(not panel.reason)
        edit = find_edit(self._edits, *panel.source)
        for line, own, generated in (
            (self._title, edit.title, panel.title),
            (self._x_label, edit.x_label, panel.x.label),
            (self._y_label, edit.y_label, panel.y.label),
        ):
            line.setPlaceholderText(generated)
            if anew or not line.hasFocus():
                line.setText(own)
        for fields, axis, own in (
            (self._x_range, panel.x, edit.x_range),
            (self._y_range, panel.y, edit.y_range),
        ):
            fields.show_range(axis, own, anew=anew, is_drawn=not panel.reason)
        self._warn()

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(layout.STEP)
        form.addRow(_("Panel"), self._choice)
        form.addRow(_("Title of the panel"), self._title)
        form.addRow(_("Label of x"), self._x_label)
        form.addRow(_("Range of x"), self._x_range)
        form.addRow(_("Label of y"), self._y_label)
        form.addRow(_("Range of y"), self._y_range)
        form.addRow("", self._warning)

    def _on_edited(self) -> None:
        panel = self._current
        if panel is None or panel.source is None:
            return
        edit = PanelEdit(
            *panel.source,
            self._title.text().strip(),
            self._x_label.text().strip(),
            self._y_label.text().strip(),
            self._x_range.read(),
            self._y_range.read(),
        )
        self._edits = put_edit(self._edits, edit)
        self._warn()
        self.changed.emit()

    def _warn(self) -> None:
        is_wrong = not (self._x_range.is_usable and self._y_range.is_usable)
        self._warning.setText(
            _("A range has two numbers, the first below the second.") if is_wrong else ""
        )
        self._warning.setVisible(is_wrong)


class _RangeFields(QWidget):
    """Two numbers, from and to; empty for the generated range."""

    edited = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self._low, self._high = _make_line(), _make_line()
        self._low.setAccessibleName(_("{title}, from", title=title))
        self._high.setAccessibleName(_("{title}, to", title=title))
        self.setFocusProxy(self._low)
        self._shown: Range = (0.0, 1.0)
        box = layout.pad(QHBoxLayout(self), 0, layout.STEP)
        for line in (self._low, self._high):
            line.textEdited.connect(lambda _text: self.edited.emit())
            box.addWidget(line)

    def show_range(self, axis: Axis, own: Range | None, *, anew: bool, is_drawn: bool) -> None:
        """Show the range of an axis, if it is drawn and one of numbers, and the user's own."""
        is_numeric = is_drawn and has_range(axis)
        self.setEnabled(is_numeric)
        self._shown = (axis.low, axis.high)
        for line, generated, value in zip(
            (self._low, self._high), self._shown, own or (None, None), strict=True
        ):
            line.setPlaceholderText(bare(generated) if is_numeric else "")
            # What is typed stays as it is while it is no range yet.
            if anew or not (self._low.hasFocus() or self._high.hasFocus()):
                line.setText("" if value is None else bare(value))

    def read(self) -> Range | None:
        """Return the range that is typed; an empty end stays as it is drawn."""
        texts = (self._low.text().strip(), self._high.text().strip())
        if not any(texts) or not self.is_usable:
            return None
        return self._parse()

    @property
    def is_usable(self) -> bool:
        """Whether nothing or a range is typed."""
        if not (self._low.text().strip() or self._high.text().strip()):
            return True
        low, high = self._parse()
        return math.isfinite(low) and math.isfinite(high) and low < high

    def _parse(self) -> Range:
        low, high = (
            _read_number(line.text()) if line.text().strip() else generated
            for line, generated in zip((self._low, self._high), self._shown, strict=True)
        )
        return low, high


def _read_number(text: str) -> float:
    """Return a number written in either language, NaN for anything else."""
    try:
        return float(text.strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        return math.nan


def _make_line() -> QLineEdit:
    line = QLineEdit()
    line.setMaxLength(200)
    return line
