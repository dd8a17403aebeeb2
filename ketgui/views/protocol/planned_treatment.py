"""What the plan says is to be given: TMS and ketamine side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.treatment import treatment_file
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.parameters import ProtocolError, Value
from ketgui.domain.treatment.planned import (
    TOLERANCE_PARAMETERS,
    PlannedTreatment,
    Tolerances,
)
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, PAPER, TMS_PRESETS
from ketgui.domain.treatment.tms import TmsProtocol
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.protocol.calculated_values import CalculatedValues
from ketgui.views.protocol.protocol_form import ProtocolForm
from ketgui.views.widgets.dialogs import ask_open, ask_save
from ketgui.views.widgets.parameter_fields import ParameterFields
from ketgui.views.widgets.steady_area import SteadyArea
from ketgui.writing import explain_failure, replace_file

_SHOWN_LETTERS = 10


class PlannedTreatmentEditor(QWidget):
    """Two forms; a cohort may hold several TMS protocols, edited one at a time.

    Signals
    -------
    treatment_changed(PlannedTreatment)
        Something else is planned.
    beam_f3_wanted()
        A recorded BeamF3 position is to be checked.

    Attributes
    ----------
    what_follows : WhatFollows
        What follows from what the forms hold, to be put where there is room.
    """

    treatment_changed = Signal(object)
    beam_f3_wanted = Signal()

    def __init__(self, treatment: PlannedTreatment) -> None:
        super().__init__()
        self._treatment, self._recorded = treatment, PlannedTreatment()
        self._which = QComboBox()
        self._which.setAccessibleName(_("TMS protocol"))
        # A long name makes neither the row nor the window wider.
        self._which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._which.setMinimumContentsLength(_SHOWN_LETTERS)
        self._tms = ProtocolForm(TmsProtocol(), TMS_PRESETS, _("TMS, as planned"))
        self._ketamine = ProtocolForm(
            KetamineProtocol(), KETAMINE_PRESETS, _("Ketamine, as planned")
        )
        self._tolerances = ParameterFields(TOLERANCE_PARAMETERS, _("none"))
        self._odd = layout.paragraph()
        self._odd.setStyleSheet(f"color: {layout.state_colour('warning').name()}")
        self._odd.hide()
        self.said = layout.paragraph()
        self.said.hide()
        self.begin = layout.paragraph()
        self.begin.setTextInteractionFlags(layout.LINKS)
        self.begin.linkActivated.connect(self._on_begin)
        self.what_follows = CalculatedValues()
        self._tms.shown.connect(self.what_follows.show_tms)
        self._ketamine.shown.connect(self.what_follows.show_ketamine)
        self._lay_out()
        self.show_treatment(treatment)
        self._which.currentIndexChanged.connect(self._on_which)
        self._tms.protocol_changed.connect(self._on_tms)
        self._ketamine.protocol_changed.connect(self._on_ketamine)
        self._tolerances.edited.connect(self._on_tolerances)

    def show_treatment(self, treatment: PlannedTreatment) -> None:
        """Set both forms to what is planned; the TMS protocol looked at stays chosen."""
        self._treatment = treatment
        place = max(0, self._which.currentIndex())
        self._which.blockSignals(True)
        self._which.clear()
        for number, protocol in enumerate(treatment.tms or (TmsProtocol(),), 1):
            name = protocol.stimulator or _("not reported")
            self._which.addItem(_("TMS protocol {n}: {name}", n=number, name=name))
        self._which.setCurrentIndex(min(place, self._which.count() - 1))
        self._which.blockSignals(False)
        self._on_which()
        self._ketamine.show_protocol(treatment.ketamine)
        self._tolerances.show_values(treatment.tolerances.as_dict())
        self._offer_beginnings()

    def show_recorded(self, recorded: PlannedTreatment) -> None:
        """Offer to begin from what was recorded."""
        self._recorded = recorded
        self._offer_beginnings()

    def _offer_beginnings(self) -> None:
        """Say how a plan can be begun, as long as there is none."""
        paper = f'<a href="paper">{_("the protocols of {source}", source=PAPER)}</a>'
        recorded = f'<a href="file">{_("what was recorded")}</a>'
        words = (
            _("Nothing is planned yet. Begin from {recorded} or {paper}.",
              recorded=recorded, paper=paper)
            if self._recorded.is_reported
            else _("Nothing is planned yet. Begin from {paper}.", paper=paper)
        )  # fmt: skip
        self.begin.setText(words)
        self.begin.setVisible(not self._treatment.is_reported)

    def _lay_out(self) -> None:
        forms = QWidget()
        box = layout.padded(QHBoxLayout(forms), 0, 4 * layout.STEP)
        second = layout.padded(QVBoxLayout(), 0)
        second.addWidget(self._ketamine)
        second.addWidget(layout.heading(_("Tolerances")))
        second.addWidget(self._tolerances)
        second.addWidget(self._odd)
        second.addWidget(
            layout.button("search", _("BeamF3 record check…"), self.beam_f3_wanted.emit)
        )
        second.addStretch()
        box.addWidget(self._tms)
        box.addLayout(second)
        box.addStretch()
        scroll = SteadyArea(forms)
        # The page's own colour shows through.
        for part in (scroll.viewport(), forms):
            part.setAutoFillBackground(False)
        row = QHBoxLayout()
        row.addWidget(self._which, 1)
        row.addWidget(layout.button("plus", _("Another TMS protocol"), self._on_add))
        self._remove = layout.button("minus", _("Remove this one"), self._on_remove)
        row.addWidget(self._remove)
        row.addWidget(layout.button("folder-open", _("Load…"), self._on_load))
        row.addWidget(layout.button("save", _("Save…"), self._on_save))
        whole = layout.padded(QVBoxLayout(self))
        whole.addLayout(row)
        whole.addWidget(self.begin)
        whole.addWidget(scroll, 1)
        whole.addWidget(self.said)

    def _place(self) -> int:
        return max(0, self._which.currentIndex())

    def _on_which(self) -> None:
        planned = self._treatment.tms or (TmsProtocol(),)
        self._tms.show_protocol(planned[min(self._place(), len(planned) - 1)])

    def _on_tms(self, protocol: TmsProtocol) -> None:
        planned = list(self._treatment.tms or (TmsProtocol(),))
        planned[self._place()] = protocol
        self._change(replace(self._treatment, tms=tuple(planned)))

    def _on_ketamine(self, protocol: KetamineProtocol) -> None:
        self._change(replace(self._treatment, ketamine=protocol))

    def _on_tolerances(self) -> None:
        values, odd = self._tolerances.read()
        if not odd:
            try:
                tolerances = Tolerances.from_dict(_drop_empty(values))
            except ProtocolError as error:
                odd = [str(error)]
            else:
                if tolerances != self._treatment.tolerances:
                    self._change(replace(self._treatment, tolerances=tolerances))
        self._odd.setText("\n".join(odd))
        self._odd.setVisible(bool(odd))

    def _on_add(self) -> None:
        planned = (*(self._treatment.tms or (TmsProtocol(),)), TmsProtocol())
        self._change(replace(self._treatment, tms=planned))
        self._which.setCurrentIndex(self._which.count() - 1)

    def _on_remove(self) -> None:
        planned = [p for n, p in enumerate(self._treatment.tms) if n != self._place()]
        self._change(replace(self._treatment, tms=tuple(planned)))

    def show_field(self, link: str) -> None:
        """Go to the field of a parameter: "tms:0:sessions"; without a plan, begin from the file."""
        treatment, place, key = link.split(":")
        if not self._treatment.is_reported and self._recorded.is_reported:
            self._change(self._recorded)
        if treatment == "tms":
            self._which.setCurrentIndex(int(place))
        (self._tms if treatment == "tms" else self._ketamine).focus(key)

    def _on_begin(self, way: str) -> None:
        if way == "file":
            self._change(self._recorded)
            return
        tms = [one.in_language() for one in TMS_PRESETS if one.source == PAPER]
        ketamine = [one.in_language() for one in KETAMINE_PRESETS if one.source == PAPER]
        self._change(replace(self._treatment, tms=tuple(tms), ketamine=ketamine[0]))

    def load(self, path: Path) -> None:
        """Plan what a protocol file holds, or say what is wrong with it."""
        try:
            treatment = treatment_file.from_toml(path.read_text(encoding="utf-8-sig"))
        except (ProtocolError, UnicodeDecodeError, OSError) as error:
            reason = error if isinstance(error, ProtocolError) else _("it cannot be read")
            self._say(_("{name} was not loaded: {reason}", name=path.name, reason=reason))
            return
        self._say(_("{name} was loaded.", name=path.name))
        self._change(treatment)

    def save(self, path: Path) -> None:
        """Write what is planned to a protocol file; without a suffix, to one called .toml."""
        path = path if path.suffix else path.with_suffix(".toml")
        try:
            replace_file(path, treatment_file.to_toml(self._treatment).encode())
        except OSError as error:
            self._say(explain_failure(error))
            return
        self._say(_("{name} was saved.", name=path.name))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()

    def _on_load(self) -> None:
        if paths := ask_open(self, _("Protocol files"), ("toml",)):
            self.load(paths[0])

    def _on_save(self) -> None:
        kinds = f"{_('Protocol files')} (*.toml)"
        if path := ask_save(self, _("Save the protocol"), "protocol.toml", kinds):
            self.save(path)

    def _change(self, treatment: PlannedTreatment) -> None:
        self.show_treatment(treatment)
        self.treatment_changed.emit(treatment)


def _drop_empty(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values that are set; an emptied field goes back to its default."""
    return {key: value for key, value in values.items() if value is not None}
