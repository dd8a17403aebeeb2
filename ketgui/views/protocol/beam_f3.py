"""A check of a recorded BeamF3 position: three measurements in, two distances out."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.treatment.beamf3 import (
    ADJUSTMENT_CM,
    ADJUSTMENT_SOURCE,
    BEAM_F3_PARAMETERS,
    NOT_FOR_POSITIONING,
    locate_f3,
)
from ketgui.domain.unavailable import Unavailable
from ketgui.text import _, number
from ketgui.views import layout

# Beyond any head, so that a value in millimetres can be typed and is rejected with its reason.
_HIGHEST_CM = 500


class BeamF3Check(QWidget):
    """Recomputes a recorded BeamF3 position; rejects measurements outside of human heads."""

    def __init__(self) -> None:
        super().__init__()
        form = QFormLayout()
        self._fields: list[QDoubleSpinBox] = []
        for parameter in BEAM_F3_PARAMETERS:
            field = QDoubleSpinBox()
            field.setRange(0, _HIGHEST_CM)
            field.setDecimals(1)
            field.setSuffix(" cm")
            field.setAccessibleName(_(parameter.term))
            field.setToolTip(f"{_(parameter.note)} {parameter.describe_range()}")
            # A spin box has no empty state, so that its lowest value stands for it.
            field.setSpecialValueText(_("not reported"))
            field.valueChanged.connect(self._show)
            self._fields.append(field)
            form.addRow(_(parameter.term), field)
        self._adjusted = QCheckBox(
            _(
                "Adjusted: {cm} cm further from the vertex ({source})",
                cm=number(ADJUSTMENT_CM, 2),
                source=ADJUSTMENT_SOURCE,
            )
        )
        self._adjusted.toggled.connect(self._show)
        self.result = layout.make_heading("")
        self.result.setWordWrap(True)
        box = layout.pad(QVBoxLayout(self), 0)
        box.addWidget(self._create_limit_label())
        box.addLayout(form)
        box.addWidget(self._adjusted)
        box.addWidget(self.result)
        box.addStretch()
        self._show()

    def _create_limit_label(self) -> QLabel:
        text = _("A check of what was recorded, {limit}.", limit=_(NOT_FOR_POSITIONING))
        label = layout.make_paragraph(text)
        label.setStyleSheet(f"color: {layout.get_state_colour('warning').name()}")
        return label

    def set_measurements(self, *centimetres: float) -> None:
        """Set the three measurements, in centimetres."""
        for field, value in zip(self._fields, centimetres, strict=True):
            field.setValue(value)

    def _show(self) -> None:
        values = [field.value() for field in self._fields]
        # 0 stands for "not reported".
        if not all(values):
            self.result.setText(_("Fill in the three measurements."))
            return
        position = locate_f3(*values, adjusted=self._adjusted.isChecked())
        if isinstance(position, Unavailable):
            self.result.setText(position.reason)
            return
        text = _("X {x} cm along the circumference, Y {y} cm from the vertex",
                  x=number(position.x_cm, 2), y=number(position.y_cm, 2))  # fmt: skip
        self.result.setText(text)
