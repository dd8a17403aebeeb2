"""Declared parameters as a form: one field each, with its unit, range and meaning."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from ketgui.domain.treatment.parameters import Parameter, ParameterValue, format_plain
from ketgui.text import _
from ketgui.views import layout

_FIELD_WIDTH = 152
_UNIT_WIDTH = 44


class ParameterFields(QWidget):
    """Edits values by parameter; an empty field is `empty` in words, and None.

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
            editor = self._editor(parameter)
            self.editors[parameter.key] = editor
            label = QLabel(_(parameter.term))
            label.setToolTip(_(parameter.note) if parameter.note else "")
            self._rows[parameter.key] = form.rowCount()
            form.addRow(label, _with_unit(editor, parameter))

    def show_values(self, values: Mapping[str, ParameterValue]) -> None:
        """Set every field; what `values` does not hold is empty. Nothing is announced."""
        self._showing = True
        for key, editor in self.editors.items():
            _set(editor, values.get(key))
        self._showing = False

    def show_only(self, keys: Collection[str]) -> None:
        """Show the fields of these parameters alone."""
        for key, row in self._rows.items():
            self._form.setRowVisible(row, key in keys)

    def focus(self, key: str) -> None:
        """Bring the field of a parameter to the eye and to the keyboard."""
        self.editors[key].setFocus()

    def read(self) -> tuple[dict[str, ParameterValue], list[str]]:
        """Return the values as typed, and what cannot be read as its field's kind."""
        values: dict[str, ParameterValue] = {}
        odd: list[str] = []
        for parameter in self._parameters:
            value = _value(self.editors[parameter.key], parameter)
            if value is None or parameter.accepts(value):
                values[parameter.key] = value
            else:
                odd.append(_("{term}: {wanted} is expected", term=_(parameter.term),
                             wanted=parameter.describe_kind()))  # fmt: skip
        return values, odd

    def _editor(self, parameter: Parameter) -> QLineEdit | QComboBox:
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
        line.textEdited.connect(self.typed)
        line.editingFinished.connect(self._on_edited)
        return line

    def _on_edited(self) -> None:
        if not self._showing:
            self.edited.emit()


def _with_unit(editor: QWidget, parameter: Parameter) -> QWidget:
    both = QWidget()
    box = layout.padded(QHBoxLayout(both), 0, layout.STEP)
    unit = QLabel(_(parameter.unit) if parameter.unit else "")
    unit.setFixedWidth(_UNIT_WIDTH)
    box.addWidget(editor)
    box.addWidget(unit)
    return both


def _set(editor: QLineEdit | QComboBox, value: ParameterValue) -> None:
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(0, editor.findData(value)))
    else:
        shown = value if isinstance(value, str) else ("" if value is None else format_plain(value))
        editor.setText(shown)


def _value(editor: QLineEdit | QComboBox, parameter: Parameter) -> ParameterValue:
    if isinstance(editor, QComboBox):
        return editor.currentData()
    words = editor.text().strip()
    if not words:
        return None
    if parameter.kind == "text":
        return words
    try:
        return float("".join(words.split()).replace(",", "."))
    except ValueError:
        return words
