"""Declared parameters as a form: one field each, with its unit, range and meaning."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from ketgui.domain.treatment.parameters import Parameter, ParameterValue, format_plain
from ketgui.text import _
from ketgui.views import layout

_FIELD_WIDTH = 152
_UNIT_WIDTH = 44


class ParameterFields(QWidget):
    """Edits values by parameter; an empty field shows the text `empty` and reads as None.

    Attributes
    ----------
    editors : dict of str to QLineEdit or QComboBox
        The field of each parameter, by its key.

    Signals
    -------
    typed()
        A key was struck in a field.
    edited()
        A field was left, or a choice made, by the user.
    """

    typed = Signal()
    edited = Signal()

    def __init__(self, parameters: Sequence[Parameter], empty: str) -> None:
        super().__init__()
        self._parameters, self._empty, self._showing = tuple(parameters), empty, False
        self.editors: dict[str, QLineEdit | QComboBox] = {}
        self._rows: dict[str, int] = {}
        form = self._form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        for parameter in self._parameters:
            editor = self._make_editor(parameter)
            self.editors[parameter.key] = editor
            label = layout.make_label(_(parameter.term))
            label.setToolTip(_(parameter.note) if parameter.note else "")
            self._rows[parameter.key] = form.rowCount()
            form.addRow(label, _add_unit(editor, parameter))

    def show_values(self, values: Mapping[str, ParameterValue]) -> None:
        """Set every field without a signal; a field that `values` does not name becomes empty."""
        # Combo boxes emit the same signal for a value set here as for a choice of the user's.
        self._showing = True
        for key, editor in self.editors.items():
            _set(editor, values.get(key))
        self._showing = False

    def show_only(self, keys: Collection[str]) -> None:
        """Show the fields of these parameters alone."""
        for key, row in self._rows.items():
            self._form.setRowVisible(row, key in keys)

    def focus(self, key: str) -> None:
        """Give the keyboard focus to a parameter's field, which scrolls it into view."""
        self.editors[key].setFocus()

    def read(self) -> tuple[dict[str, ParameterValue], list[str]]:
        """Return the typed values, and a sentence for each that its parameter does not accept."""
        values: dict[str, ParameterValue] = {}
        refusals: list[str] = []
        for parameter in self._parameters:
            value = _read_value(self.editors[parameter.key], parameter)
            if value is None or parameter.accepts(value):
                values[parameter.key] = value
            else:
                refusals.append(_("{term}: {wanted} is expected", term=_(parameter.term),
                             wanted=parameter.describe_kind()))  # fmt: skip
        return values, refusals

    def _make_editor(self, parameter: Parameter) -> QLineEdit | QComboBox:
        if parameter.kind == "choice":
            box = QComboBox()
            box.addItem(self._empty, None)
            for choice in parameter.choices:
                box.addItem(_(choice.title), choice.key)
            box.currentIndexChanged.connect(self._on_edited)
            box.setFixedWidth(_FIELD_WIDTH)
            box.setAccessibleName(_(parameter.term))
            return box
        line = QLineEdit()
        line.setPlaceholderText(self._empty)
        line.setToolTip(parameter.describe_range())
        line.setAccessibleName(_(parameter.term))
        line.setFixedWidth(_FIELD_WIDTH)
        # textEdited, not textChanged: it is silent when `show_values` sets the text.
        line.textEdited.connect(self.typed)
        line.editingFinished.connect(self._on_edited)
        return line

    def _on_edited(self) -> None:
        if not self._showing:
            self.edited.emit()


def _add_unit(editor: QWidget, parameter: Parameter) -> QWidget:
    both = QWidget()
    box = layout.pad(QHBoxLayout(both), 0, layout.STEP)
    unit = layout.make_label(_(parameter.unit) if parameter.unit else "")
    # One width for all, so that the fields of several forms stand in one column.
    unit.setFixedWidth(_UNIT_WIDTH)
    box.addWidget(editor)
    box.addWidget(unit)
    return both


def _set(editor: QLineEdit | QComboBox, value: ParameterValue) -> None:
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(0, editor.findData(value)))
    else:
        text = value if isinstance(value, str) else ("" if value is None else format_plain(value))
        editor.setText(text)


def _read_value(editor: QLineEdit | QComboBox, parameter: Parameter) -> ParameterValue:
    if isinstance(editor, QComboBox):
        return editor.currentData()
    text = editor.text().strip()
    if not text:
        return None
    if parameter.kind == "text":
        return text
    # Spaces between thousands and a decimal comma are read. What is no number is returned as typed,
    # and refused by `read` with its parameter's name.
    try:
        return float("".join(text.split()).replace(",", "."))
    except ValueError:
        return text
