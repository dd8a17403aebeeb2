"""A form for one row of a table: an editor for each declared field, messages beneath it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListView,
    QSizePolicy,
    QWidget,
)

from ketgui.domain.edit_rows import CellValue
from ketgui.domain.fields import Field
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.forms.field_values import (
    InvalidValueError,
    find_range_warning,
    format_value,
    parse_value,
)

Editor = QLineEdit | QComboBox
# "Today", in a field for a date; the same key in every language.
_TODAY = "t"
# Least widths, in pixels at the system's text size.
_NAME_WIDTH, _EDITOR_WIDTH = 120, 160
_MAX_SUBSTRING_SEARCH = 2_000


class RowForm(QWidget):
    """Edits the values of a row; an empty editor means "not recorded".

    Attributes
    ----------
    editors : dict of str to QLineEdit or QComboBox
        The editor of each field, by its key.
    messages : dict of str to QLabel
        The message beneath each editor.

    Signals
    -------
    edited()
        The user changed a value.
    """

    edited = Signal()

    def __init__(self, fields: Sequence[Field], suggestions: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self.fields = tuple(fields)
        self.editors: dict[str, Editor] = {}
        self.messages: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(layout.MARGIN)
        self._grid.setVerticalSpacing(layout.STEP)
        # Names in two fifths of the width, where they wrap if they must.
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        for field in self.fields:
            self._add(field, suggestions.get(field.key, ()))
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def show_values(self, values: Mapping[str, CellValue]) -> None:
        """Set every editor; a field that `values` does not name shows "not recorded"."""
        for field in self.fields:
            editor, value = self.editors[field.key], values.get(field.key)
            if isinstance(editor, QComboBox):
                editor.setCurrentIndex(max(0, editor.findData(value)))
            else:
                editor.setText(format_value(field, value))
        self.show_messages({})

    def values(self) -> tuple[dict[str, CellValue], dict[str, str], dict[str, str]]:
        """Return the values, the errors by field, and the warnings by field."""
        values: dict[str, CellValue] = {}
        errors: dict[str, str] = {}
        warnings: dict[str, str] = {}
        for field in self.fields:
            try:
                value = self._read(field)
            except InvalidValueError as error:
                errors[field.key] = str(error)
                continue
            # A doubtful value is returned with its warning: the dialog decides whether to save it.
            values[field.key] = value
            if value is None and field.required:
                errors[field.key] = _("This field is required.")
            elif warning := find_range_warning(field, value):
                warnings[field.key] = warning
        return values, errors, warnings

    def show_messages(self, messages: Mapping[str, str], state: str = "error") -> None:
        """Show messages beneath their fields and focus the first of these fields."""
        colour = layout.get_state_colour(state).name()
        for key, label in self.messages.items():
            label.setText(messages.get(key, ""))
            label.setVisible(key in messages)
            label.setStyleSheet(f"color: {colour}")
        for field in self.fields:
            if field.key in messages:
                # The form may be scrolled: the focus brings the first problem into view.
                self.editors[field.key].setFocus(Qt.FocusReason.OtherFocusReason)
                break

    def _check(self, field: Field) -> None:
        """Say beneath a field, as it is left, what its value cannot be or seldom is."""
        state = "warning"
        try:
            message = find_range_warning(field, self._read(field))
        except InvalidValueError as error:
            message, state = str(error), "error"
        label = self.messages[field.key]
        label.setText(message)
        label.setVisible(bool(message))
        label.setStyleSheet(f"color: {layout.get_state_colour(state).name()}")

    def _read(self, field: Field) -> CellValue:
        editor = self.editors[field.key]
        return (
            editor.currentData()
            if isinstance(editor, QComboBox)
            else parse_value(field, editor.text())
        )

    def _add(self, field: Field, suggestions: Sequence[str]) -> None:
        title = _(field.title) + (f" ({_(field.unit)})" if field.unit else "")
        editor = _create_editor(field, suggestions)
        editor.setAccessibleName(title)
        editor.setAccessibleDescription(_(field.help))
        editor.setToolTip(_(field.help))
        editor.setMinimumWidth(layout.scale(_EDITOR_WIDTH))
        if isinstance(editor, QComboBox):
            # Its longest choice must not be its least width.
            editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if isinstance(editor, QComboBox):
            editor.currentIndexChanged.connect(self._on_edited)
        else:
            # textEdited, not textChanged: showing values is no edit.
            editor.textEdited.connect(self._on_edited)
            editor.editingFinished.connect(partial(self._check, field))
            if field.kind == "date":
                editor.textEdited.connect(partial(_write_today, editor))
        name, message = layout.make_label(title), layout.make_paragraph()
        name.setBuddy(editor)
        name.setToolTip(_(field.help))
        name.setWordWrap(True)
        name.setMinimumWidth(layout.scale(_NAME_WIDTH))
        message.hide()
        row = self._grid.rowCount()
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(editor, row, 1)
        self._grid.addWidget(message, row + 1, 1)
        self.editors[field.key], self.messages[field.key] = editor, message

    def _on_edited(self) -> None:
        self.edited.emit()


def _write_today(line: QLineEdit, text: str) -> None:
    """Write today's date where one key asks for it."""
    if text.casefold() == _TODAY:
        line.setText(date.today().isoformat())


def _create_editor(field: Field, suggestions: Sequence[str]) -> Editor:
    """Return a list of choices, or a line that suggests what other rows hold."""
    options = [(_(choice.title), choice.key) for choice in field.choices]
    if field.kind == "yes_no":
        options = [(_("Yes"), True), (_("No"), False)]
    if options:
        box = QComboBox()
        box.addItem(_("not recorded"), None)
        for title, key in options:
            box.addItem(title, key)
        return box
    line = QLineEdit()
    # An empty optional field says what saving it means.
    line.setPlaceholderText("" if field.required else _("not recorded"))
    if field.kind == "date":
        line.setPlaceholderText(_("2024-12-31, or t for today"))
    if suggestions:
        line.setCompleter(_create_completer(suggestions, line))
    return line


def _create_completer(suggestions: Sequence[str], line: QLineEdit) -> QCompleter:
    """Return a completer that searches anywhere in the text, among very many only its start.

    Qt finds the start of sorted texts by bisection; a search anywhere reads each text at every key.
    """
    many = len(suggestions) > _MAX_SUBSTRING_SEARCH
    completer = QCompleter(sorted(suggestions) if many else list(suggestions), line)
    if many:
        completer.setModelSorting(QCompleter.ModelSorting.CaseSensitivelySortedModel)
    else:
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
    popup = completer.popup()
    if isinstance(popup, QListView):
        # Otherwise Qt measures every suggestion at each key.
        popup.setUniformItemSizes(True)
    return completer
