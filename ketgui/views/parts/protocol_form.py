"""A protocol as a form, made from its declared parameters; what follows appears as one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.parameters import Parameter, Value, plain
from ketgui.domain.presets import Preset
from ketgui.domain.protocols import Protocol, derived, flags, parameters_of
from ketgui.text import _
from ketgui.views import layout

_FIELD_WIDTH = 152
_UNIT_WIDTH = 44


class ProtocolForm(QWidget):
    """Edits a protocol; an empty field is "not reported".

    Signals
    -------
    protocol_changed(Protocol)
        A field was left with another value.

    Attributes
    ----------
    what_follows : QWidget
        Derived values and what does not agree, to be put where there is room.
    """

    protocol_changed = Signal(object)

    def __init__(self, protocol: Protocol, presets: Sequence[Preset], title: str) -> None:
        super().__init__()
        self._protocol, self._showing = protocol, False
        self._presets = presets
        self._editors: dict[str, QLineEdit | QComboBox] = {}
        self._start = QComboBox()
        self._start.addItem(_("Start from…"))
        for preset in presets:
            self._start.addItem(_(preset.title))
            source = _(preset.source) if preset.cited else _("common knowledge, to be edited")
            note = f"{source}. {_(preset.note)}" if preset.note else source
            self._start.setItemData(self._start.count() - 1, note, layout.TOOL_TIP)
        self._start.activated.connect(self._on_preset)
        self._follows = layout.paragraph()
        self._flags = layout.paragraph()
        self._flags.setStyleSheet(f"color: {layout.state_colour('warning').name()}")
        box = layout.padded(QVBoxLayout(self), 0)
        box.addWidget(layout.heading(title))
        box.addWidget(self._start)
        box.addLayout(self._form())
        box.addStretch()
        self.what_follows = QWidget()
        said = layout.padded(QVBoxLayout(self.what_follows), 0, layout.STEP)
        said.addWidget(self._flags)
        said.addWidget(self._follows)
        self.show_protocol(protocol)

    def show_protocol(self, protocol: Protocol) -> None:
        """Set every field to a protocol without announcing it."""
        self._protocol, self._showing = protocol, True
        for key, value in protocol.as_dict().items():
            _set(self._editors[key], value)
        self._showing = False
        self._show_what_follows(protocol)

    def focus(self, key: str) -> None:
        """Bring the field of a parameter to the eye and to the keyboard."""
        self._editors[key].setFocus()

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        for parameter in parameters_of(self._protocol):
            editor = self._editor(parameter)
            self._editors[parameter.key] = editor
            label = QLabel(_(parameter.term))
            label.setToolTip(_(parameter.note) if parameter.note else "")
            form.addRow(label, _with_unit(editor, parameter))
        return form

    def _editor(self, parameter: Parameter) -> QLineEdit | QComboBox:
        if parameter.kind == "choice":
            box = QComboBox()
            box.addItem(_("not reported"), None)
            for choice in parameter.choices:
                box.addItem(_(choice.title), choice.key)
            box.currentIndexChanged.connect(self._on_edited)
            box.setFixedWidth(_FIELD_WIDTH)
            box.setAccessibleName(_(parameter.term))
            return box
        line = QLineEdit()
        line.setPlaceholderText(_("not reported"))
        line.setToolTip(parameter.range_in_words())
        line.setAccessibleName(_(parameter.term))
        line.setFixedWidth(_FIELD_WIDTH)
        line.textEdited.connect(self._on_typed)
        line.editingFinished.connect(self._on_edited)
        return line

    def _read(self) -> tuple[Protocol, list[str]]:
        """Return the protocol as typed, and what cannot be read as its field's kind."""
        values: dict[str, Value] = {}
        odd: list[str] = []
        for parameter in parameters_of(self._protocol):
            value = _value(self._editors[parameter.key], parameter)
            if value is None or parameter.accepts(value):
                values[parameter.key] = value
            else:
                odd.append(_("{term}: {wanted} is expected", term=_(parameter.term),
                             wanted=parameter.wanted()))  # fmt: skip
        return type(self._protocol).from_dict(values), odd

    def _on_typed(self) -> None:
        protocol, odd = self._read()
        self._show_what_follows(protocol, odd)

    def _on_edited(self) -> None:
        if self._showing:
            return
        protocol, odd = self._read()
        self._show_what_follows(protocol, odd)
        if protocol != self._protocol and not odd:
            self._protocol = protocol
            self.protocol_changed.emit(protocol)

    def _on_preset(self, place: int) -> None:
        self._start.setCurrentIndex(0)
        if place > 0:
            protocol = self._presets[place - 1].in_language()
            self.show_protocol(protocol)
            self.protocol_changed.emit(protocol)

    def _show_what_follows(self, protocol: Protocol, odd: Sequence[str] = ()) -> None:
        lines = [
            _("{term}: {formula}", term=_(item.term), formula=item.formula)
            for item in derived(protocol)
            if item.formula
        ]
        self._follows.setText("\n".join(lines))
        said = [*odd, *(flag.message for flag in flags(protocol))]
        self._flags.setText("\n".join(said))
        self._flags.setVisible(bool(said))


def _with_unit(editor: QWidget, parameter: Parameter) -> QWidget:
    both = QWidget()
    box = layout.padded(QHBoxLayout(both), 0, layout.STEP)
    unit = QLabel(_(parameter.unit) if parameter.unit else "")
    unit.setFixedWidth(_UNIT_WIDTH)
    box.addWidget(editor)
    box.addWidget(unit)
    return both


def _set(editor: QLineEdit | QComboBox, value: Value) -> None:
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(0, editor.findData(value)))
    else:
        shown = value if isinstance(value, str) else ("" if value is None else plain(value))
        editor.setText(shown)


def _value(editor: QLineEdit | QComboBox, parameter: Parameter) -> Value:
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
