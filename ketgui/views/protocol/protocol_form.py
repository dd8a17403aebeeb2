"""A form for a protocol, built from its declared parameters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ketgui.domain.treatment.presets import Preset
from ketgui.domain.treatment.protocols import Protocol, get_parameters
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.parameter_fields import ParameterFields

_LIST_MARGIN = 6 * layout.STEP


class ProtocolForm(QWidget):
    """Edits a protocol; an empty field means "not reported".

    Signals
    -------
    protocol_changed(Protocol)
        The user left a field with another value, or chose a preset.
    contents_changed(Protocol, list of str)
        The form shows another protocol, whoever changed it; the errors of unreadable fields.
    """

    protocol_changed = Signal(object)
    contents_changed = Signal(object, list)

    def __init__(self, protocol: Protocol, presets: Sequence[Preset], title: str) -> None:
        super().__init__()
        self._protocol = protocol
        self._presets = presets
        self.fields = ParameterFields(get_parameters(protocol), _("not reported"))
        self.fields.typed.connect(self._on_typed)
        self.fields.edited.connect(self._on_edited)
        self._start = QComboBox()
        self._start.setAccessibleName(_("Start from a known protocol"))
        self._start.addItem(_("Start from…"))
        for preset in presets:
            self._start.addItem(f"{_(preset.title)} ({_describe_source(preset)})")
        # The list is as wide as its texts, but the field no wider than the form.
        self._start.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._start.view().setMinimumWidth(self._start.view().sizeHintForColumn(0) + _LIST_MARGIN)
        self._start.activated.connect(self._on_preset)
        self.note = layout.make_paragraph()
        self.note.hide()
        box = layout.pad(QVBoxLayout(self), 0)
        box.addWidget(layout.make_heading(title))
        box.addWidget(self._start)
        box.addWidget(self.note)
        box.addWidget(self.fields)
        box.addStretch()
        self.show_protocol(protocol)

    def show_protocol(self, protocol: Protocol) -> None:
        """Set every field to a protocol without emitting `protocol_changed`."""
        self._protocol = protocol
        self.fields.show_values(protocol.as_dict())
        self.contents_changed.emit(protocol, [])

    def focus(self, key: str) -> None:
        """Scroll to the field of a parameter and focus it."""
        self.fields.focus(key)

    def _read(self) -> tuple[Protocol, list[str]]:
        values, errors = self.fields.read()
        return type(self._protocol).from_dict(values), errors

    def _on_typed(self) -> None:
        self.contents_changed.emit(*self._read())

    def _on_edited(self) -> None:
        protocol, errors = self._read()
        self.contents_changed.emit(protocol, errors)
        # An unreadable field would be saved as "not reported".
        if protocol != self._protocol and not errors:
            self._protocol = protocol
            self.protocol_changed.emit(protocol)

    def _on_preset(self, index: int) -> None:
        # The box is a menu of presets: once one is used, the form is what counts.
        self._start.setCurrentIndex(0)
        if index > 0:
            preset = self._presets[index - 1]
            protocol = preset.translate()
            self.note.setText(_(preset.note) if preset.note else "")
            self.note.setVisible(bool(preset.note))
            self.show_protocol(protocol)
            self.protocol_changed.emit(protocol)


def _describe_source(preset: Preset) -> str:
    return _(preset.source) if preset.is_cited else _("common knowledge, to be edited")
