"""A form that declares a rating scale that the program does not know."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from ketgui.domain.declared_scales import ScaleError, scale_from_dict
from ketgui.domain.scale import Cutoff, Scale, Sourced
from ketgui.text import _, mark, percent_sign
from ketgui.views import layout
from ketgui.views.widgets.number_spin import OptionalSpin

_HIGHEST = 1000
_KINDS = (("total", mark("a sum of items")), ("level", mark("a single level")))
_RATERS = (("clinician", mark("a clinician")), ("self", mark("the patient")))


class ScaleForm(QWidget):
    """Asks for the range and the direction of a scale, and for its definitions if it has any.

    Parameters
    ----------
    title : str
        The scale's name in the file; also its key, by which the file's scores belong to it.
    scale : Scale or None
        The scale as declared before.

    Signals
    -------
    declared(Scale)
        The user has declared the scale.
    """

    declared = Signal(object)

    def __init__(self, title: str, scale: Scale | None = None) -> None:
        super().__init__()
        # The key stays the file's name when the title is changed.
        self._key = scale.key if scale else title
        self.title = QLineEdit(scale.title if scale else title)
        self.title.setAccessibleName(_("Name of the scale"))
        self.measures = QLineEdit(scale.measures if scale else "")
        self.measures.setAccessibleName(_("What the scale measures"))
        self.measures.setPlaceholderText(_("anxiety severity"))
        self.low, self.high = _spin(_("Lowest score")), _spin(_("Highest score"))
        self.rising = QCheckBox(_("A higher score is better"))
        self.kind = _make_combo(_KINDS, _("What the score is"))
        self.rater = _make_combo(_RATERS, _("Rated by"))
        self.response = OptionalSpin(
            _("Percent reduction that is a response"), 1, 100, suffix=percent_sign()
        )
        self.remission = OptionalSpin(_("Score of remission"), 0, _HIGHEST)
        self.reliability = OptionalSpin(_("Reliability of the scale"), 0.01, 0.99, 0.01)
        self.important = OptionalSpin(_("Minimal important difference"), 0.1, _HIGHEST, 0.1)
        self.refusal = layout.make_paragraph()
        self.refusal.setStyleSheet(f"color: {layout.get_state_colour('error').name()}")
        self.refusal.hide()
        self.button = layout.make_button("circle-check", _("Use this scale"), self._on_use)
        layout.make_primary(self.button, "circle-check")
        self._lay_out()
        self._show(scale)

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.addRow(_("Name"), self.title)
        form.addRow(_("Measures"), self.measures)
        form.addRow(_("Lowest score"), self.low)
        form.addRow(_("Highest score"), self.high)
        form.addRow(self.rising)
        form.addRow(_("The score is"), self.kind)
        form.addRow(_("Rated by"), self.rater)
        form.addRow(_("Response from a reduction of"), self.response)
        form.addRow(_("Remission up to a score of"), self.remission)
        form.addRow(_("Reliability"), self.reliability)
        form.addRow(_("Important difference"), self.important)
        form.addRow(layout.make_paragraph(_("What is not set is computed for no patient.")))
        form.addRow(self.refusal)
        form.addRow(self.button)

    def _show(self, scale: Scale | None) -> None:
        for spin, declared in (
            (self.response, scale and scale.response),
            (self.remission, scale and scale.remission),
            (self.reliability, scale and scale.reliability),
            (self.important, scale and scale.important_difference),
        ):
            spin.show_number(declared.value if declared else None)
        if scale is not None:
            self.low.setValue(scale.low)
            self.high.setValue(scale.high)
            self.rising.setChecked(scale.higher_is_better)
            self.kind.setCurrentIndex(self.kind.findData(scale.kind))
            self.rater.setCurrentIndex(self.rater.findData(scale.rater))

    def read(self) -> Scale:
        """Return the scale as the form shows it.

        Raises
        ------
        ScaleError
            If these values make no scale.
        """
        title, kind = self.title.text().strip(), self.kind.currentData()
        # Remission is at the good end of the scale.
        better = ">=" if self.rising.isChecked() else "<="
        # A level has no zero, and so no percent reduction.
        response = self.response.number() if kind == "total" else None
        row: dict[str, Any] = {
            "key": self._key or title,
            "title": title,
            "measures": self.measures.text().strip(),
            "low": self.low.value(),
            "high": self.high.value(),
            "higher_is_better": self.rising.isChecked(),
            "kind": kind,
            "rater": self.rater.currentData(),
        }
        row |= _get_part("response", Cutoff, ">=", response)
        row |= _get_part("remission", Cutoff, better, self.remission.number())
        row |= _get_part("reliability", Sourced, self.reliability.number())
        row |= _get_part("important_difference", Sourced, self.important.number())
        return scale_from_dict(row)

    def _on_use(self) -> None:
        try:
            scale = self.read()
        except ScaleError as refusal:
            self.refusal.setText(str(refusal))
            self.refusal.show()
            return
        self.refusal.hide()
        self.declared.emit(scale)


def _get_part(name: str, kind: type[Cutoff | Sourced], *values: Any) -> dict[str, Any]:
    """Return a part of a scale by its name; nothing where its number is not set."""
    return {} if values[-1] is None else {name: vars(kind(*values))}


def _spin(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(-_HIGHEST, _HIGHEST)
    box.setAccessibleName(name)
    return box


def _make_combo(choices: tuple[tuple[str, str], ...], name: str) -> QComboBox:
    box = QComboBox()
    for value, title in choices:
        box.addItem(_(title), value)
    box.setAccessibleName(name)
    return box
