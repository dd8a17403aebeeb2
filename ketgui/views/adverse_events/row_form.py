"""One row of a table as a form: a field for each declared column, errors named where they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListView,
    QWidget,
)

from ketgui.domain.edits import Value
from ketgui.domain.fields import Field
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.adverse_events.field_values import (
    InvalidValueError,
    find_range_warning,
    format_value,
    parse_value,
)

Editor = QLineEdit | QComboBox
_NAME_WIDTH = 168
_EDITOR_WIDTH = 300
_MAX_SUBSTRING_SEARCH = 2_000


class RowForm(QWidget):
    """Edits the values of a row; an empty field is one that is not recorded.

    Attributes
    ----------
    editors : dict of str to QLineEdit or QComboBox
        The editor of each column, by its key.
    said : dict of str to QLabel
        What is said of each, beneath it.

    Signals
    -------
    edited()
        A value is another.
    """

    edited = Signal()

    def __init__(self, fields: Sequence[Field], proposals: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self.fields = tuple(fields)
        self.editors: dict[str, Editor] = {}
        self.said: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(layout.MARGIN)
        self._grid.setVerticalSpacing(layout.STEP)
        for field in self.fields:
            self._add(field, proposals.get(field.key, ()))
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Set every field; one that `values` does not hold is not recorded."""
        for field in self.fields:
            editor, value = self.editors[field.key], values.get(field.key)
            if isinstance(editor, QComboBox):
                editor.setCurrentIndex(max(0, editor.findData(value)))
            else:
                editor.setText(format_value(field, value))
        self.say({})

    def values(self) -> tuple[dict[str, Value], dict[str, str], dict[str, str]]:
        """Return the values, and by column what is wrong and what wants a second look."""
        values: dict[str, Value] = {}
        wrong: dict[str, str] = {}
        doubts: dict[str, str] = {}
        for field in self.fields:
            try:
                value = self._value(field)
            except InvalidValueError as error:
                wrong[field.key] = str(error)
                continue
            values[field.key] = value
            if value is None and field.required:
                wrong[field.key] = _("It is needed.")
            elif words := find_range_warning(field, value):
                doubts[field.key] = words
        return values, wrong, doubts

    def say(self, words: Mapping[str, str], state: str = "error") -> None:
        """Say something beneath the fields it is about; the first of them gets the keyboard."""
        colour = layout.state_colour(state).name()
        for key, label in self.said.items():
            label.setText(words.get(key, ""))
            label.setVisible(key in words)
            label.setStyleSheet(f"color: {colour}")
        for field in self.fields:
            if field.key in words:
                self.editors[field.key].setFocus(Qt.FocusReason.OtherFocusReason)
                break

    def _value(self, field: Field) -> Value:
        editor = self.editors[field.key]
        return (
            editor.currentData()
            if isinstance(editor, QComboBox)
            else parse_value(field, editor.text())
        )

    def _add(self, field: Field, proposals: Sequence[str]) -> None:
        title = _(field.title) + (f" ({_(field.unit)})" if field.unit else "")
        editor = _create_editor(field, proposals)
        editor.setAccessibleName(title)
        editor.setAccessibleDescription(_(field.help))
        editor.setToolTip(_(field.help))
        editor.setMinimumWidth(_EDITOR_WIDTH)
        if isinstance(editor, QComboBox):
            editor.currentIndexChanged.connect(self._on_edited)
        else:
            editor.textEdited.connect(self._on_edited)
        name, said = QLabel(title), layout.paragraph()
        name.setBuddy(editor)
        name.setToolTip(_(field.help))
        name.setMinimumWidth(_NAME_WIDTH)
        said.hide()
        row = self._grid.rowCount()
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(editor, row, 1)
        self._grid.addWidget(said, row + 1, 1)
        self.editors[field.key], self.said[field.key] = editor, said

    def _on_edited(self) -> None:
        self.edited.emit()


def _create_editor(field: Field, proposals: Sequence[str]) -> Editor:
    """Return a list of choices, or a line that proposes what others rows hold."""
    options = [(_(choice.title), choice.key) for choice in field.choices]
    if field.kind == "yes_no":
        options = [(_("Yes"), True), (_("No"), False)]
    if options:
        box = QComboBox()
        box.addItem(_("not recorded"), None)
        for words, key in options:
            box.addItem(words, key)
        return box
    line = QLineEdit()
    line.setPlaceholderText("" if field.required else _("not recorded"))
    if proposals:
        line.setCompleter(_create_completer(proposals, line))
    return line


def _create_completer(proposals: Sequence[str], line: QLineEdit) -> QCompleter:
    """Return what proposes words that hold what is typed; of very many, those that begin so."""
    many = len(proposals) > _MAX_SUBSTRING_SEARCH
    completer = QCompleter(sorted(proposals) if many else list(proposals), line)
    if many:
        completer.setModelSorting(QCompleter.ModelSorting.CaseSensitivelySortedModel)
    else:
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
    popup = completer.popup()
    if isinstance(popup, QListView):
        popup.setUniformItemSizes(True)
    return completer
